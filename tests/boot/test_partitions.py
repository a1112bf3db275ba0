# SPDX-License-Identifier: GPL-2.0-or-later
"""Partitions of every kind: boot sectors that tell who they are; and disks
that cannot be booted, where boss is asked again."""
import subprocess
from pathlib import Path

import pytest

import partdisk
from harness.watch import DEAD_ENDS

HERE = Path(__file__).resolve().parent


def boot_sector(lab, **changes):
    """Assemble it, see make_disk."""
    sector = lab.folder / "bootsector.bin"
    define = [f"-D{changes['end']}"] if "end" in changes else []
    subprocess.run(["nasm", "-f", "bin", f"-I{HERE}/", *define, "-o", sector,
                    HERE / "bootsector.asm"], check=True)
    return sector.read_bytes()


def make_disk(lab, layout, name="disk", **changes):
    """A disk of that layout. broken: a byte to flip, (sector, offset); end: how
    its boot sectors end, GIVE_UP=INTERRUPT or HALT, in place of power off."""
    disk = getattr(partdisk, layout)(boot_sector(lab, **changes), lab.nonce)
    for lba, offset in changes.get("broken", ()):
        disk.data[lba * partdisk.SECTOR + offset] ^= 1
    return disk.save(lab.folder / f"{name}.img")


def expect_sector(lab, node, name, drive=80):
    """That boot sector was started, from that drive, and powered off."""
    node.expect(rf"bootsector: drive {drive} {name} nonce={lab.nonce}\n")
    why = node.serial.wait_end()
    assert why == "QEMU ended with 0", why


# layout, answer -> the boot sector's name
BOOTS = [
    ("mbr", "PART 0", "mbr"), ("mbr", "PART 1", "freebsd-1"),
    ("mbr", "PART 5", "logical-5"), ("mbr", "PART 6", "linux-6"),
    ("mbr", "SYSID 165", "freebsd-1"), ("mbr", "SYSID 131", "linux-6"),
    ("gpt", "PART 0", "gpt-mbr"), ("gpt", "PART 3", "linux-3"),
    ("gpt", "DISKPART 0 7", "freebsd-7"), ("gpt", "SYSID 131", "linux-3"),
    ("gpt", "SYSID 165", "freebsd-7"),
]


@pytest.mark.parametrize("layout,answer,name", BOOTS,
                         ids=["-".join(b).replace(" ", "-") for b in BOOTS])
def test_boots(lab, layout, answer, name):
    """Each answer starts the boot sector that it names."""
    lab.boss(answer)
    node = lab.user_node(lab.tftp_root(), disks=[make_disk(lab, layout)])
    expect_sector(lab, node, name)


@pytest.mark.parametrize("entries", [512, 1024])
def test_long_gpt(lab, entries):
    """sgdisk's own, with more entries than chain.c32 could read at once, and
    in the end of what boss can name; the MBR is hybrid."""
    disk = partdisk.Disk(boot_sector(lab), lab.nonce)
    disk.sgdisk(lab.folder / "sgdisk.img", f"-o -S {entries}",
                "-n 3:600:699 -n 255:700:799 -t 3:8200 -h 3")
    disk.code(700, "linux-255")
    lab.boss("PART 3 ; SYSID 131")
    node = lab.user_node(lab.tftp_root(),
                         disks=[disk.save(lab.folder / "disk.img")])
    node.expect(r"\[D76\]: partition 3 of hd0\n", failures=DEAD_ENDS)
    expect_sector(lab, node, "linux-255")


@pytest.mark.parametrize("interrupt", ["0x18", "0x19"])
def test_boot_sector_gives_up(lab, interrupt):
    """The machine comes back, and boss is asked what to boot now; the BIOS
    does not boot its next device, the MBR of that disk."""
    lab.boss("PART 1 ; DISKPART 1 0")
    good = make_disk(lab, "mbr", "good")
    bad = make_disk(lab, "mbr", "bad", end=f"GIVE_UP={interrupt}")
    node = lab.user_node(lab.tftp_root(), disks=[bad, good], reboot=True)
    node.expect_all(r"bootsector: drive 80 freebsd-1 ",
                    "boss says: DISKPART", failures=DEAD_ENDS)
    expect_sector(lab, node, "mbr", drive=81)
    assert node.serial.count("bootsector: drive 80") == 1


