#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Many boots in a row, each with another trouble: `make soak`.

    soak.py BOOTS [SEED [STORY...]]

Every boot is one of the stories below, drawn at random (the seed is printed
and makes the same campaign again); it must end in what boss asked for. A node
that is not there in time counts as hung. Logs of boots that failed are kept.
At the end: a table of the stories, and figures from the captures. Needs taps.
With DETERBOOT_FIRMWARE=efi64 the nodes have UEFI.
"""
import os
import random
import shutil
import sys
import time
from collections import defaultdict
from pathlib import Path

from harness import attack, bootinfo, pcap
from harness.fakeboss import drop, late, send
from harness.fakefiles import HTTP_PORT, answer, cut, raw, whole
from harness.lab import Lab
from harness.namespace import why_no_tap
from harness.watch import DEAD_ENDS, MilestoneFailed
from multiboot import expect_kernel, make_kernel

HOST, NODE = Lab.ROUTER_IP, "192.168.252.117"
WEB = f"http://{HOST}:8080"
BAD_WEB = f"http://{HOST}:{HTTP_PORT}"
FIRMWARE = "efi64" if os.environ.get("DETERBOOT_FIRMWARE") == "efi64" \
    else "bios"
# What a story may end in; UEFI boots no multiboot image, and the disk's
# partitions 1 and 2
ENDS = {"bios": ("mfs-http", "mfs-http", "mfs-tftp", "mb", "part"),
        "efi64": ("mfs-http", "mfs-http", "mfs-tftp", "part")}[FIRMWARE]
SMALL = [end for end in ENDS if end in ("mb", "part")]
PARTS = {"bios": (0, 1), "efi64": (1, 2)}[FIRMWARE]
WATCHDOG = 600                  # seconds, twice what UEFI's watchdog takes
DEADLINE = 600                  # seconds; what takes longer has hung
DATA = bytes(range(256)) * 256
CONGESTION = Path("/proc/sys/net/ipv4/tcp_congestion_control")

BAD_FILES = {
    "reset": cut(DATA, how="reset"), "cut": cut(DATA),
    "no-kernel": whole(DATA), "500": answer("500 Broken"),
    "403": answer("403 Forbidden"), "babble": raw(b"hello\r\n" * 1000),
}


class Boot:
    """One boot: a lab with everything, a node, and what it must end in."""

    def __init__(self, lab, rng):
        self.lab, self.rng = lab, rng
        self.netdev = lab.tap()
        root = lab.tftp_root()
        make_kernel(root / "kernel")
        lab.nginx(address=HOST)
        self.dnsmasq = lab.dnsmasq(root, extra=[
            "port=0", f"dhcp-host=52:54:00:12:34:56,{NODE}"])
        self.script, self.disks = [], [lab.disk("disk")]
        self.nic = "virtio"
        # What ends the story well; answer() and order() send it
        self.end = rng.choice(ENDS)

    def good(self, make=bootinfo.reply):
        """The answer that must boot."""
        lab = self.lab
        if self.end == "mb":
            return make(bootinfo.MB, socket_address(HOST) + b"/kernel",
                        f"nonce={lab.nonce}")
        if self.end == "part":
            return make(bootinfo.PART, self.rng.choice(PARTS))
        return make(bootinfo.MFS, f"{WEB}/mfs" if self.end == "mfs-http"
                    else "/mfs", lab.mfs_arguments)

    def start(self, *script):
        """A boss with this script, and the node."""
        self.boss = self.lab.fake_boss([*script, send(self.good())], HOST,
                                       NODE)
        self.node = self.lab.node(self.netdev, disks=self.disks,
                                  nic=self.nic)

    def order(self, packet):
        """An order, from the port that orders come from."""
        self.boss.send(packet, port=bootinfo.ORDER_PORT)

    def finish(self):
        """It boots what boss asked for."""
        if self.end == "mb":
            expect_kernel(self.lab, self.node, HOST, failures=DEAD_ENDS,
                          deadline=DEADLINE)
        else:
            self.lab.expect_linux(self.node, failures=DEAD_ENDS,
                                  deadline=DEADLINE)


def socket_address(address):
    """Four bytes, as they go into MB."""
    return bytes(map(int, address.split(".")))


# The stories ---------------------------------------------------------------

def plain(boot):
    """Nothing goes wrong."""
    boot.start()


def lost_replies(boot):
    """Some answers are lost."""
    boot.start(*[drop] * boot.rng.randint(1, 3))


def late_replies(boot):
    """An answer comes late, another one twice."""
    boot.start(late(boot.rng.uniform(0.5, 4), boot.good()), drop)


def refusals(boot):
    """Boss refuses."""
    boot.start(*[send(bootinfo.refusal())] * boot.rng.randint(1, 2))


def rubbish_replies(boot):
    """Answers that are cut, too long, of no known kind; copies of questions."""
    good = boot.good()
    boot.start(send(*boot.rng.sample([
        good[:100], good[:519], good + b"\0", b"", bootinfo.QUESTION,
        bootinfo.reply(77), bootinfo.order(bootinfo.MFS, "a b\n")], 4)))


def wait_for_auto(boot):
    """WAIT, then the order to ask again."""
    boot.start(send(bootinfo.reply(bootinfo.WAIT)))
    boot.node.expect("waiting for an order", deadline=DEADLINE)
    time.sleep(boot.rng.uniform(0, 8))
    boot.order(bootinfo.order(bootinfo.AUTO))


def wait_for_answer(boot):
    """WAIT, then an order with the answer in it."""
    boot.start(send(bootinfo.reply(bootinfo.WAIT)))
    boot.node.expect("waiting for an order", deadline=DEADLINE)
    time.sleep(boot.rng.uniform(0, 8))
    boot.order(boot.good(bootinfo.order))


def wait_long(boot):
    """The same after so long that a watchdog would have reset the machine."""
    boot.start(send(bootinfo.reply(bootinfo.WAIT)))
    boot.node.expect("waiting for an order", deadline=DEADLINE)
    time.sleep(WATCHDOG)
    boot.order(boot.good(bootinfo.order))


def missing_files(boot):
    """An MFS that is not there, or a server."""
    boot.start(send(bootinfo.reply(bootinfo.MFS, boot.rng.choice((
        f"{WEB}/nowhere", "/nowhere", f"http://{HOST}:81/mfs",
        "nobody.test.lab:/mfs", "a,b", "https://host/mfs")))))


def bad_files(boot):
    """A web server that breaks off, or sends something else."""
    files = {}
    for name, story in BAD_FILES.items():
        files[f"/{name}/bzImage"] = whole(DATA)
        files[f"/{name}/rootfs.cpio"] = story
    boot.lab.fake_files(files, HOST)
    names = boot.rng.sample(list(BAD_FILES), 2)
    boot.start(*[send(bootinfo.reply(bootinfo.MFS, f"{BAD_WEB}/{name}"))
                 for name in names])


def bad_disks(boot):
    """Disks and partitions that are not there, or cannot be booted."""
    boot.start(send(boot.rng.choice((
        bootinfo.reply(bootinfo.PART, 4), bootinfo.reply(bootinfo.PART, 999),
        bootinfo.reply(bootinfo.SYSID, 165),
        bootinfo.reply(bootinfo.DISKPART, (0x85, 1)),
        bootinfo.reply(bootinfo.DISKPART, (500, 1))))))


def bad_image(boot):
    """A multiboot image that is none."""
    boot.start(send(bootinfo.reply(
        bootinfo.MB, socket_address(HOST) + boot.rng.choice(
            (b"/nowhere", b"/pxelinux.cfg/default")))))


def reboot(boot):
    """REBOOT, and the machine comes back."""
    boot.boss = boot.lab.fake_boss([send(bootinfo.reply(bootinfo.REBOOT)),
                                    send(boot.good())], HOST, NODE)
    boot.node = boot.lab.node(boot.netdev, disks=boot.disks, reboot=True)


def flood(boot):
    """A host that floods the node with rubbish."""
    boot.start(drop)
    boot.node.expect(r"what to boot \(try 1\)", deadline=DEADLINE)
    forged = bootinfo.reply(bootinfo.MFS, "http://192.168.252.66/forged")
    boot.lab.enter(attack.Flood(boot.lab.namespace, "br0", [
        attack.udp("192.168.252.66", 6969, NODE, forged),
        attack.udp(HOST, 7777, NODE, forged),
        attack.udp(HOST, 6969, NODE, forged[:99]),
        attack.arp(1, "192.168.252.66", NODE),
        *attack.fragments("192.168.252.66", NODE, 4)], 500))


def loss(boot):
    """Every fifth packet is lost, each way."""
    lossy(boot, boot.rng.choice(SMALL))


def loss_mfs(boot):
    """The same with an MFS over HTTP, a kernel and an initrd of 16 MB. With
    BBR in this machine's TCP that takes a minute; with Reno or Cubic, which
    take each loss for a jam, four."""
    lossy(boot, "mfs-http")


def lossy(boot, end):
    """From deterboot's first line on."""
    boot.end = end
    boot.start(*[send(bootinfo.reply(bootinfo.WAIT))] *
               boot.rng.randint(0, 1))
    boot.node.expect("deterboot: node ", deadline=DEADLINE)
    boot.lab.lose(20)
    while boot.node.serial.count("waiting for an order") == 0 and \
            boot.node.serial.count("deterboot: running: ") == 0:
        time.sleep(0.5)
        if boot.node.serial.closed:
            return
    while boot.node.serial.count("deterboot: running: ") == 0 and \
            not boot.node.serial.closed:
        boot.order(bootinfo.order(bootinfo.AUTO))
        time.sleep(2)


