# SPDX-License-Identifier: GPL-2.0-or-later
"""Failures after the decision: a server that breaks off, lies or never ends,
a file that is none. Each has a code, boss is asked again, nothing leaks, and a
good answer boots in the end."""
import struct

import pytest

from harness import bootinfo
from harness.fakeboss import send
from harness.fakefiles import (FTP_DRIP_PORT, FTP_PORT, FTP_SOON_PORT,
                               FTP_SSH_PORT, HTTP_PORT, TFTP_PORT, answer, cut,
                               drip, endless, raw, whole)
from harness.lab import ASSETS
from harness.qemu import USER_HOST_IP
from harness.watch import DEAD_ENDS

KERNEL = (ASSETS / "mfs/bzImage").read_bytes() if ASSETS.exists() else b""
STUB = whole(bytes(4096))       # looked for, but never booted
DATA = bytes(range(256)) * 256
# MB. (On UEFI Linux' own loader wants 54 MB in one piece, which OVMF does not
# have of 128: test_efi_disk.py.)
MEMORY = {"bios": 128, "efi64": 192}

# A story of the initrd -> the code.
HTTP = {
    "reset": (cut(DATA, how="reset"), "D54"),
    "reset-no-length": (cut(DATA, False, "reset"), "D54"),
    "closed-early": (cut(DATA), "D92"),
    "chunked": (answer("200 OK", "Transfer-Encoding: chunked",
                       body=b"5\r\nhello\r\n0\r\n\r\n"), "D52"),
    "larger-than-memory": (endless(max(MEMORY.values()) << 20), "D90"),
    "almost-4-GB": (endless((1 << 32) - 16), "D90"),
    "endless": (endless(1 << 40), "D90"),       # too much to be believed
    "endless-greeting": (raw(b"x" * 65536, repeat=True), "D52"),
    "endless-header": (raw(b"HTTP/1.0 200 OK\r\n" + b"A: b\r\n" * 1000,
                           repeat=True), "D52"),
    "not-http": (raw(b"SSH-2.0-OpenSSH_9.2\r\n"), "D52"),
    "says-nothing": (raw(b""), "D52"),
    "empty": (answer("200 OK", "Content-Length: 0"), "D43"),
    "not-there": (answer("404 Not Found"), "D43"),
    "moved-to-itself": (answer("302 Moved", "Location: http://192.168.252.1:"
                               f"{HTTP_PORT}/http-moved-to-itself/rootfs.cpio"),
                        "D34"),
    "moved-to-gopher": (answer("302 Moved",
                               "Location: gopher://192.168.252.1/"), "D33"),
    # Nobody listens there; what is believed is test_https.py's
    "moved-to-https": (answer("302 Moved", "Location: https://192.168.252.1/"),
                       "D53"),
    "moved-too-far": (answer("302 Moved", "Location: /" + "x" * 4000), "D35"),
    "moved-to-a-path": (answer("302 Moved", "Location: /not-there"), "D43"),
}
FTP = {
    "426": (cut(DATA, how="error"), "D92"),
    "reset": (cut(DATA, how="reset"), "D54"),
    "dies": (cut(DATA, how="die"), "D92"),
    "thanks-for-ever": (cut(DATA, how="thank"), "D91"),     # STUB's fault
}
TFTP = {
    "error": (cut(DATA, how="error"), "D51"),
    "one-block-for-ever": (cut(DATA, how="stutter"), "D55"),
}
# FTP servers that never come to the point: port -> code
FTP_NEVER = {FTP_SOON_PORT: "D52", FTP_SSH_PORT: "D52", FTP_DRIP_PORT: "D55"}
OK = b"HTTP/1.0 200 OK\r\n"
DRIPS = {
    "header": drip(OK, b"a"),
    "file": drip(OK + b"Content-Length: 1000000\r\n\r\n", b"a"),
}


