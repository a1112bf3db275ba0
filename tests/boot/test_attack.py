# SPDX-License-Identifier: GPL-2.0-or-later
"""A hostile host on the node's network: floods of rubbish and of forgeries do
not stop a boot, and lead it nowhere else."""
import time

import efidisk
import pytest

from harness import attack, bootinfo, pcap
from harness.fakeboss import drop, send
from harness.lab import ASSETS
from harness.watch import DEAD_ENDS

NODE, STRANGER = "192.168.252.117", "192.168.252.66"
FORGED = "http://192.168.252.66/forged"
# Frames a second. A node in TCG, on a machine that is busy with others, boots
# with 1700 to 2000 of any kind; of 4000 to port 9696 so many are lost, and
# boss's among them, that it boots only when they end.
RATE = 1000
# So many that the ROM is asked to send more than the host takes meanwhile
ANSWERED_RATE, ANSWERED_SECONDS = 8000, 30


def rubbish(boss):
    """For port 9696: from the wrong host, from the wrong port, too long, too
    short, of no known kind. -> {code: frames}"""
    reply = bootinfo.reply(bootinfo.MFS, FORGED)
    order = bootinfo.order(bootinfo.MFS, FORGED)

    def frames(host, ports, *packets):
        return [attack.udp(host, port, NODE, packet)
                for port in ports for packet in packets]

    return {
        "D11": frames(STRANGER, (bootinfo.SERVER_PORT, bootinfo.ORDER_PORT),
                      reply, order, b""),
        "D12": frames(boss, (1, 53, 9696, 60000), reply, order) +
        frames(boss, (bootinfo.ORDER_PORT,), reply),
        "D13": frames(boss, (bootinfo.SERVER_PORT, bootinfo.ORDER_PORT), b"",
                      b"\0", order[:519], order + b"\0", bytes(1400)),
        "D14": frames(boss, (bootinfo.SERVER_PORT,), bytes([7]) + reply[1:]),
        "D15": frames(boss, (bootinfo.SERVER_PORT,), bootinfo.QUESTION),
        "D17": frames(boss, (bootinfo.ORDER_PORT,), bootinfo.order(99)),
        "D18": frames(boss, (bootinfo.ORDER_PORT,),
                      bootinfo.order(bootinfo.MFS, "/a\nb")),
    }


def strangers():
    """Addresses of hosts that are not there."""
    return [f"192.168.252.{n}" for n in range(151, 250)]


FLOODS = {
    "arp": lambda boss: [attack.arp(op, src, NODE)
                         for op in (1, 2) for src in strangers()],
    "fragments": lambda boss: [*attack.fragments(boss, NODE),
                               *attack.fragments(STRANGER, NODE)],
    "syn": lambda boss: [attack.syn(src, 1024 + port, NODE, port)
                         for src in strangers()
                         for port in (80, 9696, 49152, 49153, 49154)],
}


# With a card of the firmware's, which has no interrupts
UEFI_RATE, LOSS = 2000, 20      # percent, each way


@pytest.fixture
def target(lab, tap):
    """A lab with servers on the tap, for a node whose address is known."""
    lab.nginx(address=lab.ROUTER_IP)
    lab.dnsmasq(lab.tftp_root(), extra=[
        "port=0", f"dhcp-host=52:54:00:12:34:56,{NODE}"])
    return lab


def flood(lab, frames, rate=RATE):
    """Start it."""
    return lab.enter(attack.Flood(lab.namespace, "br0", frames, rate))


def expect_each_named_once(node, kinds):
    """Each kind with an address of those that sent it. (That all of boss's
    answers are of such a kind, which may be so for a while, is another line.)
    """
    for code in kinds:
        line = rf"\[{code}\]: [0-9]"
        if not node.serial.count(line):
            node.expect(line, failures=())
        assert node.serial.count(line) == 1, code
    node.serial.never("forged")


def test_flood_of_rubbish(target, tap):
    """Hundreds of datagrams a second that are not boss's, from the first
    question on: each kind is named once, and none is believed."""
    lab = target
    lab.boss(f"NONE ; MFS http://{lab.ROUTER_IP}:8080/mfs -- {{mfs}}",
             address=lab.ROUTER_IP)
    node = lab.node(tap)
    node.expect(r"what to boot \(try 1\)")
    kinds = rubbish(lab.ROUTER_IP)
    flood(lab, [frame for frames in kinds.values() for frame in frames])
    node.expect_all(r"what to boot \(try 2\)", "boss says: MFS",
                    failures=DEAD_ENDS, deadline=120)
    lab.expect_linux(node, failures=DEAD_ENDS)
    expect_each_named_once(node, kinds)


