# SPDX-License-Identifier: GPL-2.0-or-later
"""One test's laboratory: its folder, namespaces, servers and node."""
import contextlib
import fcntl
import os
import re
import secrets
import shutil
import time
from pathlib import Path

from . import fakeboss, fakefiles, qemu, servers
from .namespace import Namespace
from .watch import MISHAPS, MilestoneFailed

OUT = Path(os.environ.get("DETERBOOT_O") or
           Path(__file__).resolve().parents[3] / "build").resolve()
ASSETS = OUT / "assets"

CONFIG = """\
SERIAL 0 115200
DEFAULT deterboot
PROMPT 0
LABEL deterboot
  KERNEL deterboot.c32
  APPEND {options}
"""

# The tap network: the node's side of the router, and the far side.
NEAR, NEAR6 = "192.168.252", "fd00:db8::"
ROUTER_IP, NODE_RANGE = f"{NEAR}.1", f"{NEAR}.100,{NEAR}.150"
FAR_ROUTER_IP, FAR_BOSS_IP = "10.77.0.1", "10.77.0.2"
NEAR_IP = f"{NEAR}.3"

# What QEMU's user network does for a node, done by a bridge: servers on the
# loopback are found at the host's address.
WIRE = f"""
add table ip wire
add chain ip wire come {{ type nat hook prerouting priority -100; }}
add rule ip wire come ip daddr {qemu.USER_HOST_IP} \
    udp dport {{ 53, 67, 69 }} accept
add rule ip wire come ip daddr {qemu.USER_HOST_IP} dnat to 127.0.0.1
add chain ip wire go {{ type nat hook postrouting priority 100; }}
add rule ip wire go ip saddr 127.0.0.0/8 oifname br0 snat to {qemu.USER_HOST_IP}
"""


