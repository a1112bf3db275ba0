# SPDX-License-Identifier: GPL-2.0-or-later
"""Tests of the harness: what must fail fails, in time, and shows why."""
import os
import shutil
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from harness import bootinfo, fakeboss, pcap, qemu
from harness.lab import OUT
from harness.namespace import Namespace, best_kind
from harness.watch import Log, Milestone, MilestoneFailed

HERE = Path(__file__).resolve().parent


@pytest.fixture
def log(tmp_path):
    """A log with a beginning."""
    log = Log("serial line", tmp_path / "serial.log")
    log.feed(b"ROM\r\ndeterboot 1\r\n")
    return log


def test_milestone_that_never_comes_fails_in_time_and_shows_the_log(log):
    begin = time.monotonic()
    with pytest.raises(MilestoneFailed) as caught:
        log.expect("never said", deadline=0.3)
    assert time.monotonic() - begin < 10
    assert "not within 0.3 s: never said" in str(caught.value)
    assert "deterboot 1" in str(caught.value)
    assert str(log.path) in str(caught.value)


def test_failure_pattern_fails_at_once(log):
    log.feed(b"Kernel panic - not syncing\r\nmilestone\r\n")
    begin = time.monotonic()
    with pytest.raises(MilestoneFailed, match="Kernel panic"):
        log.expect("milestone", deadline=300)
    assert time.monotonic() - begin < 30


def test_prompt_is_a_dead_end(log):
    log.feed(b"\r\nboot: ")
    with pytest.raises(MilestoneFailed, match="boot: "):
        log.expect("milestone", deadline=300)


def test_failure_with_a_code_is_a_mishap(log):
    log.feed(b"deterboot: kernel not found [D42]: /mfs/bzImage\r\nmilestone\r\n")
    with pytest.raises(MilestoneFailed, match="D42"):
        log.expect("milestone", deadline=300)


def test_failure_that_is_the_milestone_is_none(log):
    log.feed(b"deterboot: boss refused [D20]")
    threading.Timer(0.2, log.feed, [b"; asking again in 4.2 s\r\n"]).start()
    log.expect(r"deterboot: boss refused \[D20\]; asking", deadline=30)


def test_failure_behind_the_milestone_does_not_count(log):
    log.feed(b"milestone\r\nKernel panic\r\n")
    log.expect("milestone", deadline=1)


def test_milestones_come_in_order(log):
    log.feed(b"second\r\nfirst\r\n")
    with pytest.raises(MilestoneFailed, match="first"):
        log.expect_all("second", "first", "second", deadline=0.1)
    with pytest.raises(MilestoneFailed):
        log.expect("second", deadline=0.1)


def test_end_of_log_fails_at_once(log):
    log.close("QEMU ended with 1")
    with pytest.raises(MilestoneFailed, match="QEMU ended with 1"):
        log.expect("milestone", deadline=300)


def test_control_sequences_are_dropped_even_when_cut(log):
    for part in (b"mile\x1b", b"[01;", b"32Hst", b"one\x1b[0m!\r\n"):
        log.feed(part)
    assert log.expect("milestone!", deadline=0.1)
    assert b"\x1b[01;32H" in log.path.read_bytes()


def test_pattern_matches_across_pieces(log):
    for part in b"milestone":
        log.feed(bytes([part]))
    log.expect("milestone", deadline=0.1)


def report(payload, nonce):
    """What the MFS prints."""
    return (f"mfs: command line: quiet nonce={nonce}\r\n"
            f"mfs: sha256 {payload}  /payload\r\n"
            f"mfs: nonce={nonce}\r\n").encode()


class ScriptedNode:
    """A node that has said this and ended."""

    def __init__(self, path, text, end="QEMU ended with 0"):
        self.serial = Log("serial line", path)
        self.serial.feed(text)
        self.serial.close(end)
        self.expect = self.serial.expect


def test_report_of_this_run_passes(lab, tmp_path):
    node = ScriptedNode(tmp_path / "log", report(lab.payload, lab.nonce))
    lab.expect_linux(node, "quiet")


@pytest.mark.parametrize("payload,nonce,words,end", [
    (None, "0123456789abcdef", [], "QEMU ended with 0"),    # stale nonce
    ("0" * 64, None, [], "QEMU ended with 0"),              # damaged initrd
    (None, None, ["absent=1"], "QEMU ended with 0"),        # lost argument
    (None, None, [], "QEMU ended with 1"),                  # QEMU fell over
])
def test_wrong_report_does_not_pass(lab, tmp_path, payload, nonce, words, end):
    text = report(payload or lab.payload, nonce or lab.nonce)
    node = ScriptedNode(tmp_path / "log", text, end)
    with pytest.raises(MilestoneFailed):
        lab.expect_linux(node, *words)


def test_nonce_echoed_by_the_loader_does_not_pass(lab, tmp_path):
    text = f"deterboot: boss says: MFS x, arguments \"nonce={lab.nonce}\"\n"
    node = ScriptedNode(tmp_path / "log", text.encode())
    with pytest.raises(MilestoneFailed):
        lab.expect_linux(node)


def test_qemu_that_does_not_start_says_why(lab):
    node = lab.node("user,id=net0", extra=["-no-such-option"])
    with pytest.raises(MilestoneFailed, match="no-such-option"):
        node.expect("anything")


def test_monitor_and_reset_count(lab):
    node = lab.node("user,id=net0", reboot=True)
    assert node.monitor("query-status")["running"]
    assert node.resets() == 0


@pytest.mark.skipif(best_kind() == "shared",
                    reason="no rights for a private network namespace")
def test_fixed_ports_do_not_collide():
    with Namespace() as one, Namespace() as two:
        sockets = [ns.socket() for ns in (one, two)]
        for sock in sockets:
            sock.bind(("127.0.0.1", bootinfo.SERVER_PORT))
        for sock in sockets:
            sock.close()


