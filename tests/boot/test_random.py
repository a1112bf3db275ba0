# SPDX-License-Identifier: GPL-2.0-or-later
"""Nobody can guess what a node's next packet looks like: TCP sequence numbers,
source ports, ids of DNS and of IP, and what a handshake of TLS begins with differ
from boot to boot, without a pattern.

    make check-random BOOTS=50

boots as often as that, and looks closer the more boots there are; `make check`
does it with three.
"""
import os
import socket
import struct
from collections import defaultdict

import certs
from harness import failures, pcap, qemu, servers
from harness.attack import ACK, SYN
from harness.lab import ROUTER_IP

BOOTS = int(os.environ.get("DETERBOOT_BOOTS") or 3)
ENOUGH = 20             # boots from which on bits can be counted
SURE = 32               # bits of a boot that no other boot has by chance
TCP, UDP, DNS, TFTP = 6, 17, 53, 69
HTTPS_PORT = 9443
KEY_SHARE, X25519 = 51, 29      # RFC 8446, 4.2 and 4.2.7

# Bits of each number that are taken at random; the ports from 49152 to 57343,
# but for those of DNS, which are from 1024 on
BITS = {"TCP sequence number": 32, "TCP port": 13, "TFTP port": 13,
        "DNS id": 16, "DNS port": 16, "IP id": 16, "TLS random": 256,
        "TLS key share": 255}

# tlsfailures.c32 runs each of them four times
COMMANDS = [f"linux.c32 https://files.test.lab:{HTTPS_PORT}/nowhere",
            "http://files.test.lab:8080/poweroff.c32"]


def hello(data):
    """The random number of a ClientHello, and its key of X25519 (RFC 8446,
    4.1.2)."""
    assert data[0] == 22 and data[5] == 1, data[:6]
    random, at = data[11:43], 43
    at += 1 + data[at]                                      # session id
    at += 2 + struct.unpack_from(">H", data, at)[0]         # cipher suites
    at += 1 + data[at]                                      # compression
    end = at + 2 + struct.unpack_from(">H", data, at)[0]
    at += 2
    while at < end:
        kind, length = struct.unpack_from(">HH", data, at)
        if kind == KEY_SHARE:
            group, size = struct.unpack_from(">HH", data, at + 6)
            assert (group, size) == (X25519, 32)
            return random, data[at + 10:at + 42]
        at += 4 + length
    raise ValueError("no key share")


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
        payload = segment[(segment[12] >> 4) * 4:] if packet[9] == TCP else b""
        if dport == HTTPS_PORT and payload[:1] == b"\x16" and payload[5] == 1:
            for name, number in zip(("TLS random", "TLS key share"),
                                    hello(payload)):
                number = int.from_bytes(number, "little")
                if number not in found[name][-1:]:      # sent again
                    found[name].append(number)
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
    if bits >= 32:
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
    """Boots that ask the DNS for a name, speak TLS with that server, and fetch
    a module with HTTP."""
    maker = certs.Maker(lab.folder / "certs", "files.test.lab", ROUTER_IP, "::1")
    ca = maker.issue("root", None, certs.CA)
    maker.server("web", ca)
    lab.nginx(root=lab.folder.parents[1] / "tftp", address=lab.ROUTER_IP,
              http=servers.tls_server(f"{ROUTER_IP}:{HTTPS_PORT}",
                                      maker.folder, "web"))
    root = failures.root_with(lab, COMMANDS, 1, failures.HOLDING,
                              "trust=::ca.pem")
    (root / "ca.pem").symlink_to(ca.certificate)
    lab.dnsmasq(root, extra=[f"address=/files.test.lab/{lab.ROUTER_IP}"])
    boots = []
    for _ in range(BOOTS):
        with qemu.Node(lab.folder, lab.namespace, tap) as node:
            assert node.serial.wait_end(240) == "QEMU ended with 0"
            assert node.serial.count("failures: lost ") == 1
            boots.append(numbers(node.capture))
    for name, bits in BITS.items():
        check(name, [boot[name] for boot in boots], bits)
    # A handshake for each time, and none of them like another
    assert all(len(boot["TLS random"]) == failures.WARM_UP + 1 for boot in boots)
