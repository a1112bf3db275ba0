# SPDX-License-Identifier: GPL-2.0-or-later
"""Boss says MB: a multiboot image over TFTP, with boss's arguments."""
import assets
import efidisk
import pytest
from harness.lab import ASSETS
from harness.prompt import stop
from harness.qemu import USER_HOST_IP
from harness.watch import DEAD_ENDS
from multiboot import expect_kernel, make_elf, make_kernel


def root_with_kernel(lab):
    """A TFTP root with multiboot.asm's kernel in it."""
    root = lab.tftp_root()
    make_kernel(root / "kernel")
    return root


@pytest.mark.usefixtures("user_network")
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


XEN_CONFIG = """\
[global]
default=test
[test]
options=console=com1 com1=115200,8n1 noreboot nonce={nonce}
kernel=vmlinuz console=hvc0
"""


@pytest.mark.long
@pytest.mark.firmwares("efi64")
def test_xen_efi(lab, firmware):
    """Under UEFI Xen is an EFI program. It looks for its configuration in the
    file system that it came from, which the network has not: it ends, and boss
    is asked again. From a disk it starts."""
    root = lab.tftp_root(options="efi-loader=/EFI/xen/xen.efi")
    package = next((ASSETS / "deb").glob("xen-hypervisor-*.deb"))
    assets.unpack(package, "./boot/xen-*.efi", root / "xen.efi")
    disk = efidisk.make(lab.folder / "disk.img", [(efidisk.ESP, 40, {
        "EFI/xen/xen.efi": (root / "xen.efi").read_bytes(),
        "EFI/xen/xen.cfg": XEN_CONFIG.format(nonce=lab.nonce).encode(),
        "EFI/xen/vmlinuz": (ASSETS / "mfs/bzImage").read_bytes()})])
    lab.boss(f"MB {USER_HOST_IP}:/xen.efi -- xen.efi ; PART 1")
    node = lab.user_node(root, disks=[disk])
    node.expect_all(r"Xen \d\S+ .*EFI loader", r"\[D100\]: ",
                    "asking boss again in ", deadline=180, failures=DEAD_ENDS)
    node.expect_all("boss says: PART 1", r"Xen \d\S+ .*EFI loader",
                    r"Xen version \d", rf"Command line: .*nonce={lab.nonce}",
                    deadline=180, failures=DEAD_ENDS)


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


def test_elf_where_it_cannot_lie(lab):
    """A segment where the BIOS is, one that no machine can have, and one that
    is larger than the memory; then an image of which a segment has no bytes in
    the file, and an offset behind its end."""
    root = root_with_kernel(lab)
    kernel = (root / "kernel").read_bytes()
    size = len(kernel) + 4096
    entry = int.from_bytes(kernel[28:32], "little")
    images = {
        "taken": make_elf([(0xf0000, b"x", 4096, 0)]),
        "beyond": make_elf([(0xfffff000, b"x", 4096, 0)]),
        "large": make_elf([(0x100000, b"x", 1 << 30, 0)]),
        "short": make_elf([(0x100000, kernel, size, 0)])[:-1],
        "good": make_elf([(0x100000, kernel, size, 0),
                          (0x400000, b"", 4096, 0xfffff000)], entry),
    }
    for name, image in images.items():
        (root / name).write_bytes(image)
    lab.boss(" ; ".join([*(f"MB {USER_HOST_IP}:/{name}" for name in images
                           if name != "good"),
                         f"MB {USER_HOST_IP}:/good -- nonce={lab.nonce}"]))
    node = lab.user_node(root)
    for name, address, code in (
            ("taken", r"segment at 0x000f0000 \(len 0x00001000\)", "D93"),
            ("beyond", r"segment at 0xfffff000 \(len 0x00001000\)", "D93"),
            ("large", r"segment at 0x00100000 \(len 0x40000000\)", "D90"),
            ("short", "file ends in the middle of a segment", "D92")):
        node.expect_all(address, rf"\[{code}\]: {USER_HOST_IP}::/{name}\n",
                        r"asking boss again in ", failures=DEAD_ENDS)
    node.expect(rf"multiboot: cmdline {USER_HOST_IP}::/good "
                rf"nonce={lab.nonce}\n")
    assert node.serial.wait_end() == "QEMU ended with 0"
