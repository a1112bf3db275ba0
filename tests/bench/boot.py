# SPDX-License-Identifier: GPL-2.0-or-later
"""One boot of one loader, timed."""
import shutil
from dataclasses import dataclass

import files
import webs
from events import Events
from harness import servers
from harness.lab import OUT, Lab
from harness.watch import DEAD_ENDS
from loaders import ARGUMENTS, IPXE_SCRIPT, LOADERS, firmware

FAR_IP = "192.168.253.2"                # the TFTP server with windows
LINKS = {"lan": (0, 0), "slow": (2, 0), "lossy": (0, 1), "bad": (2, 1)}
PROTOCOLS = ("http", "https", "https-p384", "tftp", "tftp-windowsize")
BENCH = OUT / "bench"
# Of the kernel, from its real mode code or from what unpacks it; under UEFI from
# itself, unpacked
FIRST_LINES = {"bios": "early console in", "efi64": "Linux version"}
OWN_LINE = "deterboot "                 # and its version
PATIENCE = 900.0                        # seconds


@dataclass(frozen=True)
class Case:
    """What is loaded, and how."""
    protocol: str
    nic: str
    megabytes: int                      # of the initrd
    link: str

    def __str__(self):
        return f"{self.protocol}-{self.nic}-{self.megabytes}-{self.link}"


@dataclass
class Boot:
    """Seconds; None where nothing was counted, or where there is no node."""
    load_s: float                       # kernel asked for to initrd served
    hello_s: float                      # connection of the initrd to request
    boot_s: float = None                # first instruction to kernel's line
    ahead_s: float = None               # first instruction to kernel asked for
    own_s: float = None                 # deterboot.c32's first line to its
                                        # first request for the kernel
    handover_s: float = None            # initrd served to kernel's line
    cpu_s: float = None                 # that QEMU computes while it loads
    instructions: int = None            # of the guest while it loads
    kilobytes: float = None             # that it loads


def make_wires(lab, delay, loss):
    """The -netdev of the node, with a wire between it and br0 if need be."""
    netdev = lab.tap()
    ip = lab.namespace.ip
    # Not on lo: dnsmasq takes its port there, too
    ip("link add far0 type bridge")
    ip(f"addr add {FAR_IP}/32 dev far0")
    ip("link set far0 up")
    if not delay and not loss:
        return netdev
    ip("link add br1 type bridge")
    ip("link set tap0 master br1")
    for bridge, tap in (("br0", "wire0"), ("br1", "wire1")):
        ip(f"tuntap add {tap} mode tap")
        ip(f"link set {tap} master {bridge}")
        ip(f"link set {tap} up")
        ip(f"link set {bridge} up")
    wire = lab.namespace.popen(
        [BENCH / "wire", "wire0", "wire1", delay, loss], stdout=-1)
    lab.stack.callback(wire.wait)
    lab.stack.callback(wire.kill)
    if wire.stdout.readline() != b"ready\n":
        raise OSError("no wire")
    lab.stack.callback(wire.stdout.close)
    return netdev


def url_of(lab, case):
    """The folder of kernel and initrd."""
    host = FAR_IP if case.protocol == "tftp-windowsize" else lab.ROUTER_IP
    return f"{case.protocol.split('-')[0]}://{host}/{case.megabytes}"


def serve_web(lab, case, events):
    """Start nginx."""
    root = BENCH / "files"
    server = webs.tls_server(case.protocol, lab.folder / "certs",
                             lab.ROUTER_IP, root)
    lab.nginx(root, address=lab.ROUTER_IP, port=80,
              http=webs.LOG_FORMAT + server, extra=webs.EXTRA,
              echo=events.lines_of("nginx", "/rootfs.cpio", "/bzImage"))


def serve(lab, case, loader, events):
    """Start the servers. Returns the name of the boot file."""
    tree, _ = files.make(BENCH / "files", case.megabytes)
    root = lab.folder / "tftp"
    root.mkdir()
    (root / tree.name).symlink_to(tree)
    serve_web(lab, case, events)
    if (anchors := lab.folder / "certs" / webs.ANCHORS).exists():
        (root / webs.ANCHORS).symlink_to(anchors)
    url = url_of(lab, case)
    boot_file = LOADERS[loader](root, url)
    lab.boss(f"MFS {url} -- {ARGUMENTS}", address=lab.ROUTER_IP)
    lab.dnsmasq(root, boot_file, echo=events.lines_of("dnsmasq", "sent "),
                extra=("port=0", *(IPXE_SCRIPT if loader == "snponly" else ())))
    lab.enter(servers.Server(
        "atftpd", lab.folder, lab.namespace,
        ["atftpd", "--daemon", "--no-fork", "--verbose=7", "--logfile", "-",
         "--user", "root.root", "--bind-address", FAR_IP, tree.parent],
        ("udp", 69), echo=events.lines_of("atftpd", "End of transfer")))
    return boot_file