def test_fake_boss_follows_its_script(lab):
    answer = bootinfo.reply(bootinfo.WAIT)
    script = [fakeboss.drop, fakeboss.send(b"rubbish"),
              fakeboss.send(answer, port=6970), fakeboss.send(answer)]
    boss = lab.fake_boss(script, node="127.0.0.1")
    with lab.namespace.socket() as node:
        node.bind(("127.0.0.1", bootinfo.CLIENT_PORT))
        node.settimeout(20)
        seen = []
        for count in range(1, 6):
            node.sendto(bootinfo.QUESTION, ("127.0.0.1", 6969))
            boss.wait(count)
            if count > 1:
                data, sender = node.recvfrom(1000)
                seen.append((data, sender[1]))
    assert seen == [(b"rubbish", 6969), (answer, 6970), (answer, 6969),
                    (answer, 6969)]
    assert all(q[2] == bootinfo.QUESTION for q in boss.questions)


def test_boss_packets_are_as_documented():
    assert bootinfo.QUESTION[:8].hex() == "0100010000000000"
    packet = bootinfo.reply(bootinfo.DISKPART, (0x80, 2), "root=x")
    assert len(packet) == 520
    assert packet[:20].hex() == "0100020000000000" "00000900" \
        "80000000" "02000000"
    assert packet[272:278] == b"root=x"


def frame(protocol, payload, offset=0):
    """An Ethernet frame with an IPv4 packet (or a fragment of one)."""
    packet = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), 1,
                         offset, 64, protocol, 0, bytes([10, 0, 2, 15]),
                         bytes([10, 0, 2, 2]))
    return b"\0" * 12 + b"\x08\x00" + packet + payload


def udp_frame(data, dport, offset=0):
    """The same with a UDP datagram."""
    return frame(pcap.UDP, struct.pack(">HHHH", 9696, dport, 8 + len(data), 0)
                 + data, offset)


def test_capture_reader(tmp_path):
    path = tmp_path / "net.pcap"
    frames = [udp_frame(b"other", 53), udp_frame(b"fragment", 6969, 1),
              b"\0" * 12 + b"\x08\x06" + b"\0" * 28, b"runt",
              udp_frame(b"question", 6969) + b"\0" * 6,
              frame(pcap.TCP, struct.pack(">HHIIBBHHH", 49152, 80, 1, 2, 0x50,
                                          0x18, 0, 0, 0) + b"GET")]
    records = b"".join(struct.pack("=IIII", 5, 250000, len(f), len(f)) + f
                       for f in frames)
    head = struct.pack("=IHHiIII", pcap.MAGIC, 2, 4, 0, 0, 65535, 1)
    path.write_bytes(head + records + records[:20])
    asked, = pcap.questions(path)
    assert asked == pcap.Datagram(5.25, "10.0.2.15", 9696, "10.0.2.2", 6969,
                                  b"question")
    assert pcap.last_tcp(path, 5) == [
        "5.250000 10.0.2.15:49152 > 10.0.2.2:80 PA seq 1 ack 2, 3 bytes"]
    path.write_bytes(b"\0" * 24)
    with pytest.raises(ValueError):
        list(pcap.frames(path))


def run_pytest(folder, text, **environment):
    """Run a test file of its own with our fixtures."""
    (folder / "test_inner.py").write_text(text)
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST")}
    env.update(environment, PYTHONPATH=str(HERE))
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "conftest", "-p",
         "no:cacheprovider", "-p", "no:xdist", "-q", "-rs", "test_inner.py"],
        cwd=folder, env=env, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, check=False)


def test_failed_boot_keeps_and_names_its_evidence(lab, tmp_path):
    done = run_pytest(tmp_path, """
def test_kept_evidence(lab):
    node = lab.node("user,id=net0")
    node.monitor("query-status")
    node.serial.feed(b"last words\\n")
    node.expect("a prompt", deadline=0.2)
""")
    folder = lab.folder.parent / "test_kept_evidence"
    assert done.returncode == 1
    assert "last words" in done.stdout
    for name in ("command", "serial.log", "net.pcap"):
        assert str(folder / name) in done.stdout
        assert (folder / name).exists()
    assert "qemu-system-x86_64 -accel" in (folder / "command").read_text()
    shutil.rmtree(folder)


def test_passed_boot_leaves_nothing(lab, tmp_path):
    done = run_pytest(tmp_path, "def test_no_evidence(lab): pass\n",
                      DETERBOOT_KEEP="")
    assert done.returncode == 0, done.stdout
    assert not (lab.folder.parent / "test_no_evidence").exists()


@pytest.mark.parametrize("ci,code,word", [
    ("", 0, "1 skipped"), ("true", 1, "CI must be able to run this")])
def test_missing_right_is_a_skip_but_never_in_ci(tmp_path, ci, code, word):
    done = run_pytest(tmp_path, """
import sys
sys.modules["conftest"].why_no_tap = lambda: "no rights today"
def test_needs_tap(tap): pass
""", CI=ci)
    shutil.rmtree(OUT / "boot/test_needs_tap", ignore_errors=True)
    assert done.returncode == code
    assert word in done.stdout
    assert "no rights today" in done.stdout


def test_every_card_is_known_to_qemu():
    text = subprocess.run(["qemu-system-x86_64", "-device", "help"],
                          text=True, stdout=subprocess.PIPE,
                          check=True).stdout
    for device in qemu.NICS.values():
        assert f'name "{device}"' in text


def test_milestone_has_a_name():
    assert str(Milestone("x+")) == "x+"
    assert str(Milestone("x+", name="some x")) == "some x"
