# SPDX-License-Identifier: GPL-2.0-or-later
"""efichain.c32 at the prompt of pxelinux: which program on a disk is started,
what it is given, and that a reason leads back to the prompt; and loaders as
they are installed on disks."""
import re
from pathlib import Path

import efidisk
import grubdisk
import pytest
from harness.lab import ASSETS
from harness.watch import DEAD_ENDS

pytestmark = pytest.mark.firmwares("efi64")

CONFIG = "SERIAL 0 115200\nPROMPT 1\nTIMEOUT 0\nDEFAULT efichain.c32\n"
PROMPT = r"(?m)^boot: "
DEBIAN = "EFI/debian/grubx64.efi"


def programs(lab):
    """program(name): the test's program with this name and the nonce."""
    return lambda name: efidisk.marked(ASSETS / "program.efi",
                                       f"{name} {lab.nonce}")


def first_disk(lab):
    """Partitions: 1 ESP; 2 data, 3 Linux, 4 another loader's folder, 5 a text
    in the loader's place, 6 a program for another processor."""
    program = programs(lab)
    other = bytearray(program("other"))
    pe = int.from_bytes(other[0x3c:0x40], "little")
    other[pe + 4:pe + 6] = (0x014c).to_bytes(2, "little")
    return efidisk.make(lab.folder / "first.img", [
        (efidisk.ESP, 8, {efidisk.BOOTX64: program("esp")}),
        (efidisk.DATA, 8, {efidisk.BOOTX64: program("data")}),
        (efidisk.LINUX, 8, None),
        (efidisk.DATA, 8, {DEBIAN: program("debian")}),
        (efidisk.DATA, 8, {efidisk.BOOTX64: b"no program\n" * 500}),
        (efidisk.DATA, 8, {efidisk.BOOTX64: bytes(other)})])


def second_disk(lab):
    """An MBR with an ESP behind another partition, and no GPT."""
    program = programs(lab)
    return efidisk.make(lab.folder / "second.img", [
        ("0c", 8, {}), ("ef", 8, {efidisk.BOOTX64: program("mbr-esp")})],
        table=efidisk.mbr)


def third_disk(lab):
    """Sectors of 4 kB, and two ESPs: none belongs to the Linux partition."""
    program = programs(lab)
    return efidisk.make(lab.folder / "third.img", [
        (efidisk.ESP, 24, {efidisk.BOOTX64: program("4k-first")}),
        (efidisk.ESP, 24, {efidisk.BOOTX64: program("4k-second")}),
        (efidisk.LINUX, 8, None)], sector=4096)


# command -> what the screen says: name of the program and its options, or a
# pattern of the failure
STORIES = {
    "hd0 1": ("esp", ""),
    "hd0 2": ("data", ""),
    "hd0 2 root=a b": ("data", "root=a b"),
    "hd0 2 -- strict": ("data", "strict"),
    "hd0": ("esp", ""),
    "hd0 0 exit=5": ("esp", "exit=5"),
    "hd0 3": ("esp", ""),                       # the only ESP of the disk
    "hd0 3 strict": r"partition 3 of hd0 has no loader",
    r"hd0 4 file=\EFI\debian\grubx64.efi": ("debian", ""),
    "hd0 4 file=/no/such.efi,EFI/debian/grubx64.efi x": ("debian", "x"),
    "hd0 4 file=/no/such.efi strict": r"partition 4 of hd0 has no loader",
    "hd0 5": r"partition 5 \S+ is not an EFI program",
    "hd0 6": r"partition 6 \S+ is not for x86-64",
    "hd0 9": r"nothing was booted: ",
    "hd1 2": ("mbr-esp", ""),
    "hd1": ("mbr-esp", ""),
    "hd1 1": ("mbr-esp", ""),
    "hd2": ("4k-first", ""),
    "hd2 2": ("4k-second", ""),
    "hd2 3": r"partition 3 of hd2 has no loader",
    "hd7": r"nothing was booted: ",
    "program.efi exit=2 word": ("network", "exit=2 word"),
    "pxelinux.cfg/default": r"is not an EFI program",
}


