# SPDX-License-Identifier: GPL-2.0-or-later
"""The patched core without our module: an ordinary pxelinux."""
import pytest

from harness import stack
from harness.lab import OUT
from harness.qemu import USER_HOST_IP
from harness.repeater import Repeater

MENU = """\
SERIAL 0 115200
UI menu.c32
MENU TITLE An ordinary menu
TIMEOUT 5
LABEL first
  MENU LABEL Boot the MFS
  KERNEL {path}/bzImage
  APPEND initrd={path}/rootfs.cpio {arguments}
LABEL second
  MENU LABEL Never chosen
  KERNEL poweroff.c32
"""

WHERE = {"tftp": "mfs", "http": "http://{host}:8080/mfs"}
USER_WHERE = {**WHERE, "ftp": "ftp://{host}:2121/mfs"}

# Bytes that sockets and all the patches may cost
GROWTH_MAX = 29 * 1024

# Bytes of the stack that one function may take
FRAME_MAX = 16 * 1024


def test_size():
    """pxelinux.0 is no more than 29 kB larger than Debian's lpxelinux.0,
    one of which lets modules carry HTTP (https)."""
    growth = ((OUT / "tftp/pxelinux.0").stat().st_size
              - (OUT / "stock/lpxelinux.0").stat().st_size)
    print(f"pxelinux.0 has {growth} bytes more than stock")
    assert growth <= GROWTH_MAX, f"{growth} bytes more than stock"


def test_frames():
    """No function takes more than a quarter of the stack: a module that has
    used half of it can still open files and print."""
    linked = {path.stem: path
              for path in (OUT / "objects/bios/com32").rglob("*.elf")}
    paths = [stack.CORE, *(linked[module.stem]
                           for module in (OUT / "tftp").glob("*.c32"))]
    sizes = {(path.stem, name): size for path in paths
             for name, size in stack.frames(path).items()}
    most = sorted(sizes, key=sizes.get)[-5:]
    print(*(f"{file}: {name}() {sizes[file, name]}" for file, name in most),
          sep="\n")
    assert len(paths) > 15 and sizes[most[-1]] <= FRAME_MAX


@pytest.mark.usefixtures("user_network")
@pytest.mark.long("ftp-virtio")
@pytest.mark.parametrize("scheme,nic", [
    ("tftp", "e1000"), ("http", "virtio"), ("ftp", "virtio")])
def test_menu_and_linux_user(lab, scheme, nic):
    """User networking: menu.c32, then Linux over TFTP, HTTP or FTP."""
    lab.ftp() if scheme == "ftp" else lab.nginx()
    path = USER_WHERE[scheme].format(host=USER_HOST_IP)
    root = lab.tftp_root(MENU.format(path=path, arguments=lab.mfs_arguments))
    node = lab.user_node(root, nic=nic)
    node.expect_all("An ordinary menu", "Boot the MFS")
    lab.expect_linux(node)


@pytest.mark.long("tftp-virtio")
@pytest.mark.parametrize("scheme,nic", [("tftp", "virtio"), ("http", "e1000")])
def test_menu_and_linux_tap(lab, tap, scheme, nic):
    """dnsmasq and nginx on a tap: menu.c32, then Linux."""
    lab.nginx(address=lab.ROUTER_IP)
    path = WHERE[scheme].format(host=lab.ROUTER_IP)
    lab.dnsmasq(lab.tftp_root(MENU.format(path=path,
                                          arguments=lab.mfs_arguments)))
    node = lab.node(tap, nic=nic)
    node.expect_all("An ordinary menu", "Boot the MFS")
    lab.expect_linux(node)


def test_segments_with_known_bytes(lab, tap):
    """A server that repeats what has come already, with what is new behind it:
    the core joins the segments, and the file does not end there."""
    address = "192.168.252.66"
    lab.dnsmasq(lab.tftp_root("SERIAL 0 115200\nDEFAULT text\nLABEL text\n"
                              f"COM32 cat.c32\nAPPEND http://{address}/t\n"))
    lines = b"".join(b"line %d of the file\n" % i for i in range(500))
    server = lab.enter(Repeater(lab.namespace, "tap0", address, lines))
    lab.node(tap).expect(r"line 498 of the file\s+line 499 of the file")
    assert server.repeated > len(lines)
