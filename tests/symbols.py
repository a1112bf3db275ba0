#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Is all that a module needs there, once it is loaded?

    symbols.py FIRMWARE CORE FOLDER
			CORE is the loader as ELF, FOLDER has its modules

The loader binds a name that nobody has to a trap, which only whoever comes there
sees. So each undefined name of a module has to be one of the core's, of
ldlinux's, or of the libraries that the module loads (and those load).
"""
import re
import subprocess
import sys
from pathlib import Path

from lint import report

# What nobody has, in code of syslinux that we do not touch
LEFT = {
    "bios": {"liblua.c32": {"abort"}},
    "efi64": {"libgpl.c32": {"pow"}, "liblua.c32": {"abort"}},
}
LDLINUX = ("ldlinux.c32", "ldlinux.e64")


def names(file, which):
    """The names of the dynamic symbols that a file has, or needs."""
    lines = subprocess.run(["nm", "-D", "-f", "posix", which, file], check=True,
                           capture_output=True, text=True).stdout
    return {line.split()[0] for line in lines.splitlines()
            # A weak name may be missing, as what a BIOS has does under UEFI
            if which == "--defined-only" or line.split()[1] not in "wv"}


def libraries(file, folder, seen):
    """What a module loads, and what that loads."""
    needed = subprocess.run(["readelf", "-d", file], check=True,
                            capture_output=True, text=True).stdout
    for name in re.findall(r"\(NEEDED\).*\[(.+)\]", needed):
        if name not in seen:
            seen[name] = folder / name
            if seen[name].is_file():
                libraries(seen[name], folder, seen)
    return seen


def faults(core, folder, left):
    modules = sorted(p for p in folder.iterdir()
                     if p.suffix == ".c32" or p.name in LDLINUX)
    if not modules:
        yield f"{folder} has no module"
    always = names(core, "--defined-only")
    for name in LDLINUX:
        if (folder / name).is_file():
            always |= names(folder / name, "--defined-only")
    for module in modules:
        there = always | names(module, "--defined-only")
        for name, file in libraries(module, folder, {}).items():
            if file.is_file():
                there |= names(file, "--defined-only")
            else:
                yield f"{module.name} loads {name}, which is not there"
        missing = names(module, "--undefined-only") - there
        known = left.get(module.name, set())
        for name in sorted(missing - known):
            yield f"{module.name} needs {name}, which nobody has"
        for name in sorted(known - missing):
            yield f"{module.name} lacks {name} no more: no need to name it"


def main():
    firmware, core, folder = sys.argv[1], *map(Path, sys.argv[2:4])
    report(f"symbols of {firmware}",
           list(faults(core, folder, LEFT.get(firmware, {}))),
           f"{len(list(folder.glob('*.c32')))} modules")


if __name__ == "__main__":
    main()
