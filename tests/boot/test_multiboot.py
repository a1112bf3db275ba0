# SPDX-License-Identifier: GPL-2.0-or-later
"""Boss says MB: a multiboot image over TFTP, with boss's arguments."""
from harness.lab import ASSETS
from harness.prompt import stop
from harness.qemu import USER_HOST_IP
from harness.watch import DEAD_ENDS
from multiboot import expect_kernel, make_kernel


def root_with_kernel(lab):
    """A TFTP root with multiboot.asm's kernel in it."""
    root = lab.tftp_root()
    make_kernel(root / "kernel")
    return root


def test_multiboot(lab):
    """From the server that boss names."""
    lab.boss(f"MB {USER_HOST_IP}:/kernel -- -s nonce={lab.nonce}")
    node = lab.user_node(root_with_kernel(lab))
    expect_kernel(lab, node, USER_HOST_IP, "-s ")


def test_xen(lab):
    """Somebody else's multiboot kernel, packed with gzip: Xen prints its
    command line. It has no domain to run, and says so."""
    lab.boss(f"MB {USER_HOST_IP}:/xen.gz -- com1=115200,8n1 console=com1 "
             f"noreboot nonce={lab.nonce}")
    root = lab.tftp_root()
    (root / "xen.gz").symlink_to(ASSETS / "xen.gz")
    node = lab.user_node(root)
    node.expect_all(r"Xen version \d", rf"Command line: .*nonce={lab.nonce}",
                    "Panic on CPU 0", deadline=120)


def test_multiboot_far(lab, tap):
    """From another server than boss, behind the router."""
    far = lab.far_side()
    lab.far_tftp(far, root_with_kernel(lab))
    lab.boss(f"MB {lab.FAR_BOSS_IP}:/kernel -- -s nonce={lab.nonce}",
             address=lab.ROUTER_IP)
    lab.dnsmasq(lab.folder / "tftp",
                extra=["port=0", f"dhcp-option=option:router,{lab.ROUTER_IP}"])
    node = lab.node(tap)
    expect_kernel(lab, node, lab.FAR_BOSS_IP, "-s ")


def test_by_hand(lab, waiting):
    """An operator says it."""
    node = waiting("WAIT")
    make_kernel(lab.folder / "tftp/kernel")
    stop(node)
    node.type(f"boot MB {USER_HOST_IP}:/kernel -- -s nonce={lab.nonce}\r")
    node.expect(r"operator says: MB \S+:/kernel")
    expect_kernel(lab, node, USER_HOST_IP, "-s ")


def test_not_bootable(lab):
    """A missing file, and one that is no kernel: said so, boss asked again."""
    lab.boss(f"MB {USER_HOST_IP}:/nowhere -- -s ; "
             f"MB {USER_HOST_IP}:/pxelinux.cfg/default ; "
             f"MB {USER_HOST_IP}:/kernel -- -s nonce={lab.nonce}")
    node = lab.user_node(root_with_kernel(lab))
    node.expect_all(rf"\[D44\]: {USER_HOST_IP}::/nowhere\n",
                    r"asking boss again in ",
                    r"Invalid Multiboot image",
                    rf"\[D91\]: {USER_HOST_IP}::/pxelinux\.cfg/default\n",
                    r"asking boss again in ", failures=DEAD_ENDS)
    expect_kernel(lab, node, USER_HOST_IP, "-s ")
