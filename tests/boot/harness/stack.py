# SPDX-License-Identifier: GPL-2.0-or-later
"""The stack of pxelinux under a BIOS: 64 kB for itself and all modules, and
nothing that notices its end. What lies below it are variables of lwIP."""
import re
import subprocess

from .lab import OUT

CORE = OUT / "objects/bios/core/lpxelinux.elf"
FRAME = re.compile(r"sub +\$0x([0-9a-f]+),%esp")


def run(*argv):
    """What a tool of binutils says of a file."""
    return subprocess.run(argv, check=True, text=True, encoding="latin-1",
                          stdout=subprocess.PIPE).stdout


def frames(path):
    """{function: the bytes that its variables take}, of a linked file."""
    found, function = {}, None
    for line in run("objdump", "-d", "--no-show-raw-insn", path).splitlines():
        if line.endswith(">:"):
            function = line.split("<")[1][:-2]
        elif sub := FRAME.search(line):
            # A number of this size is one that is less than 0
            if (size := int(sub[1], 16)) < 1 << 31:
                found[function] = max(size, found.get(function, 0))
    return found


def used(folder, node):
    """(bytes of the stack that a node has written to, bytes that there are);
    what is free below it counts as if it were of the stack. A node's memory is
    zero at first, and neither the BIOS nor iPXE has been there."""
    at = {name: int(address, 16) for address, _, name in
          (line.rsplit(" ", 2) for line in run("nm", CORE).splitlines())}
    low, start, end = (at[f"__{name}"] for name in
                       ("hugebss_end", "stack_start", "stack_end"))
    dump = folder / "stack"
    node.monitor("pmemsave", val=low, size=end - low, filename=str(dump))
    return len(dump.read_bytes().lstrip(b"\0")), end - start
