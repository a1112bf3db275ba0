# SPDX-License-Identifier: GPL-2.0-or-later
"""What socktest needs around it: its peers, and how its results are read."""
import os
import re
import struct
import sys
import tempfile
import zlib
from pathlib import Path

from . import lab as labs, pcap, servers
from .attack import SYN
from .namespace import Namespace

SOURCE = Path(__file__).resolve().parents[2] / "socktest"
NATIVE = labs.OUT / "tests/socktest"


def modules(firmware):
    """The modules for nodes with it, socktest first."""
    built = labs.OUT / "objects" / firmware / "com32/lua/src"
    return [labs.OUT / "tests" / firmware / "socktest.c32", example(firmware),
            built / "lua.c32", built / "syslinux.c32"]


def example(firmware, name="httpget"):
    """An example of the SDK's for nodes with it."""
    return labs.OUT / "sdk/example" / firmware / f"{name}.c32"


# Names of dnsmasq's; nothing else ends in .test
DNS = ("host-record=peer.test," + labs.ROUTER_IP,
       "host-record=two.test,10.66.6.6",
       f"host-record=two.test,{labs.ROUTER_IP}", "cname=alias.test,peer.test", "local=/test/")

RESULT = re.compile(r"(?m)^(not )?ok (\d+) - (.*)$")
PLAN = re.compile(r"(?m)^1\.\.(\d+)$")


def peers(lab, files=None):
    """Start the peers on the router: ours, nginx (with these files), socat."""
    address = lab.ROUTER_IP
    www = lab.folder / "www"
    www.mkdir()
    body = os.urandom(200_000)
    (www / "socktest.bin").write_bytes(body)
    for name, data in (files or {}).items():
        (www / name).write_bytes(data)
    lab.nginx(root=www, address=address,
              extra=f"add_header X-CRC {zlib.crc32(body):08x};")
    for protocol in ("tcp", "udp"):
        listen = f"{protocol.upper()}4-LISTEN:7,bind={address},fork,reuseaddr"
        lab.enter(servers.Server(f"socat-{protocol}", lab.folder,
                                 lab.namespace, ["socat", listen, "PIPE"],
                                 (protocol, 7)))
    return lab.enter(servers.Server(
        "peers", lab.folder, lab.namespace,
        [sys.executable, SOURCE / "peers.py", address], ("udp", 7011)))


def lossy_tap(lab, loss, reorder):
    """A wire that loses and reorders frames, between QEMU and lab.tap().
    Returns its -netdev."""
    path = lab.stack.enter_context(tempfile.TemporaryDirectory()) + "/w"
    code = ("import fcntl, os, struct, sys\n"
            "fd = os.open('/dev/net/tun', os.O_RDWR)\n"
            "fcntl.ioctl(fd, 0x400454ca, struct.pack('16sH14x', b'tap0',"
            " 0x1002))\n"                # TUNSETIFF, IFF_TAP | IFF_NO_PI
            "os.set_inheritable(fd, True)\n"
            "os.execv(sys.executable, [sys.executable, sys.argv[1], str(fd),"
            " *sys.argv[2:]])\n")
    wire = lab.enter(servers.Server(
        "lossy", lab.folder, lab.namespace,
        [sys.executable, "-c", code,
         Path(__file__).with_name("lossy.py"), path, loss, reorder], None))
    wire.log.expect("lossy: ready", failures=())
    return (f"dgram,id=net0,local.type=unix,local.path={path}.qemu,"
            f"remote.type=unix,remote.path={path}.wire")


def linux_node(lab):
    """A namespace in the node's place, where socktest runs natively."""
    far = lab.enter(Namespace(lab.namespace.kind))
    ip = lab.namespace.ip
    ip("link add node0 type veth peer name node1")
    ip("link set node0 master br0")
    ip("link set node0 up")
    ip(f"link set node1 netns {far.pid}")
    far.ip(f"addr add {labs.NEAR}.99/24 dev node1")
    far.ip("link set node1 up")
    far.ip(f"route add default via {lab.ROUTER_IP}")
    # Give up after 3 s rather than after 127
    far.run("sysctl", "-qw", "net.ipv4.tcp_syn_retries=1")
    return far


def last_frame_of(capture, mac):
    """When the node last sent a frame."""
    source = bytes.fromhex(mac.replace(":", ""))
    return max(when for when, frame in pcap.frames(capture)
               if frame[6:12] == source)


def check(log, nonce):
    """The log ends with a whole run of socktest, without a failure. Returns
    how many tests there were."""
    *_, text = log.text.rpartition("ok 1 - ")
    text = "ok 1 - " + text
    end = re.search(rf"# socktest {nonce}: (\d+) failures", text)
    if not end:
        log.fail("socktest did not end")
    results = RESULT.findall(text)
    bad = [f"not ok {number} - {name}" for no, number, name in results if no]
    if bad:
        log.fail("\n".join(bad))
    plan = PLAN.findall(text)
    if plan != [str(len(results))] or end.group(1) != "0" or \
            [int(r[1]) for r in results] != list(range(1, len(results) + 1)):
        log.fail(f"{len(results)} results, but the plan is {plan}")
    return len(results)


def largest_window(capture, peer):
    """The most that the node let a peer of TCP send ahead, bytes."""
    scale, most = {}, 0
    for _, _, dst, data in pcap.packets(capture, pcap.TCP):
        if dst != peer:
            continue
        port, flags, window = struct.unpack(">H11xBH", data[:16])
        if flags & SYN:
            scale[port] = pcap.tcp_options(data).get(pcap.WINDOW_SCALE, b"\0")[0]
        else:
            most = max(most, window << scale.get(port, 0))
    return most
