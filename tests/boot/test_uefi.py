# SPDX-License-Identifier: GPL-2.0-or-later
"""Nodes with UEFI: the card is taken from the firmware, and works as on BIOS."""
import struct

import pytest

from harness.fakefiles import HTTP_PORT, cut
from harness.lab import OUT
from harness.watch import DEAD_ENDS

@pytest.mark.firmwares("efi64")
def test_the_whole_image(firmware):
    """syslinux.efi has all that was linked, to the last relocation."""
    linked = (OUT / "objects/efi64/efi/syslinux.so").read_bytes()
    offset, size = struct.unpack_from("<Q16xQ", linked, 64 + 8)
    image = (OUT / "tftp/efi64/syslinux.efi").read_bytes()
    assert size > 200_000
    assert image[512:] == linked[:offset + size]


PROMPT = """\
SERIAL 0 115200
DEFAULT nothing
PROMPT 1
TIMEOUT 0
"""
AT_PROMPT = tuple(f for f in DEAD_ENDS if "boot: " not in f
                  and "Failed to load" not in f)


@pytest.mark.firmwares("efi64")
def test_failures_and_names(lab, tap):
    """A module for a BIOS is named; a download that is reset, or cut short, is
    an error, after which the network still works: by a name from DNS."""
    root = lab.tftp_root(PROMPT)
    (root / "efi64/bios.c32").symlink_to(OUT / "tftp/cat.c32")
    host = lab.ROUTER_IP
    lab.fake_files({"/reset": cut(bytes(100_000), how="reset"),
                    "/short": cut(bytes(100_000))}, host)
    lab.nginx(address=host)
    lab.dnsmasq(root, extra=[f"host-record=peer.test,{host}"])
    node = lab.node(tap)
    bad = f"http://{host}:{HTTP_PORT}"
    for command, answer in (
            ("bios.c32", r"bios\.c32 is for machines with BIOS"),
            ("chain.c32 hd0 1", r"chain\.c32 is for machines with BIOS"),
            ("mboot.c32 xen.gz", r"mboot\.c32 is for machines with BIOS"),
            ("pxechn.c32 x.0", r"pxechn\.c32 is for machines with BIOS"),
            (f"linux.c32 {bad}/reset", r"failed: .*\S.*\n"),
            (f"linux.c32 {bad}/short", r"failed: .*\S.*\n"),
            (f"linux.c32 http://{host}:1/refused", r"failed: .*\S.*\n")):
        node.expect("boot: ", failures=AT_PROMPT)
        node.type(command + "\r")
        node.expect(answer, failures=AT_PROMPT, deadline=90)
    node.expect("boot: ", failures=AT_PROMPT)
    files = "http://peer.test:8080/mfs"
    node.type(f"linux.c32 {files}/bzImage initrd={files}/rootfs.cpio "
              f"{lab.mfs_arguments}\r")
    lab.expect_linux(node, failures=AT_PROMPT)
