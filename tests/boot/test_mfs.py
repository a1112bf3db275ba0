# SPDX-License-Identifier: GPL-2.0-or-later
"""Boss says MFS: a memory file system over TFTP, HTTP and FTP."""
import os
from pathlib import Path

import pytest

from harness import pcap, stack
from harness.qemu import NICS, USER_HOST_IP, USER_NODE_IP

ARGUMENTS = "BOOT=live console=tty1 quiet"

# What boss says -> the folder that kernel and initrd come from.
USER_PATHS = {
    "bare": ("/mfs", f"{USER_HOST_IP}::/mfs"),
    "ip": (f"{USER_HOST_IP}:/mfs", f"{USER_HOST_IP}::/mfs"),
    "tftp": (f"tftp://{USER_HOST_IP}/mfs",) * 2,
    "http": (f"http://{USER_HOST_IP}:8080/mfs",) * 2,
    "ftp": (f"ftp://{USER_HOST_IP}:2121/mfs",) * 2,
}


@pytest.mark.usefixtures("user_network")
@pytest.mark.firmwares("bios", efi64=["tftp", "ftp"])
@pytest.mark.parametrize("scheme", USER_PATHS)
def test_mfs_user(lab, scheme):
    """User networking: who am I, whom do I ask, what was the answer, what
    happens now; then Linux with boss's arguments behind the default ones."""
    said, path = USER_PATHS[scheme]
    if scheme == "http":
        lab.nginx()
    elif scheme == "ftp":
        lab.ftp()
    boss = lab.boss(f"MFS {said} -- {{mfs}} from=boss")
    node = lab.user_node(lab.tftp_root())
    node.expect_all(
        r"deterboot \S+\n",
        rf"deterboot: node {USER_NODE_IP} \(52:54:00:12:34:56\)",
        rf"deterboot: boss {USER_HOST_IP}:6969 \(next-server\)",
        rf"deterboot: asking boss {USER_HOST_IP} what to boot \(try 1\)",
        rf"deterboot: boss says: MFS {said}, arguments \"{lab.mfs_arguments}",
        rf"deterboot: booting MFS: kernel {path}/bzImage, "
        rf"initrd {path}/rootfs.cpio\n")
    lab.expect_linux(node, f"{ARGUMENTS} {lab.mfs_arguments} from=boss")
    boss.log.expect(r"REQUEST version 1 -> MFS", deadline=1)
    asked = pcap.questions(node.capture)
    assert [(q.src, q.sport, q.dst) for q in asked] == \
        [(USER_NODE_IP, 9696, USER_HOST_IP)]
    assert asked_for(node) == ["bzImage", "rootfs.cpio"]


def asked_for(node):
    """The files of MFS folders that servers were asked for, each time."""
    return [Path(name).name for name in pcap.requests(node.capture)
            if "mfs" in name]


@pytest.mark.long
@pytest.mark.usefixtures("user_network")
def test_mfs_user_e1000(lab):
    """The other card in user networking. Over TFTP: with TCP this card loses
    packets there and takes twice the time (not so on a tap)."""
    lab.boss("MFS /mfs -- {mfs}")
    node = lab.user_node(lab.tftp_root(), nic="e1000")
    lab.expect_linux(node)


@pytest.mark.parametrize("said", [
    "/mfs-gz", f"http://{USER_HOST_IP}:8080/mfs-gz"], ids=["tftp", "http"])
def test_mfs_compressed(lab, said):
    """No rootfs.cpio there: rootfs.cpio.gz is used instead."""
    lab.nginx()
    lab.boss(f"MFS {said} -- {{mfs}}")
    node = lab.user_node(lab.tftp_root())
    node.expect(r"no rootfs\.cpio there, trying rootfs\.cpio\.gz")
    node.expect(r"initrd \S+/mfs-gz/rootfs\.cpio\.gz")
    lab.expect_linux(node)
    assert asked_for(node) == ["bzImage", "rootfs.cpio",
                               "bzImage", "rootfs.cpio.gz"]