class Story:
    """A node that waits for orders, each of which must fail as foretold."""

    def __init__(self, lab, address, node, files):
        self.lab, self.address = lab, address
        lab.fake_files(files, address)
        lab.nginx(address=address)
        self.boss = lab.fake_boss([send(bootinfo.reply(bootinfo.WAIT))],
                                  address, node)

    def start(self, node):
        """The node is up and waits."""
        self.node = node
        node.expect("waiting for an order from boss", deadline=120)

    def order(self, what, value, arguments=""):
        """An order from boss."""
        self.boss.send(bootinfo.order(what, value, arguments),
                       port=bootinfo.ORDER_PORT)

    def fails(self, path, code, arguments="", **kwargs):
        """An MFS that cannot be booted: its code, and boss is asked again."""
        self.order(bootinfo.MFS, path, arguments)
        self.node.expect_all(rf"order from boss: MFS {path}[,\n]",
                             rf"deterboot: [^\n]+ \[{code}\]: {path}[^\n]*\n",
                             "asking boss again in ",
                             failures=(*DEAD_ENDS, r"\[D(?!%s)\d\d\]" %
                                       code[1:]), **kwargs)

    def begins(self, host):
        """After all that, a good answer."""
        self.order(bootinfo.MFS, f"http://{host}:8080/mfs",
                   self.lab.mfs_arguments)
        self.lab.expect_linux_begins(self.node)

    def boots(self, host):
        """And Linux boots."""
        self.begins(host)
        self.lab.expect_linux(self.node)


def stories(table):
    """{path: story}, with a kernel beside each initrd."""
    files = {}
    for name, (story, _) in table.items():
        files[f"/{name}/bzImage"] = STUB
        files[f"/{name}/rootfs.cpio"] = story
    return files


@pytest.fixture
def on_tap(lab, tap):
    """A function that starts a node of little memory on a tap, where a reset
    is a reset; with its address."""
    host, address = lab.ROUTER_IP, "192.168.252.117"
    lab.dnsmasq(lab.tftp_root(), extra=[
        "port=0", f"dhcp-host=52:54:00:12:34:56,{address}"])

    def start(files):
        story = Story(lab, host, address, files)
        story.start(lab.node(tap, memory=MEMORY[lab.firmware]))
        return story
    return start


@pytest.mark.firmwares("bios", "efi64")
def test_servers_fail(lab, on_tap):
    """A web, an FTP and a TFTP server that break off, lie, babble or never
    end."""
    tftp = dict(TFTP)
    if lab.firmware == "efi64":     # it polls as long as packets come: for 30 s
        del tftp["one-block-for-ever"]
    servers = (("http", HTTP_PORT, HTTP), ("ftp", FTP_PORT, FTP),
               ("tftp", TFTP_PORT, tftp))
    files = {}
    for scheme, _, table in servers:
        files |= stories({f"{scheme}-{k}": v for k, v in table.items()})
    story = on_tap(files)
    for scheme, port, table in servers:
        for name, (_, code) in table.items():
            story.fails(f"{scheme}://{lab.ROUTER_IP}:{port}/{scheme}-{name}",
                        code, deadline=180)
    story.boots(lab.ROUTER_IP)


