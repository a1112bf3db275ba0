#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Certificates of servers, good and bad, made with the openssl command.

    certs.py FOLDER [--name NAME] [--ipv4 ADDRESS] [--ipv6 ADDRESS]

For each of CASES two files are put into FOLDER: CASE.pem, which is what the
server sends (its own certificate first), and CASE.key. ca.pem has the trust
anchor, and other-ca.pem one that nobody should trust; cases has a line for each
with its verdict and host. The boot tests use make(), CASES and HOSTS.
"""
import argparse
import ipaddress
import subprocess
from pathlib import Path

# (from, to), as certificates have them
VALID = ("20250101000000Z", "20450101000000Z")
PAST = ("20150101000000Z", "20200101000000Z")
FUTURE = ("20440101000000Z", "20450101000000Z")

CA = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign"
SERVER = "keyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth"
SAN = "subjectAltName=DNS:{name}"

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
}

# For whom a client asks that has these; all others are asked for by name
HOSTS = {
    "ipv4": "{ipv4}", "ipv6": "{ipv6}", "dns-address": "{ipv4}",
    "dns-wildcard-address": "{ipv4}", "ipv4-other": "{ipv4}",
}

CONFIG = """[ca]
default_ca=site
[site]
database={folder}/index.txt
new_certs_dir={folder}/issued
rand_serial=yes
unique_subject=no
policy=any
copy_extensions=none
[any]
commonName=optional
[req]
distinguished_name=none
[none]
"""


def openssl(*arguments):
    """Run the command; what it says is only shown if it fails."""
    done = subprocess.run(["openssl", *map(str, arguments)], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          check=False)
    if done.returncode:
        raise RuntimeError(f"openssl {' '.join(map(str, arguments))}:\n"
                           f"{done.stdout}")


class Authority:
    """A certificate that others can be issued with, or a server's own."""

    def __init__(self, path):
        self.certificate = path.with_suffix(".crt")
        self.key = path.with_suffix(".key")

    def pem(self):
        return self.certificate.read_text()


class Maker:
    """Makes certificates in a folder."""

    def __init__(self, folder, name, ipv4, ipv6):
        self.folder = Path(folder)
        self.names = {"name": name, "ipv4": ipv4, "ipv6": ipv6,
                      "domain": name.split(".", 1)[1]}
        (self.folder / "work/issued").mkdir(parents=True, exist_ok=True)
        self.work = self.folder / "work"
        (self.work / "index.txt").write_text("")
        self.config = self.work / "openssl.cnf"
        self.config.write_text(CONFIG.format(folder=self.work))

    def issue(self, label, issuer, extensions, key="P-256", dates=VALID,
              digest="sha256", subject=None):
        """A certificate from issuer; None is itself."""
        made = Authority(self.work / label)
        how = {"rsa": ("rsa", "-pkeyopt", f"rsa_keygen_bits:{key[3:]}"),
               "P-2": ("EC", "-pkeyopt", f"ec_paramgen_curve:{key}"),
               "P-3": ("EC", "-pkeyopt", f"ec_paramgen_curve:{key}"),
               "P-5": ("EC", "-pkeyopt", f"ec_paramgen_curve:{key}"),
               "ed2": ("ed25519",)}[key[:3]]
        openssl("genpkey", "-algorithm", *how, "-out", made.key)
        request = made.key.with_suffix(".csr")
        openssl("req", "-new", "-config", self.config, "-key", made.key,
                "-subj", f"/CN={subject or label}", "-out", request)
        extfile = made.key.with_suffix(".ext")
        extfile.write_text(extensions.format(**self.names) + "\n")
        sign = (["-selfsign", "-keyfile", made.key] if issuer is None else
                ["-cert", issuer.certificate, "-keyfile", issuer.key])
        openssl("ca", "-config", self.config, "-batch", "-notext", *sign,
                "-in", request, "-out", made.certificate, "-extfile", extfile,
                "-startdate", dates[0], "-enddate", dates[1], "-md",
                "default" if key == "ed25519" and issuer is None else digest)
        return made

    def put(self, case, leaf, *others):
        """Write what the server of a case sends."""
        pem = leaf.pem() + "".join(other.pem() for other in others)
        (self.folder / f"{case}.pem").write_text(pem)
        (self.folder / f"{case}.key").write_text(leaf.key.read_text())

    def server(self, case, issuer, *others, extensions=f"{SERVER}\n{SAN}",
               **how):
        """Issue a server's certificate, and write what the server sends."""
        leaf = self.issue(case, issuer, extensions, **how)
        self.put(case, leaf, *others)
        return leaf


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
