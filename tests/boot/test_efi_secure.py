# SPDX-License-Identifier: GPL-2.0-or-later
"""Secure Boot, in firmware that lets deterboot pass and nothing else: what it
refuses is told."""
import efidisk
import pytest
from harness.lab import ASSETS, OUT
from harness.prompt import WAITS, say, stop

pytestmark = pytest.mark.firmwares("efi64")

REFUSED = r"Secure Boot refuses the program \[D99\]"


@pytest.mark.long
def test_refused(lab):
    """A disk's loader, a program from the network, a kernel: each with the
    code, and the prompt is back."""
    root = lab.tftp_root()
    program = efidisk.marked(ASSETS / "program.efi", lab.nonce)
    (root / "efi64/program.efi").write_bytes(program)
    disk = efidisk.make(lab.folder / "disk.img", [
        (efidisk.ESP, 8, {efidisk.BOOTX64: program})])
    lab.boss("WAIT")
    node = lab.user_node(
        root, disks=[disk],
        secure_boot=(OUT / "tftp/efi64/syslinux.efi").read_bytes())
    node.expect(WAITS, deadline=120)
    stop(node)
    say(node, "info", r"Secure Boot on\n", "deterboot> ")
    for answer in ("PART 1", "MB 10.0.2.2:/efi64/program.efi",
                   "MFS /mfs -- {mfs}"):
        say(node, f"boot {answer}", REFUSED, "deterboot> ", deadline=240)
    node.serial.never("program: ")
