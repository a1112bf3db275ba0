# SPDX-License-Identifier: GPL-2.0-or-later
"""An operator at the serial line or the keyboard: Ctrl-C, and what the prompt
can do."""
import time

import pytest

from harness import bootinfo, pcap
from harness.fakeboss import drop, send
from harness.prompt import WAITS, say, stop
from harness.qemu import USER_HOST_IP, USER_NODE_IP
from harness.watch import DEAD_ENDS
from test_partitions import expect_sector, make_disk

HTTP_MFS = f"http://{USER_HOST_IP}:8080/mfs"


def questions(node):
    """How often boss was asked what to boot."""
    return sum(q.data == bootinfo.QUESTION
               for q in pcap.questions(node.capture))


def test_info(lab, waiting):
    """Who this node is, who boss is, what is on its disks."""
    empty = lab.folder / "empty.img"
    empty.write_bytes(bytes(1 << 20))
    node = waiting(disks=[make_disk(lab, "mbr"), make_disk(lab, "gpt", "two"),
                          empty])
    stop(node)
    say(node, "info", r"versions +deterboot \d", "PXELINUX 6",
        r"card +52:54:00:12:34:56, PCI 1af4:1000 at ",
        rf"address +{USER_NODE_IP}, netmask 255\.255\.255\.0, gateway "
        + USER_HOST_IP, rf"next-server {USER_HOST_IP}",
        rf"boss +{USER_HOST_IP}:6969 \(next-server\)",
        r"waiting \d+ (s|min)\b.*, asking again in \d+ min \d+ s",
        r"memory +5\d\d MB\n",
        r"hd0 +2048 kB, MBR\n", r" 1 +25 kB  FreeBSD \(165\)\n",
        r" 3 .*FAT32 LBA \(12\)\n", r" 5 .*NTFS or data \(7\)\n",
        r" 6 .*Linux \(131\)\n",
        r"hd1 +2048 kB, GPT\n", r" 2 .*Linux swap\n", r" 3 .*Linux\n",
        r" 7 .*FreeBSD UFS\n", r"hd2 +1024 kB, no partition table",
        "deterboot> ")


def test_info_longer_than_the_screen(lab, waiting):
    """It stops at each screenful, and where the operator has seen enough."""
    disks = [make_disk(lab, "mbr", str(n)) for n in range(4)]
    node = waiting(disks=disks)
    stop(node)
    say(node, "info", r"hd2 .*\n", "any key for more")
    node.serial.never("hd3")
    node.type(" ")
    node.expect_all(r"hd3 .*\n", r" 6 .*Linux \(131\)\n", "deterboot> ")
    say(node, "info", "any key for more")
    node.type("q")
    node.expect("deterboot> ")
    assert node.serial.count("hd3 ") == 1


def test_commands_and_keys(waiting):
    """What cannot be understood is told, and changes nothing; and in the end
    the node waits as before."""
    node = waiting()
    stop(node)
    help_and_mistakes(node)
    line_editing(node)
    continue_keeps_waiting(node)


def help_and_mistakes(node):
    """Commands, and what is none."""
    say(node, "help", "  info ", "  boot WHAT", "  shell ", "  help ")
    say(node, "?", "  info ")
    say(node, "destroy everything", r"\[D80\]: destroy everything\n")
    say(node, "boot", r"\[D81\]: an answer is missing\n")
    say(node, "boot PART", r"\[D81\]: PART needs one number")
    say(node, "boot PART 1 2", r"\[D81\]: PART needs one number")
    say(node, "local one", r"\[D81\]: local takes a disk and a partition")
    say(node, "info now", r"\[D81\]: this command stands alone\n")
    say(node, "x" * 1000, r"\[D82\]\n")
    say(node, "boot PART 256", r"operator says: PART 256", r"\[D25\]")
    say(node, "local 7", r"\[D45\]: hd7\n")
    say(node, "boot MFS ftps://x/y", r"\[D28\]")
    node.type("".join(map(chr, (*range(1, 13), *range(14, 32), 127))) + "\r")
    say(node, "\x1b[Z\x1b[99~", "deterboot> ")
    say(node, "help", "  info ", "deterboot> ")
    assert questions(node) == 1


def line_editing(node):
    """Keys as in pxelinux's own editor, and the history."""
    say(node, "nonsens\x7fe\x01\x1b[Cx\x05y", r"\[D80\]: nxonseney\n")
    say(node, "one two\x17three\x1b[D\x1b[D\x0b", r"\[D80\]: one thr\n")
    say(node, "gone\x15kept\x1b[H\x04", r"\[D80\]: ept\n")
    say(node, "\x1b[A\x1b[A", r"\[D80\]: one thr\n")
    say(node, "\x10\x10\x0e", r"\[D80\]: one thr\n")
    node.serial.never("D80.*gone")


