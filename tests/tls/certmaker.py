# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes certificates with the openssl command."""
import subprocess
from pathlib import Path

# (from, to), as certificates have them
VALID = ("20250101000000Z", "20450101000000Z")
PAST = ("20150101000000Z", "20200101000000Z")
FUTURE = ("20440101000000Z", "20450101000000Z")

CA = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign"
SERVER = "keyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth"
SAN = "subjectAltName=DNS:{name}"

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
                "-subj", "/" if subject == "" else f"/CN={subject or label}",
                "-out", request)
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
