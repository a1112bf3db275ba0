# SPDX-License-Identifier: GPL-2.0-or-later
"""Boss says PART or DISKPART: chain.c32 reaches a real GRUB, which boots
Linux from that very disk."""
import pytest

# answer -> disk and GRUB that must have booted
ANSWERS = {
    "PART 1": "first-part1",
    "PART 2": "first-part2",
    "PART 0": "first-mbr",
    "DISKPART 0x80 2": "first-part2",
    "DISKPART 1 0": "second-mbr",
}


@pytest.mark.long("PART-1")
@pytest.mark.parametrize("answer", ANSWERS, ids=lambda a: a.replace(" ", "-"))
def test_chain_by_boss(lab, answer):
    """User networking: each kind of answer boots what it names. (UEFI:
    test_efi_disk.py, test_efi_node.py; this disk: test_run.py.)"""
    lab.boss(answer)
    node = lab.user_node(lab.tftp_root(), disks=lab.both_disks(),
                         disk_bus="virtio")
    node.expect(rf"deterboot: boss says: {answer.split()[0]} .*; booting ")
    lab.expect_linux(node, f"grub={ANSWERS[answer]} ")


@pytest.mark.long
def test_chain_tap(lab, tap):
    """The same on a tap, with another card, and from IDE disks, which take
    GRUB twice as long."""
    lab.boss("DISKPART 0x81 1", address=lab.ROUTER_IP)
    lab.dnsmasq(lab.tftp_root())
    node = lab.node(tap, nic="e1000", disks=lab.both_disks())
    lab.expect_linux(node, "grub=second-part1 ", deadline=300)


def test_disk_that_is_not_there(lab):
    """No such disk: said so, boss is asked again, a good answer boots. (UEFI:
    test_efi_disk.py.)"""
    lab.boss("DISKPART 0x85 1 ; PART 1")
    node = lab.user_node(lab.tftp_root(), disks=[lab.disk("first")],
                         disk_bus="virtio")
    node.expect_all(r"deterboot: .*\[D\d{2,3}\]", "asking boss again in ",
                    r"deterboot: asking boss \S+ what",
                    r"boss says: PART 1")
    lab.expect_linux(node, "grub=first-part1 ")
