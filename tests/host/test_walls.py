#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Faults planted into a copy of the module are found by walls.py. Prints TAP."""
import shutil
import subprocess
import sys
from pathlib import Path

from tap import planted

TOP = Path(__file__).resolve().parent.parent.parent
FAULTS = [
    # file, line that is added to it, what is said
    ("policy/policy.c", '#include "screen.h"',
     "policy/policy.c includes screen.h of node"),
    ("common/ipv4.h", '#include "dhcp.h"',
     "common/ipv4.h includes dhcp.h of wire"),
    ("wire/dhcp.c", '#include "partition.h"',
     "wire/dhcp.c includes partition.h of disk"),
    ("node/talk.c", '#  include  "operator.h"',
     "node/talk.c includes operator.h of operator"),
    ("platform/platform.h", '#include "policy.h"',
     "platform/platform.h includes policy.h of policy"),
    ("disk/gpt.c", "#include <syslinux/disk.h>",
     "disk/gpt.c includes <syslinux/disk.h>: disk is pure"),
    ("operator/info.c", '#include "gone.h"',
     "operator/info.c includes gone.h, which is not there"),
    ("stray.c", '#include "ipv4.h"', "stray.c lies in no room"),
    ("attic/stray.c", "", "stray.c lies in no room"),
    ("node/ipv4.h", "", "ipv4.h is there twice"),
]


def walls(module):
    done = subprocess.run([TOP / "tests/walls.py", module],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True)
    return done.returncode, done.stdout


def check(folder, fault):
    module = Path(folder) / "deterboot"
    shutil.copytree(TOP / "com32/deterboot", module)
    if fault:
        file, line, _ = fault
        (module / file).parent.mkdir(exist_ok=True)
        with open(module / file, "a") as source:
            source.write(line + "\n")
    code, said = walls(module)
    if not fault:
        return code == 0 and "no fault" in said
    return code == 1 and f"walls: {fault[2]}\n" in said


if __name__ == "__main__":
    sys.exit(planted(check, [(fault[2], fault) for fault in FAULTS]))