def continue_keeps_waiting(node):
    """The node waits as before, and boss is not asked."""
    say(node, "continue", "going on")
    node.type("x")
    node.expect(r"waiting \d+ s, asking again in \d+ min \d+ s; Ctrl-C gives "
                r"a prompt\n")
    assert questions(node) == 1


def test_local(lab, waiting):
    """Disk and partition, of the second disk too."""
    node = waiting(disks=[make_disk(lab, "mbr"), make_disk(lab, "gpt", "two")])
    stop(node)
    say(node, "local 1 3", "operator says: DISKPART 1 3; booting partition 3")
    expect_sector(lab, node, "linux-3", drive=81)


def test_local_needs_no_argument(lab, waiting):
    """The MBR of the first disk."""
    node = waiting(disks=[make_disk(lab, "mbr")])
    stop(node)
    say(node, "LOCAL", "operator says: DISKPART 0 0")
    expect_sector(lab, node, "mbr")


def test_boot_after_a_failure(lab, waiting):
    """A boot that fails leaves the operator at the prompt, with boss in
    reach."""
    lab.nginx()
    node = waiting(disks=[make_disk(lab, "mbr")])
    stop(node)
    say(node, "boot PART 3", r"\[D76\]: partition 3 of hd0\n", "deterboot> ")
    say(node, f"boot MFS {HTTP_MFS}/none", r"\[D42\]", "deterboot> ")
    say(node, "query", rf"boss {USER_HOST_IP} would say: PART 1\n")
    say(node, f"boot mfs {HTTP_MFS} -- {lab.mfs_arguments} by=hand",
        "operator says: MFS")
    lab.expect_linux(node, "by=hand")


def test_boot_from_grub_disk(lab, waiting):
    """A real GRUB."""
    node = waiting(disks=[lab.disk("first")], disk_bus="virtio")
    stop(node)
    say(node, "boot DISKPART 0x80 2", "operator says: DISKPART 0x80 2")
    lab.expect_linux(node, "grub=first-part2 ", failures=DEAD_ENDS)


def test_ask(lab, waiting):
    """Boss is asked at once, and its answer is followed."""
    node = waiting(disks=[make_disk(lab, "mbr")])
    stop(node)
    say(node, "ask", "going on", r"asking boss \S+ what", "boss says: PART 1")
    expect_sector(lab, node, "freebsd-1")
    assert questions(node) == 2


@pytest.mark.firmwares("bios", "efi64")
def test_query_and_shell(lab):
    """Asked with the opcode INFO, and not followed; what is lost is asked
    again, and copies that come later change nothing. Then to pxelinux's own
    prompt, which starts deterboot again."""
    part = bootinfo.reply(bootinfo.PART, 1)
    boss = lab.fake_boss([send(bootinfo.reply(bootinfo.WAIT)), drop,
                          send(part, part, part)])
    node = lab.user_node(lab.tftp_root())
    node.expect(WAITS)
    stop(node)
    say(node, "query", "asking boss", "asking boss",
        rf"boss {USER_HOST_IP} would say: PART 1\n", "deterboot> ")
    say(node, "continue", "going on")
    stop(node)
    node.serial.never("boss says: PART")
    assert [q[2][2] for q in boss.questions] == [1, 5, 5]
    assert len({q[1][1] for q in boss.questions}) == 1
    node.type("shell\r")
    node.expect_all("back to pxelinux", r"(?m)^boot: ", failures=())
    node.type("deterboot\r")
    node.expect_all(r"deterboot \d\S*\n", r"asking boss \S+ what", failures=())


def test_boss_is_silent(lab):
    """query ends by itself; Ctrl-C works between two questions."""
    lab.fake_boss([drop])
    node = lab.user_node(lab.tftp_root())
    node.expect(r"try 2\)")
    stop(node)
    say(node, "query", rf"\[D83\]: {USER_HOST_IP}\n", "deterboot> ")
    say(node, "continue", r"asking boss \S+ what")


def test_order_during_the_prompt(lab, waiting):
    """An order is told at once, kept, and done on continue; of two the last
    one counts."""
    node = waiting(disks=[make_disk(lab, "mbr")])
    stop(node)
    node.type("boot PA")
    node.expect("boot PA")
    lab.order("PART 5")
    node.expect_all("order from boss: PART 5", "kept until you say continue",
                    "deterboot> boot PA")
    lab.order("PART 6")
    node.expect_all("order from boss: PART 6", "kept until you say continue")
    node.serial.never("running: chain")
    say(node, "\x15continue", "going on", "order from boss: PART 6; booting")
    expect_sector(lab, node, "linux-6")


