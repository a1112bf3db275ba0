# SPDX-License-Identifier: GPL-2.0-or-later
"""Boss says MFS over https: who is believed, and who is not."""
import sys
from pathlib import Path

import pytest

from harness.lab import ASSETS
from harness.prompt import WAITS, say, stop
from harness.qemu import USER_HOST_IP
from harness.tlscut import TlsCut

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tls"))
import certs  # noqa: E402

CUT_PORT = 9447
PORTS = {"ipv4": 9443, "ipv4-other": 9444, "foreign": 9445, "expired": 9446}
# Keys are made of how long the bus takes, then
NO_RDRAND = ("-cpu", "qemu64,-rdrand")
SERVER = """
    server {{
        listen 127.0.0.1:{port} ssl;
        ssl_certificate {folder}/{case}.pem;
        ssl_certificate_key {folder}/{case}.key;
        root {root};
        location /plain/ {{ return 302 http://{host}:8080/mfs/bzImage; }}
    }}
"""


def url(case, folder="mfs"):
    """Of an MFS on the server that has this certificate."""
    return f"https://{USER_HOST_IP}:{PORTS[case]}/{folder}"


@pytest.fixture(name="web")
def fixture_web(lab):
    """nginx with a server for each certificate; the folder of these."""
    folder = lab.folder / "certs"
    folder.mkdir()
    certs.make(folder, ipv4=USER_HOST_IP)
    lab.nginx(http="".join(
        SERVER.format(port=port, folder=folder, case=case, host=USER_HOST_IP,
                      root=ASSETS) for case, port in PORTS.items()))
    return folder


def root_with(lab, web, options):
    """A TFTP root that has the certificate of the CA."""
    root = lab.tftp_root(options=options)
    (root / "ca.pem").symlink_to(web / "ca.pem")
    return root


@pytest.mark.usefixtures("user_network")
@pytest.mark.firmwares("bios", "efi64")
def test_whom_to_believe(lab, web):
    """Another's certificate, another's CA, one that has expired, a redirect to
    http, a file that is cut off without a word of TLS: each is refused and told
    apart. Then Linux comes."""
    lab.boss("WAIT")
    cutter = lab.enter(TlsCut(lab.namespace, CUT_PORT, web / "ipv4.pem",
                              web / "ipv4.key",
                              (ASSETS / "mfs/bzImage").read_bytes()[:100000]))
    node = lab.user_node(root_with(lab, web, "trust=::ca.pem require=https"),
                         extra=NO_RDRAND)
    node.expect(WAITS)
    stop(node)
    say(node, f"boot MFS {url('ipv4-other')}",
        rf"https: {USER_HOST_IP}: the certificate is not for {USER_HOST_IP}, "
        r"but for \S", r"\[D104\]", "deterboot> ")
    say(node, f"boot MFS {url('foreign')}",
        rf"https: {USER_HOST_IP}: none of the trust anchors", r"\[D103\]",
        "deterboot> ")
    say(node, f"boot MFS {url('expired')}",
        r"https: .*expired.* from 2015-01-01 to 2020-01-01", r"\[D105\]",
        "deterboot> ")
    say(node, f"boot MFS {url('ipv4', 'plain')}", r"\[D112\]", "deterboot> ")
    say(node, f"boot MFS http://{USER_HOST_IP}:8080/mfs", r"\[D113\]",
        "deterboot> ")
    node.serial.never("Loading http:")
    say(node, f"boot MFS https://{USER_HOST_IP}:{CUT_PORT}/mfs", r"\[D54\]",
        "deterboot> ")
    assert cutter.cut == 1
    node.type(f"boot MFS {url('ipv4')} -- {lab.mfs_arguments}\r")
    lab.expect_linux(node)


@pytest.mark.usefixtures("user_network")
def test_nobody_to_believe(lab, web):
    """Without trust anchors https fails. At pxelinux's own prompt https.c32
    names some to linux.c32, which knows nothing of them."""
    lab.boss(f"MFS {url('ipv4')}")
    node = lab.user_node(root_with(lab, web, "require=https"))
    node.expect_all(r"https: \S+ no trust anchors", r"\[D102\]")
    stop(node)
    say(node, "shell", r"(?m)^boot: ")
    command = f"linux.c32 {url('ipv4')}/bzImage {lab.mfs_arguments} " \
        f"initrd={url('ipv4')}/rootfs.cpio"
    say(node, f"https.c32 {command}", r"https: \S+ no trust anchors",
        r"(?m)^boot: ")
    say(node, "https.c32 trust=::ca.pem", "there is no command",
        r"(?m)^boot: ")
    node.type(f"https.c32 trust=::ca.pem https-time=build {command}\r")
    lab.expect_linux_begins(node)


@pytest.mark.long
@pytest.mark.firmwares("efi64")
def test_prefix_of_https(lab, tap):
    """DHCP's option 210 has https: libhttps.c32 cannot come over itself, which
    is said. (A BIOS's screen is not on the serial line yet.)"""
    root = lab.tftp_root()
    lab.dnsmasq(root, extra=[
        "port=0", f"dhcp-option-force=210,https://{lab.ROUTER_IP}/"])
    node = lab.node(tap)
    node.expect_all("libhttps.c32 cannot come over itself",
                    "Failed to load ldlinux.e64", failures=())
