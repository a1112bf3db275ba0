# SPDX-License-Identifier: GPL-2.0-or-later
"""site.txt's examples, as they stand there: an operator copies them."""
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from harness import pcap, servers
from harness.lab import ASSETS, NEAR6, OUT
from harness.prompt import WAITS
from harness.qemu import MAC
from harness.watch import DEAD_ENDS

TOP = Path(__file__).resolve().parents[2]
SITE = (TOP / "com32/deterboot/site.txt").read_text()
FIXED = r"192\.168\.252\.56"
FROM_RANGE = r"192\.168\.252\.\d+"
# QEMU's ROM takes 16 s more where nobody tells it that there is no IPv6
NO_IPV6 = f"interface=br0\nenable-ra\ndhcp-range={NEAR6},ra-only\n"


def example(title, root, interface):
    """The lines below .TITLE, with the lab's names for eth1 and /srv/tftp."""
    found = re.search(rf"^\.{re.escape(title)}\b.*\n((?:(?:    .*)?\n)+)",
                      SITE, re.M)
    text = re.sub(r"^    ", "", found.group(1), flags=re.M).strip("\n") + "\n"
    return text.replace("eth1", interface).replace("/srv/tftp", str(root))


def start_dnsmasq(lab, namespace, text, name, ready=("udp", 67)):
    lab.enter(servers.dnsmasq(lab.folder, namespace, text.split("\n")[:-1],
                              name=name, ready=ready))


def serve(lab, kind, namespace, root, where, interface):
    """The example for this kind of server, and TFTP beside it."""
    if kind == "dnsmasq":
        start_dnsmasq(lab, namespace,
                      example(f"{where}dnsmasq.conf", root, interface), kind)
        return
    start_dnsmasq(lab, namespace, example("tftp.conf", root, interface),
                  "tftp", ("udp", 69))
    if kind == "dhcpd":
        lab.enter(servers.dhcpd(
            ASSETS / "dhcpd", lab.folder, namespace,
            example(f"{where}dhcpd.conf", root, interface), interface))
    else:
        lab.enter(servers.kea(
            ASSETS / "kea-dhcp4", lab.folder, namespace, json.loads(
                example(f"{where}kea-dhcp4.conf", root, interface))))


# In DISCOVER and REQUEST of the firmware, of syslinux.efi and of RESTART, and in
# syslinux.efi itself
CLIENT_BY_HTTP = b"HTTPClient:Arch:00016:UNDI:003000"
KINDS = ["dnsmasq", "dhcpd", "kea"]


@pytest.mark.firmwares("bios", "efi64")
@pytest.mark.parametrize("kind", KINDS)
def test_on_the_wire(lab, tap, kind):
    """The node has its fixed address and asks next-server."""
    root = lab.tftp_root()
    lab.boss("WAIT", address=lab.ROUTER_IP)
    serve(lab, kind, lab.namespace, root, "", "br0")
    start_dnsmasq(lab, lab.namespace, "port=0\n" + NO_IPV6, "ra", None)
    node = lab.node(tap)
    node.expect_all(rf"deterboot: node {FIXED} \({MAC}\).* {lab.ROUTER_IP}\n",
                    rf"deterboot: boss {lab.ROUTER_IP}:6969 \(next-server\)",
                    WAITS, failures=DEAD_ENDS)


@pytest.mark.firmwares("bios", efi64=["dnsmasq"])
@pytest.mark.parametrize("kind", KINDS)
def test_behind_a_relay(lab, tap, kind):
    """Server and boss are behind the router."""
    root = lab.tftp_root()
    far = lab.far_side()
    lab.boss("WAIT", address=lab.FAR_BOSS_IP, namespace=far)
    serve(lab, kind, far, root, "far-", "far1")
    start_dnsmasq(lab, lab.namespace,
                  example("relay.conf", root, "br0") + NO_IPV6, "relay")
    node = lab.node(tap)
    node.expect_all(rf"deterboot: node {FROM_RANGE} \({MAC}\).* "
                    rf"{lab.ROUTER_IP}\n",
                    rf"deterboot: boss {lab.FAR_BOSS_IP}:6969 \(next-server\)",
                    WAITS, failures=DEAD_ENDS)


