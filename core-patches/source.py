#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Get the source packages that UPSTREAM names, and verify every byte of them.

    source.py UPSTREAM FOLDER [FROM]

The files are put into FOLDER. They come from the folder FROM if one is given,
else through the machine's own apt configuration. Files that are in FOLDER and
right already are not fetched again. Any sum that differs stops the build.
"""
import hashlib
import shutil
import sys
from pathlib import Path

from private_apt import Apt, AptError


def read_upstream(path):
    """The packages of UPSTREAM, a stanza for each.

    A list of (fields, [(sha256, size in bytes, file name)]).
    """
    packages = []
    for line in Path(path).read_text().splitlines():
        if line.startswith("Source:"):
            packages.append(({}, []))
        if line.startswith(" "):
            sha256, size, name = line.split()
            packages[-1][1].append((sha256, int(size), name))
        elif ":" in line and not line.startswith("#"):
            key, value = line.split(":", 1)
            packages[-1][0][key] = value.strip()
    return packages


def fault(path, sha256, size):
    """Why a file is not the one wanted, or None if it is."""
    if not path.is_file():
        return "is missing"
    data = path.read_bytes()
    if len(data) != size:
        return f"has {len(data)} bytes, not {size}"
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        return f"has sha256 {found}, not {sha256}"
    return None


def copy(packages, folder, origin):
    """Put the files of the packages into folder, from the folder origin."""
    for fields, files in packages:
        print(f"source: copying {fields['Source']} from {origin}", flush=True)
        for _, _, name in files:
            if (Path(origin) / name).is_file():
                shutil.copy(Path(origin) / name, folder / name)


def fetch(packages, folder):
    """Put the files of the packages into folder, through apt."""
    apt = Apt(folder / "apt", with_source=True)
    apt.update()
    for fields, _ in packages:
        print(f"source: fetching {fields['Source']} {fields['Version']} "
              "with apt", flush=True)
        apt.source(f"{fields['Source']}={fields['Version']}", folder)
    shutil.rmtree(folder / "apt")


def faults(packages, folder):
    """What is wrong with the files of the packages in folder."""
    return [f"{folder / n} {why}" for _, files in packages
            for h, s, n in files if (why := fault(folder / n, h, s))]


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit("usage: source.py UPSTREAM FOLDER [FROM]")
    packages = read_upstream(sys.argv[1])
    folder = Path(sys.argv[2])
    origin = sys.argv[3] if len(sys.argv) == 4 else ""
    folder.mkdir(parents=True, exist_ok=True)

    missing = [p for p in packages if faults([p], folder)]
    try:
        if origin:
            copy(packages, folder, origin)
        elif missing:
            fetch(missing, folder)
    except AptError as error:
        sys.exit(f"source: {error}\nsource: a folder that has the files "
                 "can be named with SYSLINUX_SOURCE=FOLDER")
    wrong = faults(packages, folder)
    if wrong:
        sys.exit("source: not the files that UPSTREAM names:\n  " +
                 "\n  ".join(wrong))


if __name__ == "__main__":
    main()