def late_arp(boot, nic):
    """No answer to ARP for 3 s; the load begins with one request then, and is
    not held up again."""
    boot.end, boot.nic = SMALL[0], nic
    boot.start()
    boot.lab.late_arp(boot.dnsmasq)
    boot.node.expect("boss says: ", deadline=DEADLINE, failures=DEAD_ENDS)
    capture = boot.node.capture
    assert pcap.bursts(capture) <= 3, f"{pcap.bursts(capture)} copies"
    silence = pcap.longest_silence(capture, NODE)
    assert silence < 15, f"nothing was sent for {silence:.1f} s"


def late_arp_e1000(boot):
    """With an e1000."""
    late_arp(boot, "e1000")


def late_arp_virtio(boot):
    """With a virtio-net."""
    late_arp(boot, "virtio")


def late_arp_vmxnet3(boot):
    """With a vmxnet3, which has room for a few packets."""
    late_arp(boot, "vmxnet3")


STORIES = {f.__name__: f for f in (
    plain, lost_replies, late_replies, refusals, rubbish_replies,
    wait_for_auto, wait_for_answer, missing_files, bad_files, bad_disks,
    bad_image, reboot, flood, late_arp_e1000, late_arp_virtio,
    late_arp_vmxnet3, loss, loss_mfs)}