def test_gpt_backup(lab):
    """The first GPT header is broken: its backup is used."""
    lab.boss("PART 7")
    disk = make_disk(lab, "gpt", broken=[(1, 60)])
    node = lab.user_node(lab.tftp_root(), disks=[disk])
    expect_sector(lab, node, "freebsd-7")


def test_second_disk(lab):
    """A logical partition of the second disk; its boot sector is told so."""
    lab.boss("DISKPART 0x81 6")
    node = lab.user_node(lab.tftp_root(), disks=[
        make_disk(lab, "gpt", "first"), make_disk(lab, "mbr", "second")])
    expect_sector(lab, node, "linux-6", drive=81)


# layout -> (answer, code, what is named)...; the answer that boots, its sector
FAILURES = {
    "mbr": ([("PART 3", "D76", "partition 3 of hd0"),
             ("PART 4", "D77", "partition 4 of hd0"),
             ("PART 7", "D73", "partition 7 of hd0"),
             ("PART 2", "D73", "partition 2 of hd0"),    # extended
             ("SYSID 99", "D74", "type 99 on hd0"), ("SYSID 300", "D22", ""),
             ("DISKPART 0x84 1", "D45", "partition 1 of hd4")],
            "PART 1", "freebsd-1"),
    "gpt": ([("SYSID 130", "D75", "type 130 on hd0"),
             ("SYSID 7", "D74", "type 7 on hd0"),
             ("PART 1", "D73", "partition 1 of hd0"),
             ("PART 2", "D76", "partition 2 of hd0")],
            "PART 3", "linux-3"),
}


@pytest.mark.parametrize("layout", FAILURES)
def test_fails(lab, layout):
    """Why it cannot be booted, with its code: what boss answers, and what it
    orders then. Boss is to be asked again after each, and a good answer
    boots."""
    failures, good, name = FAILURES[layout]
    lab.boss(f"{failures[0][0]} ; {good}")
    node = lab.user_node(lab.tftp_root(), disks=[make_disk(lab, layout)])
    for number, (answer, code, detail) in enumerate(failures):
        if number:
            lab.order(answer)
        node.expect_all(rf"{'order from boss' if number else 'boss says'}: "
                        rf"{answer}", rf"\[{code}\](: {detail})?\n",
                        r"asking boss again in ", failures=DEAD_ENDS)
    node.serial.never("running: chain")
    lab.order("AUTO")
    expect_sector(lab, node, name)


def test_empty_disk(lab):
    """No table at all, for a partition and for the MBR; the other disk
    boots."""
    empty = lab.folder / "empty.img"
    empty.write_bytes(bytes(1 << 20))
    lab.boss("PART 1 ; PART 0 ; DISKPART 1 1")
    node = lab.user_node(lab.tftp_root(),
                         disks=[empty, make_disk(lab, "mbr")])
    node.expect_all(r"\[D71\]: partition 1 of hd0\n", r"\[D76\]: hd0\n",
                    failures=DEAD_ENDS)
    expect_sector(lab, node, "freebsd-1", drive=81)


def test_both_gpt_headers_broken(lab):
    """Nothing is guessed from a GPT without a right checksum. chain.c32 then
    does not start the MBR's code either; the other disk boots."""
    lab.boss("PART 3 ; PART 0 ; DISKPART 1 1")
    disk = make_disk(lab, "gpt", broken=[(1, 60), (partdisk.LAST, 60)])
    node = lab.user_node(lab.tftp_root(),
                         disks=[disk, make_disk(lab, "mbr", "second")])
    node.expect_all(r"\[D72\]: partition 3 of hd0\n",
                    r"\[D46\]: chain\.c32 hd0 0\n", failures=DEAD_ENDS)
    expect_sector(lab, node, "freebsd-1", drive=81)
