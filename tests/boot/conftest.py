# SPDX-License-Identifier: GPL-2.0-or-later
"""Fixtures of the boot tests, and what is shown of a boot that failed."""
import os
import re
import shutil

import pytest

from harness import pcap
from harness.lab import Lab
from harness.namespace import best_kind, why_no_tap
from harness.prompt import WAITS

IN_CI = os.environ.get("CI", "").lower() not in ("", "0", "false")
FIRMWARES = (os.environ.get("DETERBOOT_FIRMWARE") or "bios efi64").split()
KEEP = os.environ.get("DETERBOOT_KEEP", "") not in ("", "0")
LONG = os.environ.get("DETERBOOT_LONG", "") not in ("", "0")


def pytest_report_header():
    """Where and how the nodes run."""
    return [f"deterboot: namespaces: {best_kind()}, tap: "
            f"{why_no_tap() or 'yes'}"]


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Keep a failed boot's logs and say where they are."""
    outcome = yield
    report = outcome.get_result()
    lab = getattr(item, "deterboot_lab", None)
    if lab and report.failed:
        item.deterboot_failed = True
        lines = [str(p) for p in sorted(lab.folder.iterdir()) if p.is_file()]
        for log in sorted(lab.folder.glob("*.log")):
            text = log.read_text(encoding="latin-1").replace("\r", "")
            lines += [f"--- {log.name}, last lines",
                      *text.splitlines()[-25:]]
        for capture in sorted(lab.folder.glob("*.pcap")):
            lines += [f"--- {capture.name}, last packets of TCP",
                      *pcap.last_tcp(capture, 40)]
        report.sections.append(("boot: logs, capture, command",
                                "\n".join(lines)))


def pytest_configure(config):
    """What tests may be marked with.

    Not marked with "firmwares", and on BIOS only, is what only BIOS has (boot
    sectors and chain.c32, mboot.c32, pxechn.c32, UNDI and the ROMs of its cards,
    the ways of its keyboard and screen, stock lpxelinux.0), what needs Linux in
    128 MB or bosses and DHCP servers that name pxelinux.0, and what is the same
    code on both where a marked test has been through it: a node with OVMF takes
    some seconds longer.
    """
    config.addinivalue_line(
        "markers", "firmwares(*names, **rows): the test runs on nodes with "
        "these, some of its rows only with efi64=[id, ...]; without it on bios "
        "only")
    config.addinivalue_line(
        "markers", "long(*rows): the test, or these rows of it, is not in make "
        "check, but in make check-long: the same code once more behind other "
        "parts, or much work for one answer")


def pytest_generate_tests(metafunc):
    """A test that is marked runs once for each of its firmwares."""
    marker = metafunc.definition.get_closest_marker("firmwares")
    if marker and "firmware" in metafunc.fixturenames:
        metafunc.parametrize("firmware", [*marker.args, *marker.kwargs],
                             indirect=True)


def firmware_of(item):
    """What the nodes of a test have."""
    values = getattr(item, "callspec", None)
    return values.params.get("firmware", "bios") if values else "bios"


def is_wanted(item):
    """Was it built for the firmware, is the row one for it, and is it one for
    this command?"""
    long = item.get_closest_marker("long")
    if LONG != bool(long and (not long.args or item.callspec.id in long.args)):
        return False
    name = firmware_of(item)
    marker = item.get_closest_marker("firmwares")
    rows = marker and marker.kwargs.get(name)
    return name in FIRMWARES and (
        rows is None or item.callspec.id.removeprefix(f"{name}-") in rows)


def pytest_collection_modifyitems(config, items):
    """Only those that are wanted."""
    kept = [i for i in items if is_wanted(i)]
    config.hook.pytest_deselected(items=[i for i in items if i not in kept])
    items[:] = kept


@pytest.fixture
def firmware(request):
    """What the nodes of the test have: "bios" or "efi64"."""
    return getattr(request, "param", "bios")


@pytest.fixture
def lab(request, firmware):
    """A laboratory in its own namespace; its folder is kept on failure."""
    name = re.sub(r"[^A-Za-z0-9_.-]+", "-", request.node.name).strip("-")
    with Lab(name, firmware=firmware) as laboratory:
        request.node.deterboot_lab = laboratory
        # OVMF is none the faster for it
        laboratory.wired = firmware == "bios" and why_no_tap() is None
        yield laboratory
    failed = getattr(request.node, "deterboot_failed", False)
    if not failed and not KEEP:
        shutil.rmtree(laboratory.folder)


@pytest.fixture
def user_network(lab):
    """The nodes of the test are in QEMU's user network, and nowhere else."""
    lab.wired = False


@pytest.fixture
def tap(lab):
    """The -netdev of a tap in the lab's namespace. Where rights are missing
    the test is skipped, but never in CI."""
    why = why_no_tap()
    if why and IN_CI:
        pytest.fail(f"CI must be able to run this: {why}")
    if why:
        pytest.skip(why)
    return lab.tap()


@pytest.fixture
def waiting(lab):
    """start(**kwargs): a node that boss told to wait, and boss says PART 1 to
    the next question."""
    def start(answers="WAIT ; PART 1", options="", **kwargs):
        lab.boss(answers)
        node = lab.user_node(lab.tftp_root(options=options), **kwargs)
        node.expect(WAITS)
        return node
    return start
