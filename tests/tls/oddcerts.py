# SPDX-License-Identifier: GPL-2.0-or-later
"""Certificates from issuers with limits, names that come near to the right one,
and trust anchors that are none."""
import base64

from certmaker import CA, FUTURE, PAST, SAN, SERVER

# Trust anchors other than ca.pem that are believed or not: what a client finds
# who has only this one, of a server that it has issued
ANCHORS = {
    "plain": "GOOD", "no-key-usage": "GOOD", "for-servers": "GOOD",
    "leaf": "ANCHORS", "not-ca": "ANCHORS", "crl-only": "ANCHORS",
    "for-clients": "ANCHORS", "rsa-short": "ANCHORS", "too-old": "ANCHORS",
    "too-new": "ANCHORS", "unknown": "ANCHORS",
    "excluding": "LIMITED", "excluding-wildcard": "LIMITED",
    "address-ok": "GOOD", "address-limited": "LIMITED",
}


def put_odd(maker, leaf, issuer):
    """The issuer's, with a NULL in the outer name of its algorithm, which is not
    signed: whoever has it can do that, and it is no certificate for check/."""
    der = base64.b64decode("".join(issuer.pem().splitlines()[1:-1]))
    body = der[4:]
    end = 4 + int.from_bytes(body[2:4], "big")
    if body[end:end + 2] != b"\x30\x0a":
        raise RuntimeError("not the algorithm that was meant")
    body = (body[:end] + b"\x30\x0c" + body[end + 2:end + 12] + b"\5\0" +
            body[end + 12:])
    der = b"\x30\x82" + len(body).to_bytes(2, "big") + body
    (maker.folder / "client-ca-odd.pem").write_text(
        leaf.pem() + "-----BEGIN CERTIFICATE-----\n" +
        base64.encodebytes(der).decode() + "-----END CERTIFICATE-----\n")
    (maker.folder / "client-ca-odd.key").write_text(leaf.key.read_text())


def make_limited(maker, root):
    """From issuers that have limits, and what comes near to a name."""
    named = f"{SERVER}\nsubjectAltName="
    limits = f"{CA}\nnameConstraints=critical,"
    maker.server("empty-subject", root, extensions=named.replace(
        "Name=", "Name=critical,") + "DNS:{name}", subject="")
    maker.server("no-usage", root, extensions=SAN)
    maker.server("part-wildcard", root, extensions=named +
                 "DNS:w*.{domain},DNS:*w.{domain},DNS:w*w.{domain},DNS:ww?.{domain}")
    maker.server("inner-wildcard", root, extensions=named +
                 "DNS:www.*.test,DNS:*.*.test,DNS:www.example.*,DNS:**.{domain}")
    maker.server("dot-name", root, extensions=named + "DNS:{name}.,DNS:.{domain}")
    for case, extensions, san in (
            ("client-ca", f"{CA}\nextendedKeyUsage=clientAuth", "DNS:{name}"),
            ("crl-ca", CA.replace("keyCertSign,", ""), "DNS:{name}"),
            ("critical-ca", f"{CA}\n1.2.3.4=critical,DER:05:00", "DNS:{name}"),
            ("limited", limits + "permitted;DNS:{domain}", "DNS:{name}"),
            ("limited-address", limits + "permitted;IP:192.0.2.0/255.255.255.0",
             "DNS:{name}"),
            ("limited-away", limits + "permitted;DNS:other.test", "DNS:{name}"),
            ("excluded", limits + "excluded;DNS:{name}", "DNS:{name}"),
            ("excluded-wildcard", limits + "excluded;DNS:{name}",
             "DNS:*.{domain}"),
            ("limited-wildcard", limits + "permitted;DNS:a.{domain}",
             "DNS:*.{domain}"),
            ("limited-below", limits + "permitted;DNS:a.{name}",
             "DNS:{name}")):
        issuer = maker.issue(f"by-{case}", root, extensions)
        leaf = maker.server(case, issuer, issuer, extensions=named + san)
        if case == "client-ca":
            put_odd(maker, leaf, issuer)


def make_anchors(maker):
    """Trust anchors, good and bad, each with a server of its own."""
    named = f"{SERVER}\nsubjectAltName="
    for label, extensions, san, how in (
            ("plain", CA, "DNS:{name}", {}),
            ("no-key-usage", "basicConstraints=CA:TRUE", "DNS:{name}", {}),
            ("for-servers", f"{CA}\nextendedKeyUsage=serverAuth",
             "DNS:{name}", {}),
            ("leaf", f"{SERVER}\nsubjectAltName=DNS:a.test", "DNS:{name}", {}),
            ("not-ca", "basicConstraints=CA:FALSE", "DNS:{name}", {}),
            ("crl-only", CA.replace("keyCertSign,", ""), "DNS:{name}", {}),
            ("for-clients", f"{CA}\nextendedKeyUsage=clientAuth",
             "DNS:{name}", {}),
            ("rsa-short", CA, "DNS:{name}", {"key": "rsa1024"}),
            ("too-old", CA, "DNS:{name}", {"dates": PAST}),
            ("too-new", CA, "DNS:{name}", {"dates": FUTURE}),
            ("unknown", f"{CA}\n1.2.3.4=critical,DER:05:00", "DNS:{name}", {}),
            ("excluding", f"{CA}\nnameConstraints=critical,excluded;DNS:{{name}}",
             "DNS:{name}", {}),
            ("excluding-wildcard",
             f"{CA}\nnameConstraints=critical,excluded;DNS:{{name}}",
             "DNS:*.{domain}", {}),
            ("address-ok", CA, "IP:{ipv4}", {}),
            ("address-limited", f"{CA}\nnameConstraints=critical,"
             "permitted;IP:198.51.100.0/255.255.255.0", "IP:{ipv4}", {})):
        anchor = maker.issue(f"anchor-{label}", None, extensions, **how)
        (maker.folder / f"anchor-{label}.pem").write_text(anchor.pem())
        maker.server(f"of-{label}", anchor, extensions=named + san)
    (maker.folder / "anchors").write_text("".join(
        f"{label} {verdict} {{{'ipv4' if 'address' in label else 'name'}}}\n"
        for label, verdict in ANCHORS.items()).format(**maker.names))
