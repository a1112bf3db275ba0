# SPDX-License-Identifier: GPL-2.0-or-later
"""Plugin of pytest for `make check-boot`: the longest tests first, and a
histogram of how long they took.

xdist deals out tests by the dozen, in the order of the files: the last worker
sits for minutes over neighbours that all wait for a time-out. Here each gets
the longest one that is left when it has room. But the longest ones do little
else than wait: were they alone at first, the processor would idle then, and be
short of time afterwards. So every second worker gets the longest one of a later
part of the list, where they compute.

How long tests took is kept in the build folder; tests/boot/seconds is such a
file for a folder that is new, of the long ones only. One that is in neither
takes as long as most do.
"""
from collections import defaultdict
from pathlib import Path

import pytest
from xdist.scheduler import LoadScheduling

from .lab import OUT

KEPT = OUT / "boot.seconds"
KNOWN = Path(__file__).resolve().parents[1] / "seconds"
USUAL = 20                              # seconds
LIMITS = (5, 10, 20, 30, 60, 120)       # seconds, of the histogram
SLOWEST = 15                            # are named
WAITING = 4             # a fourth of the tests does little else
ROOM = 2                # a worker must know the next test to end the last one


def load(path=KEPT, known=KNOWN):
    """{test: seconds} of earlier runs, or of another machine's."""
    if not path.exists():
        path = known
    if not path.exists():
        return {}
    pairs = (line.split(" ", 1) for line in
             path.read_text(encoding="utf-8").splitlines())
    return {name: float(seconds) for seconds, name in pairs}


def save(seconds, path=KEPT):
    """Keep it, the longest first."""
    path.write_text("".join(
        f"{seconds[name]:.1f} {name}\n" for name in
        sorted(seconds, key=lambda n: (-seconds[n], n))), encoding="utf-8")


def histogram(seconds):
    """Lines of text."""
    lines, low = [], 0
    for high in (*LIMITS, float("inf")):
        some = [s for s in seconds.values() if low <= s < high]
        what = f"{low} to {high} s" if high < float("inf") else f"from {low} s"
        lines.append(f"{what:>12}: {len(some):4} tests, {sum(some):6.0f} s")
        low = high
    lines.append(f"{'all':>12}: {len(seconds):4} tests, "
                 f"{sum(seconds.values()):6.0f} s")
    longest = sorted((n for n in seconds if seconds[n] >= LIMITS[0]),
                     key=seconds.get, reverse=True)[:SLOWEST]
    return lines + [f"{seconds[name]:10.0f} s: {name}" for name in longest]


class LongestFirst(LoadScheduling):
    """One test at a time for each worker."""

    def __init__(self, config, log=None, seconds=None):
        super().__init__(config, log)
        self.seconds = load() if seconds is None else seconds
        self.ordered = False

    def place(self, node):
        """Where in the list is the next test of this worker?"""
        computes = list(self.node2pending).index(node) % 2
        return len(self.pending) // WAITING if computes else 0

    def _send_tests(self, node, num):
        """In the first round each gets its first one and, behind it, the
        shortest test: nothing long waits behind the longest."""
        if not self.ordered:
            self.ordered = True
            self.pending.sort(key=lambda i: -self.seconds.get(
                self.collection[i], USUAL))
        first = not self.node2pending[node] and num > 1
        place = self.place(node)
        for index in (place, -1) if first else (place,):
            if self.pending and len(self.node2pending[node]) < ROOM:
                chosen = [self.pending.pop(index)]
                self.node2pending[node] += chosen
                node.send_runtest_some(chosen)

    def check_schedule(self, node, duration=0):
        """A test has ended."""
        if node.shutting_down:
            return
        if self.pending:
            self._send_tests(node, 1)
        else:
            node.shutdown()


class Clock:
    """Adds up what each test takes; on the controller."""

    def __init__(self):
        self.seconds = defaultdict(float)

    def pytest_runtest_logreport(self, report):
        """Its setup, itself, or its end."""
        self.seconds[report.nodeid] += report.duration

    def pytest_sessionfinish(self):
        """Remember for the next time."""
        save({**load(), **self.seconds})

    def pytest_terminal_summary(self, terminalreporter):
        """Tell."""
        terminalreporter.section("how long the tests took")
        for line in histogram(self.seconds):
            terminalreporter.write_line(line)


def pytest_configure(config):
    """Workers have no clock."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Clock(), "deterboot-clock")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Instead of xdist's own."""
    return LongestFirst(config, log)
