# SPDX-License-Identifier: GPL-2.0-or-later
"""Which server is asked, and what happens when none answers."""
import pytest

from harness import pcap, servers
from harness.lab import NEAR6, NODE_RANGE
from harness.qemu import USER_HOST_IP, user_netdev
from harness.watch import DEAD_ENDS

HTTP_MFS = f"http://{USER_HOST_IP}:8080/mfs"


@pytest.mark.firmwares("bios", "efi64")
def test_every_candidate_in_order(lab, tap):
    """Option 43.128 names a host that is down, next-server another; the names
    in option 66 are looked up once they are silent: the first is that of the
    dead host, the second is boss."""
    lab.namespace.ip("addr add 192.168.252.2/24 dev br0")
    lab.boss("MFS /mfs -- {mfs}", address="192.168.252.2")
    root = lab.tftp_root()
    lab.dnsmasq(root, extra=[
        "address=/boss.test.lab/192.168.252.2",
        "address=/dead.test.lab/192.168.252.77",
        "dhcp-option-force=43,80:04:c0:a8:fc:4d:ff",      # 192.168.252.77
        "dhcp-option-force=66,dead.test.lab boss.test.lab"])
    node = lab.node(tap)
    node.expect_all(
        r"deterboot: boss 192\.168\.252\.77:6969 \(DHCP option 43\.128\)\n",
        rf"deterboot: or boss {lab.ROUTER_IP}:6969 \(next-server\)\n",
        r"asking boss 192\.168\.252\.77 what to boot \(try 1\)",
        r"looking up boss dead\.test\.lab\n",
        r"looking up boss boss\.test\.lab\n",
        r"or boss 192\.168\.252\.2:6969 \(DHCP (option 66|server name)\)\n",
        r"asking boss 192\.168\.252\.77 what to boot \(try 4\)",
        rf"asking boss {lab.ROUTER_IP} what to boot \(try 5\)",
        rf"asking boss {lab.ROUTER_IP} what to boot \(try 8\)",
        r"asking boss 192\.168\.252\.2 what to boot \(try 9\)",
        "boss says: MFS /mfs")
    node.expect("initrd 192.168.252.2::/mfs/rootfs.cpio")
    asked = pcap.questions(node.capture)
    assert {q.sport for q in asked} == {9696}


def test_name_server_comes_late(lab, tap):
    """After a power failure: the name of boss is not known yet when the node
    comes up, and the other servers are none. It is looked up again."""
    lab.namespace.ip("addr add 192.168.252.2/24 dev br0")
    lab.boss("MFS /mfs -- {mfs}", address="192.168.252.2")
    root = lab.tftp_root()
    option = "dhcp-option-force=66,boss.test.lab"
    early = lab.dnsmasq(root, extra=["local=/test.lab/", option])
    node = lab.node(tap)
    node.expect_all(r"looking up boss boss\.test\.lab\n",
                    r"\[D06\]: boss\.test\.lab\n", failures=DEAD_ENDS)
    early.stop()
    lab.dnsmasq(root, extra=["address=/boss.test.lab/192.168.252.2", option],
                name="late-dnsmasq")
    node.expect_all(r"try 5\)", r"looking up boss boss\.test\.lab\n",
                    r"or boss 192\.168\.252\.2:6969 ",
                    "boss says: MFS /mfs", failures=DEAD_ENDS)
    lab.expect_linux(node)


@pytest.mark.long("efi64")
@pytest.mark.firmwares("bios", "efi64")
def test_proxy_dhcp(lab, tap):
    """One server gives the address and knows of no boot; another tells what to
    load, and is boss."""
    near, ip = lab.near_side(), lab.NEAR_IP
    root = lab.tftp_root()
    lab.boss("MFS /mfs -- {mfs}", address=ip, namespace=near)
    lab.enter(servers.dnsmasq(lab.folder, lab.namespace, [
        "port=0", "interface=br0", f"dhcp-range={NODE_RANGE},255.255.255.0,10m",
        f"dhcp-range={NEAR6},ra-only", "enable-ra"]))
    lab.enter(servers.dnsmasq(lab.folder, near, [
        "port=0", "interface=near1", "enable-tftp", f"tftp-root={root}",
        "dhcp-range=192.168.252.0,proxy,255.255.255.0",
        "pxe-service=x86PC,deterboot,pxelinux",
        "pxe-service=X86-64_EFI,deterboot,efi64/syslinux.efi", "log-dhcp"],
        name="proxy"))
    node = lab.node(tap)
    node.expect_all(rf"deterboot: boss {ip}:6969 \(next-server\)\n",
                    rf"or boss {lab.ROUTER_IP}:6969 \(DHCP server\)\n",
                    rf"initrd {ip}::/mfs/rootfs\.cpio", failures=DEAD_ENDS,
                    deadline=120)
    lab.expect_linux(node, deadline=180)


FALLBACKS = {
    "local": ("fallback=local:1,1", "DISKPART 1 1; booting partition 1 of hd1"),
    "mfs": (f"fallback=mfs:{HTTP_MFS}", f"MFS {HTTP_MFS}"),
}


@pytest.mark.parametrize("what", FALLBACKS)
def test_fallback(lab, what):
    """Nobody answers: after a round the node helps itself."""
    option, says = FALLBACKS[what]
    lab.nginx()
    arguments = f" -- {lab.mfs_arguments}" if what == "mfs" else ""
    root = lab.tftp_root(options=f"rounds=1 {option}{arguments}")
    node = lab.user_node(root, disks=lab.both_disks(), disk_bus="virtio")
    node.expect_all(r"try 4\)", r"\[D58\]\n",
                    rf"deterboot: falling back: {says}\n", failures=DEAD_ENDS)
    node.serial.never(r"try 5\)")
    lab.expect_linux(node, *(["grub=second-part1 "] * (what == "local")))


def test_fallback_that_fails(lab):
    """Boss refuses, and the disk of the fallback is not there: boss is asked
    again, and a good answer boots."""
    lab.nginx()
    lab.boss(f"FAIL ; MFS {HTTP_MFS} -- {{mfs}}")
    node = lab.user_node(lab.tftp_root(options="rounds=1 fallback=local:5"))
    node.expect_all(r"boss refused .*; falling back in ", r"\[D58\]\n",
                    r"falling back: DISKPART 5 0",
                    r"\[D45\]: hd5", "asking boss again in ",
                    "boss says: MFS", failures=DEAD_ENDS)
    lab.expect_linux_begins(node)


def test_fallback_prompt(lab):
    """Back to pxelinux, which does what its configuration says."""
    root = lab.tftp_root(config="SERIAL 0 115200\nDEFAULT first\nPROMPT 0\n"
                         "TIMEOUT 10\nLABEL first\nCOM32 deterboot.c32\n"
                         "APPEND rounds=1 fallback=prompt\n")
    node = lab.user_node(root)
    node.expect_all(r"\[D58\]\n", "nothing was booted, back to pxelinux",
                    r"(?m)^boot: ", failures=())


def test_fallback_reboot(lab):
    """The machine is reset and asks again."""
    root = lab.tftp_root(options="rounds=1 fallback=reboot")
    node = lab.node(user_netdev(root, lab.bootfile), reboot=True)
    node.expect_all(r"\[D58\]\n", "falling back: REBOOT",
                    r"deterboot \d\S*\n", failures=DEAD_ENDS)
