#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Get the source package that UPSTREAM names, and verify every byte of it.

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
    """The fields of UPSTREAM, and [(sha256, size in bytes, file name)]."""
    fields, files = {}, []
    for line in Path(path).read_text().splitlines():
        if line.startswith("#"):
            continue
        if line.startswith(" "):
            sha256, size, name = line.split()
            files.append((sha256, int(size), name))
        elif ":" in line:
            key, value = line.split(":", 1)
            fields[key] = value.strip()
    return fields, files


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


def fetch(fields, files, folder, origin):
    """Put the files into folder, from origin or through apt."""
    if origin:
        print(f"source: copying {fields['Source']} from {origin}", flush=True)
        for _, _, name in files:
            if (Path(origin) / name).is_file():
                shutil.copy(Path(origin) / name, folder / name)
        return
    print(f"source: fetching {fields['Source']} {fields['Version']} with apt",
          flush=True)
    apt = Apt(folder / "apt", with_source=True)
    apt.update()
    apt.source(f"{fields['Source']}={fields['Version']}", folder)
    shutil.rmtree(folder / "apt")


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit("usage: source.py UPSTREAM FOLDER [FROM]")
    fields, files = read_upstream(sys.argv[1])
    folder = Path(sys.argv[2])
    origin = sys.argv[3] if len(sys.argv) == 4 else ""
    folder.mkdir(parents=True, exist_ok=True)

    if origin or any(fault(folder / n, h, s) for h, s, n in files):
        try:
            fetch(fields, files, folder, origin)
        except AptError as error:
            sys.exit(f"source: {error}\nsource: a folder that has the files "
                     "can be named with SYSLINUX_SOURCE=FOLDER")
    faults = [f"{folder / n} {why}" for h, s, n in files
              if (why := fault(folder / n, h, s))]
    if faults:
        sys.exit("source: not the files that UPSTREAM names:\n  " +
                 "\n  ".join(faults))


if __name__ == "__main__":
    main()
