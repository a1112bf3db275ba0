# SPDX-License-Identifier: GPL-2.0-or-later
"""The talk between node and boss: waiting, orders, losses, refusals."""
import re

import pytest

from harness import bootinfo, pcap
from harness.fakeboss import drop, late, send
from harness.qemu import USER_HOST_IP, USER_NODE_IP
from harness.watch import DEAD_ENDS

HTTP_MFS = f"http://{USER_HOST_IP}:8080/mfs"
NO_ANSWER = re.compile(r"no answer yet, asking boss again in (\d+(?:\.\d+)?) s")
TICK = 0.15                     # seconds: two BIOS ticks and the rounding


@pytest.fixture
def served(lab):
    """A lab whose MFS is served over HTTP; with its TFTP root."""
    lab.nginx()
    lab.root = lab.tftp_root()
    lab.good = bootinfo.reply(bootinfo.MFS, HTTP_MFS, lab.mfs_arguments)
    return lab


def expect_decision(lab, node, **kwargs):
    """The node has taken this run's answer and loads Linux: enough where
    the story is the talk with boss."""
    node.expect_all(rf"boss says: MFS {HTTP_MFS}, arguments \"[^\"]*"
                    rf"nonce={lab.nonce}", "deterboot: running: linux.c32",
                    **kwargs)


def check_wire(node):
    """Whole questions, all from one socket on port 9696. Returns them."""
    asked = pcap.questions(node.capture)
    assert {(q.src, q.sport, q.dst) for q in asked} == \
        {(USER_NODE_IP, 9696, USER_HOST_IP)}
    assert {q.data for q in asked} == {bootinfo.QUESTION}
    assert pcap.refused_by(node.capture, USER_NODE_IP) == 0
    return asked


def check_gaps(asked):
    """The node backs off: it never asked earlier than documented (1, 2, 4, ...
    s, a quarter less at most), but for a BIOS tick. A busy machine may make it
    any amount later. Returns the gaps, in seconds."""
    gaps = [b.time - a.time for a, b in zip(asked, asked[1:])]
    for number, gap in enumerate(gaps):
        assert gap > 0.75 * 2 ** number - TICK, gaps
    return gaps


def check_schedule(node, asked):
    """And it asked when it had said that it would, but for the rounding."""
    said = [float(s) for s in NO_ANSWER.findall(node.serial.text)]
    gaps = check_gaps(asked)
    assert len(gaps) == len(said) > 1
    for gap, left in zip(gaps, said):
        assert gap > left - TICK, (gaps, said)


def test_lost_replies(served):
    """The first three answers are lost: the node asks on, ever more slowly,
    from the one port that firewalls let through. (On UEFI, too: below, where
    nothing but rubbish comes.)"""
    boss = served.boss(f"NONE ; NONE ; NONE ; MFS {HTTP_MFS} -- {{mfs}}")
    node = served.user_node(served.root)
    for count in (1, 2, 3):
        node.expect_all(rf"what to boot \(try {count}\)",
                        r"no answer yet, asking boss again in ")
    node.expect_all(r"what to boot \(try 4\)", "boss says: MFS")
    served.expect_linux(node)
    asked = check_wire(node)
    assert len(asked) == boss.log.count("REQUEST version 1") == 4
    check_schedule(node, asked)


def test_no_server_at_all(served):
    """Nobody listens: the node keeps asking and never falls to a prompt. A
    boss that comes up in the end is heard."""
    node = served.user_node(served.root)
    for count in (1, 2, 3):
        node.expect(rf"what to boot \(try {count}\)")
    served.boss(f"MFS {HTTP_MFS} -- {{mfs}}")
    node.expect("boss says: MFS", deadline=120)
    served.expect_linux(node)
    check_schedule(node, check_wire(node))


def test_fail_status(served):
    """Boss refuses: said so with a code, and asked again."""
    served.boss(f"FAIL ; MFS {HTTP_MFS} -- {{mfs}}")
    node = served.user_node(served.root)
    node.expect_all(
        r"deterboot: boss refused \(status FAIL\) \[D\d{2,3}\]; asking boss again in ",
        r"deterboot: asking boss \S+ what", "boss says: MFS")
    served.expect_linux(node)
    assert len(check_wire(node)) == 2


@pytest.mark.parametrize("order", ["AUTO", f"MFS {HTTP_MFS} -- {{mfs}} by=order"],
                         ids=["auto", "complete"])
def test_wait_then_order(served, order):
    """WAIT: silence until the ORDER. AUTO makes the node ask again; an order
    with a complete answer inside is carried out as it is."""
    boss = served.boss(f"WAIT ; MFS {HTTP_MFS} -- {{mfs}} by=answer")
    node = served.user_node(served.root)
    node.expect(r"boss says: WAIT; waiting for an order from boss")
    served.order(order)
    node.expect(rf"deterboot: order from boss: {order.split()[0]}")
    by_order = "by=order" in order
    served.expect_linux(node, "by=order" if by_order else "by=answer")
    assert len(check_wire(node)) == (1 if by_order else 2)
    assert boss.log.count("REQUEST version 1") == (1 if by_order else 2)