class Lab:
    """Everything a test starts ends with it; use as a context manager."""

    ROUTER_IP, NEAR_IP, FAR_BOSS_IP = ROUTER_IP, NEAR_IP, FAR_BOSS_IP

    def __init__(self, name, autotest=True, firmware="bios"):
        self.folder = OUT / "boot" / name
        self.nonce = secrets.token_hex(8)
        self.payload = (ASSETS / "payload.sha256").read_text().strip()
        self.autotest = autotest
        self.firmware = firmware        # of the nodes
        self.wired = False              # user_node() is on a bridge
        self.wire_server = None
        self.stack = contextlib.ExitStack()
        self.nodes = []

    def __enter__(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.namespace = self.enter(Namespace())
        if self.namespace.kind == "shared":
            lock = self.enter(open(OUT / "boot/lock", "w", encoding="ascii"))
            fcntl.flock(lock, fcntl.LOCK_EX)
        return self

    def __exit__(self, *args):
        return self.stack.__exit__(*args)

    def enter(self, manager):
        """Start something that is to end with the lab."""
        return self.stack.enter_context(manager)

    # What is served -------------------------------------------------------

    def tftp_root(self, config=None, options="", nbp=None):
        """A TFTP root: everything of build/tftp and the MFS folders. Its
        pxelinux.cfg/default is build/tftp's, or `config`, or one with options
        for our module. nbp: another network boot program under the name
        pxelinux.0, with the modules beside it."""
        root = self.folder / "tftp"
        (root / "pxelinux.cfg").mkdir(parents=True)
        tree = OUT / "tftp"
        if nbp:
            tree = nbp.parent
        for entry in tree.iterdir():
            if entry.is_file() and entry.name != "pxelinux.0":
                (root / entry.name).symlink_to(entry)
        (root / "pxelinux.0").symlink_to(nbp or tree / "pxelinux.0")
        if self.firmware == "efi64":
            self.efi_folder(root, tree / "efi64")
        module = root / "deterboot.c32"
        if not module.exists():
            module.symlink_to(OUT / "tftp/deterboot.c32")
        for name in ("mfs", "mfs-gz"):
            (root / name).symlink_to(ASSETS / name)
        if options:
            config = CONFIG.format(options=options)
        (root / "pxelinux.cfg/default").write_text(
            config or (OUT / "tftp/pxelinux.cfg/default").read_text())
        return root

    @staticmethod
    def efi_folder(root, tree):
        """What UEFI nodes load, beside the files of BIOS nodes; both have one
        pxelinux.cfg."""
        folder = root / "efi64"
        folder.mkdir()
        for entry in tree.iterdir():
            if entry.is_file():
                (folder / entry.name).symlink_to(entry)
        (folder / "pxelinux.cfg").symlink_to("../pxelinux.cfg")

    @property
    def bootfile(self):
        """What a node of this lab loads."""
        return qemu.BOOTFILES[self.firmware]

    @property
    def beginning(self):
        """What is on the screen once in each boot of the node."""
        return {"bios": "PXELINUX 6", "efi64": "BdsDxe: starting "}[
            self.firmware]

    def own_folder(self, root):
        """Where in the TFTP root a node of this lab looks for its files."""
        return root / "efi64" if self.firmware == "efi64" else root

    def add_module(self, root, module):
        """Put a module that is not of build/tftp into the TFTP root."""
        target = self.own_folder(root) / module.name
        if not target.exists():
            target.symlink_to(module)

    @property
    def mfs_arguments(self):
        """Arguments with which the MFS reports the nonce, and powers off if
        nobody is there: then Linux says its first lines, and after that only
        what goes wrong, which spares a quarter of its time (with "quiet"
        linux.c32 would be silent, too), does not try its ciphers, which spares
        a fifth, and neither moves itself about in memory nor patches itself
        against its CPU's faults, which spares a tenth.
        (no_timer_check: where the host lets QEMU run too rarely in the tenth
        of a second that it looks, it sees no interrupts of the timer, and
        panics.)"""
        return (f"console=ttyS0 no_timer_check nonce={self.nonce}"
                + (" loglevel=7 earlyprintk=ttyS0 loglevel=3"
                   " cryptomgr.notests nokaslr mitigations=off autotest"
                   if self.autotest else ""))

    def disk(self, name):
        """A copy of the GRUB disk that names itself and carries the nonce."""
        import grubdisk
        path = self.folder / f"{name}.img"
        with open(ASSETS / "grub-disk.img", "rb") as source, \
                open(path, "wb") as target:
            while block := source.read(1 << 20):
                if block.count(0) == len(block):
                    target.seek(len(block), os.SEEK_CUR)
                else:
                    target.write(block)
            target.truncate()
        grubdisk.write_config(path, name, self.mfs_arguments)
        return path

    def both_disks(self):
        """Two of them: hd0 is "first", hd1 "second"."""
        return [self.disk("first"), self.disk("second")]

    # Who serves -----------------------------------------------------------

    def boss(self, answers, program=OUT / "tests/bossd", **kwargs):
        """The reference boss; {mfs} in answers: what makes an MFS prove
        itself and end."""
        kwargs.setdefault("namespace", self.namespace)
        return self.enter(servers.boss(
            program, self.folder, answers=answers.replace(
                "{mfs}", self.mfs_arguments), **kwargs))

    @property
    def user_node_ip(self):
        """Where a server on the loopback finds a user_node()."""
        return qemu.USER_NODE_IP if self.wired else "127.0.0.1"

    def fake_boss(self, script, address="127.0.0.1", node=None,
                  namespace=None):
        """A boss that misbehaves, see fakeboss.py."""
        return self.enter(fakeboss.FakeBoss(
            namespace or self.namespace, address, node or self.user_node_ip,
            script))

    def nginx(self, root=ASSETS, **kwargs):
        """nginx, on the loopback unless told otherwise."""
        kwargs.setdefault("namespace", self.namespace)
        return self.enter(servers.nginx(self.folder, root=root, **kwargs))

    def ftp(self, root=ASSETS, **kwargs):
        """An FTP server on the loopback."""
        return self.enter(servers.ftp(self.folder, self.namespace, root,
                                      **kwargs))

    def fake_files(self, stories, address="127.0.0.1"):
        """A file server that misbehaves, see fakefiles.py."""
        return self.enter(fakefiles.FakeFiles(self.namespace, address,
                                              stories))

    # The wires ------------------------------------------------------------

    def tap(self, address=ROUTER_IP):
        """A bridge with one tap, with us as the router on it. Without a
        hardware address of its own it would change with its ports."""
        ip = self.namespace.ip
        ip("link add br0 address 52:54:00:00:00:01 type bridge")
        ip(f"addr add {address}/24 dev br0")
        ip(f"addr add {NEAR6}1/64 dev br0 nodad")
        ip("tuntap add tap0 mode tap")
        ip("link set tap0 master br0")
        ip("link set br0 up")
        ip("link set tap0 up")
        return qemu.tap_netdev("tap0")

    def lose(self, percent):
        """From now on lose packets at random, on their way from us to the
        nodes and back. (nft, because not every kernel has netem.)"""
        rules = ["add table bridge loss"]
        for hook in ("input", "output"):
            rules += [f"add chain bridge loss {hook} "
                      f"{{ type filter hook {hook} priority 0; }}",
                      f"add rule bridge loss {hook} "
                      f"numgen random mod 100 < {percent} counter drop"]
        # Else the rules see, and drop, dozens of segments as one packet
        self.namespace.ip("link set br0 gso_max_segs 1")
        self.namespace.run("nft", "; ".join(rules))

    def lost(self):
        """How many packets that were."""
        rules = self.namespace.run("nft", "list", "table", "bridge", "loss")
        return sum(map(int, re.findall(r"counter packets (\d+)", rules)))

    def late_arp(self, server, seconds=3):
        """When this TFTP server has sent the boot program, nobody on the bridge
        answers ARP for a while, as behind a switch port that is learning."""
        server.log.expect(rf"sent \S*/{re.escape(self.bootfile)} to",
                          deadline=600)
        self.namespace.run("nft", "add table arp silent; add chain arp silent "
                           "output { type filter hook output priority 0; "
                           "policy drop; }")
        time.sleep(seconds)
        self.namespace.run("nft", "delete table arp silent")

    def host(self, name, address):
        """Another host, in its own namespace: its device NAME1 is joined to
        our NAME0. Returns the namespace."""
        other = self.enter(Namespace(self.namespace.kind))
        self.namespace.ip(f"link add {name}0 type veth peer name {name}1")
        self.namespace.ip(f"link set {name}1 netns {other.pid}")
        self.namespace.ip(f"link set {name}0 up")
        other.ip(f"addr add {address}/24 dev {name}1")
        other.ip(f"link set {name}1 up")
        return other

    def near_side(self):
        """Another host on the bridge. Returns its namespace."""
        near = self.host("near", NEAR_IP)
        self.namespace.ip("link set near0 master br0")
        return near

    def far_side(self):
        """A host behind us as the router. Returns its namespace."""
        far = self.host("far", FAR_BOSS_IP)
        self.namespace.ip(f"addr add {FAR_ROUTER_IP}/24 dev far0")
        self.namespace.run("sysctl", "-qw", "net.ipv4.ip_forward=1")
        far.ip(f"route add default via {FAR_ROUTER_IP}")
        return far

    def wire(self, root, bootfile):
        """The -netdev of a tap with all that QEMU's user network has. That one
        lets QEMU's ROM wait for a ProxyDHCP for 3 s, at full speed, which is
        most of what the processor does for a node without Linux."""
        if not self.wire_server:
            self.tap(qemu.USER_HOST_IP)
            self.namespace.run("nft", WIRE)
            self.namespace.run("sysctl", "-qw",
                               "net.ipv4.conf.br0.route_localnet=1")
        else:
            self.wire_server.stop()
        self.wire_server = self.dnsmasq(
            root, bootfile, leases="10.0.2.0,static",
            extra=(f"dhcp-host={qemu.MAC},id:*,{qemu.USER_NODE_IP}",))
        return qemu.tap_netdev("tap0")

    def dnsmasq(self, root, boot=None, extra=("port=0",),
                leases=f"{NODE_RANGE},255.255.255.0,10m", **kwargs):
        """DHCP and TFTP on the bridge. The router advertisements and the
        option for QEMU's ROM save 16 s of waiting in it. boot: what every
        node loads, else what its firmware asks for."""
        boots = [f"dhcp-boot={boot}"]
        if not boot:
            boots = [word for name, number in qemu.ARCHITECTURES.items()
                     for word in (
                         f"dhcp-match=set:{name},option:client-arch,{number}",
                         f"dhcp-boot=tag:{name},{qemu.BOOTFILES[name]}")]
        return self.enter(servers.dnsmasq(self.folder, self.namespace, [
            "interface=br0", "enable-tftp", f"tftp-root={root}",
            f"dhcp-range={leases}",
            f"dhcp-range={NEAR6},ra-only", "enable-ra",
            "dhcp-option-force=encap:175,176,1b",
            *boots, "log-dhcp", *extra], **kwargs))

    def far_tftp(self, far, root):
        """A TFTP server on the far side."""
        return self.enter(servers.dnsmasq(self.folder, far, [
            "port=0", "interface=far1", "enable-tftp", f"tftp-root={root}"],
            name="far-tftp", ready=("udp", 69)))

    def order(self, answer, node=None, namespace=None):
        """ORDER `answer` to the node, as a boss does: one datagram."""
        (namespace or self.namespace).run(
            OUT / "tests/bossorder", node or self.user_node_ip,
            answer.replace("{mfs}", self.mfs_arguments))

    def order_until_heard(self, answer, node, address):
        """ORDER `answer`, again and again, as a boss does that finds the node
        deaf: an order may be lost like any datagram."""
        kind = answer.split()[0]
        for _ in range(120):
            self.order(answer, node=address)
            with contextlib.suppress(MilestoneFailed):
                return node.expect(f"order from boss: {kind}", deadline=1,
                                   failures=())
        node.serial.fail(f"no order was heard: {answer}")

    def node(self, netdev, **kwargs):
        """Start the node."""
        kwargs.setdefault("firmware", self.firmware)
        if kwargs["firmware"] == "efi64":
            kwargs.setdefault("memory", 768)
        node = self.enter(qemu.Node(self.folder, self.namespace, netdev,
                                    **kwargs))
        self.nodes.append(node)
        return node

    def user_node(self, root, **kwargs):
        """Start a node with QEMU's own DHCP and TFTP server, or on a wire that
        cannot be told from it."""
        firmware = kwargs.get("firmware", self.firmware)
        start = self.wire if self.wired else qemu.user_netdev
        return self.node(start(root, qemu.BOOTFILES[firmware]), **kwargs)

    # What must be seen ----------------------------------------------------

    def expect_linux_begins(self, node, **kwargs):
        """Linux has started and tells this run's nonce: enough where the story
        is what went wrong before."""
        node.expect_all(r"Linux version ",
                        rf"Command line: .*nonce={self.nonce}\b", **kwargs)

    def expect_linux(self, node, *words, failures=MISHAPS, deadline=90):
        """Linux reports from inside: this run's nonce, a whole initramfs and
        the words on its command line. Returns that line."""
        line = node.expect(r"mfs: command line: (.*)\n", deadline=deadline,
                           failures=failures).group(1)
        missing = [w for w in words if w not in line]
        if missing:
            node.serial.fail(f"kernel command line lacks {missing}: {line}")
        node.expect(rf"mfs: sha256 {self.payload}\b")
        node.expect(rf"mfs: nonce={self.nonce}\n")
        why = node.serial.wait_end()
        if why != "QEMU ended with 0":
            node.serial.fail(why)
        return line
