#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Faults planted into made-up modules are found by symbols.py. Prints TAP."""
import subprocess
import sys
from pathlib import Path

from tap import planted

TOP = Path(__file__).resolve().parent.parent.parent
# What each has and needs; the last argument is what it loads
FILES = [
    ("core.elf", "int core_has;", ()),
    ("ldlinux.c32", "extern int core_has; int *ldlinux_has = &core_has;", ()),
    ("libdeep.c32", "int deep_has;", ()),
    ("libnear.c32", "extern int deep_has; int *near_has = &deep_has;",
     ("libdeep.c32",)),
    ("module.c32", "extern int core_has, ldlinux_has, near_has, deep_has;"
     "extern int weak __attribute__((weak));"
     "int *of[] = { &core_has, &ldlinux_has, &near_has, &deep_has, &weak };",
     ("libnear.c32",)),
]
LOADS = {name: loads for name, _, loads in FILES}
FAULTS = [
    # file, what is in it then, what is said
    ("core.elf", "int other;", "ldlinux.c32 needs core_has, which nobody has"),
    ("ldlinux.c32", "", "module.c32 needs ldlinux_has, which nobody has"),
    ("libdeep.c32", "", "libnear.c32 needs deep_has, which nobody has"),
    ("module.c32", "extern int gone; int *of = &gone;",
     "module.c32 needs gone, which nobody has"),
    ("module.c32", "extern int near_has; int *of = &near_has;", None),
    ("libdeep.c32", None, "libnear.c32 loads libdeep.c32, which is not there"),
    ("stranger.c32", "extern int near_has; int *of = &near_has;",
     "stranger.c32 needs near_has, which nobody has"),
]


def build(folder, name, text, loads):
    subprocess.run(["gcc", "-shared", "-fPIC", "-nostdlib", "-Wl,--no-as-needed",
                    "-Wl,-soname", name, "-Wl,--allow-shlib-undefined", "-x",
                    "c", "-", "-x", "none", *(folder / n for n in loads),
                    "-o", folder / name], input=text, text=True, check=True)


def check(folder, fault):
    folder = Path(folder)
    for name, text, loads in FILES:
        build(folder, name, text, loads)
    if fault:
        name, text, _ = fault
        if text is None:
            (folder / name).unlink()
        else:
            build(folder, name, text, LOADS.get(name, ()))
    done = subprocess.run(
        [TOP / "tests/symbols.py", "made-up", folder / "core.elf", folder],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said = fault and fault[2]
    if not said:
        return done.returncode == 0 and "no fault" in done.stdout
    return done.returncode == 1 and said in done.stdout


if __name__ == "__main__":
    sys.exit(planted(check, [(fault[2] or "another way", fault)
                             for fault in FAULTS]))