@pytest.mark.firmwares("bios", efi64=["order"])
@pytest.mark.parametrize("how", ["answer", "order"])
def test_reboot(served, how):
    """REBOOT, as an answer or as an order: the machine is reset and comes
    back to ask again."""
    first = "REBOOT" if how == "answer" else "WAIT"
    served.boss(f"{first} ; MFS {HTTP_MFS} -- {{mfs}}")
    node = served.user_node(served.root, reboot=True)
    assert node.resets() == 0
    if how == "order":
        node.expect("waiting for an order from boss")
        served.order("REBOOT")
        node.expect("order from boss: REBOOT")
    else:
        node.expect("boss says: REBOOT")
    node.expect_all(r"deterboot \d\S*\n", "boss says: MFS")
    assert node.resets() >= 1           # SeaBIOS resets some more on its way
    served.expect_linux(node)
    assert node.serial.count(served.beginning) == 2
    assert len(check_wire(node)) == 2


@pytest.mark.usefixtures("user_network")
def test_auto(served):
    """AUTO as an answer: ask again."""
    served.boss(f"AUTO ; MFS {HTTP_MFS} -- {{mfs}}")
    node = served.user_node(served.root)
    node.expect_all("boss says: AUTO", r"deterboot: asking boss \S+ what")
    expect_decision(served, node)
    assert len(check_wire(node)) == 2


@pytest.mark.firmwares("bios", "efi64")
def test_rubbish_is_ignored(served):
    """Too short, too long, wrong opcode, from a wrong port: none of it is
    taken for an answer, each kind is named once, and nothing is asked
    earlier."""
    bad = bootinfo.reply(bootinfo.MFS, "http://10.0.2.2:8080/forged", "x=1")
    rubbish = [b"", b"\0", bad[:100], bad + b"\0",
               bootinfo.message(bootinfo.REQUEST, bootinfo.MFS, "/forged"),
               bootinfo.message(99, bootinfo.MFS, "/forged")]

    def step(boss):
        send(*rubbish)(boss)
        send(bad, port=7777)(boss)

    served.fake_boss([step, step, send(served.good)])
    node = served.user_node(served.root)
    expect_decision(served, node, failures=DEAD_ENDS)
    node.serial.never("forged")
    for code in ("D12", "D13", "D15"):      # port, length, opcode
        assert node.serial.count(rf"\[{code}\]") == 1
    asked = check_wire(node)
    assert len(check_gaps(asked)) == 2


def test_late_and_duplicate_replies(served):
    """The answer to the first question comes after the second was asked, and
    twice: it is used once."""
    boss = served.fake_boss([late(3.0, served.good), drop, drop,
                             send(served.good, served.good)])
    node = served.user_node(served.root)
    expect_decision(served, node)
    assert node.serial.count("boss says: MFS") == 1
    assert len(boss.questions) <= 4


def test_replies_out_of_order(served):
    """The answer to the first question overtakes nothing: it comes behind
    that to the second, which said WAIT, and is boss's last word."""
    served.fake_boss([late(4.0, served.good),
                      send(bootinfo.reply(bootinfo.WAIT)), drop])
    node = served.user_node(served.root)
    node.expect("boss says: WAIT")
    expect_decision(served, node)
    assert len(check_wire(node)) == 2


def test_full_length_strings(served):
    """A path that fills its field, without a NUL, is cut at the field's end
    and reaches nobody's neighbour."""
    path = ("/" + "a" * 255).encode()
    served.fake_boss([send(bootinfo.reply(bootinfo.MFS, path, b"b" * 248)),
                      send(served.good)])
    node = served.user_node(served.root)
    node.expect_all(r"boss says: MFS /a{255}, arguments \"b{248}\"",
                    r"kernel not found \[D42\]: \S+:/a{255}/bzImage\n",
                    r"asking boss \S+ what")
    expect_decision(served, node)


def test_boss_option(served):
    """boss= and port= in pxelinux.cfg instead of next-server and 6969."""
    with served.namespace.socket() as sock:
        sock.bind(("127.0.0.1", 6999))
        (served.root / "pxelinux.cfg/default").write_text(
            "SERIAL 0 115200\nDEFAULT deterboot.c32 boss=10.0.2.2 port=6999\n")
        node = served.user_node(served.root)
        node.expect(r"deterboot: boss 10\.0\.2\.2:6999 \(.*option")
        sock.settimeout(120)
        assert sock.recv(1000) == bootinfo.QUESTION
        sock.sendto(served.good, (served.user_node_ip, bootinfo.CLIENT_PORT))
        expect_decision(served, node)


def test_boss_behind_a_router(lab, tap):
    """Boss, TFTP and HTTP on another subnet: next-server is not on the
    node's network, the gateway is used; an ORDER finds its way too."""
    far = lab.far_side()
    root = lab.tftp_root()
    lab.dnsmasq(root, boot=f"{lab.bootfile},boss,{lab.FAR_BOSS_IP}")
    lab.far_tftp(far, root)
    lab.nginx(namespace=far, address=lab.FAR_BOSS_IP)
    lab.boss(f"WAIT ; MFS http://{lab.FAR_BOSS_IP}:8080/mfs -- {{mfs}}",
             namespace=far, address=lab.FAR_BOSS_IP)
    node = lab.node(tap)
    node.expect_all(rf"deterboot: node \S+ .*gateway {lab.ROUTER_IP}",
                    rf"deterboot: boss {lab.FAR_BOSS_IP}:6969",
                    "waiting for an order from boss")
    asked, = pcap.questions(node.capture)
    lab.order("AUTO", node=asked.src, namespace=far)
    node.expect("order from boss: AUTO")
    lab.expect_linux(node)
    asked = pcap.questions(node.capture)
    assert {(q.sport, q.dst) for q in asked} == {(9696, lab.FAR_BOSS_IP)}
    assert len(asked) == 2
