# SPDX-License-Identifier: GPL-2.0-or-later
"""Somebody on the node's wire who takes the place of the web server: with ARP,
DNS, or a redirect. Over https he leads the node nowhere."""

import pytest

import certs
from harness import attack, servers
from harness.lab import ASSETS
from harness.prompt import WAITS, say, stop
from harness.tamper import Tamper

NODE = "192.168.252.117"
# The web server, which is the name server, too; its second name; its back door,
# by which the attacker can reach it; the attacker
REAL, OTHER, BACK, EVIL = (f"192.168.252.{n}" for n in (3, 4, 5, 66))
EVIL_MAC = ":".join(f"{byte:02x}" for byte in attack.OUR_MAC)
POISON = 20                     # forged ARP answers a second
OWN_PORT, TAMPER_PORT = 8443, 9443
TAMPERED = 300                  # of the bytes of a connection: in its handshake

# Where paths lead
PLACES = """
        ssl_protocols {protocols};
        root {root};
        absolute_redirect off;
        location ~ ^/moved/(.*) {{ return 302 /away/$1; }}
        location ~ ^/away/(.*) {{ return 302 https://other.test/mfs/$1; }}
        location ~ ^/astray/(.*) {{ return 302 https://{other}/mfs/$1; }}
"""


def server(folder, case, *addresses, port=443, protocols="TLSv1.3"):
    """Of nginx's: with this certificate at these addresses."""
    return servers.tls_server(
        [f"{address}:{port}" for address in addresses], folder, case,
        PLACES.format(root=ASSETS, other=OTHER, protocols=protocols))


def make_certificates(folder):
    """The web server's, that of its second name; the attacker's, for the web
    server's name and address from a CA of his own, and for himself from the
    one that is trusted: he has a node in this testbed, too."""
    maker = certs.Maker(folder, "images.test", REAL, "::1")
    names = f"{certs.SERVER}\nsubjectAltName="
    both = names + "DNS:{name},IP:{ipv4}"
    root = maker.issue("root", None, certs.CA)
    own = maker.issue("own", None, certs.CA, subject="root")
    maker.server("real", root, extensions=both)
    maker.server("other", root, extensions=names + "DNS:other.test")
    maker.server("forged", own, own, extensions=both)
    maker.server("himself", root, extensions=names + f"DNS:evil.test,IP:{EVIL}")
    return root.certificate


def real_server(lab, folder):
    """The host that nodes load from. Returns its namespace."""
    near = lab.near_side()
    for address in (OTHER, BACK):
        near.ip(f"addr add {address}/24 dev near1")
    lab.nginx(namespace=near, address=REAL,
              http=server(folder, "real", REAL, BACK) +
              server(folder, "other", OTHER, protocols="TLSv1.2"))
    lab.enter(servers.dnsmasq(lab.folder, near, [
        f"host-record=images.test,{REAL}", f"host-record=other.test,{OTHER}",
        "local=/test/"], name="real-dns", ready=("udp", 53)))
    return near


def attacker(lab, folder):
    """A host that serves as the real one does, with what it has of names and
    certificates. Returns its namespace and its web server."""
    evil = lab.host("evil", EVIL)
    lab.namespace.ip("link set evil0 master br0")
    evil.ip(f"link set evil1 address {EVIL_MAC}")
    evil.ip(f"addr add {REAL}/24 dev evil1")
    web = lab.nginx(
        name="evil-nginx", namespace=evil, address=REAL, port=80,
        extra=f"location / {{ return 302 https://images.test$request_uri; }}",
        http=server(folder, "forged", REAL, EVIL) +
        server(folder, "himself", REAL, EVIL, port=OWN_PORT))
    lab.enter(servers.dnsmasq(lab.folder, evil, [
        f"address=/images.test/{EVIL}", "local=/test/"],
        name="evil-dns", ready=("udp", 53)))
    return evil, web


@pytest.mark.firmwares("bios", "efi64")
def test_man_in_the_middle(lab, tap):
    """An attacker answers ARP for the web server's address and DNS for its
    name, and redirects what is not https; he has a certificate from somebody
    else, one for somebody else, or changes a bit of what the real server
    sends: nothing of his is booted. When he is gone the real one's is, by way
    of redirects, one to another host with a certificate of its own."""
    folder = lab.folder / "certs"
    folder.mkdir()
    trust = make_certificates(folder)
    real_server(lab, folder)
    root = lab.tftp_root(options="trust=::ca.pem")
    (root / "ca.pem").symlink_to(trust)
    lab.boss("WAIT", address=lab.ROUTER_IP)
    lab.dnsmasq(root, extra=[
        "port=0", f"dhcp-host=52:54:00:12:34:56,{NODE}",
        f"dhcp-option=option:dns-server,{REAL}"])
    node = lab.node(tap)
    node.expect(WAITS)
    stop(node)

    def refused(url, code, why):
        say(node, f"boot MFS {url} -- {lab.mfs_arguments}", why,
            rf"\[{code}\]", "deterboot> ")

    evil, web = attacker(lab, folder)
    nobody = "none of the trust anchors"
    with attack.Flood(evil, "evil1", [attack.arp(2, REAL, NODE)], POISON), \
            Tamper(evil, EVIL, TAMPER_PORT, (BACK, 443), TAMPERED) as tamper:
        refused(f"https://{REAL}/mfs", "D103", f"https: {REAL}: {nobody}")
        refused(f"https://{REAL}:{OWN_PORT}/mfs", "D104",
                rf"https: {REAL}: the certificate is not for {REAL}, but for "
                "evil.test")
        refused("https://images.test/mfs", "D103",
                f"https: images.test: {nobody}")
        refused(f"https://images.test:{OWN_PORT}/mfs", "D104",
                "not for images.test, but for evil.test")
        refused(f"https://images.test:{TAMPER_PORT}/mfs", "D111",
                "changed on its way")
        assert tamper.changed == 1
        web.log.never("GET ")
        refused(f"http://{REAL}/mfs", "D103", f"https: images.test: {nobody}")
        web.log.expect('"GET /mfs/bzImage HTTP/1.0" 302')
        assert web.log.count("GET ") == 1
    lab.namespace.ip("link set evil0 down")
    # His hardware address is silent: the node finds the real one by itself
    refused(f"https://{REAL}/astray", "D104",
            f"not for {OTHER}, but for other.test")
    node.serial.never("Linux version")
    node.type(f"boot MFS https://images.test/moved -- {lab.mfs_arguments}\r")
    lab.expect_linux(node)
