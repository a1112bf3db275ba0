#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Disks as sfdisk and sgdisk make them: what deterboot finds on them is what
sfdisk itself finds. Prints TAP; $HOST_OUT/host64/listdisk is deterboot."""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from tap import main                                        # noqa: E402

LISTDISK = os.environ["HOST_OUT"] + "/host64/listdisk"
ENV = {**os.environ, "PATH": os.environ["PATH"] + ":/usr/sbin:/sbin",
       "LC_ALL": "C"}
MEGABYTE = 1 << 20
NUMBER_MAX = 255                # of a partition that boss can name
EXTENDED = {"5", "f", "85"}

LINUX = "0FC63DAF-8483-4772-8E79-3D69D8477DE4"
EFI = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B"

GPT = """\
label: gpt
table-length: {entries}
start=2200, size=100, type={linux}
start=2400, size=50, type={efi}
"""
CHAIN = """\
label: dos
start=100, size=100, type=a5
start=300, size=5000, type={extended}
start=5400, size=10, type=c
start=400, size=100, type=83
start=600, size=50, type=7
start=700, size=60, type=83
start=800, size=60, type=82
"""


def run(*command, text=""):
    """The output of a command that must not fail."""
    done = subprocess.run(command, input=text, env=ENV, text=True,
                          capture_output=True, check=False)
    assert done.returncode == 0, (command, done.stdout, done.stderr)
    return done.stdout


class Image:
    """An image in a folder of its own."""

    def __init__(self, folder, megabytes=8):
        self.path = Path(folder) / "disk.img"
        with open(self.path, "wb") as image:
            image.truncate(megabytes * MEGABYTE)

    def sfdisk(self, script):
        """Partition it with a script."""
        run("sfdisk", "-q", str(self.path), text=script)
        return self

    def sgdisk(self, *options):
        """Partition it with options."""
        run("sgdisk", "-a", "1", *options, str(self.path))
        return self

    def told(self):
        """What sfdisk says is there: scheme and lines as those of listdisk."""
        table = json.loads(run("sfdisk", "--json", str(self.path)))
        table = table["partitiontable"]
        lines = []
        for part in table.get("partitions", []):
            number = int(part["node"][len(str(self.path)):])
            if part["type"] not in EXTENDED and number <= NUMBER_MAX:
                lines.append(f"{number} {part['start']} {part['size']} "
                             f"{part['type']}")
        return ["mbr" if table["label"] == "dos" else "gpt", *lines]

    def found(self, *sysid):
        """What deterboot says."""
        return run(LISTDISK, str(self.path), *sysid).splitlines()

    def check(self, count):
        """They agree, on so many partitions."""
        told, found = self.told(), self.found()
        assert told == found, (told, found)
        assert len(found) == count + 1, found

    def flip(self, offset):
        """Change a byte."""
        with open(self.path, "r+b") as image:
            image.seek(offset)
            byte = image.read(1)[0]
            image.seek(offset)
            image.write(bytes([byte ^ 1]))


def each(function, *rows):
    """A function for each of the rows, on a fresh image."""
    for row in rows:
        with tempfile.TemporaryDirectory() as folder:
            function(Image(folder), row)


def test_gpt_of_every_length_by_sfdisk():
    def check(image, entries):
        image.sfdisk(GPT.format(entries=entries, linux=LINUX, efi=EFI))
        image.check(2)
        assert image.found("131") == [f"1 2200 100 {LINUX}"]
        assert image.found("239") == [f"2 2400 50 {EFI}"]
    each(check, 4, 128, 255, 256, 508, 512, 1024, 4096)


def test_gpt_of_every_length_by_sgdisk():
    def check(image, entries):
        image.sgdisk("-o", "-S", str(entries))
        image.sgdisk("-n", "1:2200:2299", "-n", f"{min(entries, 255)}:2400:2449",
                     "-t", f"{min(entries, 255)}:ef00")
        image.check(2)
    each(check, 128, 256, 1024, 4096)


def test_more_entries_than_boss_has_numbers():
    """The 256th is there, and has no number that boss could say."""
    def check(image, entries):
        image.sgdisk("-o", "-S", str(entries))
        image.sgdisk("-n", "255:2200:2299", "-n", "256:2400:2449",
                     "-t", "256:a503")
        image.check(1)
        assert image.found("165") == ["D74"]
    each(check, 1024)


def test_longest_table():
    """1 MB of entries is read, more is not."""
    def check(image, entries):
        image.sgdisk("-o", "-S", str(entries))
        image.sgdisk("-n", "1:9000:9099")
        if entries <= 8192:
            image.check(1)
        else:
            assert image.found() == ["gpt", "D72"], image.found()
    each(check, 8192, 8196)


def test_backup_of_a_long_table():
    """One bit of the header, of the first and of the last entry: the backup
    is used; and without the backup the table is broken."""
    def check(image, offset):
        image.sgdisk("-o", "-S", "1024")
        image.sgdisk("-n", "7:2200:2299", "-n", "1000:2300:2399")
        good = ["gpt", f"7 2200 100 {LINUX}"]
        assert image.found() == good
        image.flip(offset)
        assert image.found() == good
        image.flip(8 * MEGABYTE - 512 + 60)
        assert image.found() == ["gpt", "D72"]
    each(check, 512 + 60, 1024, 257 * 512 + 511)


def test_hybrid_mbr():
    """A GPT whose MBR has partitions, too: those of the GPT count, with 0xEE
    in the first slot and, as sgdisk can do, in the last one."""
    def check(image, ee_first):
        image.sgdisk("-o")
        image.sgdisk("-n", "1:2200:2299", "-n", "2:2300:2399",
                     "-n", "3:2400:2499", "-t", "2:ef00",
                     "-h", "1:3" if ee_first else "1:3:EE")
        with open(image.path, "rb") as disk:
            sector = disk.read(512)
        types = [sector[446 + 16 * i + 4] for i in range(4)]
        assert 0xee in types and 0x83 in types, types
        assert (types[0] == 0xee) == ee_first, types
        found = image.found()
        assert found == ["gpt", f"1 2200 100 {LINUX}", f"2 2300 100 {EFI}",
                         f"3 2400 100 {LINUX}"], found
    each(check, True, False)


def test_extended_chain():
    """Logical partitions, in an extended one of each type."""
    def check(image, extended):
        image.sfdisk(CHAIN.format(extended=extended))
        image.check(6)
        assert image.found("131") == ["5 400 100 83"]
        assert image.found("165") == ["1 100 100 a5"]
        assert image.found("7") == ["6 600 50 7"]
    each(check, "f", "5", "85")


def test_chain_with_a_hole():
    """sfdisk takes a logical partition out of the middle."""
    def check(image, number):
        image.sfdisk(CHAIN.format(extended="f"))
        run("sfdisk", "-q", "--delete", str(image.path), number)
        image.check(5)
    each(check, "5", "6", "8")


def test_full_chain():
    """As many logical partitions as sfdisk makes."""
    def check(image, count):
        lines = ["label: dos", "start=100, size=15000, type=f"]
        lines += [f"start={200 + 100 * i}, size=50, type=83"
                  for i in range(count)]
        image.sfdisk("\n".join(lines) + "\n")
        image.check(count)
    each(check, 50)


def test_no_table():
    def check(image, _):
        assert image.found() == ["none"]
        assert image.found("131") == ["D71"]
    each(check, None)


if __name__ == "__main__":
    sys.exit(main(globals()))
