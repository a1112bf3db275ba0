# SPDX-License-Identifier: GPL-2.0-or-later
"""RESTART: DHCP again without a reset, and what follows where that fails."""
import pytest

from harness import bootinfo, pcap, servers
from harness.fakeboss import drop, send
from harness.prompt import CTRL_C, say, stop
from harness.qemu import MAC, USER_HOST_IP
from harness.rogue import Rogue
from harness.watch import DEAD_ENDS, MISHAPS

OLD_IP, NEW_IP, NEW_BOSS = "192.168.252.100", "192.168.252.120", "192.168.252.2"
RESTART = bootinfo.reply(bootinfo.RESTART)


class Move:
    """A node at its old boss, and a DHCP server that then names a new one."""

    def __init__(self, lab, tap, config=None):
        self.lab = lab
        lab.namespace.ip(f"addr add {NEW_BOSS}/24 dev br0")
        self.root = lab.tftp_root(config=config)
        self.dhcp = self.serve_dhcp(lab.ROUTER_IP, OLD_IP, name="dnsmasq")
        self.old_boss = lab.fake_boss([drop], lab.ROUTER_IP, OLD_IP)
        self.node = lab.node(tap)
        self.node.expect_all(rf"deterboot: node {OLD_IP} ",
                             rf"deterboot: boss {lab.ROUTER_IP}:6969",
                             rf"asking boss {lab.ROUTER_IP} what to boot")

    def serve_dhcp(self, boss, node_ip, **kwargs):
        """dnsmasq with this next-server and address."""
        return self.lab.dnsmasq(
            self.root, boot=f"{self.lab.bootfile},,{boss}",
            extra=["port=0", f"dhcp-host={MAC},{node_ip}"], **kwargs)

    def change_dhcp(self, node_ip):
        """From now on the DHCP server tells something else."""
        self.dhcp.stop()
        self.dhcp = self.serve_dhcp(NEW_BOSS, node_ip, name="new-dnsmasq")

    def new_boss(self):
        """The real boss, which lets the node boot over its own TFTP."""
        self.lab.boss("MFS /mfs -- {mfs}", address=NEW_BOSS)


def test_new_next_server(lab, tap):
    """Same address, another next-server: the node asks that one, and takes
    its files from there, without a reset."""
    move = Move(lab, tap)
    move.new_boss()
    move.change_dhcp(OLD_IP)
    move.old_boss.send(RESTART)
    move.node.expect("boss says: RESTART; starting over with DHCP")
    move.node.expect_all(rf"deterboot: node {OLD_IP} ",
                         rf"deterboot: boss {NEW_BOSS}:6969 \(next-server\)",
                         rf"asking boss {NEW_BOSS} what to boot \(try 1\)",
                         "boss says: MFS /mfs")
    lab.expect_linux_begins(move.node)
    asks_the_new_boss(lab, move.node)


def asks_the_new_boss(lab, node):
    """Without a reset, and nobody else."""
    assert node.serial.count(lab.beginning) == 1
    assert {q.dst for q in pcap.questions(node.capture)} == \
        {lab.ROUTER_IP, NEW_BOSS}
    # linux.c32 has no server in its name: it comes from the new next-server
    assert NEW_BOSS in tftp_servers_of(node, b"linux.c32")


def tftp_servers_of(node, name):
    """Whom the node asked for a file."""
    return {p.dst for p in pcap.datagrams(node.capture)
            if p.dport == 69 and name in p.data}


@pytest.mark.firmwares("bios", "efi64")
def test_new_address(lab, tap):
    """Another address, and another next-server, by an order: boss, the servers
    and the kernel see it."""
    move = Move(lab, tap, config="""\
SERIAL 0 115200
DEFAULT deterboot
LABEL deterboot
  COM32 deterboot.c32
  SYSAPPEND 1
  APPEND append=who=%i
""")
    move.new_boss()
    move.change_dhcp(NEW_IP)
    move.old_boss.send(bootinfo.reply(bootinfo.WAIT))
    move.node.expect("waiting for an order from boss")
    move.old_boss.send(bootinfo.order(bootinfo.RESTART),
                       port=bootinfo.ORDER_PORT)
    move.node.expect("order from boss: RESTART; starting over with DHCP")
    move.node.expect_all(rf"deterboot: node {NEW_IP} ",
                         rf"asking boss {NEW_BOSS} what to boot",
                         "boss says: MFS /mfs")
    lab.expect_linux(move.node, f"who={NEW_IP}",
                     f"ip={NEW_IP}:{NEW_BOSS}:{lab.ROUTER_IP}:255.255.255.0")
    asked = [q for q in pcap.questions(move.node.capture) if q.dst == NEW_BOSS]
    assert {(q.src, q.sport) for q in asked} == {(NEW_IP, 9696)}
    asks_the_new_boss(lab, move.node)


@pytest.mark.firmwares("bios", "efi64")
def test_what_dhcp_sees(lab, tap):
    """The DHCP server sees the same client as at power-on, asked from port 68
    with the broadcast flag, and every kind of option that the ROM sent."""
    move = Move(lab, tap)
    move.new_boss()
    move.change_dhcp(OLD_IP)
    move.old_boss.send(RESTART)
    move.node.expect("boss says: MFS /mfs")
    sent = [p for p in pcap.datagrams(move.node.capture) if p.dport == 67]
    by_rom = [p for p in sent if p.src == "0.0.0.0"]
    ours = [p for p in sent if p.src != "0.0.0.0"]
    assert [dhcp_options(p.data)[53] for p in ours] == [b"\1", b"\3"]
    theirs = dhcp_options(by_rom[0].data)
    for p in ours:
        assert (p.sport, p.dst) == (68, "255.255.255.255")
        assert len(p.data) >= 300 and p.data[10] & 0x80
        assert p.data[4:8] != by_rom[0].data[4:8]
        options = dhcp_options(p.data)
        for code in (60, 61, 77, 93, 94, 97):
            assert options.get(code) == theirs.get(code), code
        assert 97 in options
        assert 61 in options or lab.firmware == "efi64"    # OVMF sends none
    assert dhcp_options(ours[1].data)[54] == bytes((192, 168, 252, 1))


