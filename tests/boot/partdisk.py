# SPDX-License-Identifier: GPL-2.0-or-later
"""Small disks with MBR or GPT partitions, whose boot sectors (bootsector.asm)
tell on the serial line which one was started, and power off."""
import binascii
import struct
import subprocess
import uuid

SECTOR = 512
SECTORS = 4096                  # a disk of 2 MiB
LAST = SECTORS - 1
TEXT = 0x80                     # in bootsector.asm
ENTRIES = 128                   # of a GPT, 128 bytes each: 32 sectors

LINUX = "0FC63DAF-8483-4772-8E79-3D69D8477DE4"
SWAP = "0657FD6D-A4AB-43C4-84E5-0933C84B4F4F"
FREEBSD_UFS = "516E7CB6-6ECF-11D6-8FF8-00022D09712B"


class Disk:
    """A disk in memory; save() writes it."""

    def __init__(self, bootsector, nonce):
        self.data = bytearray(SECTORS * SECTOR)
        self.bootsector, self.nonce = bootsector, nonce

    def put(self, lba, data, offset=0):
        """Overwrite bytes of a sector."""
        start = lba * SECTOR + offset
        self.data[start:start + len(data)] = data

    def code(self, lba, name):
        """A boot sector that prints this name and the run's nonce."""
        self.put(lba, self.bootsector)
        self.put(lba, f"{name} nonce={self.nonce}".encode() + b"\0", TEXT)

    def entry(self, lba, place, kind, start, sectors):
        """An entry of the table in an MBR or in a link of the chain."""
        self.put(lba, struct.pack("<8BII", 0, 254, 255, 255, kind, 254, 255,
                                  255, start, sectors), 446 + 16 * place)
        self.put(lba, b"\x55\xaa", 510)

    def gpt(self, partitions):
        """A GPT with its backup; partitions: {number: (GUID, first, last)}."""
        self.entry(0, 0, 0xee, 1, LAST)
        table = bytearray(ENTRIES * 128)
        for number, (kind, first, last) in partitions.items():
            struct.pack_into("<16s16sQQ", table, 128 * (number - 1),
                             uuid.UUID(kind).bytes_le, uuid.uuid4().bytes_le,
                             first, last)
        for lba, other, start in ((1, LAST, 2), (LAST, 1, LAST - 32)):
            self.put(start, table)
            fields = ["EFI PART".encode(), 0x10000, 92, 0, 0, lba, other, 34,
                      LAST - 33, b"\x69" * 16, start, ENTRIES, 128,
                      binascii.crc32(table)]
            layout = "<8sIIIIQQQQ16sQIII"
            fields[3] = binascii.crc32(struct.pack(layout, *fields))
            self.put(lba, struct.pack(layout, *fields))

    def sgdisk(self, path, *options):
        """Let sgdisk partition it, which works on a file."""
        for option in options:
            self.save(path)
            subprocess.run(["sgdisk", "-a", "1", *option.split(), path],
                           check=True, stdout=subprocess.DEVNULL)
            self.data = bytearray(path.read_bytes())

    def save(self, path):
        """Write the image. Returns its path."""
        path.write_bytes(self.data)
        return path


def mbr(bootsector, nonce):
    """1 FreeBSD, 2 extended, 3 without a signature, 4 with nothing but the
    signature; 5 and 6 logical, with an empty link between them."""
    disk = Disk(bootsector, nonce)
    disk.code(0, "mbr")
    disk.entry(0, 0, 165, 100, 50)
    disk.entry(0, 1, 0x0f, 1000, 1000)
    disk.entry(0, 2, 12, 200, 50)
    disk.entry(0, 3, 14, 300, 50)
    disk.code(100, "freebsd-1")
    disk.code(200, "unsigned-3")
    disk.put(200, b"\0\0", 510)
    disk.put(300, b"\x55\xaa", 510)
    disk.entry(1000, 0, 7, 63, 100)
    disk.code(1063, "logical-5")
    disk.entry(1000, 1, 5, 300, 10)
    disk.entry(1300, 1, 5, 400, 100)
    disk.entry(1400, 0, 131, 63, 30)
    disk.code(1463, "linux-6")
    return disk


def gpt(bootsector, nonce):
    """2 swap, 3 Linux, 7 FreeBSD UFS."""
    disk = Disk(bootsector, nonce)
    disk.code(0, "gpt-mbr")
    disk.gpt({2: (SWAP, 50, 99), 3: (LINUX, 100, 199),
              7: (FREEBSD_UFS, 200, 299)})
    disk.code(100, "linux-3")
    disk.code(200, "freebsd-7")
    return disk
