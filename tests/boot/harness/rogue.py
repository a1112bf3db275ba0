# SPDX-License-Identifier: GPL-2.0-or-later
"""A DHCP server that nobody asked: it floods the wire with forged replies."""
import itertools
import socket
import struct
import time

from .namespace import Namespace
from .qemu import MAC
from .service import Service

OFFER, ACK, NAK = 2, 5, 6


def reply(kind, xid, server, mac=MAC, cut=None):
    """A reply that names `server` as everything, and gives it away."""
    ip = socket.inet_aton(server)
    packet = struct.pack("!BBBBIHH4s4s4s4s16s64s128s4s", 2, 1, 6, 0, xid, 0,
                         0x8000, bytes(4), ip, ip, bytes(4),
                         bytes.fromhex(mac.replace(":", "")), b"rogue",
                         b"rogue.0", bytes((99, 130, 83, 99)))
    packet += bytes((53, 1, kind, 54, 4)) + ip + bytes((1, 4, 255, 0, 0, 0))
    packet += bytes((3, 4)) + ip + b"\xff"
    return packet[:cut]


class Rogue(Service):
    """Use as a context manager, on a lab with a tap."""

    def __init__(self, lab, address="192.168.252.66"):
        self.lab, self.address = lab, address
        self.namespace = Namespace(lab.namespace.kind)
        self.sent, self.answered = 0, 0

    def begin(self):
        self.namespace.__enter__()
        ip = self.lab.namespace.ip
        ip("link add rogue0 type veth peer name rogue1")
        ip(f"link set rogue1 netns {self.namespace.pid}")
        ip("link set rogue0 master br0")
        ip("link set rogue0 up")
        self.namespace.ip(f"addr add {self.address}/24 dev rogue1")
        self.namespace.ip("link set rogue1 up")
        self.namespace.ip("route add default dev rogue1")
        self.socket = self.namespace.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        self.socket.bind(("", 67))

    def end(self):
        super().end()
        self.namespace.__exit__()

    def loop(self):
        """Any kind of reply to nobody's question; each question that comes is
        answered at once, with what a forger might try."""
        self.socket.settimeout(0.02)
        for number in itertools.count():
            if self.stopping.is_set():
                return
            try:
                xid = int.from_bytes(self.socket.recv(2000)[4:8], "big")
                self.answered += 1
                packets = [reply(OFFER, xid ^ 1, self.address),
                           reply(OFFER, xid, self.address, cut=230),
                           reply(OFFER, xid, self.address, cut=244),
                           reply(OFFER, xid, self.address,
                                 mac="52:54:00:99:99:99"),
                           reply(OFFER, xid, "255.255.255.255"),
                           reply(ACK, xid, self.address),
                           reply(NAK, xid, self.address)]
            except TimeoutError:
                packets = [reply((OFFER, ACK, NAK)[number % 3], number,
                                 self.address)]
            for packet in packets:
                try:
                    self.socket.sendto(packet, ("255.255.255.255", 68))
                    self.sent += 1
                except OSError:         # the bridge is not up yet
                    time.sleep(0.1)
