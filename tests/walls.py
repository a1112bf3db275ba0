#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Prove the walls between the folders of the module from its include lines.

    walls.py [FOLDER]	FOLDER is com32/deterboot

ROOMS tells what each folder may include of the module's own headers, next to
its own: what is below it, never what is above.
"""
import re
import sys
from pathlib import Path

from lint import report

MODULE = Path(__file__).resolve().parent.parent / "com32/deterboot"
PURE = ("common", "wire", "disk", "policy")
ROOMS = {
    "common": (),
    "wire": ("common",),
    "disk": ("common",),
    "policy": ("common", "wire", "disk"),
    "platform": ("common", "wire", "disk"),
    "node": (*PURE, "platform"),
    "operator": (*PURE, "platform", "node"),
    ".": (*PURE, "platform", "node", "operator"),
}
# Of com32/efichain, which knows the disks and variables of UEFI
BORROWED = {"platform": {"bootvar.h", "efidisk.h", "efivar.h"}}
# What a file of a pure folder may include of C's own library, so that it
# compiles anywhere
PORTABLE = {"errno.h", "stdarg.h", "stddef.h", "stdint.h", "stdio.h",
            "stdlib.h", "string.h"}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)


def sources(module):
    """{file: room}; whatever lies elsewhere has a room that does not exist."""
    return {path: str(path.parent.relative_to(module))
            for path in sorted(module.rglob("*.[ch]"))
            if not {"examples", "sdk"} & set(path.relative_to(module).parts)}


def faults(module):
    files = sources(module)
    rooms = {}
    for path, room in files.items():
        if room not in ROOMS or (room == "." and path.name != "deterboot.c"):
            yield f"{path.name} lies in no room"
        if path.name in rooms:
            yield f"{path.name} is there twice"
        rooms[path.name] = room
    for path, room in files.items():
        for bracket, name in INCLUDE.findall(path.read_text()):
            where = f"{room}/{path.name}"
            if bracket == "<":
                if room in PURE and name not in PORTABLE:
                    yield f"{where} includes <{name}>: {room} is pure"
            elif name in BORROWED.get(room, ()):
                continue
            elif name not in rooms:
                yield f"{where} includes {name}, which is not there"
            elif rooms[name] not in (room, *ROOMS.get(room, ())):
                yield f"{where} includes {name} of {rooms[name]}"


def main():
    module = Path(sys.argv[1]) if len(sys.argv) > 1 else MODULE
    report("walls", list(faults(module)), f"{len(sources(module))} files")


if __name__ == "__main__":
    main()
