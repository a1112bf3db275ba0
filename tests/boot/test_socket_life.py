# SPDX-License-Identifier: GPL-2.0-or-later
"""Who may use sockets, and what becomes of them: every way to start a module,
and every way in which it ends."""
import secrets
import socket
import time
import zlib

import pytest

from harness import pcap, socktest
from harness.qemu import MAC
from test_partitions import make_disk
from test_sockets import FAILURES, finish, start

PROMPT = """\
SERIAL 0 115200
DEFAULT nothing
PROMPT 1
TIMEOUT 0
"""

MENU = """\
SERIAL 0 115200
UI menu.c32
MENU TITLE Sockets
TIMEOUT 5
LABEL first
  COM32 socktest.c32
  APPEND {arguments}
"""

LUA = """\
SERIAL 0 115200
DEFAULT lua
PROMPT 0
LABEL lua
  COM32 lua.c32
  APPEND sockets.lua
"""


def words(lab, rest):
    """socktest's arguments."""
    return f"peer={lab.ROUTER_IP} nonce={lab.nonce} {rest}"


def run(lab, node, rest):
    """Run socktest from the prompt, up to its result."""
    node.expect("boot: ", failures=FAILURES)
    node.type(f"socktest.c32 {words(lab, rest)}\r")
    return finish(lab, node)


def test_prompt(lab, tap):
    """From the prompt, twice."""
    node = start(lab, tap, config=PROMPT)
    run(lab, node, "run=udp")
    run(lab, node, "run=udp")


def test_example(lab, tap):
    """The example module: a page, a name that is none, a closed port."""
    node = start(lab, tap, config=PROMPT, www={
        "page.txt": f"page {lab.nonce}\n".encode()})
    for words_, answer in (
            ("peer.test 8080 /page.txt", f"200 OK(?s:.*)page {lab.nonce}"),
            ("nobody.test 8080 /", "httpget: nobody.test: Name does not"),
            ("peer.test 9 /", "httpget: cannot connect: error 111"),
            ("", "usage: httpget.c32")):
        node.expect("boot: ", failures=FAILURES)
        node.type(f"httpget.c32 {words_}\r")
        node.expect(answer, failures=FAILURES)


def test_menu(lab, tap):
    """From a menu."""
    node = start(lab, tap, config=MENU.format(
        arguments=words(lab, "run=udp,messages")))
    finish(lab, node)


def test_lua(lab, tap):
    """From Lua, that is from another module, which goes on afterwards."""
    node = start(lab, tap, config=LUA, files={"sockets.lua": (
        "local syslinux = require 'syslinux'\n"
        f"syslinux.run_command('socktest.c32 {words(lab, 'run=udp')}')\n"
        "print('lua: still here')\n")})
    finish(lab, node)
    node.expect("lua: still here", failures=FAILURES)


@pytest.mark.parametrize("scheme", ["http", "tftp"])
def test_file(lab, tap, scheme):
    """While a file is being fetched."""
    data = secrets.token_bytes(300_000)
    crc = f"crc={zlib.crc32(data):08x}"
    where = {"http": f"http://{lab.ROUTER_IP}:8080/file.bin",
             "tftp": "file.bin"}[scheme]
    node = start(lab, tap, arguments=f"run=none file={where} {crc}",
                 files={"file.bin": data}, www={"file.bin": data})
    finish(lab, node)


@pytest.mark.parametrize("how", ["return", "exit", "abort"])
def test_left_open(lab, tap, how):
    """30 sockets left open, three times: all 64 are there afterwards."""
    node = start(lab, tap, config=PROMPT)
    for _ in range(3):
        run(lab, node, f"run=leave leave={how}")
    assert run(lab, node, "run=exhaustion") == 6
    assert "# tcp: there were 64" in node.serial.text


def test_operator(lab, tap):
    """The operator can leave every wait, in the way that sockets.txt shows."""
    node = start(lab, tap, arguments="run=operator")
    for what in ("poll", "recv", "accept", "send", "connect"):
        node.expect(f"# press a key to leave {what}", failures=FAILURES)
        time.sleep(0.5)         # to be there when the wait has begun
        node.type("x")
    assert finish(lab, node) == 5


@pytest.mark.parametrize("how", ["return", "exit", "abort"])
def test_inner(lab, tap, how):
    """A module that runs another one keeps its sockets; the 30 that the other
    leaves open are closed."""
    inner = (f"inner.c32,peer={lab.ROUTER_IP},nonce=inner,run=leave,"
             f"leave={how}")
    node = start(lab, tap, arguments=f"run=none inner={inner}",
                 files={"inner.c32": socktest.modules(
                     lab.firmware)[0].read_bytes()})
    node.expect("# socktest inner: 0 failures", deadline=120,
                failures=FAILURES)
    assert finish(lab, node) == 7


@pytest.mark.firmwares("efi64")
def test_left_open_on_uefi(lab, tap):
    """Left open in every way, from the prompt and by a module that another one
    runs, in one boot: that loses none of its own, and all 64 are there."""
    inner = (f"inner.c32,peer={lab.ROUTER_IP},nonce=inner,run=leave,"
             "leave=abort")
    node = start(lab, tap, config=PROMPT,
                 files={"inner.c32": socktest.modules(
                     lab.firmware)[0].read_bytes()})
    for how in ("return", "exit", "abort"):
        run(lab, node, f"run=leave leave={how}")
    assert run(lab, node, f"run=none inner={inner}") == 7
    node.serial.never("# socktest inner: [1-9]")
    assert run(lab, node, "run=exhaustion") == 6
    assert "# tcp: there were 64" in node.serial.text


def probe(lab, node):
    """Send a datagram that the network card would take, and see if it comes
    into the node's memory."""
    nonce = secrets.token_bytes(32)
    address = next(d.src for d in pcap.datagrams(node.capture)
                   if d.dport == 69)
    lab.namespace.ip(f"neigh replace {address} lladdr {MAC} dev br0")
    with lab.namespace.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        for _ in range(10):
            sock.sendto(nonce, (address, 4711))
            time.sleep(0.1)
    dump = lab.folder / "memory"
    node.monitor("pmemsave", val=0, size=128 << 20, filename=str(dump))
    found = nonce in dump.read_bytes()
    dump.unlink()
    return found


@pytest.mark.parametrize("nic", ["virtio", "e1000"])
def test_hand_over(lab, tap, nic):
    """At a hand-over to a boot sector all connections are closed, and the
    card neither sends nor writes to memory any more."""
    node = start(lab, tap, config=PROMPT, nic=nic, memory=128,
                 disks=[make_disk(lab, "mbr", end="HALT")])
    node.expect("boot: ", failures=FAILURES)
    assert probe(lab, node), "the card must have been at work before"
    run_arguments = words(lab, "run=leave leave=run:chain.c32,hd0")
    node.type(f"socktest.c32 {run_arguments}\r")
    finish(lab, node)
    node.expect("bootsector: drive 80 mbr ", failures=FAILURES)
    assert not probe(lab, node), "the card still writes to memory"

    ends = list(pcap.packets(node.capture, 6))
    ours = [p for p in ends if p[3][2:4] == b"\x1b\x5f"]        # to port 7007
    finished = {p[3][0:2] for p in ours if p[3][13] & 5}        # FIN, RST
    assert len(finished) >= 10, "connections were not closed"
    assert socktest.last_frame_of(node.capture, MAC) <= \
        max(p[0] for p in ours) + 1.0, "the old stack still sends"
