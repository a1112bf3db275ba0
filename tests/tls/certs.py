#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Certificates of servers, good and bad, made with the openssl command.

    certs.py FOLDER [--name NAME] [--ipv4 ADDRESS] [--ipv6 ADDRESS]

For each of CASES two files are put into FOLDER: CASE.pem, which is what the
server sends (its own certificate first), and CASE.key. ca.pem has the trust
anchor, and other-ca.pem one that nobody should trust; cases has a line for each
with its verdict and host. anchors names the anchors of oddcerts.py. The boot
tests use make(), CASES and HOSTS.
"""
import argparse
import ipaddress

from certmaker import CA, FUTURE, PAST, SAN, SERVER, Maker, openssl
from oddcerts import make_anchors, make_limited

# What a client has to find, as cert_verdict in certcheck.h names it; ISSUER is
# what the library says of a chain that ends at no trust anchor
CASES = {
    "good": "GOOD", "p384": "GOOD", "rsa2048": "GOOD", "rsa4096": "GOOD",
    "intermediates": "GOOD", "p384chain": "GOOD", "with-root": "GOOD",
    "root-first": "GOOD", "superfluous": "GOOD",
    "wildcard": "GOOD", "ipv4": "GOOD", "ipv6": "GOOD",
    "many-names": "GOOD", "long-chain": "GOOD", "large": "GOOD",
    "wrong-order": "ISSUER",
    "self-signed": "ISSUER", "foreign": "ISSUER", "no-intermediate": "ISSUER",
    "same-name-ca": "ISSUER", "tampered": "ISSUER",
    "no-ca-flag": "ISSUER", "leaf-as-ca": "ISSUER", "path-length": "ISSUER",
    "expired": "EXPIRED", "not-yet": "NOT_YET_VALID",
    "expired-ca": "EXPIRED",
    "wrong-name": "WRONG_NAME", "cn-only": "WRONG_NAME",
    "nul-name": "WRONG_NAME", "wide-wildcard": "WRONG_NAME",
    "dns-address": "WRONG_NAME", "dns-wildcard-address": "WRONG_NAME",
    "ipv4-other": "WRONG_NAME",
    "sha1": "WEAK_SIGNATURE", "rsa1024": "WEAK_KEY", "p521": "OTHER_KEY",
    "ed25519": "OTHER_KEY",
    "no-signature": "USAGE", "client-only": "PURPOSE",
    "critical": "UNKNOWN_EXTENSION",
    "empty-subject": "GOOD", "no-usage": "GOOD",
    "part-wildcard": "WRONG_NAME", "inner-wildcard": "WRONG_NAME",
    "dot-name": "WRONG_NAME",
    "client-ca": "PURPOSE", "crl-ca": "ISSUER",
    "critical-ca": "UNKNOWN_EXTENSION",
    "limited": "GOOD", "limited-address": "GOOD",
    "limited-away": "LIMITED", "excluded": "LIMITED",
    "excluded-wildcard": "LIMITED", "limited-wildcard": "LIMITED",
    "limited-below": "LIMITED", "client-ca-odd": "MALFORMED",
}

# For whom a client asks that has these; all others are asked for by name
HOSTS = {
    "ipv4": "{ipv4}", "ipv6": "{ipv6}", "dns-address": "{ipv4}",
    "dns-wildcard-address": "{ipv4}", "ipv4-other": "{ipv4}",
}

def make_good(maker, root, first, second):
    """Those that have to be accepted, and some from the same issuers."""
    maker.server("good", root)
    maker.server("p384", root, key="P-384", digest="sha384")
    maker.server("rsa2048", root, key="rsa2048")
    maker.server("rsa4096", root, key="rsa4096")
    maker.server("with-root", root, root)
    leaf = maker.server("intermediates", second, second, first)
    maker.put("root-first", leaf, root, second, first)
    maker.put("wrong-order", leaf, first, second)
    maker.put("no-intermediate", leaf)
    other = maker.issue("stranger", None, CA)
    maker.put("superfluous", leaf, other, second, first)
    strong = maker.issue("strong", root, CA, key="P-384", digest="sha384")
    maker.server("p384chain", strong, strong, key="P-384", digest="sha384")
    links = [root]
    for number in range(18):
        links.append(maker.issue(f"link{number}", links[-1], CA))
    maker.server("long-chain", links[-1], *reversed(links[1:]))
    named = f"{SERVER}\nsubjectAltName="
    maker.server("wildcard", root, extensions=named + "DNS:*.{domain}")
    maker.server("ipv4", root, extensions=named + "IP:{ipv4}")
    maker.server("ipv6", root, extensions=named + "IP:{ipv6}")
    maker.server("many-names", root, extensions=named + "DNS:a.test,email:a@b,"
                 "IP:198.51.100.9,URI:https://a/,DNS:*.b.test,DNS:{name}")
    maker.server("large", root, extensions=named + "DNS:{name}," + ",".join(
        f"DNS:host{number}.example.org" for number in range(600)))


def make_unknown(maker, root, second):
    """Those that lead to no trust anchor."""
    maker.server("self-signed", None)
    other = maker.issue("other-ca", None, CA)
    (maker.folder / "other-ca.pem").write_text(other.pem())
    maker.server("foreign", other, other)
    # The name of the anchor, and another key
    same = maker.issue("same-name", None, CA, subject="root")
    maker.server("same-name-ca", same, same)
    none = maker.issue("no-flag", root, "basicConstraints=CA:FALSE")
    maker.server("no-ca-flag", none, none)
    bare = maker.issue("leaf-ca", root, f"{SERVER}\n{SAN}")
    maker.server("leaf-as-ca", bare, bare)
    short = maker.issue("short", root, CA.replace("TRUE", "TRUE,pathlen:0"))
    below = maker.issue("below", short, CA)
    maker.server("path-length", below, below, short)
    leaf = maker.issue("tampered", second, f"{SERVER}\n{SAN}")
    openssl("x509", "-in", leaf.certificate, "-outform", "DER", "-out",
            maker.work / "tampered.der")
    der = bytearray((maker.work / "tampered.der").read_bytes())
    der[-1] ^= 1
    (maker.work / "tampered.der").write_bytes(der)
    openssl("x509", "-inform", "DER", "-in", maker.work / "tampered.der",
            "-out", leaf.certificate)
    maker.put("tampered", leaf, second)


def make_bad(maker, root):
    """Those that the trust anchor has issued, and that are not good enough."""
    maker.server("expired", root, dates=PAST)
    maker.server("not-yet", root, dates=FUTURE)
    old = maker.issue("old-ca", root, CA, dates=PAST)
    maker.server("expired-ca", old, old)
    named = f"{SERVER}\nsubjectAltName="
    for case, name in (
            ("wrong-name", "DNS:other.test,DNS:*.other.test,IP:198.51.100.9"),
            ("wide-wildcard", "DNS:*.test,DNS:*"),
            ("dns-address", "DNS:{ipv4}"),
            ("dns-wildcard-address", "DNS:*.0.2.1,DNS:*.2.1"),
            ("ipv4-other", "IP:198.51.100.9,DNS:{name}")):
        maker.server(case, root, extensions=named + name)
    maker.server("cn-only", root, extensions=SERVER,
                 subject=maker.names["name"])
    # A dNSName that ends in a NUL and a domain of somebody else's
    name = maker.names["name"].encode() + b"\0.evil.test"
    value = bytes((0x30, len(name) + 2, 0x82, len(name))) + name
    maker.server("nul-name", root, extensions=named + "DER:" + value.hex(":"))
    maker.server("sha1", root, key="rsa2048", digest="sha1")
    maker.server("rsa1024", root, key="rsa1024")
    maker.server("p521", root, key="P-521")
    maker.server("ed25519", root, key="ed25519")
    maker.server("no-signature", root, extensions=SERVER.replace(
        "digitalSignature", "keyAgreement") + f"\n{SAN}")
    maker.server("client-only", root, extensions=SERVER.replace(
        "serverAuth", "clientAuth") + f"\n{SAN}")
    maker.server("critical", root, extensions=f"{SERVER}\n{SAN}\n"
                 "1.2.3.4=critical,DER:05:00")


def make(folder, name="www.example.test", ipv4="192.0.2.1",
         ipv6="2001:db8::1"):
    """Make all of them, for a server with this name and these addresses."""
    ipaddress.IPv4Address(ipv4)
    ipaddress.IPv6Address(ipv6)
    maker = Maker(folder, name, ipv4, ipv6)
    root = maker.issue("root", None, CA)
    (maker.folder / "ca.pem").write_text("# The tests' own\n" + root.pem())
    first = maker.issue("first", root, CA, key="rsa2048")
    second = maker.issue("second", first, CA)
    make_good(maker, root, first, second)
    make_unknown(maker, root, second)
    make_bad(maker, root)
    make_limited(maker, root)
    make_anchors(maker)
    missing = {case for case in CASES
               if not (maker.folder / f"{case}.pem").is_file()}
    if missing:
        raise RuntimeError(f"no certificate for {', '.join(missing)}")
    (maker.folder / "cases").write_text("".join(
        f"{case} {CASES[case]} "
        f"{HOSTS.get(case, '{name}').format(**maker.names)}\n"
        for case in sorted(CASES)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--name", default="www.example.test")
    parser.add_argument("--ipv4", default="192.0.2.1")
    parser.add_argument("--ipv6", default="2001:db8::1")
    options = parser.parse_args()
    make(options.folder, options.name, options.ipv4, options.ipv6)


if __name__ == "__main__":
    main()
