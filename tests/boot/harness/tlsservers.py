# SPDX-License-Identifier: GPL-2.0-or-later
"""Web servers over TLS besides nginx, as Debian has them
(packages-long.txt). Each takes a lab, a port, the certificate and the key of
the server, and starts on the loopback."""
from .lab import ASSETS
from .servers import Server

ADDRESS = "127.0.0.1"
# Apache does not serve as root; Debian has this user always
APACHE = """\
ServerRoot {temp}
DefaultRuntimeDir {temp}
PidFile {temp}/pid
ServerName localhost
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule ssl_module {modules}/mod_ssl.so
User www-data
Group www-data
Listen {address}:{port}
ErrorLog /dev/stderr
LogFormat "%r %>s %{{SSL_PROTOCOL}}x %{{SSL_CIPHER}}x" tls
CustomLog /dev/stdout tls
SSLEngine on
SSLCertificateFile {certificate}
SSLCertificateKeyFile {key}
DocumentRoot {root}
"""
LIGHTTPD = """\
server.modules = ( "mod_openssl", "mod_accesslog" )
server.document-root = "{root}"
server.bind = "{address}"
server.port = {port}
ssl.engine = "enable"
ssl.pemfile = "{certificate}"
ssl.privkey = "{key}"
accesslog.filename = "/dev/stdout"
accesslog.format = "%r %s"
"""


def configured(lab, name, text, port, certificate, key):
    """Write its configuration. Returns the path."""
    temp = lab.folder / name
    temp.mkdir()
    config = temp / "conf"
    config.write_text(text.format(
        temp=temp, root=ASSETS, address=ADDRESS, port=port, key=key,
        certificate=certificate, modules="/usr/lib/apache2/modules"))
    return config


def start(lab, name, argv, port, **kwargs):
    """Start it."""
    return lab.enter(Server(name, lab.folder, lab.namespace, argv,
                            ("tcp", port), **kwargs))


def apache2(lab, *where):
    """Apache."""
    config = configured(lab, "apache2", APACHE, *where)
    return start(lab, "apache2", ["apache2", "-DFOREGROUND", "-f", config],
                 where[0])


def lighttpd(lab, *where):
    """lighttpd."""
    config = configured(lab, "lighttpd", LIGHTTPD, *where)
    return start(lab, "lighttpd", ["lighttpd", "-D", "-f", config], where[0])


def s_server(*options):
    """OpenSSL's own, with these options: one connection at a time, and files
    without a length."""
    def run(lab, port, certificate, key):
        return start(lab, "s_server", [
            "openssl", "s_server", "-accept", f"{ADDRESS}:{port}", "-WWW",
            "-cert", certificate, "-key", key, *options], port, cwd=ASSETS)
    return run


SERVERS = {
    "apache2": apache2,
    "lighttpd": lighttpd,
    # A group for which the node has sent no key: HelloRetryRequest
    "retry": s_server("-tls1_3", "-groups", "P-384", "-ciphersuites",
                      "TLS_AES_128_GCM_SHA256"),
    "tls12": s_server("-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256"),
    # Records of at most 512 bytes
    "small": s_server("-tls1_3", "-max_send_frag", "512", "-ciphersuites",
                      "TLS_CHACHA20_POLY1305_SHA256"),
}