def served(case, events, name, which):
    """The first (0) or last (-1) time that nginx was asked for the file."""
    return webs.Request(
        events.all("nginx", f" /{case.megabytes}/{name}")[which])


def by_web(case):
    return case.protocol.startswith("http")


def asked(case, events, which):
    """When the kernel was asked for: for the first (0) or last (-1) time."""
    if by_web(case):
        return served(case, events, "bzImage", which).start
    return events.all("wire", "bzImage")[which].time


def loading(case, events, first_line):
    """When the kernel was asked for, when the initrd had been served."""
    start = asked(case, events, -1)
    if by_web(case):
        return start, served(case, events, "rootfs.cpio", -1).end
    if case.protocol == "tftp":
        try:
            end = events.last("dnsmasq", "/rootfs.cpio")
        except ValueError:      # GRUB does not acknowledge the last block
            end = events.last("serial", first_line)
    else:
        end = events.last("atftpd", "End of transfer")
    return start, end.time


def around(events, start, end):
    """The events at the beginning and at the end of the load. What lies a
    moment behind the beginning is the request itself."""
    return ([e for e in events.list if e.time < start + 0.05][-1],
            [e for e in events.list if e.time >= end][0])


def hello(case, events):
    """How long the handshake of the initrd's connection took."""
    return served(case, events, "rootfs.cpio", -1).hello_s if by_web(case) \
        else None


def without_node(case):
    """The same files with curl, on this machine: what a download costs that
    takes the network no time."""
    events = Events()
    with Lab(f"bench.{case}.curl") as lab:
        lab.tap()
        serve_web(lab, case, events)
        webs.curl(lab.namespace, url_of(lab, case), lab.folder / "certs")
    start, end = loading(case, events, None)
    shutil.rmtree(lab.folder)
    return Boot(end - start, hello(case, events))


def boot(case, loader, count=False, verify=False):
    """Boot once. count: also count instructions, which takes more time.
    verify: wait for the initrd's sum from inside. Returns a Boot and, if
    counted, the two tables."""
    table = BENCH / "table" if count else None
    events = Events(table)
    first_line = FIRST_LINES[firmware(loader)]
    size = sum(p.stat().st_size for name in ("bzImage", "rootfs.cpio")
               for p in [BENCH / f"files/{case.megabytes}/{name}"]
               if p.exists())
    with Lab(f"bench.{case}.{loader}", firmware=firmware(loader)) as lab:
        netdev = make_wires(lab, *LINKS[case.link])
        boot_file = serve(lab, case, loader, events)
        events.watch(lab.namespace, "br0")
        extra = ["-plugin", f"{BENCH}/count.so,table={table}"] if count else []
        node = lab.node(netdev, nic=case.nic, capture=False, extra=extra,
                        rom=loader == "ipxe-efi",
                        memory=files.memory(case.megabytes),
                        echo=events.lines_of("serial", first_line,
                                             OWN_LINE))
        events.pid = node.process.pid
        failures = [*DEAD_ENDS, r"\[D\d\d\]"]
        node.expect(rf"{first_line} .*\n", deadline=PATIENCE, failures=failures)
        if verify:
            _, md5 = files.make(BENCH / "files", case.megabytes)
            node.expect(rf"bench: md5 {md5}\b", deadline=PATIENCE)
    nbp = events.last("dnsmasq", f"/{boot_file} to").time
    kernel = events.last("serial", first_line).time
    start, end = loading(case, events, first_line)
    before, after = around(events, start, end)
    own = asked(case, events, 0) - events.last("serial", OWN_LINE).time \
        if loader.startswith("deterboot") else None
    result = Boot(end - start, hello(case, events), kernel - nbp, start - nbp,
                  own, kernel - end, after.cpu - before.cpu)
    tables = None
    if count:
        tables = before.table, after.table
        result.kilobytes = size / 1024
        table.unlink()
    shutil.rmtree(lab.folder)
    return result, tables
