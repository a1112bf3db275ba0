# SPDX-License-Identifier: GPL-2.0-or-later
"""Boss says MFS over https: who is believed, and who is not."""
import secrets

import pytest

import certs
from harness import servers, tlsservers
from harness.lab import ASSETS
from harness.prompt import WAITS, say, stop
from harness.qemu import USER_HOST_IP
from harness.socktest import example
from harness.tlscut import TlsCut
from harness.watch import DEAD_ENDS

CUT_PORT, OTHER_PORT = 9447, 9448
PORTS = {"ipv4": 9443, "ipv4-other": 9444, "foreign": 9445, "expired": 9446}
# Keys are made of how long the bus takes, then
NO_RDRAND = ("-cpu", "qemu64,-rdrand")
PLACES = """
        root {root};
        location /plain/ {{ return 302 http://{host}:8080/mfs/bzImage; }}
        location /denied/ {{ return 403; }}
        location = /moved/bzImage {{ return 301 /mfs/bzImage; }}
        location /other/ {{ return 302 https://{host}:{other}/mfs/bzImage; }}
        location /key {{ return 200 "the key is {key}\\n"; }}
"""

# A machine whose clock was never set: deterboot asks it, and then does not; one
# that runs the example that fetches a key
OLD_CLOCK = ("-rtc", "base=2020-02-02T02:02:02")
CONFIG = """\
SERIAL 0 115200
DEFAULT clock
PROMPT 0
LABEL clock
  COM32 deterboot.c32
  APPEND trust=::ca.pem
LABEL key
  COM32 deterboot.c32
  APPEND trust=::ca.pem https-time=build run="httpsget.c32 {host} {port} /key"
LABEL build
  COM32 deterboot.c32
  APPEND trust=::ca.pem https-time=build require=https
"""
AT_PROMPT = tuple(f for f in DEAD_ENDS if "boot: " not in f)


def url(case, folder="mfs"):
    """Of an MFS on the server that has this certificate."""
    return f"https://{USER_HOST_IP}:{PORTS[case]}/{folder}"


def maker_of(lab):
    """Who makes certificates for the host of the servers."""
    return certs.Maker(lab.folder / "certs", "www.example.test", USER_HOST_IP,
                       "2001:db8::1")


@pytest.fixture(name="web")
def fixture_web(lab):
    """nginx with a server for each certificate; the folder of these."""
    maker = maker_of(lab)
    folder = maker.folder
    ca = maker.issue("root", None, certs.CA)
    own = maker.issue("own", None, certs.CA)
    address = f"{certs.SERVER}\nsubjectAltName=IP:"
    maker.server("ipv4", ca, extensions=address + "{ipv4}")
    maker.server("ipv4-other", ca, extensions=address + "198.51.100.9")
    maker.server("foreign", own, own, extensions=address + "{ipv4}")
    maker.server("expired", ca, extensions=address + "{ipv4}", dates=certs.PAST)
    (folder / "ca.pem").write_text(ca.pem())
    (folder / "secret").write_text(secrets.token_hex(16))
    places = PLACES.format(host=USER_HOST_IP, root=ASSETS,
                           other=PORTS["ipv4-other"],
                           key=(folder / "secret").read_text())
    lab.nginx(http="".join(
        servers.tls_server(f"127.0.0.1:{port}", folder, case, places)
        for case, port in PORTS.items()))
    return folder


def go_to(node, label):
    """Leave deterboot's prompt for another label of pxelinux.cfg, and wait for
    its prompt."""
    say(node, "shell", "(?m)^boot: ")
    node.type(label + "\r")
    node.expect(WAITS, failures=AT_PROMPT)
    stop(node)


def odd_urls(node):
    """Every part of a URL that may be there or not. A redirect from https to
    https is followed, so that it is the initrd that is not there."""
    moved = url("ipv4", "moved").removeprefix("https://")
    say(node, f"boot MFS HTTPS://any:one@{moved}",
        r"\[D43\]: HTTPS://\S+/moved/rootfs.cpio", "deterboot> ")
    say(node, f"boot MFS https://{USER_HOST_IP}:/mfs", r"\[D53\]", "deterboot> ")
    say(node, "boot MFS https://[::1]/mfs", r"\[D29\]", "deterboot> ")
    say(node, f"boot MFS hTTp://{USER_HOST_IP}:8080/mfs", r"\[D113\]",
        "deterboot> ")