def test_boot_wait_forgets_an_order(lab, waiting):
    """boot WAIT instead of what boss has ordered; the next order counts."""
    node = waiting(disks=[make_disk(lab, "mbr")])
    stop(node)
    lab.order("PART 5")
    node.expect("kept until you say continue")
    say(node, "boot WAIT", "operator says: WAIT", "going on")
    lab.order("PART 6")
    expect_sector(lab, node, "linux-6")
    node.serial.never("booting partition 5 of hd0\ndeterboot: running")


def test_reboot(lab):
    """The machine is reset and asks again."""
    lab.boss("WAIT")
    node = lab.user_node(lab.tftp_root(), reboot=True)
    node.expect(WAITS)
    for command in "reboot", "boot REBOOT":
        stop(node)
        say(node, command, "operator says: REBOOT", r"deterboot \d\S*\n",
            WAITS)


def test_idle(lab, waiting):
    """Nobody types: the node goes on, and does what boss has ordered."""
    node = waiting(options="idle=5", disks=[make_disk(lab, "mbr")])
    stop(node)
    node.type("boot PART 1")            # and no Enter
    lab.order("PART 6")
    node.expect_all("kept until", "nobody at the prompt, going on",
                    "order from boss: PART 6; booting")
    expect_sector(lab, node, "linux-6")


def test_noise(lab, waiting):
    """Bytes that are not Ctrl-C do not stop the node, and are no reason for
    more than one line."""
    node = waiting(disks=[make_disk(lab, "mbr")])
    for _ in range(20):
        node.type("\x00\xff \r\n\x1b[24;80RAT\r")
        time.sleep(0.1)
    lab.order("PART 6")
    expect_sector(lab, node, "linux-6")
    assert node.serial.count("Ctrl-C gives a prompt") == 2
    node.serial.never("stopped by")


def stop_in_window(lab, options=""):
    """A node that is stopped before it has asked anything."""
    lab.boss("PART 1")
    node = lab.user_node(lab.tftp_root(options=f"window=600 {options}"),
                         disks=[make_disk(lab, "mbr")])
    node.expect("press Ctrl-C within 600 s for a prompt")
    stop(node)
    return node


def test_window(lab):
    """Ctrl-C before the first question; boss is not asked until continue."""
    node = stop_in_window(lab)
    say(node, "info", "boss ", "asking again in 0 s", "deterboot> ")
    assert questions(node) == 0
    say(node, "continue", "boss says: PART 1")
    expect_sector(lab, node, "freebsd-1")


def test_window_passes(lab):
    """Nobody presses a key."""
    lab.boss("PART 1")
    node = lab.user_node(lab.tftp_root(options="window=0.5"),
                         disks=[make_disk(lab, "mbr")])
    node.expect_all("press Ctrl-C within 0.5 s for a prompt",
                    "boss says: PART 1")
    expect_sector(lab, node, "freebsd-1")


def test_window_before_edgeboot(lab):
    """Also where the DHCP reply names what to boot; boss is unknown there."""
    node = stop_in_window(lab, "edgeboot")
    say(node, "info", "boss +not known yet", "deterboot> ")
    say(node, "ask", r"\[D84\]", "deterboot> ")
    say(node, "query", r"\[D84\]", "deterboot> ")
    say(node, "continue", "option 147 names no partition", "PART 1")
    expect_sector(lab, node, "freebsd-1")


def test_boss_name_without_answer(lab):
    """Ctrl-C works while a name is looked up."""
    node = lab.user_node(lab.tftp_root(options="boss=nobody.invalid"))
    node.expect_all(r"\[D06\]", "trying again in ", failures=DEAD_ENDS)
    stop(node)
    node.type("shell\r")
    node.expect_all("back to pxelinux", r"(?m)^boot: ", failures=())


def test_line_of_pxelinux(waiting):
    """pxelinux's own prompt: Ctrl-R without a history, and Enter after a
    command that failed, which means the default."""
    node = waiting()
    stop(node)
    node.type("shell\r")
    node.expect(r"(?m)^boot: ", failures=())
    for line in "\x12nonsense\r", "\x12n" + "x" * 3000 + "\r\r":
        node.type(line)
        node.expect_all("Loading nonsense", r"(?m)^boot: ", failures=())
    node.type("\r")
    node.expect_all(r"deterboot \d\S*\n", r"asking boss \S+ what", failures=())
