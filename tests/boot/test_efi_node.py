# SPDX-License-Identifier: GPL-2.0-or-later
"""deterboot.c32 under UEFI: the manual page's table of answers, row by row, at
the prompt of one node; then an MFS from boss."""
import time

import efidisk
import pytest
from harness.prompt import WAITS, stop
from harness.qemu import MAC
from test_efi_disk import (big_sectors, first_disk, programs, second_disk,
                           third_disk)

pytestmark = pytest.mark.firmwares("efi64")

# command -> the program that is started, or the code of the failure
ROWS = {
    "boot PART 1": "esp",
    "boot PART 2": "data",
    "boot PART 3": "esp",               # Linux: through the only ESP
    "boot PART 0": "esp",
    "boot PART 5": "D98",
    "boot PART 9": "D73",
    "boot DISKPART 0x81 2": "mbr-esp",
    "boot DISKPART 1 0": "mbr-esp",
    "boot DISKPART 2 1": "D71",         # an empty disk
    "boot DISKPART 2 0": "D97",
    "boot DISKPART 3 1": "D72",         # both headers of its GPT are broken
    "boot DISKPART 4 0": "4k-first",
    "boot DISKPART 4 3": "D97",         # Linux, and two ESPs
    "boot DISKPART 5 1": "D45",
    "boot SYSID 239": "esp",
    "boot SYSID 131": "esp",
    "boot SYSID 165": "D74",
    "boot SYSID 130": "D75",            # a GPT has no such type
    "local 1 2": "mbr-esp",
    "local": "esp",
    "boot MB 10.0.2.2:/xen": "D96",
    "boot MB 10.0.2.2:/efi64/program.efi -- a b": "network",
}
INFO = (r"(?m)^ +Syslinux 6\.04 \(EFI; .*\)$",
        r"UEFI 2\.\d, \S.*, Secure Boot off",
        rf"card +{MAC}, driven by the firmware\n", r"memory +\d+ MB",
        r"hd0 +96 MB, GPT", r"PciRoot\(0x0\)/Pci\(",
        r"1 +8192 kB  EFI system", r"hd1 +96 MB, MBR",
        r"hd2 +1024 kB, no partition table", "any key for more")


def bad_disks(lab):
    """One that is empty, and one whose GPT and backup contradict their
    checksums."""
    empty, broken = lab.folder / "empty.img", lab.folder / "broken.img"
    empty.write_bytes(bytes(efidisk.MIB))
    size = 16
    efidisk.make(broken, [(efidisk.ESP, 8, {
        efidisk.BOOTX64: programs(lab)("broken")})], size=size)
    with open(broken, "r+b") as image:
        for header in 512, size * efidisk.MIB - 512:
            image.seek(header + 60)             # in the disk's GUID
            image.write(b"\0\1\2\3")
    return [empty, broken]


def test_answers(lab, firmware):
    """What each answer starts comes back to the prompt with its status."""
    lab.boss("WAIT ; MFS /mfs -- {mfs}")
    root = lab.tftp_root(options="efi-loader=/EFI/BOOT/BOOTX64.EFI")
    (root / "efi64/program.efi").write_bytes(programs(lab)("network"))
    node = lab.user_node(
        root, disks=[first_disk(lab), second_disk(lab), *bad_disks(lab)],
        extra=big_sectors(third_disk(lab)))
    node.expect(WAITS, deadline=120, failures=())
    time.sleep(3)
    assert "waiting 1 s" not in node.serial.text, "that is for a screen"
    stop(node)
    node.type("info\r")
    node.expect_all(*INFO, failures=())
    node.type(" ")
    node.expect_all(r"hd3 +16 MB, GPT", r"\[D72\]", r"hd4 +96 MB, GPT",
                    r"3 +8192 kB  Linux", "deterboot> ", failures=())
    for command, story in ROWS.items():
        node.type(f"{command}\r")
        if story.startswith("D"):
            node.expect(rf"\[{story}\]", failures=(r"program: ",))
        else:
            words = command.partition(" -- ")[2]
            node.expect_all(
                rf"program: {story} {lab.nonce} options=\[{words}\]",
                r"\[D100\]: ", failures=())
        node.expect("deterboot> ", failures=())
    node.type("ask\r")
    lab.expect_linux(node)