@pytest.mark.usefixtures("user_network")
@pytest.mark.firmwares("bios", "efi64")
def test_whom_to_believe(lab, web):
    """The clock is wrong; then the day of the build counts. A module fetches a
    key. Another's certificate, another's CA, one that has expired, a redirect to
    http, a file that is cut off without a word of TLS, one that is not there, or
    not for us: each is refused and told apart. Then Linux comes, whose initrd
    has its second name."""
    lab.boss("WAIT")
    cutter = lab.enter(TlsCut(lab.namespace, CUT_PORT, web / "ipv4.pem",
                              web / "ipv4.key",
                              (ASSETS / "mfs/bzImage").read_bytes()[:100000]))
    root = lab.tftp_root(CONFIG.format(host=USER_HOST_IP, port=PORTS["ipv4"]))
    (root / "ca.pem").symlink_to(web / "ca.pem")
    lab.add_module(root, example(lab.firmware, "httpsget"))
    node = lab.user_node(root, extra=(*OLD_CLOCK, *NO_RDRAND))
    node.expect(WAITS)
    stop(node)
    say(node, f"boot MFS {url('ipv4')}",
        rf"https: {USER_HOST_IP}: the clock says 2020-02-02, and this loader "
        r"is of 20[2-9]\d-\d\d-\d\d\n", r"\[D106\]", "deterboot> ")
    go_to(node, "key")
    say(node, f"boot MFS {url('ipv4')}", "HTTP/1.1 200 OK",
        f"the key is {(web / 'secret').read_text()}\n", "deterboot> ")
    go_to(node, "build")
    say(node, f"boot MFS {url('ipv4', 'nowhere')}", r"\[D42\]", "deterboot> ")
    say(node, f"boot MFS {url('ipv4', 'denied')}", r"\[D50\]", "deterboot> ")
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
    say(node, f"boot MFS {url('ipv4', 'other')}", r"\[D104\]", "deterboot> ")
    odd_urls(node)
    say(node, f"boot MFS http://{USER_HOST_IP}:8080/mfs", r"\[D113\]",
        "deterboot> ")
    node.serial.never("Loading http:")
    say(node, f"boot MFS https://{USER_HOST_IP}:{CUT_PORT}/mfs", r"\[D54\]",
        "deterboot> ")
    assert cutter.cut == 1
    node.type(f"boot MFS {url('ipv4', 'mfs-gz')} -- {lab.mfs_arguments}\r")
    lab.expect_linux(node)


@pytest.mark.usefixtures("user_network")
def test_nobody_to_believe(lab, web):
    """Without trust anchors https fails. At pxelinux's own prompt https.c32
    names some to linux.c32, which knows nothing of them."""
    lab.boss(f"MFS {url('ipv4')}")
    root = lab.tftp_root(options="require=https")
    (root / "ca.pem").symlink_to(web / "ca.pem")
    node = lab.user_node(root)
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


@pytest.mark.long
@pytest.mark.firmwares("bios", "efi64")
@pytest.mark.parametrize("server", tlsservers.SERVERS)
def test_other_servers(lab, user_network, server):
    """Linux comes from other servers than nginx."""
    if server == "apache2" and lab.namespace.kind == "user":
        pytest.skip("Apache needs another user than root")
    maker = maker_of(lab)
    ca = maker.issue("root", None, certs.CA)
    maker.server("web", ca, extensions=f"{certs.SERVER}\nsubjectAltName="
                 "IP:{ipv4}")
    tlsservers.SERVERS[server](lab, OTHER_PORT, maker.folder / "web.pem",
                               maker.folder / "web.key")
    lab.boss(f"MFS https://{USER_HOST_IP}:{OTHER_PORT}/mfs -- {{mfs}}")
    root = lab.tftp_root(options="trust=::ca.pem require=https")
    (root / "ca.pem").symlink_to(ca.certificate)
    lab.expect_linux(lab.user_node(root), deadline=300)
