# SPDX-License-Identifier: GPL-2.0-or-later
"""Sockets for modules: socktest in a node, and on Linux, against the same
peers; what Linux says is what is expected of a node."""
import os
import re
import subprocess

import pytest

from harness import servers, socktest
from harness.watch import DEAD_ENDS

CONFIG = """\
SERIAL 0 115200
DEFAULT socktest
PROMPT 0
LABEL socktest
  COM32 socktest.c32
  APPEND peer={peer} nonce={nonce} {arguments}
"""

# Groups of socktest that take about as long together
BASIC = ("arguments,pointers,names,options,portable",
         "udp,tcp,server,wait,messages")
WINDOW = 384 << 10      # bytes, of sockets.txt
FAILURES = tuple(f for f in DEAD_ENDS if "boot: " not in f)


def start(lab, tap, config=None, arguments="", files=None, www=None,
          **kwargs):
    """A node that runs socktest against the peers. files: what else is in the
    TFTP root, www: in nginx's. Returns the node."""
    root = lab.tftp_root(config or CONFIG.format(
        peer=lab.ROUTER_IP, nonce=lab.nonce, arguments=arguments))
    for module in socktest.modules(lab.firmware):
        lab.add_module(root, module)
    for name, data in (files or {}).items():
        (lab.own_folder(root) / name).write_bytes(
            data if isinstance(data, bytes) else data.encode())
    socktest.peers(lab, www or {})
    lab.dnsmasq(root, extra=socktest.DNS)
    return lab.node(tap, **kwargs)


def finish(lab, node, deadline=300):
    """Wait for the end of socktest. Returns how many tests there were."""
    node.expect(rf"# socktest {lab.nonce}: \d+ failures", deadline=deadline,
                failures=FAILURES)
    return socktest.check(node.serial, lab.nonce)


# Run a command with another resolv.conf
UNDER_RESOLV = """mount --bind "$1" /etc/resolv.conf
shift
status=0
"$@" || status=$?
umount /etc/resolv.conf
exit $status"""


def propagation():
    """How unshare is to make a namespace of mounts: in a chroot whose folder
    is no mount of its own they cannot be made private."""
    private = subprocess.run(["unshare", "--mount", "true"], check=False,
                             stderr=subprocess.DEVNULL).returncode == 0
    return [] if private else ["--propagation", "unchanged"]


def test_linux(lab, tap):
    """The tests themselves, on a sockets API that nobody doubts."""
    socktest.peers(lab)
    lab.dnsmasq(lab.folder, extra=socktest.DNS)
    far = socktest.linux_node(lab)
    resolv = lab.folder / "resolv.conf"
    resolv.write_text(f"nameserver {lab.ROUTER_IP}\n")
    server = servers.Server(
        "socktest", lab.folder, far,
        ["unshare", "--mount", *propagation(), "sh", "-ec", UNDER_RESOLV, "sh",
         resolv, socktest.NATIVE, f"peer={lab.ROUTER_IP}",
         f"nonce={lab.nonce}", "bulk=16", "inner=true"], None)
    with server:
        server.log.wait_end(deadline=300)
    assert socktest.check(server.log, lab.nonce) > 300


@pytest.mark.firmwares("bios", "efi64")
@pytest.mark.parametrize("groups", BASIC, ids=lambda g: g.split(",")[0])
def test_node(lab, tap, firmware, groups):
    """What runs on Linux runs in a node. Under UEFI the second half is on the
    SNP of iPXE's ROM, the rest on that of the firmware's own driver. The window
    is what sockets.txt says."""
    nic = "e1000" if (firmware, groups) == ("efi64", BASIC[1]) else "virtio"
    node = start(lab, tap, arguments=f"run={groups}", nic=nic)
    finish(lab, node)
    if groups == BASIC[1]:
        assert socktest.largest_window(node.capture, lab.ROUTER_IP) == WINDOW


def test_without_interrupt(lab, tap):
    """A card that has to be polled: what comes is there for who waits for it,
    and for who asks again and again."""
    finish(lab, start(lab, tap, arguments="run=wait,udp", nic="ne2k"))


def test_card_with_little_room(lab, tap):
    """The ROM of a pcnet has room for 16 packets, and looks which have been
    sent only when one has come: when all are, it would never send again."""
    finish(lab, start(lab, tap, arguments="run=udp", nic="pcnet"))


def test_times(lab, tap):
    """Time-outs are never early, and late by less than a tick of the BIOS.
    The guest's clock counts instructions: a busy host would deliver ticks
    late."""
    node = start(lab, tap, arguments="run=times",
                 extra=("-icount", "shift=4,sleep=off"))
    finish(lab, node)
    late = re.findall(r"at most (\d+) us late", node.serial.text)
    assert len(late) == 3 and max(map(int, late)) < 55_500, late


@pytest.mark.long("efi64")
@pytest.mark.firmwares("bios", "efi64")
def test_limits(lab, tap):
    """Many sockets, large datagrams; 10 000 rounds; exhaustion. Afterwards 64
    MB each way."""
    finish(lab, start(lab, tap, arguments="run=limits bulk=64"), deadline=600)


def test_bulk_lossy(lab, tap):
    """4 MB each way, or DETERBOOT_BULK, while 5 % of all frames are lost and
    10 % overtaken."""
    megabytes = os.environ.get("DETERBOOT_BULK") or 4
    netdev = socktest.lossy_tap(lab, 0.05, 0.1)
    node = start(lab, netdev, arguments=f"run=none bulk={megabytes}")
    finish(lab, node, deadline=900)
    print(*re.findall(r"# (\w+: \d+ kB in \d+ ms)", node.serial.text), sep="\n")