def test_mfs_options(lab):
    """Kernel, initrd and arguments named in pxelinux.cfg, the servers ask for
    passwords: nobody at the console and no process of the MFS reads them."""
    web, ftp = f"{USER_HOST_IP}:8080", f"{USER_HOST_IP}:2121"
    accounts = lab.folder / "htpasswd"
    accounts.write_text("joe:{PLAIN}Tr0ub@dor\n")
    http = lab.nginx(extra=f'auth_basic "lab"; auth_basic_user_file {accounts};')
    lab.ftp(user="ann", password="c0rrect:horse")
    lab.boss(f"MFS http://joe:Tr0ub@{web}/ ; "
             f"MFS http://joe:Tr0ub@dor@{web}/ -- {{mfs}}")
    root = lab.tftp_root(options="kernel=mfs/bzImage initrd=ftp://ann:"
                         f"c0rrect:horse@{ftp}/mfs-gz/rootfs.cpio.gz -- mine=1")
    node = lab.user_node(root)
    node.expect_all(
        rf"boss says: MFS http://joe@{web}/\n", r"\[D50\]",
        rf"boss says: MFS http://joe@{web}/, arg",
        rf"running: linux\.c32 http://joe@{web}/mfs/bzImage initrd=ftp://ann@",
        rf"Loading http://joe@{web}/mfs/bzImage\.\.\. ",
        rf"Loading ftp://ann@{ftp}/mfs-gz/rootfs\.cpio\.gz\.\.\. ")
    line = lab.expect_linux(
        node, f"BOOT_IMAGE=http://joe@{web}/mfs/bzImage ",
        f" initrd=ftp://ann@{ftp}/mfs-gz/rootfs.cpio.gz ",
        f"mine=1 {lab.mfs_arguments}")
    assert "BOOT=live" not in line
    node.serial.never("Tr0ub|dor@|c0rrect|horse")
    assert http.log.count('" 401 ') == 1


# What makers write into the DMI: QEMU's option, and the cookie of it
ODD_STRINGS = {
    0: {"vendor": ("Maker\u2122 of PCs".encode(),
                   "BIOSVENDOR=Maker%E2%84%A2+of+PCs"),
        "version": (b"caf\xe9 1", "BIOSVERSION=caf%E9+1")},
    1: {"manufacturer": (b"a\xff\xff\xff\x80z", "SYSVENDOR=a%FF%FF%FF%80z"),
        "product": (b'"quotes"; \'more\' \\', "SYSPRODUCT=%22quotes%22%3B"
                    "+\'more\'+%5C"),
        "version": (b"a\r\n\r\nb", "SYSVERSION=a%0D%0A%0D%0Ab"),
        "serial": (b"", None),
        "sku": (b"a=b;;c", "SYSSKU=a%3Db%3B%3Bc"),
        "family": (b"\x1b[2J\x01\x9bz", "SYSFAMILY=%5B2J%01%9Bz")},
    2: {"manufacturer": (b"\xff" * 40, None),
        "product": (b"  \t ", None),
        "version": (b"/a@b?c", "MBVERSION=%2Fa%40b%3Fc"),
        "serial": (b"x" * 200, "MBSERIAL=" + "x" * 200)},
}


