# SPDX-License-Identifier: GPL-2.0-or-later
"""deterboot.c32 under UEFI: the manual page's table of answers, row by row, at
the prompt of one node; then an MFS from boss."""
import pytest
from harness.prompt import WAITS, stop
from test_efi_disk import first_disk, second_disk

pytestmark = pytest.mark.firmwares("efi64")

# answer -> the program that is started, or the code of the failure
ROWS = {
    "PART 1": "esp",
    "PART 2": "data",
    "PART 3": "esp",                    # Linux: through the only ESP
    "PART 0": "esp",
    "PART 5": "D98",
    "PART 9": "D73",
    "DISKPART 0x81 2": "mbr-esp",
    "DISKPART 1 0": "mbr-esp",
    "DISKPART 5 1": "D45",
    "SYSID 239": "esp",
    "SYSID 131": "esp",
    "SYSID 165": "D74",
    "MB 10.0.2.2:/xen": "D96",
}
INFO = (r"UEFI 2\.\d, \S.*, Secure Boot off", r"memory +\d+ MB",
        r"hd0 +96 MB, GPT", r"PciRoot\(0x0\)/Pci\(",
        r"1 +8192 kB  EFI system", r"hd1 +96 MB, MBR")


def test_answers(lab, firmware):
    """What each answer starts comes back to the prompt with its status."""
    lab.boss("WAIT ; MFS /mfs -- {mfs}")
    root = lab.tftp_root(options="efi-loader=/EFI/BOOT/BOOTX64.EFI")
    node = lab.user_node(root, disks=[first_disk(lab), second_disk(lab)])
    node.expect(WAITS, deadline=120, failures=())
    stop(node)
    node.type("info\r")
    node.expect_all(*INFO, failures=())
    node.expect("deterboot> ", failures=())
    for answer, story in ROWS.items():
        node.type(f"boot {answer}\r")
        if story.startswith("D"):
            node.expect(rf"\[{story}\]", failures=(r"program: ",))
        else:
            node.expect_all(rf"program: {story} {lab.nonce} options=\[\]",
                            r"\[D100\]: efichain.c32 ", failures=())
        node.expect("deterboot> ", failures=())
    node.type("ask\r")
    lab.expect_linux(node)
