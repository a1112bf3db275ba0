# SPDX-License-Identifier: GPL-2.0-or-later
"""Disks for UEFI nodes, made from files alone: FAT by mkfs.fat and mtools, and
programs (program.c) that tell which one was started."""
import binascii
import struct
import subprocess
import uuid
from pathlib import Path

MIB = 1 << 20
ENTRIES = 128                   # of a GPT, 128 bytes each
MARK = b"MARK" + b"-" * 58
ESP = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B"
LINUX = "0FC63DAF-8483-4772-8E79-3D69D8477DE4"
DATA = "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7"
BOOTX64 = "EFI/BOOT/BOOTX64.EFI"


def build_program(path, work):
    """Compile the source of the same name with gnu-efi."""
    work.mkdir(parents=True, exist_ok=True)
    source = Path(__file__).with_name(path.name).with_suffix(".c")
    lib = Path("/usr/lib")
    subprocess.run(
        ["gcc", "-I/usr/include/efi", "-I/usr/include/efi/x86_64",
         "-DGNU_EFI_USE_MS_ABI", "-fpic", "-ffreestanding",
         "-fno-stack-protector", "-fshort-wchar", "-mno-red-zone",
         "-maccumulate-outgoing-args", "-O2", "-Wall", "-Wextra", "-Werror",
         "-c", "-o", work / "program.o", source], check=True)
    subprocess.run(
        ["ld", "-nostdlib", "-znocombreloc", "-shared", "-Bsymbolic",
         "-T", lib / "elf_x86_64_efi.lds", lib / "crt0-efi-x86_64.o",
         work / "program.o", "-o", work / "program.so", "-L", lib,
         "-lgnuefi", "-lefi"], check=True)
    subprocess.run(
        ["objcopy", "-j", ".text", "-j", ".sdata", "-j", ".data", "-j",
         ".rodata", "-j", ".dynamic", "-j", ".dynsym", "-j", ".rel", "-j",
         ".rela", "-j", ".rel.*", "-j", ".rela.*", "-j", ".reloc",
         "--target=efi-app-x86_64", "--subsystem=10",
         work / "program.so", path], check=True)


def marked(program, mark):
    """The program with a mark of at most 62 characters."""
    data = program.read_bytes()
    if data.count(MARK) != 1:
        raise ValueError("the program has no place for a mark")
    return data.replace(MARK, mark.encode().ljust(len(MARK), b"\0"))


def gpt(image, places, sector):
    """A GPT with its backup, for any size of sectors."""
    image.seek(0, 2)
    last = image.tell() // sector - 1
    table = bytearray(ENTRIES * 128)
    for number, (kind, offset, mib) in enumerate(places):
        struct.pack_into("<16s16sQQ", table, 128 * number,
                         uuid.UUID(kind).bytes_le, uuid.uuid4().bytes_le,
                         offset // sector, (offset + mib * MIB) // sector - 1)
    sectors = len(table) // sector
    mbr(image, [("ee", sector, last * sector // MIB)], sector)
    guid = uuid.uuid4().bytes_le
    for lba, other, start in ((1, last, 2), (last, 1, last - sectors)):
        fields = [b"EFI PART", 0x10000, 92, 0, 0, lba, other, 2 + sectors,
                  last - sectors - 1, guid, start, ENTRIES, 128,
                  binascii.crc32(table)]
        layout = "<8sIIIIQQQQ16sQIII"
        fields[3] = binascii.crc32(struct.pack(layout, *fields))
        for where, data in ((start, table),
                            (lba, struct.pack(layout, *fields))):
            image.seek(where * sector)
            image.write(data)


def hybrid(image, places, sector):
    """A GPT, whose MBR has the partitions, too, and no more than its own
    sectors of the GPT."""
    gpt(image, places, sector)
    mbr(image, [("ee", sector, 0),
                *[("ef" if kind == ESP else "83", offset, mib)
                  for kind, offset, mib in places]], sector)


def mbr(image, places, sector):
    """An MBR with primary partitions."""
    table = b"".join(struct.pack("<B3sB3sII", 0, b"\xfe\xff\xff",
                                 int(kind, 16), b"\xfe\xff\xff",
                                 offset // sector, mib * MIB // sector)
                     for kind, offset, mib in places)
    image.seek(440)
    image.write(struct.pack("<IH", 0x69696969, 0) + table.ljust(64, b"\0")
                + b"\x55\xaa")


def make(path, partitions, table=gpt, sector=512, size=96):
    """A disk of `size` MiB. partitions: [(type, MiB, FAT's files or None)],
    files: {path: bytes}; None has no file system."""
    places, start = [], MIB
    for kind, mib, _ in partitions:
        places.append((kind, start, mib))
        start += mib * MIB
    with open(path, "wb") as image:
        image.truncate(size * MIB)
        table(image, places, sector)
    for (_, offset, mib), (_, _, files) in zip(places, partitions):
        if files is not None:
            fill(path, offset, mib, files, sector)
    return path


def fill(path, offset, mib, files, sector):
    """A FAT with these files."""
    subprocess.run(["mkfs.fat", "-S", str(sector), f"--offset={offset // sector}",
                    path, str(mib * 1024)], check=True, capture_output=True)
    where = f"{path}@@{offset}"
    made = set()
    for name, data in files.items():
        for folder in reversed(Path(name).parents):
            if folder.name and folder not in made:
                subprocess.run(["mmd", "-i", where, f"::{folder}"], check=True)
                made.add(folder)
        subprocess.run(["mcopy", "-i", where, "-", f"::{name}"], check=True,
                       input=data)
