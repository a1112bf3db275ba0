# SPDX-License-Identifier: GPL-2.0-or-later
"""Fragments of IP datagrams: those that contradict each other must not stop
a node, and the largest datagram that there is comes through, both ways."""
import os
import socket
import struct

import pytest

from harness import pcap

UDP, ICMP_ECHO, ICMP_ECHO_REPLY = 17, 8, 0
MORE_FRAGMENTS = 0x2000
LARGEST_PAYLOAD = 65535 - 20 - 8    # IP header; UDP or ICMP header

PROMPT = """\
SERIAL 0 115200
PROMPT 1
LABEL mfs
  KERNEL http://{host}:8080/mfs/bzImage
  APPEND initrd=http://{host}:8080/mfs/rootfs.cpio {arguments}
"""

# (offset in bytes, more fragments, bytes): what is wrong with them
CONTRADICTIONS = {
    "a fragment behind the last": [(8, False, 8), (16, True, 8), (0, True, 8)],
    "two last ones": [(0, True, 8), (24, False, 8), (16, False, 8),
                      (8, True, 8)],
    "overlap": [(0, True, 24), (8, True, 24), (16, False, 8), (24, False, 8)],
    "beyond 64 kB": [(65528, False, 64), (0, True, 8)],
    "empty": [(0, True, 0), (0, False, 0), (8, True, 0), (8, False, 0)],
    "the same again": [(0, True, 8), (0, True, 8), (8, False, 8),
                       (8, False, 8)],
}


def fragment(node, ident, offset, more, size):
    """One fragment of a UDP datagram; the kernel adds addresses and sums."""
    flags = offset // 8 | (MORE_FRAGMENTS if more else 0)
    return struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + size, ident, flags, 64,
                       UDP, 0, bytes(4), socket.inet_aton(node)) + bytes(size)


def send_contradictions(lab, node):
    """All of them, and more unfinished datagrams than a node can keep."""
    with lab.namespace.socket(kind=socket.SOCK_RAW,
                              protocol=socket.IPPROTO_RAW) as raw:
        ident = 1
        for fragments in CONTRADICTIONS.values():
            for offset, more, size in fragments:
                raw.sendto(fragment(node, ident, offset, more, size),
                           (node, 0))
            ident += 1
        for ident in range(ident, ident + 300):
            raw.sendto(fragment(node, ident, 8, True, 1000), (node, 0))


def checksum(data):
    """RFC 1071."""
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff


def ping(lab, node, payload):
    """Send an echo request of payload; what comes back."""
    header = struct.pack(">BBHHH", ICMP_ECHO, 0, 0, 1, 1)
    even = payload + bytes(len(payload) % 2)
    request = header[:2] + struct.pack(">H", checksum(header + even)) + \
        header[4:] + payload
    with lab.namespace.socket(kind=socket.SOCK_RAW,
                              protocol=socket.IPPROTO_ICMP) as raw:
        raw.settimeout(20)
        raw.sendto(request, (node, 0))
        while True:
            packet, (host, _) = raw.recvfrom(65535)
            if host == node and packet[20] == ICMP_ECHO_REPLY:
                return packet[28:]


def test_contradictions_while_waiting(lab, tap):
    """At WAIT: the node gets the order all the same, and boots."""
    lab.nginx(address=lab.ROUTER_IP)
    lab.boss(f"WAIT ; MFS http://{lab.ROUTER_IP}:8080/mfs -- {{mfs}}",
             address=lab.ROUTER_IP)
    lab.dnsmasq(lab.tftp_root())
    node = lab.node(tap)
    node.expect("waiting for an order from boss")
    address = pcap.questions(node.capture)[0].src
    send_contradictions(lab, address)
    lab.order("AUTO", node=address)
    node.expect("order from boss: AUTO")
    lab.expect_linux(node)


@pytest.mark.parametrize("nic", ["virtio", "e1000"])
def test_at_the_prompt(lab, tap, nic):
    """At pxelinux's prompt, without our module: the largest datagram comes
    back, contradictions do no harm, and the prompt still boots."""
    lab.nginx(address=lab.ROUTER_IP)
    lab.dnsmasq(lab.tftp_root(PROMPT.format(host=lab.ROUTER_IP,
                                            arguments=lab.mfs_arguments)))
    node = lab.node(tap, nic=nic)
    node.expect("boot: ")
    leases = (lab.folder / "dnsmasq.leases").read_text().splitlines()
    address, = {line.split()[2] for line in leases if "." in line.split()[2]}
    payload = os.urandom(LARGEST_PAYLOAD)
    assert ping(lab, address, payload) == payload
    send_contradictions(lab, address)
    assert ping(lab, address, b"still there?") == b"still there?"
    node.type("mfs\r")
    lab.expect_linux(node)
