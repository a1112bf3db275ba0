#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What make installs, and when, on a machine that lacks every package. TAP.

apt-get and dpkg-query are scripts here that keep a list of their own.
"""
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from tap import main                                        # noqa: E402

TOP = Path(__file__).resolve().parent.parent.parent
LISTS = ("core-patches", "tests/host", "tests/boot")
DEADLINE = 300                  # seconds; generous, only ends a hanging test

DPKG_QUERY = """#!/bin/sh
for package; do :; done
grep -qx "$package" "$FAKE/installed" && printf installed
"""
APT_GET = """#!/bin/sh
echo "begin $*" >> "$FAKE/calls"
sleep 0.2
[ ! -e "$FAKE/broken" ] || exit 100
for package; do echo "$package"; done >> "$FAKE/installed"
echo "end" >> "$FAKE/calls"
"""
ID = "#!/bin/sh\necho $FAKE_UID\n"


class Machine:
    """A machine without packages, and a folder to build in."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "installed").touch()
        (self.folder / "calls").touch()
        (self.folder / "bin").mkdir()
        for name, script in (("dpkg-query", DPKG_QUERY), ("id", ID),
                             ("apt-get", APT_GET)):
            program = self.folder / "bin" / name
            program.write_text(script, encoding="ascii")
            program.chmod(0o755)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder)

    def make(self, *words, top=TOP, out="out", path=os.environ["PATH"],
             uid=0):
        """Run make. Returns its exit status, and what it says."""
        env = {k: v for k, v in os.environ.items()
               if k not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "O")}
        env.update(FAKE=str(self.folder), FAKE_UID=str(uid),
                   PATH=f"{self.folder}/bin:{path}")
        done = subprocess.run(["make", "-C", top, f"O={self.folder}/{out}",
                               "--no-print-directory", *words], env=env,
                              stdin=subprocess.DEVNULL, text=True,
                              stdout=subprocess.PIPE, timeout=DEADLINE,
                              stderr=subprocess.STDOUT, check=False)
        return done.returncode, done.stdout

    def break_apt(self):
        """From now on apt-get fails, so that make goes no further."""
        (self.folder / "broken").touch()

    def calls(self):
        """What apt-get was called with, and when it ended."""
        return (self.folder / "calls").read_text(encoding="ascii").splitlines()

    def installed(self):
        """Every word that was given to apt-get, with repetitions."""
        return (self.folder / "installed").read_text(
            encoding="ascii").splitlines()


def packages(*lists):
    """What is in these lists."""
    return {line.split("#")[0].strip() for name in lists for line in
            (TOP / name / "packages.txt").read_text(
                encoding="ascii").splitlines()} - {""}


def test_make_alone_says_what_it_needs():
    """It installs nothing, builds nothing, and names what would help."""
    with Machine() as machine:
        status, said = machine.make()
        assert status != 0
        assert machine.calls() == []
        assert "make deps" in said, said
        for package in packages("core-patches"):
            assert f" {package}" in said, (package, said)
        assert not (machine.folder / "out" / "source").exists()


def test_make_deps_installs():
    """Once; then there is nothing to do, for `make deps` and for others."""
    with Machine() as machine:
        status, said = machine.make("deps")
        assert status == 0, said
        assert packages("core-patches") <= set(machine.installed())
        calls = machine.calls()
        assert len(calls) == 4, calls           # update and install
        status, said = machine.make("deps", "packages")
        assert status == 0 and machine.calls() == calls, said


def test_what_runs_tests_installs():
    """apt-get fails here: make ends with that, and does nothing else."""
    for goal in ("run", "check", "check-host", "check-boot", "deps-check"):
        with Machine() as machine:
            machine.break_apt()
            status, said = machine.make(goal)
            assert status != 0, (goal, said)
            assert any("begin" in c and "install" in c
                       for c in machine.calls()), (goal, said)
            assert not (machine.folder / "out" / "source").exists(), goal


def test_what_builds_does_not_install():
    """It says which packages are missing instead."""
    for goal in ("tftp", "install", "lint", "bossd", "boot-assets"):
        with Machine() as machine:
            status, said = machine.make(goal)
            assert status != 0, (goal, said)
            assert machine.calls() == [], (goal, said)
            assert "make deps" in said, (goal, said)


def test_one_apt_get_at_a_time():
    """make -j starts several lists at once."""
    with Machine() as machine:
        status, said = machine.make("-j4", "deps", "packages-check",
                                    "packages-boot")
        assert status == 0, said
        calls = machine.calls()
        assert [c.split()[0] for c in calls] == \
            ["begin", "end"] * (len(calls) // 2), calls
        for package in packages(*LISTS):
            assert machine.installed().count(package) == 1, package


def test_without_root():
    """Where there is no sudo either the command is told."""
    with Machine() as machine:
        others = machine.folder / "others"
        others.mkdir()
        for name in ("sh", "make", "flock", "sed", "awk", "sort", "env", "grep",
                     "cc", "gcc", "nproc", "expr"):
            if shutil.which(name):
                (others / name).symlink_to(shutil.which(name))
        status, said = machine.make("deps", path=others, uid=1000)
        assert status != 0
        assert machine.calls() == []
        assert "apt-get install" in said, said


def test_blanks_in_paths():
    """Refused in one line, before anything else."""
    with Machine() as machine:
        top = machine.folder / "a b"
        for name in ("Makefile", *(TOP / "tests").glob("*.mk")):
            target = top / (TOP / name).relative_to(TOP)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(TOP / name, target)
        refused = [
            machine.make("deps", top=top), machine.make(top=top),
            machine.make("deps", out="x y"), machine.make("run", out="x y"),
            machine.make("deps", "SYSLINUX_SOURCE=/tmp/a b"),
            machine.make("install", "DESTDIR=/tmp/a b"),
            machine.make("install", "TFTPROOT=/srv/a b"),
        ]
        for status, said in refused:
            assert status != 0
            assert "blank" in said, said
            assert len(said.splitlines()) == 1, said
        assert machine.calls() == []
        assert not (machine.folder / "x").exists()


if __name__ == "__main__":
    sys.exit(main(globals()))
