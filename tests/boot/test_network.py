# SPDX-License-Identifier: GPL-2.0-or-later
"""What DHCP says of routes, the MTU and domains, and names with addresses of
which some are dead."""
import socket
import struct

import pytest

from harness import pcap
from harness.attack import SYN
from harness.fakeboss import drop
from harness.prompt import say, stop
from harness.servers import FTP_PORT

# On the node's own link; nobody has them
DEAD = "192.168.252.77", "192.168.252.78"
DEAD_TFTP = "192.168.252.79", "192.168.252.80"
DEAD_FTP = "192.168.252.81", "192.168.252.82"

ARP = b"\x08\x06"

CONFIG = """\
SERIAL 0 115200
DEFAULT deterboot
PROMPT 0
LABEL deterboot
  COM32 deterboot.c32
  APPEND boss={boss} {options}
"""


def offered_mss(path, port):
    """The MSS in each SYN to this port."""
    found = set()
    for _, _, _, segment in pcap.packets(path, socket.IPPROTO_TCP):
        dport, flags = struct.unpack_from("!2xH9xB", segment)
        if flags & SYN and dport == port:
            mss = pcap.tcp_options(segment).get(pcap.MSS)
            if mss:
                found.add(int.from_bytes(mss, "big"))
    return found


def arp_targets(path):
    """Whom anybody looked for."""
    return {socket.inet_ntoa(frame[38:42]) for _, frame in pcap.frames(path)
            if frame[12:14] == ARP and len(frame) >= 42}


@pytest.mark.firmwares("bios", "efi64")
def test_routes_mtu_and_dead_addresses(lab, tap):
    """Boss is behind the router of option 121, not behind that of option 3,
    which comes first of two; its name has no dot, and is in the second domain
    of the search list; the files' server has two dead addresses and a living
    one in DNS, with a dot at the end of the name, and so have the TFTP and the
    FTP server of the initrds. The MSS follows the MTU."""
    far = lab.far_side()
    lab.boss("MFS http://files.lab.test.:8080/mfs -- {mfs}",
             address="10.77.0.2", namespace=far)
    lab.nginx(address=lab.ROUTER_IP)
    lab.ftp(address=lab.ROUTER_IP)
    root = lab.tftp_root(CONFIG.format(
        boss="theboss", options="initrd=tftp.lab.test::mfs/rootfs.cpio,"
        f"ftp://ftp.lab.test:{FTP_PORT}/mfs/rootfs.cpio"))
    lab.dnsmasq(root, extra=(
        "no-round-robin", "local=/test/",
        f"dhcp-option=option:router,{DEAD[0]},{lab.ROUTER_IP}",
        f"dhcp-option-force=121,10.77.0.0/16,{lab.ROUTER_IP}",
        "dhcp-option-force=26,1400",
        "dhcp-option-force=option:domain-search,none.test,lab.test",
        "host-record=theboss.lab.test,10.77.0.2",
        f"host-record=files.lab.test,{DEAD[0]}",
        f"host-record=files.lab.test,{lab.ROUTER_IP}",
        f"host-record=files.lab.test,{DEAD[1]}",
        f"host-record=tftp.lab.test,{DEAD_TFTP[0]}",
        f"host-record=tftp.lab.test,{lab.ROUTER_IP}",
        f"host-record=tftp.lab.test,{DEAD_TFTP[1]}",
        f"host-record=ftp.lab.test,{DEAD_FTP[0]}",
        f"host-record=ftp.lab.test,{lab.ROUTER_IP}",
        f"host-record=ftp.lab.test,{DEAD_FTP[1]}"))
    node = lab.node(tap)
    node.expect_all("boss 10.77.0.2:6969", "boss says: MFS")
    lab.expect_linux(node)
    assert offered_mss(node.capture, 8080) == {1400 - 40}
    # It has tried the dead ones, which do not answer ARP
    asked = arp_targets(node.capture)
    for dead in (DEAD, DEAD_TFTP, DEAD_FTP):
        assert asked & set(dead), dead


def test_info_and_restart(lab, tap):
    """The prompt shows routes and MTU; RESTART asks for them, and takes them.
    Of a boss with two addresses the one that lives is found."""
    root = lab.tftp_root(CONFIG.format(boss="boss.lab.test.", options=""))
    common = ("no-round-robin", "local=/test/",
              f"host-record=boss.lab.test,{DEAD[0]}",
              f"host-record=boss.lab.test,{lab.ROUTER_IP}")
    dhcp = lab.dnsmasq(root, extra=common)
    lab.fake_boss([drop], lab.ROUTER_IP, "192.168.252.100")
    node = lab.node(tap)
    node.expect_all(rf"boss {DEAD[0]}:6969", rf"or boss {lab.ROUTER_IP}:6969",
                    rf"asking boss {lab.ROUTER_IP} what to boot")
    stop(node)
    say(node, "info", r"gateway 192.168.252.1", r"memory .* MB")
    assert not node.serial.count("mtu  ") and not node.serial.count("routes ")
    dhcp.stop()
    # Not forced: it comes to those who ask
    lab.dnsmasq(root, name="new-dnsmasq", extra=common + (
        f"dhcp-option=121,0.0.0.0/0,{lab.ROUTER_IP},10.9.0.0/16,{DEAD[0]}",
        "dhcp-option=26,1300"))
    say(node, "boot RESTART", r"deterboot: node 192\.168\.252\.\d+ ",
        rf"asking boss {lab.ROUTER_IP} what to boot")
    stop(node)
    say(node, "info", rf"address .*gateway {lab.ROUTER_IP}",
        rf"routes +10\.9\.0\.0/16 by {DEAD[0]}", r"mtu +1300")
