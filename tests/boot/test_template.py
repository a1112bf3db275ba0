# SPDX-License-Identifier: GPL-2.0-or-later
"""How a site's MFS is laid out, and what DHCP says about a node."""
import pytest

from harness.qemu import MAC, USER_HOST_IP, USER_NODE_IP
from harness.watch import DEAD_ENDS
from multiboot import make_kernel

WEB = f"http://{USER_HOST_IP}:8080"


def test_names_from_templates(lab):
    """The kernel's folder is named after the node's MAC, there is a second
    initrd, and the arguments name node, boss and folder."""
    lab.nginx(root=lab.folder / "web")
    dashed = MAC.replace(":", "-")
    (lab.folder / "web/mfs").mkdir(parents=True)
    assets = lab.folder.parents[1] / "assets/mfs"
    (lab.folder / f"web/mfs/{dashed}").symlink_to(assets)
    (lab.folder / "web/more.cpio").write_bytes(b"\0" * 512)
    lab.boss(f"MFS {WEB}/mfs -- {{mfs}}")
    root = lab.tftp_root(options="kernel=%M/bzImage "
                         "initrd=%M/rootfs.cpio,%p/../more.cpio -- "
                         "a=%i b=%b c=%m d=%p e=100%%")
    node = lab.user_node(root)
    node.expect(rf"initrd {WEB}/mfs/{dashed}/rootfs\.cpio,"
                rf"{WEB}/mfs/\.\./more\.cpio\n")
    lab.expect_linux(node, f"a={USER_NODE_IP} b={USER_HOST_IP} c={MAC} "
                     f"d={WEB}/mfs e=100% {lab.mfs_arguments}")


def test_another_module(lab):
    """run= in place of linux.c32; boss's arguments where the site wants them.
    mboot.c32 keeps the password to itself, too."""
    accounts = lab.folder / "htpasswd"
    accounts.write_text("joe:{PLAIN}Tr0ub@dor\n")
    lab.nginx(root=lab.folder, extra='auth_basic "lab"; '
              f'auth_basic_user_file {accounts};')
    make_kernel(lab.folder / "kernel")
    lab.boss(f"MFS http://joe:Tr0ub@dor@{USER_HOST_IP}:8080/ -- "
             f"nonce={lab.nonce}")
    root = lab.tftp_root(options='run="mboot.c32 %k %a first %c" kernel=kernel '
                         'args=quiet')
    node = lab.user_node(root)
    shown = f"http://joe@{USER_HOST_IP}:8080/kernel"
    words = rf"{shown} quiet first nonce={lab.nonce}\n"
    node.expect_all(f"deterboot: running: mboot.c32 {words}",
                    rf"Loading {shown}\.\.\. ", f"multiboot: cmdline {words}")
    assert node.serial.wait_end() == "QEMU ended with 0"
    node.serial.never("Tr0ub|dor@")


@pytest.mark.parametrize("options,says", [
    ("args=%x", "args=, append= or --"), ("kernel=%h/bzImage", "%h: the DHCP reply")],
    ids=["letter", "no-name"])
def test_mistakes(lab, options, says):
    """Found before anything is asked."""
    node = lab.user_node(lab.tftp_root(options=options))
    node.expect_all(rf"\[D04\]: {says}", "nothing was booted",
                    failures=DEAD_ENDS)
    node.serial.never("asking boss")


@pytest.mark.firmwares("bios", "efi64")
def test_edgeboot(lab, tap):
    """DHCP option 147 names a partition: nobody is asked."""
    root = lab.tftp_root(options="edgeboot")
    lab.dnsmasq(root, extra=["port=0", "dhcp-option-force=147,00:00:00:02"])
    node = lab.node(tap, disks=[lab.disk("first")], disk_bus="virtio")
    node.expect(r"DHCP option 147 says: PART 2; booting partition 2 of hd0\n")
    lab.expect_linux(node, "grub=first-part2 ")
    node.serial.never("asking boss")


def test_key_of_dhcp(lab, tap):
    """The key that boss is asked with comes from a DHCP option."""
    boss = lab.boss("key:rack-7 MFS /mfs -- {mfs}\ndefault FAIL\n",
                    address=lab.ROUTER_IP)
    root = lab.tftp_root(options="key-option=224 key=unused")
    lab.dnsmasq(root, extra=["port=0", "dhcp-option-force=224,rack-7"])
    node = lab.node(tap)
    node.expect("boss says: MFS /mfs")
    lab.expect_linux(node)
    assert "rack-7" in boss.log.text
