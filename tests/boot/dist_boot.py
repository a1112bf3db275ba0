# SPDX-License-Identifier: GPL-2.0-or-later
"""A site that has only the binary tarball: its TFTP root, and its boss. `make
check-dist` unpacks it, and collects this file by its name."""
import os

import pytest

from harness.lab import OUT
from harness.qemu import USER_HOST_IP
from harness.servers import Server

FIRMWARES = (os.environ.get("DETERBOOT_FIRMWARE") or "bios efi64").split()


@pytest.mark.parametrize("firmware", FIRMWARES, indirect=True)
def test_site_of_a_release(lab):
    """A node loads what is in the tarball, as it lies there, asks the boss of
    the tarball, and boots what that says."""
    unpacked, = (OUT / "redist").glob("deterboot-*-bin")
    conf = lab.folder / "boss.conf"
    conf.write_text(f"default MFS http://{USER_HOST_IP}:8080/mfs -- "
                    f"{lab.mfs_arguments}\n")
    lab.enter(Server("boss", lab.folder, lab.namespace, [
        unpacked / "bin/bossd", "-a", "127.0.0.1", "-c", conf], ("udp", 6969)))
    lab.nginx()
    lab.expect_linux(lab.user_node(unpacked / "tftp"))
