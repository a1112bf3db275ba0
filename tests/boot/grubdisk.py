# SPDX-License-Identifier: GPL-2.0-or-later
"""A disk image with real GRUBs in its MBR and in two partitions, for BIOS and
for UEFI.

Made from files alone: no root, no loop device. The GRUBs (grub-mkimage)
have everything built in and read one file, /grub/grub.cfg on their own
partition (the first one for the MBR's), which a test writes with
write_config(): it names the disk and carries the test's nonce.

    sector 0            boot.img + partition table
    sectors 1 ...       core.img of the MBR's GRUB
    each partition      FAT16 whose boot sector is boot.img + BPB and whose
                        reserved sectors hold core.img; then the kernel, the
                        initramfs, grub.cfg, and UEFI's GRUB. The first is an
                        EFI system partition.
"""
import struct
import subprocess
from pathlib import Path

from efidisk import BOOTX64

SECTOR = 512
GRUB_DIR = Path("/usr/lib/grub/i386-pc")        # Debian's grub-pc-bin
GRUB_MODULES = ("part_msdos part_gpt fat normal configfile linux echo serial "
                "terminal").split()

# Offsets in GRUB's boot.img and core.img (GRUB include/grub/i386/pc/boot.h)
BOOT_BPB_END = 0x5a             # bytes 3 to here belong to the file system
BOOT_KERNEL_SECTOR = 0x5c       # u64: first sector of core.img
CORE_LIST = SECTOR - 12         # first block list entry: u64 start, u16, u16
CORE_SEGMENT = 0x820            # where the second sector of core.img goes
MBR_CODE_END = 440              # disk signature and table begin here

PARTITION_START = 2048          # sectors; leaves room for core.img
PARTITION_SECTORS = 40 * 2048   # 40 MiB
PARTITION_TYPES = (0xef, 0x0e)  # EFI system, FAT16 LBA
PARTITIONS = len(PARTITION_TYPES)
FAT_RESERVED = 1024             # sectors: the boot sector and core.img
PREFIX = "/grub"


def start_of(partition):
    """First sector of a partition, counted from 1."""
    return PARTITION_START + (partition - 1) * PARTITION_SECTORS


def build(work, which, place, target, modules, config):
    """A GRUB that says which it is and reads grub.cfg from that place. Returns
    its file."""
    early = work / f"{which}.cfg"
    early.write_text(f"{config}set which={which}\nexport which\n"
                     "configfile $prefix/grub.cfg\n")
    image = work / f"{which}.{target}"
    # "(,msdos1)": that partition of the disk GRUB was started from.
    subprocess.run(["grub-mkimage", "-O", target, "-o", image, "-c", early,
                    "-p", f"(,{place}){PREFIX}", *modules], check=True)
    return image


def build_core(work, which, partition):
    """The bytes of a core.img for BIOS."""
    return build(work, which, f"msdos{partition}", "i386-pc",
                 ["biosdisk", *GRUB_MODULES],
                 "serial --unit=0 --speed=115200\n"
                 "terminal_output serial\n").read_bytes()


def build_efi(work, which, place):
    """The file of a GRUB for UEFI, whose console is the serial line already."""
    return build(work, which, place, "x86_64-efi", GRUB_MODULES, "")


def install(image, first, core, keep_bpb):
    """Write boot.img and core.img from sector `first` on, as
    grub-bios-setup would: both are told where core.img lies."""
    sectors = -(-len(core) // SECTOR)
    image.seek(first * SECTOR)
    old = image.read(SECTOR)
    boot = bytearray((GRUB_DIR / "boot.img").read_bytes())
    struct.pack_into("<Q", boot, BOOT_KERNEL_SECTOR, first + 1)
    boot[MBR_CODE_END:SECTOR] = b"\0" * (SECTOR - MBR_CODE_END)
    boot[SECTOR - 2:] = b"\x55\xaa"
    if keep_bpb:
        boot[3:BOOT_BPB_END] = old[3:BOOT_BPB_END]
    core = bytearray(core.ljust(sectors * SECTOR, b"\0"))
    struct.pack_into("<QHH", core, CORE_LIST, first + 2, sectors - 1,
                     CORE_SEGMENT)
    image.seek(first * SECTOR)
    image.write(boot + core)
    return sectors


def write_table(image):
    """The MBR's partition table; addresses in LBA only."""
    table = bytearray(4 * 16)
    for number in range(1, PARTITIONS + 1):
        struct.pack_into("<B3sB3sII", table, (number - 1) * 16,
                         0x80 if number == 1 else 0, b"\xfe\xff\xff",
                         PARTITION_TYPES[number - 1], b"\xfe\xff\xff",
                         start_of(number), PARTITION_SECTORS)
    image.seek(446)
    image.write(table)


def make(path, work, kernel, initrd):
    """Write the image; work is a folder for the pieces."""
    work.mkdir(parents=True, exist_ok=True)
    size = start_of(PARTITIONS + 1) * SECTOR
    with open(path, "wb") as image:
        image.truncate(size)
    for number in range(1, PARTITIONS + 1):
        subprocess.run(["mkfs.fat", "-F", "16", "-R", str(FAT_RESERVED),
                        "-s", "4", "-n", f"GRUB{number}", "-i",
                        f"6969969{number}", "-h", str(start_of(number)),
                        f"--offset={start_of(number)}", path,
                        str(PARTITION_SECTORS // 2)],
                       check=True, capture_output=True)
        where = f"{path}@@{start_of(number) * SECTOR}"
        subprocess.run(["mmd", "-i", where, f"::{PREFIX}", "::EFI",
                        "::EFI/BOOT"], check=True)
        for source, name in ((kernel, f"{PREFIX}/bzImage"),
                             (initrd, f"{PREFIX}/initrd.gz"),
                             (build_efi(work, f"part{number}",
                                        f"msdos{number}"), BOOTX64)):
            subprocess.run(["mcopy", "-i", where, source, f"::{name}"],
                           check=True)
    with open(path, "r+b") as image:
        used = install(image, 0, build_core(work, "mbr", 1), False)
        if used >= PARTITION_START:
            raise ValueError("core.img does not fit before the partition")
        write_table(image)
        for number in range(1, PARTITIONS + 1):
            core = build_core(work, f"part{number}", number)
            used = install(image, start_of(number), core, True)
            if used >= FAT_RESERVED:
                raise ValueError("core.img does not fit in the FAT")


def write_config(path, disk, arguments):
    """Name the disk and add kernel arguments, on every partition. The kernel
    gets grub=DISK-WHICH, for instance grub=first-part1."""
    config = (f"echo 'grub: booting Linux from the {disk} disk'\n"
              f"linux $prefix/bzImage quiet "
              f"grub={disk}-$which {arguments}\n"
              "initrd $prefix/initrd.gz\n"
              "boot\n")
    for number in range(1, PARTITIONS + 1):
        subprocess.run(["mcopy", "-o", "-i",
                        f"{path}@@{start_of(number) * SECTOR}", "-",
                        f"::{PREFIX}/grub.cfg"], check=True,
                       input=config.encode())