if FIRMWARE == "efi64":
    STORIES[wait_long.__name__] = wait_long
LOSSES = ("loss", "loss_mfs")


# Figures from the captures -------------------------------------------------

class Figures:
    """What the captures of all boots show."""

    def __init__(self):
        self.ports = set()              # that nodes asked from
        self.orders = []                # seconds from an ORDER to what follows
        self.lost = 0                   # packets, in stories with losses
        self.silent = 0.0               # seconds between WAIT and ORDER...
        self.spoke = 0                  # ...and packets from 9696 in them

    def add(self, capture):
        """One boot's capture."""
        datagrams = list(pcap.datagrams(capture))
        sent = sorted([d.time for d in datagrams if d.src == NODE] +
                      [when for when, src, _, _ in
                       pcap.packets(capture, pcap.TCP) if src == NODE])
        asked = [d for d in pcap.questions(capture) if d.src == NODE]
        self.ports |= {d.sport for d in asked}
        wait = None
        for d in datagrams:
            if d.src != HOST or d.dport != bootinfo.CLIENT_PORT:
                continue
            if d.data == bootinfo.reply(bootinfo.WAIT):
                wait = d.time
            elif d.sport == bootinfo.ORDER_PORT and wait:
                self.silent += d.time - wait
                self.spoke += sum(wait < q.time < d.time for q in asked)
                wait = None
                follow = [t for t in sent if t > d.time]
                if follow:
                    self.orders.append(follow[0] - d.time)

    def print(self):
        """The figures."""
        print(f"questions came from port(s) {sorted(self.ports)}")
        print(f"waiting for orders: {self.silent:.0f} s, in which nodes sent "
              f"{self.spoke} packets from 9696")
        if self.lost:
            print(f"packets lost: {self.lost}; TCP here: "
                  f"{CONGESTION.read_text().strip()}")
        if self.orders:
            print(f"ORDER to the next packet of the node: median "
                  f"{sorted(self.orders)[len(self.orders) // 2]:.2f} s, most "
                  f"{max(self.orders):.2f} s, {len(self.orders)} orders")


