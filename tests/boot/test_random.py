# SPDX-License-Identifier: GPL-2.0-or-later
"""Nobody can guess what a node's next packet looks like: TCP sequence numbers,
source ports, ids of DNS and of IP differ from boot to boot, without a pattern.

    make check-random BOOTS=50

boots as often as that, and looks closer the more boots there are; `make check`
does it with three.
"""
import os
import socket
import struct
from collections import defaultdict

from harness import pcap, qemu
from harness.lab import ROUTER_IP

BOOTS = int(os.environ.get("DETERBOOT_BOOTS") or 3)
ENOUGH = 20             # boots from which on bits can be counted
SURE = 32               # bits of a boot that no other boot has by chance
TCP, UDP, DNS, TFTP = 6, 17, 53, 69
SYN, ACK = 0x02, 0x10

# Bits of each number that are taken at random; the ports from 49152 to 57343,
# but for those of DNS, which are from 1024 on
BITS = {"TCP sequence number": 32, "TCP port": 13, "TFTP port": 13,
        "DNS id": 16, "DNS port": 16, "IP id": 16}

CONFIG = """\
SERIAL 0 115200
DEFAULT off
LABEL off
  COM32 http://files.test.lab:8080/poweroff.c32
"""


def numbers(path):
    """{name: [number...]} that pxelinux has sent, in order. What the ROM has
    sent before is left out: pxelinux's first packet asks for ldlinux.c32."""
    found, ours, syn = defaultdict(list), False, None
    for _, frame in pcap.frames(path):
        if (frame[12:14] != b"\x08\x00"
                or frame[26:30] == socket.inet_aton(ROUTER_IP)):
            continue
        packet = frame[14:]
        ident, = struct.unpack(">H", packet[4:6])
        segment = packet[(packet[0] & 15) * 4:]
        sport, dport = struct.unpack(">HH", segment[:4])
        ours = ours or (dport == TFTP and b"ldlinux.c32" in segment)
        if not ours:
            continue
        found["IP id"].append(ident)
        if packet[9] == TCP and segment[13] & (SYN | ACK) == SYN:
            if segment[:8] == syn:      # sent again, as a late answer needs
                continue
            syn = segment[:8]
            found["TCP sequence number"] += struct.unpack(">I", segment[4:8])
            found["TCP port"].append(sport)
        elif packet[9] == UDP and dport == DNS:
            found["DNS id"] += struct.unpack(">H", segment[8:10])
            found["DNS port"].append(sport)
        elif packet[9] == UDP and dport == TFTP:
            found["TFTP port"].append(sport)
    return found


def share(values):
    """How many of the values are different ones."""
    return len(set(values)) / len(values)


def check(name, values, bits):
    """No pattern in the numbers of this name, one list for each boot."""
    assert all(values), f"{name}: a boot has sent none"
    first = [v[0] for v in values]
    flat = sum(values, [])
    step = [(b - a) % 2 ** bits for a, b in zip(flat, flat[1:])]
    print(f"{name}: {len(flat)} in {len(values)} boots, {share(flat):.0%} "
          f"different, steps {share(step):.0%}; first ones {first[:8]}")
    if bits == 32:
        assert share(flat) == 1 and share(step) == 1, name
    # Of 50 boots with one number of 13 bits each two are alike in one run of
    # seven, by chance
    unlike = len(set(map(tuple, values)))
    sure = min(map(len, values)) * bits >= SURE
    assert unlike == len(values) if sure else unlike > 1, f"{name}: same again"
    if len(values) < ENOUGH:
        return
    # Birthdays: as many different ones as chance gives, less a margin
    n, space = len(flat), 2 ** bits
    expected = space * (1 - (1 - 1 / space) ** n) / n
    assert share(flat) > expected - 0.05, name
    assert share(step) > expected - 0.05, name
    for bit in range(bits - 1 if name == "DNS port" else bits):
        ones = sum(v >> bit & 1 for v in first)
        assert 0 < ones < len(first), f"{name}: bit {bit} is always the same"


def test_random(lab, tap):
    """Boots that ask the DNS for a name and fetch a module with HTTP."""
    lab.nginx(root=lab.folder.parents[1] / "tftp", address=lab.ROUTER_IP)
    lab.dnsmasq(lab.tftp_root(CONFIG),
                extra=[f"address=/files.test.lab/{lab.ROUTER_IP}"])
    boots = []
    for _ in range(BOOTS):
        with qemu.Node(lab.folder, lab.namespace, tap) as node:
            assert node.serial.wait_end() == "QEMU ended with 0"
            boots.append(numbers(node.capture))
    for name, bits in BITS.items():
        check(name, [boot[name] for boot in boots], bits)
