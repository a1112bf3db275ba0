#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Watch a node boot: what `make run` starts.

The node is a QEMU. Its DHCP and TFTP server is QEMU's own; boss and nginx run
on the loopback, in a private network namespace where that is allowed. On a
terminal the MFS ends in a prompt; without one it reports and powers off, and
the exit status tells whether this very run's MFS came up.

Environment: ANSWER (what boss answers, as in the reference boss's file; an MFS
over HTTP by default), DETERBOOT_O (build folder), DETERBOOT_ACCEL (tcg, kvm),
DETERBOOT_FIRMWARE (of the node: the first word, bios or efi64).
"""
import os
import re
import select
import shutil
import socket
import sys
import termios
import threading
import tty
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "boot"))

from harness.lab import ASSETS, Lab              # noqa: E402
from harness.qemu import USER_HOST_IP                 # noqa: E402
from harness.servers import HTTP_PORT                 # noqa: E402
from harness.watch import DEAD_ENDS, MISHAPS, MilestoneFailed  # noqa: E402

MFS = f"MFS http://{USER_HOST_IP}:{HTTP_PORT}/mfs"
# After one of these nothing has booted yet: an MFS is the next answer.
BOOTS_NOTHING = ("WAIT", "REBOOT", "AUTO", "RESTART", "FAIL", "NONE")
QUIT, ORDER = b"\x1d", b"\x0f"          # Ctrl-] and Ctrl-O

# No SERIAL here: the BIOS repeats its console on the serial line already.
CONFIG = """\
DEFAULT deterboot
PROMPT 0
LABEL deterboot
  KERNEL deterboot.c32
"""


# How SeaBIOS breaks a line at column 80 and moves about on its 25 lines (to the
# beginning and back, when its timer comes between two letters), and what clears
# the screen: all of it would spoil the user's terminal.
BIOS_MOVES = re.compile(rb"\x1b\[25;80H\r\n\r?|\r\x1b\[25;(?!0*1H)\d+H|"
                        rb"\x1b\[25;\d+H|\x1bc|\x1b\[2J|\x1b\[\?7l")
# The same of UEFI, which says where a line is
UEFI_MOVES = re.compile(rb"\x1b\[=3h|\x1b\[01;01H")
UEFI_LINE = re.compile(rb"(?:\x1b\[\d\d;01H)+")
# What the next bytes may still make one of them
CUT_SHORT = re.compile(rb"(?:\x1b\[\d\d;01H)*\r?"
                       rb"(?:\x1b(?:\[[\d;?=]*|\[25;80H\r?\n?\r?)?)?$")


class Screen:
    """Lines of several sources on one terminal, which may be in raw mode.

    Lines of servers wait for the node to end its line, but not for long: it
    may be a prompt.
    """
    PATIENCE = 0.5                      # seconds

    def __init__(self, raw):
        self.lock = threading.Lock()
        self.end = "\r\n" if raw else "\n"
        self.fresh = True               # the cursor is at the start of a line
        self.rest = b""                 # the beginning of a control sequence
        self.waiting = []               # lines of servers

    def flush(self):
        """Print what waits, on lines of its own. Call with the lock held."""
        if self.waiting and not self.fresh:
            self.waiting.insert(0, "")
        os.write(1, "".join(w + self.end for w in self.waiting).encode())
        self.fresh = self.fresh or bool(self.waiting)
        self.waiting.clear()

    def node(self, data):
        """Bytes of the node's serial line."""
        with self.lock:
            data = self.rest + data
            end = CUT_SHORT.search(data).start()
            data, self.rest = data[:end], data[end:]
            data = UEFI_MOVES.sub(b"", BIOS_MOVES.sub(b"", data))
            data = UEFI_LINE.sub(b"\r\n", data)
            done, feed, begun = data.rpartition(b"\n")
            os.write(1, done + feed)
            self.fresh = self.fresh or bool(feed)
            if self.fresh:
                self.flush()
            os.write(1, begun)
            self.fresh = self.fresh and not begun.strip(b"\r")

    def line(self, source, text):
        """One line of somebody else."""
        with self.lock:
            self.waiting.append(f"{source}| {text}")
            if self.fresh:
                self.flush()
            else:
                timer = threading.Timer(self.PATIENCE, self.late)
                timer.daemon = True
                timer.start()

    def late(self):
        """The node has not ended its line: wait no longer."""
        with self.lock:
            self.flush()

    def lines_of(self, source):
        """An echo function for a server's log."""
        rest = bytearray()

        def echo(data):
            rest.extend(data)
            *lines, tail = bytes(rest).split(b"\n")
            for line in lines:
                text = line.decode(errors="replace").rstrip()
                self.line(source, text.removeprefix(f"{source}: "))
            rest[:] = tail
        return echo


