# SPDX-License-Identifier: GPL-2.0-or-later
"""Web servers of the benchmark, with and without TLS, and curl, which asks them
without a node."""
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tls"))

import certs                                        # noqa: E402
from harness import servers                         # noqa: E402

# request_time begins with a request, connection_time with the connection: in
# between there is the handshake
LOG_FORMAT = ("log_format timed '$msec $request_time $status "
              "$body_bytes_sent $connection_time $connection_requests "
              "$request_uri';")
EXTRA = "sendfile on; access_log /dev/stdout timed;"
ANCHORS = "ca.pem"
# The suite that comes first in libhttps.c32's list: the same work for both
CURL = ("curl", "--silent", "--show-error", "--fail", "--http1.1", "--output",
        "/dev/null", "--tls13-ciphers", "TLS_CHACHA20_POLY1305_SHA256")


def make_certificates(folder, key, digest, address):
    """What a server at the address sends, signed by an intermediate where keys
    are of P-384, and the trust anchor."""
    folder.mkdir()
    maker = certs.Maker(folder, "www.example.test", address, "2001:db8::1")
    how = {"key": key, "digest": digest}
    root = issuer = maker.issue("root", None, certs.CA, **how)
    (folder / ANCHORS).write_text(root.pem())
    if key == "P-384":
        issuer = maker.issue("between", root, certs.CA, **how)
    maker.server("server", issuer, *(() if issuer is root else (issuer,)),
                 extensions=certs.SERVER + "\nsubjectAltName=IP:{ipv4}", **how)


def tls_server(protocol, folder, address, root):
    """nginx's server for https or https-p384, "" for others. What vouches for
    it is in folder/ca.pem then."""
    if not protocol.startswith("https"):
        return ""
    strong = protocol == "https-p384"
    make_certificates(folder, "P-384" if strong else "P-256",
                      "sha384" if strong else "sha256", address)
    return servers.tls_server(f"{address}:443", folder, "server",
                              f"root {root}; {EXTRA}")


def curl(namespace, url, folder):
    """Ask for the files of a node, as a node does: one after the other."""
    anchors = folder / ANCHORS
    for name in ("bzImage", "rootfs.cpio"):
        namespace.run(*CURL, *(("--cacert", anchors) if anchors.exists()
                               else ()), f"{url}/{name}")


class Request:
    """A line of nginx's log."""

    def __init__(self, event):
        words = event.text.split()
        self.end, took, self.connection_s = (float(words[0]), float(words[1]),
                                             float(words[4]))
        self.start = self.end - took
        # Of the first request on a connection only
        self.hello_s = (round(self.connection_s - took, 3)
                        if words[5] == "1" else None)