def dhcp_options(packet):
    """The options of a DHCP message, by code."""
    options, at = {}, 240
    while packet[at] != 255:
        if packet[at]:
            options[packet[at]] = packet[at + 2:at + 2 + packet[at + 1]]
            at += packet[at + 1] + 1
        at += 1
    return options


def test_forged_replies(lab, tap):
    """Another host floods the wire with replies that belong to no question of
    this node, and answers its questions with forged ones: nothing changes."""
    move = Move(lab, tap)
    move.new_boss()
    move.change_dhcp(OLD_IP)
    with Rogue(lab) as rogue:
        move.old_boss.send(RESTART)
        move.node.expect_all(rf"deterboot: node {OLD_IP} ",
                             rf"deterboot: boss {NEW_BOSS}:6969",
                             "boss says: MFS /mfs")
        assert rogue.answered >= 1
    lab.expect_linux(move.node)
    move.node.serial.never(r"192\.168\.252\.66")


@pytest.mark.firmwares("bios", "efi64")
def test_no_dhcp_server(lab, tap):
    """The DHCP server is gone: said so; the boot program is loaded again from
    where it came, and asks the old boss. With UEFI the old lease is kept."""
    move = Move(lab, tap)
    move.dhcp.stop()
    lab.enter(servers.dnsmasq(lab.folder, lab.namespace, [
        "port=0", "interface=br0", "enable-tftp", f"tftp-root={move.root}"],
        name="tftp-only", ready=("udp", 69)))
    move.old_boss.script = [send(bootinfo.reply(bootinfo.MFS, "/mfs",
                                                lab.mfs_arguments))]
    move.old_boss.send(RESTART)
    again = {"bios": ["loading the boot program again instead",
                      rf"running: pxechn\.c32 {lab.ROUTER_IP}::pxelinux\.0",
                      "PXELINUX 6", rf"deterboot: node {OLD_IP} "],
             "efi64": ["no new lease, keeping the old one",
                       r"asking boss again in \d"]}[lab.firmware]
    move.node.expect_all(r"asking for a DHCP lease \(try 6\)", r"\[D60\]\n",
                         *again, deadline=120, failures=DEAD_ENDS)
    move.node.expect("boss says: MFS /mfs", failures=MISHAPS)
    lab.expect_linux(move.node)


def test_no_dhcp_and_no_tftp_server(lab, tap):
    """Neither is there: the node asks its old boss again, and goes on."""
    move = Move(lab, tap)
    move.dhcp.stop()
    move.old_boss.script = [send(bootinfo.reply(bootinfo.WAIT))]
    move.old_boss.send(RESTART)
    move.node.expect_all(r"\[D60\]\n", r"\[D55\]: \S+::pxelinux\.0",
                         "asking boss again in ",
                         rf"asking boss {lab.ROUTER_IP} what to boot",
                         "waiting for an order from boss", deadline=150,
                         failures=DEAD_ENDS)


def test_stopped(lab, tap):
    """No DHCP server answers, and the operator does not want to wait for it:
    the prompt comes at once, and the old boss is asked later."""
    move = Move(lab, tap)
    move.dhcp.stop()
    move.old_boss.script = [send(bootinfo.reply(bootinfo.WAIT))]
    move.old_boss.send(RESTART)
    move.node.expect(r"asking for a DHCP lease \(try 2\)", failures=DEAD_ENDS)
    stop(move.node)
    move.node.serial.never(r"\[D60\]|loading the boot program")
    say(move.node, "boot RESTART", r"asking for a DHCP lease \(try 1\)")
    move.node.type(CTRL_C)
    move.node.expect_all("stopped while asking for a DHCP lease", "deterboot> ",
                         failures=DEAD_ENDS)
    say(move.node, "continue", rf"asking boss {lab.ROUTER_IP} what to boot",
        "waiting for an order from boss")


def test_restart_again_and_again(lab):
    """A boss that says nothing but RESTART is asked ever less often. (QEMU's
    own DHCP server, with the ordinary network of the tests.)"""
    lab.nginx()
    lab.boss("RESTART ; RESTART ; RESTART ; "
             f"MFS http://{USER_HOST_IP}:8080/mfs -- {{mfs}}")
    node = lab.user_node(lab.tftp_root())
    for _ in range(3):
        node.expect_all("boss says: RESTART", r"asking for a DHCP lease",
                        r"taking the offer", r"deterboot: node 10\.0\.2\.15 ")
    node.expect("boss says: MFS")
    assert node.serial.count(r"asking boss in \d") == 2
    lab.expect_linux(node)


def test_operator_restarts(waiting):
    """An operator says RESTART at the prompt: boss is asked after that."""
    node = waiting("WAIT")
    stop(node)
    say(node, "boot RESTART", "operator says: RESTART; starting over with DHCP",
        r"taking the offer", r"deterboot: node 10\.0\.2\.15 ",
        r"asking boss 10\.0\.2\.2 what to boot \(try 1\)",
        "waiting for an order from boss")