def complete(answers, arguments):
    """Boss's answers, so that each MFS proves itself and the last one boots
    something."""
    steps = [step.strip() for step in answers.split(" ; ")]
    if steps[-1].split(" ")[0].upper() in BOOTS_NOTHING:
        steps.append(MFS)
    return " ; ".join(
        f"{step}{' --' if ' -- ' not in step else ''} {arguments}"
        if step.split(" ")[0].upper() == "MFS" else step for step in steps)


def check_ports():
    """Without a private namespace another program may hold our ports."""
    for kind, name, port in ((socket.SOCK_DGRAM, "UDP", 6969),
                             (socket.SOCK_DGRAM, "UDP", 9696),
                             (socket.SOCK_STREAM, "TCP", HTTP_PORT)):
        with socket.socket(socket.AF_INET, kind) as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                sys.exit(f"run: {name} port {port} of this machine cannot be "
                         f"used ({error.strerror}), and there are no rights "
                         "for a private network namespace. End the program "
                         "that holds it (ss -lnp), or run as root.")


def order_auto(lab, screen):
    """Wake the waiting node, as a boss does."""
    try:
        lab.order("AUTO")
        screen.line("run", "sent ORDER AUTO")
    except OSError as error:
        screen.line("run", f"no order sent: {error}")


def talk(lab, node, screen):
    """The terminal is the node's serial line, until the node ends or the
    user quits. Returns why it ended."""
    saved = termios.tcgetattr(0)
    tty.setraw(0)
    try:
        while not node.serial.closed:
            if not select.select([0], [], [], 0.2)[0]:
                continue
            typed = os.read(0, 1024)
            if not typed or QUIT in typed:
                return None
            if ORDER in typed:
                order_auto(lab, screen)
                typed = typed.replace(ORDER, b"")
            try:
                node.type(typed.decode("latin-1"))
            except OSError:             # the node has just ended
                break
        return node.serial.wait_end()
    finally:
        termios.tcsetattr(0, termios.TCSADRAIN, saved)


def watch(lab, node, screen, answers):
    """No terminal: wait for the proof from inside Linux. Returns what is
    wrong, or None."""
    # With several answers a failure may be part of the story.
    failures = DEAD_ENDS if " ; " in answers else MISHAPS
    try:
        if "WAIT" in answers:
            node.expect("waiting for an order from boss", deadline=120,
                        failures=failures)
            order_auto(lab, screen)
        lab.expect_linux(node, failures=failures)
    except MilestoneFailed as failure:
        return str(failure).split("\n", maxsplit=1)[0]
    return None


def start(lab, screen, answers, terminal):
    """Start servers and node, saying so. Returns the node."""
    say = lambda text: screen.line("run", text)         # noqa: E731
    private = lab.namespace.kind != "shared"
    say("a QEMU node boots from the network; boss will answer: "
        f"{answers}")
    say("boss on 127.0.0.1:6969, nginx on 127.0.0.1:"
        f"{HTTP_PORT}, both {'in a private network namespace' if private else 'on this machine'}; "
        "the node sees them as 10.0.2.2; DHCP and TFTP are QEMU's own")
    if terminal:
        say("this terminal is the node's serial line; Ctrl-] quits, Ctrl-O "
            "sends it an ORDER (AUTO)")
    if not private:
        check_ports()
    lab.boss(f"default {answers}\n", echo=screen.lines_of("boss"))
    lab.nginx(ASSETS, echo=screen.lines_of("nginx"))
    disks = lab.both_disks() if "PART" in answers else []
    if disks:
        say("two disks are attached, with GRUB in the MBR and in partitions "
            "1 and 2 of each")
    # Without graphics the BIOS and the ROM speak on the serial line too, as
    # UEFI does anyway.
    return lab.user_node(lab.tftp_root(CONFIG), disks=disks, reboot=True,
                         disk_bus="virtio", echo=screen.node,
                         extra=["-machine", "graphics=off"])


def main():
    terminal = os.isatty(0) and os.isatty(1)
    asked = os.environ.get("ANSWER") or MFS
    screen = Screen(terminal)
    firmware = (os.environ.get("DETERBOOT_FIRMWARE") or "bios").split()[0]
    lab = Lab(f"run.{os.getpid()}", autotest=not terminal, firmware=firmware)
    try:
        with lab:
            answers = complete(asked, lab.mfs_arguments)
            node = start(lab, screen, answers, terminal)
            if terminal:
                why = talk(lab, node, screen)
                failed = why if why not in (None, "QEMU ended with 0") else None
            else:
                failed = watch(lab, node, screen, answers)
    except (OSError, MilestoneFailed) as error:
        failed = str(error)
    screen.late()
    if failed:
        screen.line("run", f"FAILED: {failed}")
        screen.line("run", f"logs, capture and QEMU's command: {lab.folder}")
        screen.late()
        return 1
    screen.line("run", "done" if terminal else
                "success: the MFS that boss named came up and reported this "
                "run's nonce")
    screen.late()
    shutil.rmtree(lab.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
