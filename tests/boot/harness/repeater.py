# SPDX-License-Identifier: GPL-2.0-or-later
"""A web server that sends all it has said so far with everything new, as one
does whose packets get lost: TCP of our own, in raw frames."""
import socket
import struct

from .attack import (ACK, ETH_P_ARP, ETH_P_IP, FIN, OUR_MAC, PSH, SYN, TCP, arp,
                     tcp)
from .service import Service

ETH_P_ALL = 3
PORT, FIRST = 80, 1000          # of TCP; our first sequence number
STEP = 2                        # new segments with each repetition


class Repeater(Service):
    """Serves `data`, whatever is asked for, from an address that nobody has.
    One connection at a time."""

    def __init__(self, namespace, interface, address, data, segment=500):
        self.namespace, self.interface = namespace, interface
        self.address, self.packed = address, socket.inet_aton(address)
        text = b"HTTP/1.0 200 OK\r\nContent-Length: %d\r\n\r\n" % len(data)
        text += data
        self.segments = [text[i:i + segment]
                         for i in range(0, len(text), segment)]
        self.repeated = 0       # bytes that had been acknowledged already
        self.again = None       # what to send when there is no answer

    def begin(self):
        self.socket = self.namespace.socket(socket.AF_PACKET, socket.SOCK_RAW)
        self.socket.bind((self.interface, ETH_P_ALL))
        self.socket.settimeout(0.2)

    def loop(self):
        while not self.stopping.is_set():
            try:
                frame = self.socket.recv(2048)
            except TimeoutError:
                if self.again:
                    self.again()
                continue
            kind, = struct.unpack_from(">H", frame, 12)
            if kind == ETH_P_ARP and frame[38:42] == self.packed and \
                    frame[20:22] == b"\0\1":
                self.socket.send(arp(2, self.address, socket.inet_ntoa(
                    frame[28:32])))
            elif kind == ETH_P_IP and frame[:6] == OUR_MAC and \
                    frame[23] == TCP and frame[30:34] == self.packed:
                self.segment(socket.inet_ntoa(frame[26:30]), frame[34:])

    def segment(self, node, head):
        """Answer one segment of the node's."""
        port, to, seq, ack = struct.unpack_from(">HHII", head)
        flags = head[13]
        if to != PORT or flags & ~(SYN | ACK | PSH):
            return              # it has closed the connection, too

        def send(at, flags, data=b""):
            self.socket.send(tcp(self.address, PORT, node, port, at,
                                 self.asked, flags, data))
        if flags & SYN:
            self.asked = (seq + 1) & 0xffffffff     # as far as it has come
            self.answered, self.again = FIRST + 1, None
            send(FIRST, SYN | ACK)
            return
        if flags & PSH:
            self.asked += len(head) - (head[12] >> 4) * 4
        elif ack <= self.answered:
            return              # once is enough
        self.answered = ack
        self.again = lambda: self.talk(ack, send)
        self.again()

    def talk(self, ack, send):
        """All that the node knows and a little more, in one go."""
        at, new = FIRST + 1, STEP
        end = at + sum(map(len, self.segments))
        if ack >= end:
            self.again = None
            if ack == end:
                send(end, FIN | ACK)
            return
        for data in self.segments:
            if at >= ack:
                new -= 1
            else:
                self.repeated += len(data)
            send(at, ACK, data)
            at += len(data)
            if not new:
                break