# The campaign --------------------------------------------------------------

def run(number, name, rng, figures):
    """One boot. Returns what went wrong, or None."""
    with Lab(f"soak-{number}", firmware=FIRMWARE) as lab:
        try:
            boot = Boot(lab, rng)
            STORIES[name](boot)
            boot.finish()
        except (MilestoneFailed, AssertionError, OSError) as error:
            return str(error)
        # Losses and floods have figures of their own
        if name in LOSSES:
            lost = lab.lost()
            figures.lost += lost
            if name == "loss_mfs" and not lost:     # the others are short
                return "no packet was lost"
        elif name != "flood":
            figures.add(boot.node.capture)
    shutil.rmtree(lab.folder)
    return None


def table(results):
    """Every story, how often, how it went."""
    print(f"{'story':18} boots    ok failed  slowest")
    for name, boots in sorted(results.items()):
        ok = sum(not error for error, _ in boots)
        print(f"{name:18} {len(boots):5} {ok:5} {len(boots) - ok:6} "
              f"{max(seconds for _, seconds in boots):7.1f} s")
    boots = sum(results.values(), [])
    ok = sum(not error for error, _ in boots)
    print(f"{'all':18} {len(boots):5} {ok:5} {len(boots) - ok:6} "
          f"{max(seconds for _, seconds in boots):7.1f} s")
    return len(boots) - ok


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    why = why_no_tap()
    if why:
        sys.exit(f"soak: {why}")
    boots = int(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10**6)
    names = sys.argv[3:] or list(STORIES)
    rng = random.Random(seed)
    print(f"soak: {boots} boots of nodes with {FIRMWARE}, seed {seed}",
          flush=True)
    results, figures = defaultdict(list), Figures()
    for number in range(1, boots + 1):
        # Every story has its turn before any comes again
        turn = (number - 1) % len(names)
        if not turn:
            order = rng.sample(names, len(names))
        start = time.monotonic()
        error = run(number, order[turn], rng, figures)
        seconds = time.monotonic() - start
        results[order[turn]].append((error, seconds))
        print(f"{number:4} {order[turn]:18} {seconds:6.1f} s "
              f"{'FAILED' if error else 'ok'}", flush=True)
        if error:
            print(error, flush=True)
    print()
    failed = table(results)
    figures.print()
    sys.exit(1 if failed or figures.spoke else 0)


if __name__ == "__main__":
    main()
