# SPDX-License-Identifier: GPL-2.0-or-later
"""A site that has only the binary tarball: its TFTP root, and its boss. `make
check-dist` unpacks it, and collects this file by its name."""
import pytest

from harness.lab import OUT
from harness.qemu import USER_HOST_IP


@pytest.mark.firmwares("bios", "efi64")
def test_site_of_a_release(lab):
    """A node loads what is in the tarball, as it lies there, asks the boss of
    the tarball, and boots what that says."""
    unpacked, = (OUT / "redist").glob("deterboot-*-bin")
    lab.boss(f"MFS http://{USER_HOST_IP}:8080/mfs -- {{mfs}}",
             program=unpacked / "bin/bossd")
    lab.nginx()
    lab.expect_linux(lab.user_node(unpacked / "tftp"))
