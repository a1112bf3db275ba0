# SPDX-License-Identifier: GPL-2.0-or-later
"""The real servers of a boot: boss, nginx, dnsmasq, an FTP server."""
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from .namespace import stop
from .watch import Log

HTTP_PORT, FTP_PORT = 8080, 2121


def listening(pid, protocol, port):
    """Does anybody in this process's network namespace hold the port? No, if
    the process has ended."""
    for family in ("", "6"):
        try:
            with open(f"/proc/{pid}/net/{protocol}{family}",
                      encoding="ascii") as table:
                rows = [line.split() for line in table.readlines()[1:]]
        except OSError:
            return False
        for row in rows:
            if row[1].endswith(f":{port:04X}") and \
                    (protocol == "udp" or row[3] == "0A"):
                return True
    return False


class Server:
    """A server process with a log; use as a context manager."""

    def __init__(self, name, folder, namespace, argv, ready, echo=None,
                 **kwargs):
        self.name, self.argv, self.ready = name, argv, ready
        self.namespace, self.kwargs = namespace, kwargs
        self.log = Log(name, Path(folder) / f"{name}.log", echo)

    def __enter__(self):
        self.process = self.namespace.popen(
            self.argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, **self.kwargs)
        self.reader = self.log.follow(
            self.process.stdout,
            lambda: f"{self.name} ended with {self.process.wait()}")
        end = time.monotonic() + 30
        while self.ready and not listening(self.process.pid, *self.ready):
            if self.process.poll() is not None or time.monotonic() > end:
                self.__exit__()
                self.log.fail(f"{self.name} does not start")
            time.sleep(0.02)
        return self

    def __exit__(self, *_):
        stop(self.process)
        self.reader.join(10)

    def stop(self):
        """End it before the lab ends."""
        self.__exit__()

    def hangup(self):
        """SIGHUP: read the configuration again."""
        self.process.send_signal(signal.SIGHUP)


def boss(program, folder, namespace, answers, address="127.0.0.1", **kwargs):
    """The reference boss. answers: the text of its file, or, without a line
    break, the answer for every node."""
    folder = Path(folder)
    if "\n" not in answers:
        answers = f"default {answers}\n"
    config = folder / "boss.conf"
    config.write_text(answers)
    return Server("boss", folder, namespace,
                  [program, "-a", address, "-c", config],
                  ("udp", 6969), **kwargs)


def tls_server(listen, folder, case, extra=""):
    """One more server {} of nginx's, for http: over TLS, with the certificate
    and the key of a case of certs.py; listen is an address and a port, or a list
    of them."""
    listens = [listen] if isinstance(listen, str) else listen
    return (" server { " + " ".join(f"listen {one} ssl;" for one in listens)
            + f" ssl_certificate {folder}/{case}.pem;"
            f" ssl_certificate_key {folder}/{case}.key; {extra} }}\n")


def nginx(folder, namespace, root, address="127.0.0.1", port=HTTP_PORT,
          extra="", http="", name="nginx", **kwargs):
    """nginx in one process; extra goes into server {}, http into http {}. "user" is what root of
    a user namespace needs; without any root nginx ignores it."""
    folder = Path(folder)
    temp = folder / name
    temp.mkdir(exist_ok=True)
    paths = "\n    ".join(f"{what}_temp_path {temp}/{what};" for what in
                          ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    config = folder / f"{name}.conf"
    config.write_text(f"""\
user root root;
daemon off;
master_process off;
pid {temp}/pid;
error_log stderr;
events {{ }}
http {{
    {paths}
    access_log /dev/stdout;
    {http}
    server {{
        listen {address}:{port};
        root {root};
        {extra}
    }}
}}
""")
    return Server(name, folder, namespace,
                  ["nginx", "-p", temp, "-e", "stderr", "-c", config],
                  ("tcp", port), **kwargs)


def ftp(folder, namespace, root, address="127.0.0.1", nat="10.0.2.2",
        user=None, password=None, **kwargs):
    """pyftpdlib, anonymous unless it knows a user; PASV names `nat`, where the
    node finds us."""
    login = ["-u", user, "-P", password] if user else []
    return Server("ftpd", folder, namespace,
                  [sys.executable, "-m", "pyftpdlib", "-i", address, "-p",
                   FTP_PORT, "-n", nat, "-d", root, "-V", *login],
                  ("tcp", FTP_PORT), **kwargs)


def dhcpd(binary, folder, namespace, config, interface):
    """ISC dhcpd with this configuration. (Where AppArmor knows the daemon by
    its path, the copy among the assets may read our folder.)"""
    folder = Path(folder)
    path, leases = folder / "dhcpd.conf", folder / "dhcpd.leases"
    path.write_text(config)
    leases.write_text("")
    return Server("dhcpd", folder, namespace,
                  [binary, "-4", "-f", "-d", "--no-pid", "-cf", path,
                   "-lf", leases, interface], ("udp", 67))


def kea(binary, folder, namespace, config):
    """Kea's DHCPv4 server with this configuration, a dict. It may be ready
    only when the node is: an interface without a peer is not running."""
    folder = Path(folder)
    config["Dhcp4"]["lease-database"] = {
        "type": "memfile", "name": str(folder / "kea-leases.csv"),
        "lfc-interval": 0}
    path = folder / "kea-dhcp4.conf"
    path.write_text(json.dumps(config))
    return Server("kea", folder, namespace, [binary, "-c", path],
                  None, env={
                      **os.environ, "KEA_LOCKFILE_DIR": str(folder),
                      "KEA_PIDFILE_DIR": str(folder),
                      "KEA_LOGGER_DESTINATION": "stdout"})


def dnsmasq(folder, namespace, options, name="dnsmasq", ready=("udp", 67),
            **kwargs):
    """dnsmasq with these long options (without their dashes)."""
    folder = Path(folder)
    return Server(name, folder, namespace,
                  ["dnsmasq", "--no-daemon", "--conf-file=/dev/null",
                   "--user=root" if os.geteuid() == 0 or
                   namespace.kind == "user" else "--log-async",
                   "--no-hosts", "--no-resolv", "--bind-interfaces",
                   "--no-ping",
                   f"--dhcp-leasefile={folder}/{name}.leases",
                   "--log-facility=-", *[f"--{o}" for o in options]],
                  ready, **kwargs)
