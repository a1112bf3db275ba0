# SPDX-License-Identifier: GPL-2.0-or-later
"""State reports over TCP, as Emulab's tmcd takes them."""
import re

import pytest

from harness.prompt import say, stop
from harness.qemu import USER_HOST_IP
from harness.tmcd import Tmcd
from harness.watch import DEAD_ENDS

HTTP_MFS = f"http://{USER_HOST_IP}:8080/mfs"


@pytest.mark.firmwares("bios", "efi64")
def test_reports(lab):
    """Every turn of a boot is told, in order."""
    lab.nginx()
    lab.boss(f"WAIT ; MFS {HTTP_MFS}-none ; MFS {HTTP_MFS} -- {{mfs}}")
    tmcd = lab.enter(Tmcd(lab.namespace))
    node = lab.user_node(lab.tftp_root(options="report"))
    node.expect("waiting for an order from boss")
    lab.order("AUTO")
    node.expect("order from boss: AUTO")
    node.expect_all(r"\[D42\]", "asking boss again in", failures=DEAD_ENDS)
    lab.expect_linux_begins(node)
    node.serial.never(r"\[D66\]")
    assert tmcd.states == ["PXEBOOTING", "PXEWAIT", "PXEWAKEUP", "PXEBOOTING",
                           "BOOTING", "PXEFAILED", "PXEBOOTING", "BOOTING"]


def test_failures_of_others(lab, waiting):
    """A boot that failed is told, too, if not boss but the operator or the
    fallback has called for it."""
    tmcd = lab.enter(Tmcd(lab.namespace))
    node = waiting("WAIT ; FAIL", "report rounds=1 fallback=local:5")
    stop(node)
    say(node, "boot PART 3", r"\[D45\]", "deterboot> ")
    say(node, "ask", "boss refused", "falling back in ", r"\[D58\]",
        r"\[D45\]: hd5", "asking boss again in ")
    node.expect("asking boss")
    assert tmcd.states[:7] == ["PXEBOOTING", "PXEWAIT", "BOOTING", "PXEFAILED",
                               "PXEBOOTING", "BOOTING", "PXEFAILED"]


def test_reboot_is_reported(lab):
    """SHUTDOWN is told before the machine is reset."""
    lab.boss("REBOOT")
    tmcd = lab.enter(Tmcd(lab.namespace))
    node = lab.user_node(lab.tftp_root(options="report"))
    node.expect("boss says: REBOOT")
    node.serial.wait_end()
    assert tmcd.states == ["PXEBOOTING", "SHUTDOWN"]


def test_refused(lab):
    """Nobody listens on the port: said once, and the boot goes on."""
    lab.nginx()
    lab.boss(f"WAIT ; MFS {HTTP_MFS} -- {{mfs}}")
    node = lab.user_node(lab.tftp_root(options="report"))
    node.expect("waiting for an order from boss", failures=DEAD_ENDS)
    lab.order("AUTO")
    lab.expect_linux(node, failures=DEAD_ENDS)
    assert re.findall(r"\[D66\].*", node.serial.text) == \
        [f"[D66]: PXEBOOTING to {USER_HOST_IP}:7777: Connection refused"]


@pytest.mark.parametrize("how", ["silent", "unused"])
def test_no_answer(lab, tap, how):
    """Somebody takes the connection and is silent, or no such host is there:
    the boot goes on after a short time."""
    ip = lab.ROUTER_IP if how == "silent" else "192.168.252.77"
    lab.enter(Tmcd(lab.namespace, lab.ROUTER_IP, answer=False))
    lab.boss("MFS /mfs -- {mfs}", address=lab.ROUTER_IP)
    root = lab.tftp_root(options=f"report={ip}")
    lab.dnsmasq(root)
    node = lab.node(tap)
    node.expect(rf"\[D66\]: PXEBOOTING to {ip}:7777: ", failures=DEAD_ENDS)
    node.expect("boss says: MFS /mfs")
    lab.expect_linux(node)
    assert node.serial.count(r"\[D66\]") == 1
    assert node.serial.count("asking boss") == 1
