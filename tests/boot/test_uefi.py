# SPDX-License-Identifier: GPL-2.0-or-later
"""Nodes with UEFI: the card is taken from the firmware, and works as on BIOS."""
import pytest

MENU = """\
SERIAL 0 115200
DEFAULT linux
PROMPT 0
LABEL linux
  KERNEL linux.c32
  APPEND {mfs}/bzImage initrd={mfs}/rootfs.cpio {arguments}
"""


@pytest.mark.firmwares("efi64")
def test_linux_over_http(lab):
    """The modules come over TFTP, the kernel and the initrd over HTTP."""
    lab.nginx()
    node = lab.user_node(lab.tftp_root(MENU.format(
        mfs="http://10.0.2.2:8080/mfs", arguments=lab.mfs_arguments)))
    lab.expect_linux(node)