@pytest.mark.firmwares("efi64")
def test_flood_and_loss(target, tap):
    """Twice as many, and of all packets every fifth is lost: UEFI's node is told
    to wait, as often as it asks, hears an order, and boots what boss answers
    then."""
    lab = target
    program = efidisk.marked(ASSETS / "program.efi", "from boss")
    (lab.folder / "tftp/efi64/program.efi").write_bytes(program)
    boss = lab.boss("WAIT", address=lab.ROUTER_IP)
    node = lab.node(tap)
    node.expect("deterboot: node ", deadline=120)
    lab.lose(LOSS)
    kinds = rubbish(lab.ROUTER_IP)
    flood(lab, [frame for frames in kinds.values() for frame in frames],
          UEFI_RATE)
    node.expect("waiting for an order", failures=DEAD_ENDS, deadline=180)
    (lab.folder / "boss.conf").write_text(
        f"default MB {lab.ROUTER_IP}:/efi64/program.efi -- {lab.nonce}\n")
    boss.hangup()
    lab.order_until_heard("AUTO", node, NODE)
    node.expect_all("boss says: MB",
                    rf"program: from boss options=\[{lab.nonce}\]",
                    failures=DEAD_ENDS, deadline=180)
    expect_each_named_once(node, kinds)
    assert lab.lost() > 0


def test_flood_of_copies(target, tap):
    """Boss's own WAIT, replayed by the hundred to a node that waits: a copy
    is no answer, and an order gets through. (To a node that has asked, it is
    an answer: the protocol has no secret.)"""
    lab = target
    lab.boss("WAIT", address=lab.ROUTER_IP)
    node = lab.node(tap)
    node.expect("waiting for an order")
    flood(lab, [attack.udp(lab.ROUTER_IP, bootinfo.SERVER_PORT, NODE,
                           bootinfo.reply(bootinfo.WAIT))])
    node.expect(r"\[D19\]", failures=DEAD_ENDS)
    lab.order_until_heard(f"MFS http://{lab.ROUTER_IP}:8080/mfs -- {{mfs}}",
                          node, NODE)
    lab.expect_linux(node, failures=DEAD_ENDS)
    assert len(pcap.questions(node.capture)) == 1


@pytest.mark.parametrize("kind", FLOODS)
def test_flood_below(target, tap, kind):
    """Floods that the network layer has to survive. A download may break off
    in one; the node asks again then, and boots when the flood is over."""
    lab = target
    lab.boss(f"WAIT ; MFS http://{lab.ROUTER_IP}:8080/mfs -- {{mfs}}",
             address=lab.ROUTER_IP)
    node = lab.node(tap)
    node.expect("waiting for an order")
    with attack.Flood(lab.namespace, "br0", FLOODS[kind](lab.ROUTER_IP),
                      RATE) as attacker:
        for _ in range(100):
            if attacker.sent > RATE / 10:
                break
            time.sleep(0.1)
        assert attacker.sent > RATE / 10
        lab.order_until_heard("AUTO", node, NODE)
        node.expect_all("boss says: MFS",
                        "deterboot: running: linux.c32", failures=DEAD_ENDS,
                        deadline=120)
    lab.expect_linux(node, failures=DEAD_ENDS)


@pytest.mark.long
def test_flood_that_is_answered(target, tap):
    """More questions than a card can answer: the ROM is not given frames
    without an end, and the node goes on when they stop."""
    lab = target
    boss = lab.fake_boss([drop], lab.ROUTER_IP, NODE)
    node = lab.node(tap)
    node.expect(r"what to boot \(try 1\)")
    with attack.Flood(lab.namespace, "br0",
                      [*FLOODS["arp"](lab.ROUTER_IP),
                       *FLOODS["syn"](lab.ROUTER_IP),
                       *FLOODS["fragments"](lab.ROUTER_IP)], ANSWERED_RATE):
        time.sleep(ANSWERED_SECONDS)
    boss.script.append(send(bootinfo.reply(
        bootinfo.MFS, f"http://{lab.ROUTER_IP}:8080/mfs", lab.mfs_arguments)))
    node.expect("boss says: MFS", failures=DEAD_ENDS, deadline=180)
    lab.expect_linux(node, failures=DEAD_ENDS)
