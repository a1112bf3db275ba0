# SPDX-License-Identifier: GPL-2.0-or-later
"""A network that loses packets. (`make soak-loss`: many such boots.)"""
from harness import pcap
from multiboot import expect_kernel, make_kernel

LOSS = 20                       # percent, each way


def test_boot_with_loss(lab, tap):
    """From deterboot's first line on every fifth packet is lost, each way: it
    takes longer, but it boots. (What loads deterboot is the ROM's work.)"""
    lab.boss("WAIT", address=lab.ROUTER_IP)
    root = lab.tftp_root()
    make_kernel(root / "kernel")
    lab.dnsmasq(root)
    node = lab.node(tap)
    node.expect("deterboot: node ")
    lab.lose(LOSS)
    node.expect("waiting for an order from boss", deadline=300)
    asked = pcap.questions(node.capture)
    lab.order_until_heard(f"MB {lab.ROUTER_IP}:/kernel -- nonce={lab.nonce}",
                          node, asked[0].src)
    expect_kernel(lab, node, lab.ROUTER_IP, deadline=300)
    assert lab.lost() > 0
    assert {q.sport for q in pcap.questions(node.capture)} == {9696}
