# SPDX-License-Identifier: GPL-2.0-or-later
"""The multiboot kernel that prints its command line, see multiboot.asm."""
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