@pytest.mark.long("efi64-dhcpd", "efi64-kea")
@pytest.mark.firmwares("efi64")
@pytest.mark.parametrize("kind", KINDS)
def test_by_http(lab, tap, kind):
    """Firmware loads syslinux.efi from a URL: all that comes after comes from
    there, too; and RESTART asks DHCP as that firmware did."""
    root, host = lab.tftp_root(), lab.ROUTER_IP
    web = lab.nginx(root=root, address=host, port=80)
    lab.boss("WAIT", address=host)
    serve(lab, kind, lab.namespace, root, "", "br0")
    node = lab.node(tap, extra=(
        "-fw_cfg", "name=opt/org.tianocore/IPv4PXESupport,string=n"))
    node.expect_all("Start HTTP Boot over IPv4",
                    rf"deterboot: boss {host}:6969 \(next-server\)", WAITS,
                    failures=DEAD_ENDS)
    lab.order("RESTART", node=re.search(r"node (\S+) ",
                                        node.serial.text).group(1))
    node.expect_all("order from boss: RESTART", WAITS, failures=DEAD_ENDS)
    for name in ("pxelinux.cfg/default", "deterboot.c32"):
        web.log.expect(rf'GET /efi64/{name} HTTP/1\.." 200')
    assert node.capture.read_bytes().count(CLIENT_BY_HTTP) >= 7
    assert not list(pcap.tftp_requests(node.capture))


def test_one_node_first(lab):
    """The node's own file in pxelinux.cfg comes before that of all."""
    root = lab.tftp_root(config="DEFAULT other\nLABEL other\nLOCALBOOT -1\n")
    name = f"pxelinux.cfg/01-{MAC.replace(':', '-')}"
    (root / name).write_text(example(name, root, "eth1"))
    lab.boss("WAIT")
    node = lab.user_node(root)
    node.expect_all(r"press Ctrl-C within 3\.0 s", WAITS, failures=DEAD_ENDS)


def test_upgrade_and_http(lab, tap):
    """A folder for each build, and everything but pxelinux.0 by HTTP: nobody
    asks the TFTP server for more."""
    root = lab.tftp_root()
    (root / "deterboot-0.2.0").mkdir()
    (root / "deterboot-0.2.0/pxelinux.0").symlink_to(root / "pxelinux.0")
    lab.boss("WAIT", address=lab.ROUTER_IP)
    web = lab.nginx(root=root, address=lab.ROUTER_IP)
    option = re.search(r"^    (dhcp-option-force=210,.*)$", SITE, re.M).group(1)
    tftp = lab.dnsmasq(root, boot="deterboot-0.2.0/pxelinux.0",
                       extra=["port=0", option])
    node = lab.node(tap)
    node.expect_all(rf"deterboot: boss {lab.ROUTER_IP}", WAITS,
                    failures=DEAD_ENDS)
    web.log.expect(r'GET /pxelinux\.cfg/default HTTP/1\.." 200')
    tftp.log.never(r"sent .*(c32|default)")


def test_install(lab):
    """`make install` puts the TFTP root and every document where it is told,
    and leaves the site's configuration as it is."""
    root = lab.folder / "root"
    config = root / "srv/tftp/pxelinux.cfg/default"
    config.parent.mkdir(parents=True)
    config.write_text("DEFAULT ours\n")
    subprocess.run(["make", "-C", TOP, "-s", "install", f"O={OUT}",
                    f"DESTDIR={root}"], check=True, capture_output=True)
    assert config.read_text() == "DEFAULT ours\n"
    for name in ("pxelinux.0", "ldlinux.c32", "deterboot.c32"):
        assert (root / "srv/tftp" / name).read_bytes() == \
            (OUT / "tftp" / name).read_bytes()
    documents = root / "usr/local/share/doc/deterboot"
    assert {p.name for p in documents.iterdir()} == {
        "deterboot.txt", "efichain.txt", "libhttps.txt", "messages.txt",
        "site.txt", "sockets.txt"}


@pytest.mark.firmwares("bios", "efi64")
def test_sdk_elsewhere(lab, firmware):
    """The SDK needs nothing from where it was built: a copy of it makes the
    same module, which the tests of sockets run."""
    copy = shutil.copytree(OUT / "sdk", lab.folder / "sdk")
    for goal in ("clean", "all"):
        subprocess.run(["make", "-C", copy / "example", goal,
                        f"FIRMWARE={firmware}"], check=True,
                       capture_output=True, env={"PATH": "/usr/bin:/bin"})
    module = f"example/{firmware}/httpget.c32"
    assert (copy / module).read_bytes() == (OUT / "sdk" / module).read_bytes()
