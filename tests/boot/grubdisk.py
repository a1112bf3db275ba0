# SPDX-License-Identifier: GPL-2.0-or-later
"""A disk image with real GRUBs in its MBR and in two partitions.

Made from files alone: no root, no loop device. The three GRUBs (grub-mkimage)
have everything built in and read one file, /grub/grub.cfg on their own
partition (the first one for the MBR's), which a test writes with
write_config(): it names the disk and carries the test's nonce.

    sector 0            boot.img + partition table
    sectors 1 ...       core.img of the MBR's GRUB
    each partition      FAT16 whose boot sector is boot.img + BPB and whose
                        reserved sectors hold core.img; then the kernel, the
                        initramfs and grub.cfg
"""
import struct
import subprocess
from pathlib import Path

SECTOR = 512
GRUB_DIR = Path("/usr/lib/grub/i386-pc")        # Debian's grub-pc-bin
GRUB_MODULES = ("biosdisk part_msdos fat normal configfile linux echo serial "
                "terminal").split()

# Offsets in GRUB's boot.img and core.img (GRUB include/grub/i386/pc/boot.h)
BOOT_BPB_END = 0x5a             # bytes 3 to here belong to the file system
BOOT_KERNEL_SECTOR = 0x5c       # u64: first sector of core.img
CORE_LIST = SECTOR - 12         # first block list entry: u64 start, u16, u16
CORE_SEGMENT = 0x820            # where the second sector of core.img goes
MBR_CODE_END = 440              # disk signature and table begin here

PARTITION_START = 2048          # sectors; leaves room for core.img
PARTITION_SECTORS = 40 * 2048   # 40 MiB
PARTITION_TYPE = 0x0e           # FAT16 LBA
PARTITIONS = 2
FAT_RESERVED = 1024             # sectors: the boot sector and core.img
PREFIX = "/grub"


def start_of(partition):
    """First sector of a partition, counted from 1."""
    return PARTITION_START + (partition - 1) * PARTITION_SECTORS


def build_core(work, which, partition):
    """A core.img that says which GRUB it is and reads grub.cfg."""
    config = work / f"{which}.cfg"
    config.write_text("serial --unit=0 --speed=115200\n"
                      "terminal_output serial\n"
                      f"set which={which}\nexport which\n"
                      "configfile $prefix/grub.cfg\n")
    core = work / f"{which}.img"
    # "(,msdos1)": that partition of the disk GRUB was started from.
    subprocess.run(["grub-mkimage", "-O", "i386-pc", "-o", core, "-c", config,
                    "-p", f"(,msdos{partition}){PREFIX}", *GRUB_MODULES],
                   check=True)
    return core.read_bytes()


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
                         PARTITION_TYPE, b"\xfe\xff\xff",
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
        subprocess.run(["mmd", "-i", where, f"::{PREFIX}"], check=True)
        for source, name in ((kernel, "bzImage"), (initrd, "initrd.gz")):
            subprocess.run(["mcopy", "-i", where, source,
                            f"::{PREFIX}/{name}"], check=True)
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
