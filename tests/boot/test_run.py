# SPDX-License-Identifier: GPL-2.0-or-later
"""What `make run` starts, as a user sees it."""
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from harness.watch import Log
from run import Screen

RUN = Path(__file__).resolve().parents[1] / "run.py"
ARGV = [sys.executable, str(RUN)]


def run(answer="", **environment):
    """Without a terminal. Returns (exit status, output)."""
    done = subprocess.run(ARGV, env={**os.environ, "ANSWER": answer,
                                     **environment},
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False)
    return done.returncode, done.stdout.decode("latin-1")


# The first words of the firmware
FIRST = {"bios": "iPXE", "efi64": "Start PXE over IPv4"}


@pytest.mark.firmwares("bios", efi64=["wait", "part"])
@pytest.mark.parametrize("answer,words", [
    ("", ["boss says: MFS http://", "GET /mfs/rootfs.cpio"]),
    ("FAIL ; WAIT", ["boss refused (status FAIL)", "boss says: WAIT",
                     "run| sent ORDER AUTO", "boss says: MFS"]),
    ("PART 1", ["boss says: PART 1", "grub=first-part1"]),
], ids=["mfs", "wait", "part"])
def test_run_without_terminal(answer, words, firmware):
    """Ends by itself, with success, having shown everybody's part."""
    status, text = run(answer, DETERBOOT_FIRMWARE=firmware)
    assert status == 0, text
    for word in [FIRST[firmware], "boss| ", "deterboot: asking boss", *words,
                 "run| success: "]:
        assert word in text, text


def test_run_with_a_bad_answer():
    """What boss does not understand is its own complaint."""
    status, text = run("NONSENSE 1")
    assert status == 1
    assert "NONSENSE" in text and "run| FAILED: boss does not start" in text


def test_run_that_fails_says_why():
    """The reason, where the logs are, and a status that is not 0."""
    status, text = run(DETERBOOT_ACCEL="nonsense")
    assert status == 1
    assert "invalid accelerator nonsense" in text
    folder = re.search(r"logs, capture and QEMU's command: (.*)", text)[1]
    assert (Path(folder.strip()) / "command").exists()


@pytest.fixture
def terminal(tmp_path, firmware):
    """run.py on a terminal: (process, log of the screen, typing)."""
    master, slave = pty.openpty()
    process = subprocess.Popen(ARGV, stdin=slave, stdout=slave, stderr=slave,
                               env={**os.environ, "ANSWER": "",
                                    "DETERBOOT_FIRMWARE": firmware})
    os.close(slave)
    log = Log("terminal", tmp_path / "terminal.log")

    class Stream:
        """The screen, read as Log.follow wants it."""

        @staticmethod
        def read1(size):
            """Bytes, or none when run.py has ended."""
            try:
                return os.read(master, size)
            except OSError:
                return b""

        @staticmethod
        def close():
            """Closed below."""

    reader = log.follow(Stream, lambda: f"run.py ended with {process.wait()}")
    yield process, log, lambda text: os.write(master, text.encode())
    process.kill()
    process.wait()
    reader.join(10)
    os.close(master)


@pytest.mark.firmwares("bios", "efi64")
def test_run_on_a_terminal(terminal, firmware):
    """A prompt inside the MFS that can be used and left; what the firmware does
    to the screen is not passed on."""
    process, log, write = terminal
    log.expect("Ctrl-] quits")
    log.expect("mfs# ", deadline=180)
    write("echo $((6 * 7)) of $(id -u)\r")
    log.expect("\n42 of 0\n")
    write("exit\r")
    log.expect(r"run\| done")
    assert process.wait(60) == 0
    screen = (log.path).read_bytes()
    assert b"\x1b[=3h" not in screen and b"\x1b[01;01H" not in screen
    assert FIRST[firmware].encode() in screen


# How both firmwares begin, with a prompt's request for the cursor behind it
SCREENS = {
    "bios": (b"\x1bc\x1b[?7l\x1b[2J\x1b[0mSea\x1b[25;80H\r\n\rBIOS\x1b[25;1H.\r\n"
             b"\rd\r\x1b[25;02Heter\r\n"
             b"mfs# \x1b[6n", b"\x1b[0mSeaBIOS.\r\n\rdeter\r\nmfs# \x1b[6n"),
    "efi64": (b"\x1b[2J\x1b[01;01H\x1b[=3h\x1b[2J\x1b[01;01H\x1b[03;01H\x1b[04;01H>>"
              b"\x1b[05;01HEFI\r\nmfs# \x1b[6n", b"\r\n>>\r\nEFI\r\nmfs# \x1b[6n"),
}


@pytest.mark.parametrize("name", SCREENS)
def test_moves_are_not_passed_on(name, capfdbinary):
    """Wherever the bytes of a serial line are cut."""
    sent, seen = SCREENS[name]
    for size in range(1, len(sent) + 1):
        screen = Screen(raw=True)
        for at in range(0, len(sent), size):
            screen.node(sent[at:at + size])
        assert capfdbinary.readouterr().out == seen, size


def test_run_can_be_quit(terminal):
    """Ctrl-] ends it at once."""
    process, log, write = terminal
    log.expect("iPXE")
    write("\x1d")
    log.expect(r"run\| done")
    assert process.wait(60) == 0