def replaced(old, new, answer_to_range):
    """HTTP: the old version breaks off in its middle; a request for its rest
    gets what the function says of a transfer; then there is the new one."""
    def story(transfer):
        if "\r\nRange: " in transfer.request:
            answer_to_range(transfer)
            transfer.close()
            return
        begun = story.begun
        story.begun = True
        data = new if begun else old
        transfer.head("200 OK", f"Content-Length: {len(data)}",
                      f'ETag: "{begun}"')
        transfer.send(data if begun else data[:len(data) // 2])
        transfer.close()
    story.begun = False
    return story


def test_download_starts_over(lab):
    """The files of an MFS are replaced by others while they are loaded: the
    server answers 200 to the request for the rest, or 206 from a file of
    another length. All of them begin anew, and what boots is of one version."""
    initrd = (ASSETS / "mfs/rootfs.cpio").read_bytes()

    def all_of_it(transfer):
        transfer.head("200 OK", f"Content-Length: {len(KERNEL)}",
                      'ETag: "True"')
        transfer.send(KERNEL)

    def of_another_length(transfer):
        begin, end = len(initrd) // 2, len(initrd) + 99
        transfer.head("206 Partial", f"Content-Length: {end - begin + 1}",
                      f"Content-Range: bytes {begin}-{end}/{end + 1}")
        transfer.send(initrd[begin:] + bytes(100))

    files = lab.fake_files({
        "/mfs/bzImage": replaced(bytes(len(KERNEL)), KERNEL, all_of_it),
        "/mfs/rootfs.cpio": replaced(bytes(len(initrd)), initrd,
                                     of_another_length)})
    lab.boss(f"MFS http://{USER_HOST_IP}:{HTTP_PORT}/mfs -- {{mfs}}")
    node = lab.user_node(lab.tftp_root())
    node.expect_all(*[
        rf"Download broke off at {len(data) // 2048} kB, going on \(1 of 5\)\n"
        "It is not the same file any more" for data in (KERNEL, initrd)])
    lab.expect_linux(node)
    assert files.asked == [("http", "/mfs/bzImage")] * 3 + \
        [("http", "/mfs/rootfs.cpio")] * 3


def test_small_files_leak_nothing(lab):
    """Files of one block from a TFTP server without options: more of them than
    there are connections, three for each order."""
    small = whole(b"no kernel")
    story = Story(lab, "127.0.0.1", lab.user_node_ip, {
        "/small/bzImage": small, "/small/rootfs.cpio": small})
    story.start(lab.user_node(lab.tftp_root(), memory=MEMORY[lab.firmware]))
    for turn in range(23):
        # The same order again within a second would be a copy
        story.fails(f"tftp://{USER_HOST_IP}:{TFTP_PORT}/small", "D91",
                    arguments=f"turn={turn}")
    story.begins(USER_HOST_IP)


def test_ftp_never_begins(lab):
    """A server that says that it is ready soon, that is none, or that says a
    byte every other second."""
    story = Story(lab, "127.0.0.1", lab.user_node_ip, {})
    story.start(lab.user_node(lab.tftp_root(), memory=MEMORY[lab.firmware]))
    for port, code in FTP_NEVER.items():
        story.fails(f"ftp://{USER_HOST_IP}:{port}/mfs", code, deadline=240)
    story.begins(USER_HOST_IP)


@pytest.mark.parametrize("where", DRIPS)
def test_drip(lab, where):
    """A byte every other second is no progress: given up after a minute."""
    story = Story(lab, "127.0.0.1", lab.user_node_ip, {
        "/drip/bzImage": STUB, "/drip/rootfs.cpio": DRIPS[where]})
    story.start(lab.user_node(lab.tftp_root(), memory=MEMORY[lab.firmware]))
    story.fails(f"http://{USER_HOST_IP}:{HTTP_PORT}/drip", "D55",
                deadline=240)
    story.begins(USER_HOST_IP)


@pytest.mark.parametrize("scheme,port", [
    ("http", HTTP_PORT), ("ftp", FTP_PORT), ("tftp", TFTP_PORT)],
                         ids=["http", "ftp", "tftp"])
def test_silence_in_the_middle(lab, scheme, port):
    """A server that falls silent is given up after 30 s."""
    story = Story(lab, "127.0.0.1", lab.user_node_ip, stories(
        {"silent": (cut(DATA, how="silence"), None)}))
    story.start(lab.user_node(lab.tftp_root(), memory=MEMORY[lab.firmware]))
    story.fails(f"{scheme}://{USER_HOST_IP}:{port}/silent", "D55",
                deadline=180)
    story.begins(USER_HOST_IP)


@pytest.mark.firmwares("bios", "efi64")
def test_not_a_kernel(lab):
    """Files that are no kernel, and a kernel that is cut short by a server
    that tells no lengths: none of them gets the machine."""
    kernels = {
        "zeros": (bytes(100000), "D91"),
        "tiny": (b"x", "D91"),
        "page": (b"<html>404 Not Found</html>\n" * 100, "D91"),
        "cut": (KERNEL[:len(KERNEL) // 2], "D92"),
        "header": (KERNEL[:4096], "D92"),
    }
    files = {}
    for name, (data, _) in kernels.items():
        files[f"/{name}/bzImage"] = cut(data + data, length=False)
        files[f"/{name}/rootfs.cpio"] = STUB
    story = Story(lab, "127.0.0.1", lab.user_node_ip, files)
    story.start(lab.user_node(lab.tftp_root(), memory=MEMORY[lab.firmware]))
    for name, (_, code) in kernels.items():
        story.fails(f"http://{USER_HOST_IP}:{HTTP_PORT}/{name}", code)
    story.begins(USER_HOST_IP)


def test_initrd_and_kernel_do_not_both_fit(lab):
    """A page less than the kernel and its initrd need: the initrd must not
    lie where the kernel unpacks itself."""
    # pref_address and init_size of Linux' boot protocol
    address, size = struct.unpack_from("<QI", KERNEL, 0x258)
    initrd = (ASSETS / "mfs/rootfs.cpio").stat().st_size
    story = Story(lab, "127.0.0.1", lab.user_node_ip, {})
    story.start(lab.user_node(lab.tftp_root(), memory=MEMORY[lab.firmware]))
    story.fails(f"http://{USER_HOST_IP}:8080/mfs", "D90",
                f"mem={address + size + initrd - 4096}")
    story.boots(USER_HOST_IP)
