# SPDX-License-Identifier: GPL-2.0-or-later
"""Tests of harness/schedule.py: in which order tests run, and what is kept."""
import itertools
from types import SimpleNamespace

import pytest

from harness.schedule import LongestFirst, histogram, load, save


class Config:
    """As much as xdist asks for."""

    def __init__(self, workers):
        self.workers = workers

    def getvalue(self, _):
        """--tx"""
        return ["popen"] * self.workers


class Worker:
    """A worker of xdist that runs nothing."""
    shutting_down = False

    def __init__(self):
        self.gateway = SimpleNamespace(id="gw")
        self.now = 0.0
        self.ran = []

    def send_runtest_some(self, indices):
        """The scheduler remembers them, too."""

    def shutdown(self):
        """No more will come."""
        self.shutting_down = True


def play(seconds, workers):
    """Run tests that take so long. Returns when the last one ends, and what
    each worker ran."""
    names = list(seconds)
    scheduler = LongestFirst(Config(workers), seconds=dict(seconds))
    crew = [Worker() for _ in range(workers)]
    for worker in crew:
        scheduler.add_node(worker)
    for worker in crew:
        scheduler.add_node_collection(worker, names)
    scheduler.schedule()
    for _ in range(10 * len(names)):
        busy = [w for w in crew if scheduler.node2pending[w]]
        if not busy:
            break
        # The one whose test ends first. It needs a successor, or the word
        # that there is none
        worker = min(busy, key=lambda w: w.now + seconds[
            names[scheduler.node2pending[w][0]]])
        assert len(scheduler.node2pending[worker]) > 1 or worker.shutting_down
        index = scheduler.node2pending[worker][0]
        worker.now += seconds[names[index]]
        worker.ran.append(names[index])
        scheduler.mark_test_complete(worker, index)
    assert scheduler.tests_finished
    ran = list(itertools.chain.from_iterable(w.ran for w in crew))
    assert sorted(ran) == sorted(names)             # each of them once
    return max(w.now for w in crew), [w.ran for w in crew]


@pytest.mark.parametrize("workers", [1, 2, 3, 4, 16])
@pytest.mark.parametrize("count", [1, 2, 5, 17, 200])
def test_every_test_runs_once(workers, count):
    play({f"t{n}": 1.0 + n % 7 for n in range(count)}, workers)


def test_long_ones_do_not_wait_for_each_other():
    """Neighbours that all take long, at the end of the alphabet: they are begun
    at once, and are no longer the last ones."""
    seconds = {f"a{n}": 5.0 for n in range(60)}
    seconds.update({f"z{n}": 90.0 for n in range(8)})
    end, ran = play(seconds, 6)
    assert [r[0][0] for r in ran] == list("zazaza")
    assert max(sum(t.startswith("z") for t in r) for r in ran) == 2
    assert end <= max(sum(seconds.values()) / 6, 2 * 90) + 10


def test_long_ones_are_never_alone():
    """While they wait, every second worker has some that compute."""
    seconds = {f"wait{n}": 60.0 for n in range(12)}
    seconds.update({f"compute{n}": 10.0 - n / 100 for n in range(72)})
    _, ran = play(seconds, 6)
    assert all(t.startswith("compute") for r in ran[1::2] for t in r)


def test_unknown_ones_come_first():
    _, ran = play({"a": 1.0, "b": float("inf"), "c": 2.0, "d": 3.0}, 1)
    assert ran[0][0] == "b"


def test_what_is_kept(tmp_path):
    path = tmp_path / "seconds"
    assert load(path, path) == {}
    seconds = {"x.py::test[a b]": 1.5, "y.py::test": 70.0}
    save(seconds, path)
    assert load(tmp_path / "none", path) == seconds
    assert load(path) == seconds
    assert path.read_text().startswith("70.0 y.py::test\n")


def test_histogram():
    lines = "\n".join(histogram({"a": 5.0, "b": 4.9, "c": 130.0}))
    assert "0 to 5 s:    1 tests" in lines
    assert "5 to 10 s:    1 tests" in lines
    assert "from 120 s:    1 tests,    130 s" in lines
    assert "all:    3 tests,    140 s" in lines
