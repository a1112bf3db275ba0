# SPDX-License-Identifier: GPL-2.0-or-later
"""Boss says MB: a multiboot image over TFTP, with boss's arguments."""
import subprocess
from pathlib import Path

from harness.qemu import USER_HOST_IP
from harness.watch import DEAD_ENDS

HERE = Path(__file__).resolve().parent


def root_with_kernel(lab):
    """A TFTP root with multiboot.asm's kernel in it."""
    root = lab.tftp_root()
    subprocess.run(["nasm", "-f", "bin", "-o", root / "kernel",
                    HERE / "multiboot.asm"], check=True)
    return root


def expect_kernel(lab, node, address):
    """It got its name and boss's arguments, and powered off."""
    node.expect(rf"multiboot: cmdline {address}::/kernel -s "
                rf"nonce={lab.nonce}\n")
    assert node.serial.wait_end() == "QEMU ended with 0"


def test_multiboot(lab):
    """From the server that boss names."""
    lab.boss(f"MB {USER_HOST_IP}:/kernel -- -s nonce={lab.nonce}")
    node = lab.user_node(root_with_kernel(lab))
    expect_kernel(lab, node, USER_HOST_IP)


def test_multiboot_far(lab, tap):
    """From another server than boss, behind the router."""
    far = lab.far_side()
    lab.far_tftp(far, root_with_kernel(lab))
    lab.boss(f"MB {lab.FAR_BOSS_IP}:/kernel -- -s nonce={lab.nonce}",
             address=lab.ROUTER_IP)
    lab.dnsmasq(lab.folder / "tftp",
                extra=["port=0", f"dhcp-option=option:router,{lab.ROUTER_IP}"])
    node = lab.node(tap)
    expect_kernel(lab, node, lab.FAR_BOSS_IP)


def test_not_bootable(lab):
    """A missing file, and one that is no kernel: said so, boss asked again."""
    lab.boss(f"MB {USER_HOST_IP}:/nowhere -- -s ; "
             f"MB {USER_HOST_IP}:/pxelinux.cfg/default ; "
             f"MB {USER_HOST_IP}:/kernel -- -s nonce={lab.nonce}")
    node = lab.user_node(root_with_kernel(lab))
    node.expect_all(rf"\[D44\]: {USER_HOST_IP}::/nowhere\n",
                    r"asking boss again in ",
                    r"Invalid Multiboot image", r"\[D46\]: mboot\.c32 ",
                    r"asking boss again in ", failures=DEAD_ENDS)
    expect_kernel(lab, node, USER_HOST_IP)
