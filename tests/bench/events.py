# SPDX-License-Identifier: GPL-2.0-or-later
"""What happens when: lines of servers and of the node, and requests as they
pass by on the bridge, with the time and what the guest has executed until
then."""
import array
import ctypes
import os
import socket
import struct
import threading
import time
from dataclasses import dataclass
from pathlib import Path

SO_ATTACH_FILTER = 26
ETH_P_ALL, ETH_P_IP = 3, 0x0800
TCP, UDP, TFTP_PORT = 6, 17, 69
SYN, ACK = 0x02, 0x10

# Frames that are a TFTP request (UDP to port 69) or a SYN of TCP, as
# (code, true, false, value) of the kernel's packet filter.
FILTER = [
    (0x28, 0, 0, 12), (0x15, 0, 10, ETH_P_IP),  # Ethernet type
    (0xb1, 0, 0, 14),                           # X = size of the IP header
    (0x30, 0, 0, 23), (0x15, 0, 2, UDP),
    (0x48, 0, 0, 16), (0x15, 4, 5, TFTP_PORT),
    (0x15, 0, 4, TCP),
    (0x50, 0, 0, 27), (0x54, 0, 0, SYN | ACK), (0x15, 0, 1, SYN),
    (0x06, 0, 0, 0xffff),                       # take it
    (0x06, 0, 0, 0),
]


@dataclass(frozen=True)
class Event:
    """text is a line of `source`, or for "wire" RRQ and the name, or SYN."""
    time: float
    source: str
    text: str
    cpu: float                          # seconds that QEMU has computed
    table: bytes                        # of count.c, or None


class Events:
    """The events of one boot."""

    def __init__(self, table=None):
        self.list = []
        self.table = table              # file that count.c writes
        self.pid = None                 # of QEMU

    def cpu(self):
        """Seconds that QEMU has computed, in all of its threads."""
        if not self.pid:
            return 0.0
        try:
            stat = Path(f"/proc/{self.pid}/stat").read_text("ascii")
        except OSError:                 # it has ended
            return 0.0
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def add(self, source, text):
        now = time.time()
        table = None
        if self.table and self.table.exists():
            table = self.table.read_bytes()
        self.list.append(Event(now, source, text, self.cpu(), table))

    def lines_of(self, source, *words):
        """An echo function for a log: lines with one of the words count."""
        rest = bytearray()

        def echo(data):
            rest.extend(data)
            *lines, tail = bytes(rest).split(b"\n")
            rest[:] = tail
            for line in lines:
                text = line.decode("latin-1")
                if any(word in text for word in words):
                    self.add(source, text)
        return echo

    def all(self, source, word):
        """The events of a source with a word in it, at least one."""
        found = [e for e in self.list if e.source == source and word in e.text]
        if not found:
            raise ValueError(f"no line of {source} with {word!r}")
        return found

    def last(self, source, word):
        """The last of them."""
        return self.all(source, word)[-1]

    def watch(self, namespace, interface):
        """Note requests on the interface from now on."""
        sniffer = namespace.socket(socket.AF_PACKET, socket.SOCK_RAW)
        code = array.array("B", b"".join(
            struct.pack("HBBI", *line) for line in FILTER))
        address, _ = code.buffer_info()
        sniffer.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, struct.pack(
            "HP", len(FILTER), ctypes.c_void_p(address).value))
        sniffer.bind((interface, ETH_P_ALL))

        def loop():
            while frame := sniffer.recv(2048):
                if frame[23] == UDP:
                    name = frame[44:].split(b"\0")[0].decode("latin-1")
                    self.add("wire", f"RRQ {name}")
                else:
                    self.add("wire", "SYN")
        threading.Thread(target=loop, daemon=True).start()
