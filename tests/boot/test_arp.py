# SPDX-License-Identifier: GPL-2.0-or-later
"""Neighbours that answer ARP late, from another hardware address than before,
or not at all; and no way to who is no neighbour. (`make soak-arp`: many boots
with an answer that comes late.)"""
import time

from harness import bootinfo, pcap
from harness.fakeboss import send
from harness.watch import DEAD_ENDS

NODE = "192.168.252.117"
FAR, DEAD = "10.99.0.1", "192.168.252.99"
OTHER_MAC = "52:54:00:00:00:99"
GIVEN_UP = 45                   # seconds; it is 20, and was 60


def test_late_arp(lab, tap):
    """No answer for 3 s, from when pxelinux.0 was loaded: its request goes out
    once then, not each repetition of it, and nothing is waited for again."""
    lab.boss("WAIT", address=lab.ROUTER_IP)
    server = lab.dnsmasq(lab.tftp_root(), extra=[
        "port=0", f"dhcp-host=52:54:00:12:34:56,{NODE}"])
    node = lab.node(tap, nic="vmxnet3")
    lab.late_arp(server)
    node.expect("waiting for an order from boss")
    assert pcap.bursts(node.capture) <= 3           # it was 11 to 13
    assert pcap.longest_silence(node.capture, NODE) < 15


def test_server_moves(lab, tap):
    """A server whose hardware address changes, and that does not say so, is
    found again before the load is given up."""
    near = lab.near_side()
    lab.nginx(address=lab.NEAR_IP, namespace=near)
    boss = lab.fake_boss([send(bootinfo.reply(bootinfo.WAIT))], lab.ROUTER_IP,
                         NODE)
    lab.dnsmasq(lab.tftp_root(), extra=[
        "port=0", f"dhcp-host=52:54:00:12:34:56,{NODE}"])
    node = lab.node(tap)
    web = f"http://{lab.NEAR_IP}:8080"
    node.expect("waiting for an order from boss")
    boss.send(bootinfo.order(bootinfo.MFS, f"{web}/nowhere"),
              port=bootinfo.ORDER_PORT)
    node.expect_all(r"\[D42\]", "asking boss again in ", failures=DEAD_ENDS)
    near.ip(f"link set near1 address {OTHER_MAC}")
    boss.send(bootinfo.order(bootinfo.MFS, f"{web}/mfs", lab.mfs_arguments),
              port=bootinfo.ORDER_PORT)
    lab.expect_linux(node)


def test_no_way(lab, tap):
    """Without a gateway it is known at once that a server elsewhere cannot be
    reached, by HTTP, FTP and TFTP. One on the same network that is not there
    is given up like any other that does not answer."""
    boss = lab.fake_boss([send(bootinfo.reply(bootinfo.WAIT))], lab.ROUTER_IP,
                         NODE)
    lab.dnsmasq(lab.tftp_root(), extra=[
        "port=0", f"dhcp-host=52:54:00:12:34:56,{NODE}", "dhcp-option=3"])
    node = lab.node(tap)
    node.expect("waiting for an order from boss")

    def fails(path, code):
        boss.send(bootinfo.order(bootinfo.MFS, path),
                  port=bootinfo.ORDER_PORT)
        node.expect_all(rf"order from boss: MFS {path}\n",
                        rf"deterboot: [^\n]+ \[{code}\]: ",
                        "asking boss again in ", failures=(
                            *DEAD_ENDS, rf"\[D(?!{code[1:]})\d\d\]"))

    for path in (f"http://{FAR}/mfs", f"ftp://{FAR}/mfs", f"{FAR}:/mfs"):
        fails(path, "D56")
    start = time.monotonic()
    fails(f"http://{DEAD}/mfs", "D55")
    assert time.monotonic() - start < GIVEN_UP
