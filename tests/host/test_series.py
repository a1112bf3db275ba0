#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Faults planted into a copy of the series are found by series.py. Prints
TAP."""
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent.parent
NAMES = [line for line in (TOP / "core-patches/series").read_text().split("\n")
         if line and line[0] != "#"]


def named(part):
    """The patch whose name has this part."""
    return next(name for name in NAMES if part in name)


FIRST, SECOND = NAMES[:2]
LWIP = named("core-move-to-lwIP")
SOCKETS = named("core-export-sockets")
SUMS = named("sum-four-bytes")


def edit(file, old, new):
    """A fault: the first of `old`, a pattern, is something else."""
    def plant(folder):
        path = folder / file
        text = path.read_text(encoding="latin-1")
        changed = re.sub(old, new, text, count=1, flags=re.M)
        assert changed != text, f"{file} has no {old}"
        path.write_text(changed, encoding="latin-1")
    return plant


def remove(file):
    return lambda folder: (folder / file).unlink()


def late(folder):
    """The sockets come before the topics that they stand behind."""
    edit("series", rf"^{re.escape(SOCKETS)}\n", "")(folder)
    edit("series", rf"^{re.escape(FIRST)}$",
         f"{SOCKETS}\n{FIRST}")(folder)


FAULTS = [
    # what is said, how it comes about
    (f"{FIRST}: fixes/ comes before sockets/", late),
    (f"{FIRST}: should have the number 0002",
     edit("series", f"^{re.escape(FIRST)}\n{re.escape(SECOND)}$",
          f"{SECOND}\n{FIRST}")),
    (f"{SECOND}: should have the number 0001",
     edit("series", f"^{re.escape(FIRST)}\n", "")),
    (f"{FIRST} is not in series", edit("series", f"^{re.escape(FIRST)}\n", "")),
    (f"{SECOND} is in series and not there", remove(SECOND)),
    ("series: no comment names fixes/", edit("series", "^# fixes/.*\n", "")),
    ("series: no line # lwip.sh", edit("series", "^# lwip.sh\n", "")),
    ("fixes/ has no COVER-LETTER", remove("fixes/COVER-LETTER")),
    ("fixes/COVER-LETTER does not have the number",
     edit("fixes/COVER-LETTER", r"\[PATCH 00/\d+\]", "[PATCH 00/99]")),
    ("fixes/COVER-LETTER has more than 40 lines",
     edit("fixes/COVER-LETTER", r"\Z", "\n" * 41)),
    (f"{FIRST}: needs exactly one line 'Signed-off-by: ...'",
     edit(FIRST, "^Signed-off-by: .*\n", "")),
    (f"{FIRST}: is not signed off by its author",
     edit(FIRST, "^Signed-off-by: .*", "Signed-off-by: A <a@example.net>")),
    (f"{FIRST}: does not say 'For a user who loads no module: ...'",
     edit(FIRST, "For a user who loads no module:", "For nobody:")),
    (f"{FIRST}: Forwarded is", edit(FIRST, "^Forwarded: .*", "Forwarded: yes")),
    (f"{FIRST}: a line of its header is longer than 78",
     edit(FIRST, "^Forwarded", "x" * 79 + "\nForwarded")),
    (f"{FIRST}: adds white space", edit(FIRST, r"^\+(\s.*[^\s])$", r"+\1 ")),
    (f"{FIRST}: was not written by", edit(FIRST, "^--- a/", "index 1\n--- a/")),
    (f"{FIRST} includes netsock.h, which comes with {SOCKETS}",
     edit(FIRST, r"^\+(\s.*)", '+#include <netsock.h>\n+\\1')),
    (f"lwipopts.h includes arch/hooks.h, which comes with {SUMS}",
     edit("../lwipopts/lwipopts.h", "^#include .*",
          '#include "arch/hooks.h"')),
    (f"{SOCKETS}: core/include/netsock.h has no line 'SPDX",
     edit(SOCKETS, r"(\+\+\+ b/core/include/netsock.h\n@@.*\n)\+.*\n",
          r"\1+/* */\n")),
]


def check(folder, fault):
    top = Path(folder)
    shutil.copytree(TOP / "core-patches", top / "core-patches")
    shutil.copytree(TOP / "lwipopts", top / "lwipopts")
    if fault:
        fault[1](top / "core-patches")
    done = subprocess.run([TOP / "core-patches/series.py", "check",
                           top / "core-patches"], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)
    if not fault:
        return done.returncode == 0 and "no fault" in done.stdout
    return done.returncode == 1 and f"series: {fault[0]}" in done.stdout


def main():
    failed = 0
    print(f"1..{len(FAULTS) + 1}")
    for n, fault in enumerate([None, *FAULTS], 1):
        with tempfile.TemporaryDirectory() as folder:
            fine = check(folder, fault)
        failed += not fine
        print(f"{'ok' if fine else 'not ok'} {n} - "
              f"{fault[0] if fault else 'as it is'}")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
