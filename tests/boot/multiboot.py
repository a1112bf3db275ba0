# SPDX-License-Identifier: GPL-2.0-or-later
"""The multiboot kernel that prints its command line, see multiboot.asm."""
import struct
import subprocess
from pathlib import Path


def make_kernel(path):
    """Assemble it."""
    here = Path(__file__).resolve().parent
    subprocess.run(["nasm", "-f", "bin", f"-I{here}/", "-o", path,
                    here / "multiboot.asm"], check=True)


def expect_kernel(lab, node, address, words="", **kwargs):
    """It got its name and boss's arguments, and powered off."""
    node.expect(rf"multiboot: cmdline {address}::/kernel {words}"
                rf"nonce={lab.nonce}\n", **kwargs)
    assert node.serial.wait_end() == "QEMU ended with 0"


def make_elf(segments, entry=0x100000):
    """A 32-bit ELF file with these segments: (address, data, size in memory,
    offset in the file if it has no data)."""
    offset = 52 + 32 * len(segments)
    headers, body = b"", b""
    for address, data, size, hole in segments:
        headers += struct.pack("<8I", 1, offset + len(body) if data else hole,
                               address, address, len(data), size, 7, 4)
        body += data
    ident = b"\x7fELF\1\1\1".ljust(16, b"\0")
    return ident + struct.pack("<HHIIIIIHHHHHH", 2, 3, 1, entry, 52, 0, 0, 52,
                               32, len(segments), 0, 0, 0) + headers + body
