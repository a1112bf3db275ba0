# SPDX-License-Identifier: GPL-2.0-or-later
"""syslinux.efi started by another program of UEFI, with options: on the
firmware's MNP, and on firmware that is strict (see starter.c)."""
import efidisk
import pytest
from harness.fakefiles import HTTP_PORT, cut
from harness.lab import ASSETS
from test_uefi import AT_PROMPT, PROMPT

pytestmark = pytest.mark.firmwares("efi64")


def start(lab, tap, options, **kwargs):
    """A node whose firmware starts syslinux.efi by starter.c, and everything
    that it may load."""
    root = lab.tftp_root(PROMPT)
    (root / "efi64/starter.efi").write_bytes(
        efidisk.marked(ASSETS / "starter.efi", options))
    host = lab.ROUTER_IP
    lab.fake_files({"/reset": cut(bytes(100_000), how="reset")}, host)
    lab.nginx(address=host)
    lab.dnsmasq(root, "efi64/starter.efi")
    lab.boss(f"MFS http://{host}:8080/mfs -- {{mfs}}", address=host)
    return lab.node(tap, **kwargs)


def use(lab, node):
    """Modules and files by TFTP, failures of HTTP, then what boss says: an MFS
    over HTTP."""
    host = lab.ROUTER_IP
    for command, answer in (
            ("cat.c32 pxelinux.cfg/default", "DEFAULT nothing"),
            (f"linux.c32 http://{host}:{HTTP_PORT}/reset", r"failed: .*\S.*\n"),
            (f"linux.c32 http://{host}:8080/payload.sha256",
             "Not a Linux kernel")):
        node.expect("boot: ", failures=AT_PROMPT)
        node.type(command + "\r")
        node.expect(answer, failures=AT_PROMPT)
    node.expect("boot: ", failures=AT_PROMPT)
    node.type("deterboot.c32\r")
    lab.expect_linux(node, failures=AT_PROMPT)


def test_mnp(lab, tap):
    """On the firmware's MNP, if the options say so; and a cable that is put in
    late."""
    node = start(lab, tap, "pause mnp")
    node.expect("starter: pausing", deadline=120, failures=())
    node.monitor("set_link", name="net0", up=False)
    node.expect(r"Network: through the firmware's MNP", failures=())
    node.expect(r"Network: waiting for the link", failures=())
    node.monitor("set_link", name="net0", up=True)
    node.expect(r"Network: the link is up", failures=())
    use(lab, node)


def test_deaf(lab, tap):
    """A card that hears nothing when it was taken is started anew, and used."""
    node = start(lab, tap, "pause")
    node.expect("starter: pausing", deadline=120, failures=())
    lab.namespace.run("nft", "add table bridge deaf; add chain bridge deaf out "
                      "{ type filter hook output priority 0; policy drop; }")
    node.expect("Network: nothing is heard, the card was started anew",
                failures=())
    lab.namespace.run("nft", "delete table bridge deaf")
    use(lab, node)
    assert node.serial.count("nothing is heard") == 1


def test_strict_firmware(lab, tap):
    """With all memory above 4 GB, and where only code runs."""
    node = start(lab, tap, "strict", memory=6144)
    node.expect("starter: all memory is above 4 GB", deadline=120, failures=())
    use(lab, node)
