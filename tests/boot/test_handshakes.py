# SPDX-License-Identifier: GPL-2.0-or-later
"""Handshakes of TLS, many in one boot: what one has taken is given back, and 32
connections at once do not disturb each other.

    make soak-failures HANDSHAKES=1000

lets as many fail; `make check` does it with a few, `make check-long` with UEFI
and with libhttps.c32 loaded anew by each command, too."""
import errno
import os
import re

import pytest

import certs
from harness import failures, servers
from harness.lab import OUT
from harness.qemu import USER_HOST_IP

# https://...:PORT/PATH -> errno; what each is called is in syslinux/tls.h
KINDS = {
    "9443/nowhere": errno.ENOENT, "9443/plain": errno.EXDEV,
    "9444/foreign": errno.EKEYREJECTED, "9445/foreign": errno.EKEYREJECTED,
    "9446/name": errno.ENOTNAM, "9447/expired": errno.EKEYEXPIRED,
    "9448/purpose": errno.EKEYREVOKED, "9449/cipher": errno.ENOPROTOOPT,
    "9450/alert": errno.ECONNABORTED, "8080/http": errno.EBADMSG,
    "8081/refused": errno.ECONNREFUSED,
}
# The port is 9443 and on; the chain with certificates between is the good one
SERVERS = [
    ("good", "location /plain { return 302 http://localhost/; }"),
    ("foreign", "ssl_protocols TLSv1.3;"),
    ("foreign", "ssl_protocols TLSv1.2;"),
    ("name", ""), ("expired", ""), ("purpose", ""),
    ("good", "ssl_protocols TLSv1.2; ssl_ciphers ECDHE-ECDSA-AES128-SHA;"),
    ("good", "ssl_reject_handshake on;"),
]
HANDSHAKES = int(os.environ.get("DETERBOOT_HANDSHAKES") or len(KINDS))
TIMES = -(-HANDSHAKES // len(KINDS))
CONNECTIONS, LENGTH = 32, 40000         # of connections.c, and of its files
SLOWNESS = 20           # seconds for each handshake and a look, at most
# MB of the node. All that is free is taken, and given back, to see how much it
# is: UEFI needs seconds for that, the more the more there is.
MEMORY = {"bios": 128, "efi64": 192}


def serve(lab):
    """nginx with all of them. Returns the folder of what they serve and the
    trust anchor."""
    maker = certs.Maker(lab.folder / "certs", "www.example.test", USER_HOST_IP,
                        "2001:db8::1")
    ca = maker.issue("root", None, certs.CA)
    between = maker.issue("between", ca, certs.CA)
    own = maker.issue("own", None, certs.CA)
    address = f"{certs.SERVER}\nsubjectAltName=IP:{{ipv4}}"
    maker.server("good", between, between, extensions=address)
    maker.server("foreign", own, own, extensions=address)
    maker.server("name", ca)
    maker.server("expired", ca, extensions=address, dates=certs.PAST)
    maker.server("purpose", ca,
                 extensions=address.replace("serverAuth", "clientAuth"))
    www = lab.folder / "www"
    www.mkdir()
    lab.nginx(root=www, http="".join(
        servers.tls_server(f"127.0.0.1:{port}", maker.folder, name,
                           f"root {www}; {extra}")
        for port, (name, extra) in enumerate(SERVERS, 9443)))
    return www, ca.certificate


def fail(lab, module):
    """Let all kinds fail."""
    _, trust = serve(lab)
    commands = [f"linux.c32 https://{USER_HOST_IP}:{kind}" for kind in KINDS]
    root = failures.root_with(lab, commands, TIMES, module, "trust=::ca.pem")
    (root / "ca.pem").symlink_to(trust)
    node = lab.user_node(root, memory=MEMORY[lab.firmware])
    whys = failures.losses(lab, node, commands, SLOWNESS * len(KINDS) *
                           (TIMES + failures.WARM_UP))
    assert dict(zip(KINDS, whys)) == KINDS


def test_failed_handshakes(lab):
    """Each kind has its reason, and the heaps are as large as before."""
    fail(lab, failures.HOLDING)


@pytest.mark.long
@pytest.mark.firmwares("bios", "efi64")
@pytest.mark.parametrize("module", ["failures.c32", failures.HOLDING])
def test_many_failed_handshakes(lab, module):
    """The same."""
    fail(lab, module)


@pytest.mark.long
@pytest.mark.firmwares("bios", "efi64")
def test_many_connections(lab):
    """As many as there may be, and one more: each gets its own file, and all is
    given back."""
    www, trust = serve(lab)
    for number in range(CONNECTIONS):
        (www / str(number)).write_bytes(bytes(
            (31 * number + 7 * i + i // 256) % 256 for i in range(LENGTH)))
    commands = [f"connections.c32 {USER_HOST_IP} 9443"]
    root = failures.root_with(lab, commands, 2, failures.HOLDING,
                              "trust=::ca.pem")
    lab.add_module(root, OUT / "tests" / lab.firmware / "connections.c32")
    (root / "ca.pem").symlink_to(trust)
    node = lab.user_node(root)
    failures.losses(lab, node, commands, SLOWNESS * CONNECTIONS *
                    (2 + failures.WARM_UP))
    said = re.findall(r"connections: (.*)\n", node.serial.text)
    assert said == [f"one more: error {errno.ENFILE}",
                    f"{CONNECTIONS} at once, {CONNECTIONS * LENGTH} bytes, "
                    "0 wrong"] * (2 + failures.WARM_UP)
