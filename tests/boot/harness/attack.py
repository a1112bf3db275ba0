# SPDX-License-Identifier: GPL-2.0-or-later
"""A host on the node's network that means harm: raw frames, and floods of
them."""
import itertools
import random
import socket
import struct
import time

from .bootinfo import CLIENT_PORT
from .qemu import MAC
from .service import Service

NODE_MAC = bytes.fromhex(MAC.replace(":", ""))
OUR_MAC = bytes.fromhex("525400666666")
BROADCAST = b"\xff" * 6
ETH_P_IP, ETH_P_ARP = 0x0800, 0x0806
TCP, UDP = socket.IPPROTO_TCP, socket.IPPROTO_UDP
MORE = 0x2000                   # more fragments
FIN, SYN, PSH, ACK = 1, 2, 8, 16


def checksum(data):
    """Of an IPv4 header, TCP or UDP (RFC 1071)."""
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return total ^ 0xffff


def ipv4(protocol, src, dst, payload, ident=0, fragment=0, mac=NODE_MAC):
    """A frame with an IPv4 packet; fragment: flags and offset."""
    head = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), ident,
                       fragment, 64, protocol, 0, socket.inet_aton(src),
                       socket.inet_aton(dst))
    head = head[:10] + struct.pack(">H", checksum(head)) + head[12:]
    return mac + OUR_MAC + struct.pack(">H", ETH_P_IP) + head + payload


def pseudo(protocol, src, dst, length):
    """The header that TCP's and UDP's checksums cover."""
    return socket.inet_aton(src) + socket.inet_aton(dst) + \
        struct.pack(">BBH", 0, protocol, length)


def udp(src, sport, dst, data, dport=CLIENT_PORT):
    """A frame with a datagram, from whom we like."""
    head = struct.pack(">HHHH", sport, dport, 8 + len(data), 0)
    check = checksum(pseudo(UDP, src, dst, 8 + len(data)) + head + data)
    return ipv4(UDP, src, dst,
                head[:6] + struct.pack(">H", check or 0xffff) + data)


def tcp(src, sport, dst, dport, seq, ack, flags, data=b"", window=1024):
    """A frame with a segment of TCP."""
    segment = struct.pack(">HHIIBBHHH", sport, dport, seq, ack, 5 << 4, flags,
                          window, 0, 0) + data
    check = checksum(pseudo(TCP, src, dst, len(segment)) + segment)
    return ipv4(TCP, src, dst, segment[:16] + struct.pack(">H", check) +
                segment[18:])


def syn(src, sport, dst, dport):
    """A frame that asks for a TCP connection."""
    return tcp(src, sport, dst, dport, sport * 7919, 0, SYN)


def arp(opcode, src, dst, mac=OUR_MAC, target=b"\0" * 6):
    """A frame of ARP: 1 = who has dst, tell src; 2 = src is at mac."""
    return BROADCAST + OUR_MAC + struct.pack(
        ">HHHBBH6s4s6s4s", ETH_P_ARP, 1, ETH_P_IP, 6, 4, opcode, mac,
        socket.inet_aton(src), target, socket.inet_aton(dst))


def fragments(src, dst, count=64):
    """Fragments of datagrams that never become whole: beginnings, middles
    and ends."""
    for ident in range(1, count + 1):
        for offset, more in ((0, MORE), (1480, MORE), (64, 0), (8, MORE)):
            yield ipv4(UDP, src, dst, bytes(512), ident,
                       more | offset // 8)


class Flood(Service):
    """Sends frames round and round; use as a context manager."""

    def __init__(self, namespace, interface, frames, rate):
        self.frames, self.rate = list(frames), rate
        random.Random(9696).shuffle(self.frames)
        self.sent = 0
        self.namespace, self.interface = namespace, interface

    def begin(self):
        self.socket = self.namespace.socket(socket.AF_PACKET, socket.SOCK_RAW)
        self.socket.bind((self.interface, 0))

    def loop(self):
        """In bursts of 10 ms; what is late is made up for."""
        frames = itertools.cycle(self.frames)
        begin, tried = time.monotonic(), 0
        while not self.stopping.is_set():
            for _ in range(tried, int((time.monotonic() - begin) * self.rate)):
                tried += 1
                try:
                    self.socket.send(next(frames))
                    self.sent += 1
                except OSError:         # its queue is full
                    break
            time.sleep(0.01)