def test_programs(lab):
    """Every row above, one after the other, in one boot; then a kernel that has
    no room to unpack in this machine is not started, and the machine is reset.
    """
    root = lab.tftp_root(CONFIG)
    (root / "efi64/program.efi").write_bytes(programs(lab)("network"))
    (root / "efi64/mfs").symlink_to("../mfs")
    node = lab.user_node(
        root, disks=[first_disk(lab), second_disk(lab)], memory=128,
        extra=big_sectors(third_disk(lab)))
    node.expect(PROMPT, deadline=120, failures=())
    for command, story in STORIES.items():
        node.type(f"efichain.c32 {command}\r")
        if isinstance(story, str):
            node.expect(story, failures=(PROMPT,))
        else:
            name, options = story
            status = re.search(r"exit=(\d)", options)
            code = (1 << 63 | int(status[1])) if status else 0
            node.expect_all(
                f"program: {name} {lab.nonce} "
                rf"options=\[{re.escape(options)}\]",
                f"has ended with status 0x{code:x}\\b", failures=(PROMPT,))
        node.expect(PROMPT, failures=())
    node.type("linux.c32 mfs/bzImage initrd=mfs/rootfs.cpio\r")
    node.expect_all("rootfs.cpio... ok", "failed: Out of memory", PROMPT,
                    failures=("Exception",))
    node.type("reboot.c32\r")
    assert node.serial.wait_end() == "QEMU ended with 0"


def grub_on_gpt(lab):
    """GRUB where an installation of Debian puts it, on the ESP; partition 2 is
    the installed system's, and no FAT. The protective MBR has the ESP as well,
    as disks have that are to boot anywhere."""
    work = lab.folder / "grub"
    work.mkdir()
    grub = grubdisk.build_efi(work, "gpt", "gpt1").read_bytes()
    config = (f"linux $prefix/bzImage quiet grub=disk-$which "
              f"{lab.mfs_arguments}\ninitrd $prefix/initrd.gz\nboot\n")
    return efidisk.make(lab.folder / "grub.img", [
        (efidisk.ESP, 40, {
            DEBIAN: grub, "grub/grub.cfg": config.encode(),
            "grub/bzImage": (ASSETS / "mfs/bzImage").read_bytes(),
            "grub/initrd.gz": (ASSETS / "mfs-gz/rootfs.cpio.gz").read_bytes()}),
        (efidisk.LINUX, 8, None)], table=efidisk.hybrid)


def systemd_boot(lab):
    """systemd-boot, which starts the kernel as an EFI program, on the second
    partition of a disk with sectors of 4 kB."""
    loader = Path("/usr/lib/systemd/boot/efi/systemd-bootx64.efi")
    entry = ("title MFS\nlinux /bzImage\ninitrd /initrd.gz\n"
             f"options quiet loader=systemd-boot {lab.mfs_arguments}\n")
    return efidisk.make(lab.folder / "systemd.img", [
        (efidisk.LINUX, 8, None),
        (efidisk.ESP, 80, {
            efidisk.BOOTX64: loader.read_bytes(),
            "loader/loader.conf": b"timeout 0\ndefault mfs.conf\n",
            "loader/entries/mfs.conf": entry.encode(),
            "bzImage": (ASSETS / "mfs/bzImage").read_bytes(),
            "initrd.gz": (ASSETS / "mfs-gz/rootfs.cpio.gz").read_bytes()})],
        sector=4096)


def big_sectors(image):
    """Arguments of QEMU for a disk with sectors of 4 kB."""
    return ["-drive", f"file={image},format=raw,if=none,id=big",
            "-device", "virtio-blk-pci,drive=big,addr=1e,"
            "logical_block_size=4096,physical_block_size=4096"]


LIST = f"efi-loader=/{efidisk.BOOTX64},/{DEBIAN}"


@pytest.mark.parametrize("answers,options,loader", [
    # By the ESP of the disk, and the second file of the list
    ("FAIL", "rounds=1 fallback=local:0,2", "grub=disk-gpt"),
    # That disk is not there; another one is
    ("DISKPART 0x85 1 ; DISKPART 1 2", "", "loader=systemd-boot")],
    ids=["grub", "systemd-boot"])
def test_loaders(lab, answers, options, loader):
    """Boss's answer, or the fallback, ends in the Linux of that disk, through a
    loader as distributions install it. Where there is no such disk that is said,
    and boss is asked again."""
    lab.boss(answers)
    root = lab.tftp_root(options=f"{LIST} {options}")
    node = lab.user_node(root, disks=[grub_on_gpt(lab)],
                         extra=big_sectors(systemd_boot(lab)))
    if "0x85" in answers:
        node.expect_all(r"\[D45\]: partition 1 of hd5\n", "asking boss again in ",
                        "boss says: DISKPART 1 2", failures=DEAD_ENDS)
    else:
        node.expect_all(r"boss refused .*; falling back in ", r"\[D58\]\n",
                        "falling back: DISKPART 0 2; booting partition 2 of hd0\n",
                        failures=DEAD_ENDS)
    lab.expect_linux(node, f"{loader} ")
