# SPDX-License-Identifier: GPL-2.0-or-later
"""Nodes with UEFI: the card is taken from the firmware, and works as on BIOS."""
import struct

import efidisk
import pytest

from harness import socktest
from harness.fakefiles import HTTP_PORT, cut
from harness.lab import ASSETS, OUT
from harness.watch import DEAD_ENDS

PAGE = 4096
# Of a PE file's sections (Microsoft, "PE Format")
EXECUTE, READ, WRITE = 1 << 29, 1 << 30, 1 << 31
NX_COMPAT = 0x0100


def sections(image):
    """[(begin, size, begin in the file, size in the file, rights)]."""
    pe = struct.unpack_from("<I", image, 0x3c)[0]
    count, optional = struct.unpack_from("<6xH12xH", image, pe)
    table = pe + 24 + optional
    found = []
    for at in range(table, table + 40 * count, 40):
        size, begin, raw_size, raw, rights = struct.unpack_from(
            "<8xIIII12xI", image, at)
        found.append((begin, size, raw, raw_size, rights))
    return found


@pytest.mark.firmwares("efi64")
def test_the_whole_image(firmware):
    """syslinux.efi has all that was linked, to the last relocation and to the
    end of .bss, and firmware may protect all of it: code is not written to,
    data do not run."""
    linked = (OUT / "objects/efi64/efi/syslinux.so").read_bytes()
    heads = [struct.unpack_from("<IIQQ8xQQ", linked, at)
             for at in range(64, 64 + 2 * 56, 56)]
    image = (OUT / "tftp/efi64/syslinux.efi").read_bytes()
    pe = struct.unpack_from("<I", image, 0x3c)[0]
    align, size_of_image, size_of_headers, dll = (
        struct.unpack_from(f, image, pe + 24 + at)[0]
        for f, at in (("<I", 32), ("<I", 56), ("<I", 60), ("<H", 70)))
    assert align == PAGE and dll & NX_COMPAT
    code, data = sections(image)
    assert code[4] & (EXECUTE | READ | WRITE) == EXECUTE | READ
    assert data[4] & (EXECUTE | READ | WRITE) == READ | WRITE
    end = size_of_headers
    for (kind, _, offset, address, in_file, in_memory), section in zip(
            heads, (code, data)):
        begin, size, raw, raw_size, _ = section
        assert kind == 1 and begin % PAGE == raw % PAGE == 0
        assert end <= begin == PAGE + address // PAGE * PAGE
        end = begin + size
        assert end >= PAGE + address + in_memory
        assert raw + raw_size >= PAGE + offset + in_file
    assert end <= size_of_image and size_of_image % PAGE == 0
    last = heads[1]
    assert last[2] + last[4] > 200_000
    assert image[PAGE:][:last[2] + last[4]] == linked[:last[2] + last[4]]


PROMPT = """\
SERIAL 0 115200
DEFAULT nothing
PROMPT 1
TIMEOUT 0
"""
AT_PROMPT = tuple(f for f in DEAD_ENDS if "boot: " not in f
                  and "Failed to load" not in f)


@pytest.mark.firmwares("efi64")
def test_failures_and_names(lab, firmware, tap):
    """A module for a BIOS is named; a download that is reset, or cut short, is
    an error, after which the network still works: by a name from DNS, for the
    SDK's example, too. The card is the SNP of iPXE's ROM, which has blocks as
    a disk has, and is none."""
    root = lab.tftp_root(PROMPT)
    (root / "efi64/bios.c32").symlink_to(OUT / "tftp/cat.c32")
    lab.add_module(root, socktest.example(firmware))
    host = lab.ROUTER_IP
    lab.fake_files({"/reset": cut(bytes(100_000), how="reset"),
                    "/short": cut(bytes(100_000))}, host)
    lab.nginx(address=host)
    lab.dnsmasq(root, extra=[f"host-record=peer.test,{host}"])
    program = efidisk.marked(ASSETS / "program.efi", f"disk {lab.nonce}")
    node = lab.node(tap, nic="e1000", disks=[efidisk.make(
        lab.folder / "disk.img",
        [(efidisk.ESP, 8, {efidisk.BOOTX64: program})], size=16)])
    bad = f"http://{host}:{HTTP_PORT}"
    for command, answer in (
            ("bios.c32", r"bios\.c32 is for machines with BIOS"),
            ("chain.c32 hd0 1", r"chain\.c32 is for machines with BIOS"),
            ("mboot.c32 xen.gz", r"mboot\.c32 is for machines with BIOS"),
            ("httpget.c32 peer.test 8080 /payload.sha256", lab.payload),
            ("efichain.c32 hd0 1", f"program: disk {lab.nonce} "),
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
