# SPDX-License-Identifier: GPL-2.0-or-later
"""Milestones: what a log must show, in order, and what must not come first."""
import re
import threading
import time
from dataclasses import dataclass

# What ends a boot whatever we wait for: dead ends of ROM, core and kernel.
DEAD_ENDS = (
    r"Boot failed: press a key",
    r"Kernel panic",
    r"No bootable device",
    r"(?m)^boot: ",             # the pxelinux prompt
    r"Failed to load ",
    r"Could not find kernel image",
)

# What a boot that goes well does not show either: any failure with a code.
# The whole line, so that one which is itself the milestone is never cut.
MISHAPS = (*DEAD_ENDS, r"deterboot: .*\[D\d{2,3}\].*\n")

# UEFI's console says where the cursor is instead of how it came there
NEXT_LINE = re.compile(r"(?:\x1b\[\d\d;01H)+")

CONTROL = re.compile(r"\x1b\[[0-9;?=]*[A-Za-z]|\x1b[()][A-Za-z0-9]|\r|\x00")


class MilestoneFailed(AssertionError):
    """A milestone did not come; the message shows the end of the log."""


@dataclass(frozen=True)
class Milestone:
    """One step of a story. Patterns are regular expressions."""
    success: str
    deadline: float = 60.0              # seconds; generous, never a measure
    failures: tuple = MISHAPS
    name: str = ""

    def __str__(self):
        return self.name or self.success


class Log:
    """Text that grows (a serial line, a server's log), kept in a file too.

    feed() and close() may be called from another thread. Control sequences
    are dropped from what patterns see; the file keeps every byte.
    """

    def __init__(self, name, path, echo=None):
        self.name, self.path, self.echo = name, path, echo
        self.text, self.pending = "", ""
        self.cursor = 0                 # milestones before this are reached
        self.closed = None              # why nothing more will come
        self.changed = threading.Condition()
        self.file = open(path, "wb", buffering=0)

    def feed(self, data):
        """Append bytes."""
        self.file.write(data)
        if self.echo:
            self.echo(data)
        with self.changed:
            raw = self.pending + data.decode("latin-1")
            # An escape sequence may be cut in two: keep its beginning back.
            cut = raw.rfind("\x1b", max(0, len(raw) - 16))
            if cut >= 0 and not CONTROL.match(raw, cut):
                raw, self.pending = raw[:cut], raw[cut:]
            else:
                self.pending = ""
            self.text += CONTROL.sub("", NEXT_LINE.sub("\n", raw))
            self.changed.notify_all()

    def follow(self, stream, then):
        """Feed from a stream in a thread until its end; then() says why."""
        def loop():
            while data := stream.read1(65536):
                self.feed(data)
            stream.close()
            self.close(then())
        thread = threading.Thread(target=loop, daemon=True)
        thread.start()
        return thread

    def close(self, why):
        """Nothing more will come."""
        with self.changed:
            self.closed = self.closed or why
            self.changed.notify_all()

    def tail(self, lines=30):
        """The last lines, for a message."""
        return "\n".join(self.text.splitlines()[-lines:])

    def fail(self, text):
        """Raise with the end of the log."""
        raise MilestoneFailed(f"{text}\n--- end of {self.name} ({self.path}) "
                              f"---\n{self.tail()}")

    def settle(self, quiet=0.5, most=3.0):
        """Let the rest of a message come. Call with `changed` held."""
        end = time.monotonic() + most
        while not self.closed and time.monotonic() < end:
            if not self.changed.wait(quiet):
                break

    def expect(self, milestone, **kwargs):
        """Wait for a milestone behind the last one. Returns the match; raises
        MilestoneFailed when a failure pattern comes first, when the deadline
        passes or when the log has ended."""
        if isinstance(milestone, str):
            milestone = Milestone(milestone, **kwargs)
        end = time.monotonic() + milestone.deadline
        success = re.compile(milestone.success)
        failures = [re.compile(f) for f in milestone.failures]
        with self.changed:
            while True:
                found = success.search(self.text, self.cursor)
                stop = found.start() if found else len(self.text)
                for failure in failures:
                    bad = failure.search(self.text, self.cursor, stop)
                    if bad:
                        self.settle()
                        self.fail(f"{self.name}: {bad.group()!r} before "
                                  f"milestone: {milestone}")
                if found:
                    self.cursor = found.end()
                    return found
                if self.closed:
                    self.fail(f"{self.name} ended ({self.closed}) before "
                              f"milestone: {milestone}")
                left = end - time.monotonic()
                if left <= 0:
                    self.fail(f"{self.name}: not within {milestone.deadline} "
                              f"s: {milestone}")
                self.changed.wait(left)

    def expect_all(self, *milestones, **kwargs):
        """Several milestones, in order."""
        for milestone in milestones:
            self.expect(milestone, **kwargs)

    def wait_end(self, deadline=60.0):
        """Wait until the log has ended. Returns why."""
        with self.changed:
            if not self.changed.wait_for(lambda: self.closed, deadline):
                self.fail(f"{self.name}: still running after {deadline} s")
            return self.closed

    def never(self, pattern):
        """Fail if the pattern is anywhere in the log so far."""
        found = re.search(pattern, self.text)
        if found:
            self.fail(f"{self.name}: must not say {found.group()!r}")

    def count(self, pattern):
        """How often the pattern is in the log so far."""
        return len(re.findall(pattern, self.text))