def test_odd_dmi_strings(lab):
    """What the maker has written into the DMI becomes a cookie that a web
    server understands, whatever the bytes are: UTF-8, Latin-1, fill of 0xff,
    control characters, ends of lines, quotes, semicolons, nothing."""
    http = lab.nginx(http="log_format cookies '$request_uri $status "
                     "$http_cookie ';", extra="access_log /dev/stdout cookies;")
    lab.boss(f"MFS http://{USER_HOST_IP}:8080/mfs -- {{mfs}}")
    node = lab.user_node(lab.tftp_root(), extra=[
        word for number, strings in ODD_STRINGS.items() for word in (
            "-smbios", ",".join([f"type={number}", *(
                f"{name}={os.fsdecode(value)}"
                for name, (value, _) in strings.items())]))])
    lab.expect_linux(node)
    line = http.log.expect(r"/mfs/bzImage 200 (\S+) \n", deadline=1).group(1)
    cookies = [cookie for cookie in line.split(";")
               if cookie.startswith(("_Syslinux_SYS", "_Syslinux_MB",
                                     "_Syslinux_BIOS"))
               and not cookie.startswith(("_Syslinux_SYSUUID",
                                          "_Syslinux_SYSFF"))]
    assert sorted(cookies) == sorted(
        f"_Syslinux_{cookie}" for strings in ODD_STRINGS.values()
        for _, cookie in strings.values() if cookie)


def test_mfs_that_is_not_there(lab):
    """404: said so, boss is asked again, and a good answer then boots."""
    lab.nginx()
    boss = lab.boss(f"MFS http://{USER_HOST_IP}:8080/nowhere -- x=1 ; "
                    f"MFS http://{USER_HOST_IP}:8080/mfs -- {{mfs}}")
    node = lab.user_node(lab.tftp_root())
    node.expect_all(
        r"deterboot: boss says: MFS \S+/nowhere",
        r"deterboot: .*\[D\d{2,3}\]", r"asking boss again in ",
        r"deterboot: asking boss \S+ what",
        r"deterboot: boss says: MFS \S+/mfs", failures=[
            r"(?m)^boot: $", "Boot failed: press a key"])
    lab.expect_linux(node)
    assert boss.log.count("REQUEST version 1") == 2


@pytest.mark.long("bare", "ip", "http", "http-vmxnet3", "http-ne2k",
                  "http-pcnet", "http-rtl8139")
@pytest.mark.parametrize("said,nic", [
    ("/mfs", "virtio"), ("/mfs", "e1000"),
    ("{router}:/mfs", "virtio"), ("mfs.test.lab:/mfs", "virtio"),
    ("http://{router}:8080/mfs", "virtio"),
    *(("http://{router}:8080/mfs", nic) for nic in NICS if nic != "virtio"),
], ids=["bare", "bare-e1000", "ip", "host", "http",
        *(f"http-{nic}" for nic in NICS if nic != "virtio")])
def test_mfs_tap(lab, tap, said, nic):
    """dnsmasq and nginx on a tap; a host's name is looked up in the DNS. The
    cards differ in how many packets they hold, and in when they interrupt."""
    lab.nginx(address=lab.ROUTER_IP)
    lab.boss(f"MFS {said.format(router=lab.ROUTER_IP)} -- {{mfs}}",
             address=lab.ROUTER_IP)
    lab.dnsmasq(lab.tftp_root(),
                extra=[f"address=/mfs.test.lab/{lab.ROUTER_IP}"])
    node = lab.node(tap, nic=nic)
    node.expect(rf"deterboot: boss {lab.ROUTER_IP}:6969 \(next-server\)")
    lab.expect_linux(node, f"{ARGUMENTS} {lab.mfs_arguments}")


def test_mfs_unknown_host(lab, tap):
    """A host that has no address: said so with its name, boss asked again. No
    other error is said with so much of the stack in use; a quarter is left."""
    lab.nginx(address=lab.ROUTER_IP)
    lab.boss("MFS nobody.test.lab:/mfs -- x=1 ; MFS /mfs -- {mfs}",
             address=lab.ROUTER_IP)
    lab.dnsmasq(lab.tftp_root(), extra=["address=/test.lab/"])
    node = lab.node(tap)
    node.expect(r"deterboot: .*\[D41\].*nobody\.test\.lab")
    used, size = stack.used(lab.folder, node)
    print(f"{used} bytes of {size} of the stack were used")
    assert used <= size * 3 // 4
    node.expect(r"deterboot: asking boss")
    lab.expect_linux(node)
