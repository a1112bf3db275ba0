#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the guest's instructions go while our pxelinux.0 loads: `make profile`.

One boot with count.so. Blocks of code are put down to the functions of
lpxelinux.elf, and to the ROM, the BIOS and the modules by where they lie.

Environment: PROFILE_CASE (http-virtio-64-lan), PROFILE_LINES (40).
"""
import os
import re
import subprocess
import sys
from bisect import bisect_right
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "boot"))
sys.path.remove(str(HERE))              # profile is a module of Python's
sys.path.append(str(HERE))

import files                                        # noqa: E402
from boot import BENCH, Case, boot                  # noqa: E402
from counts import Counts                           # noqa: E402
from harness.lab import OUT                         # noqa: E402

ELF = OUT / "objects/bios/core/lpxelinux.elf"
MEGABYTE = 1 << 20
# Below this the ROM's real mode code, between it and the BIOS's data
LOW_END, ROM_END, BIOS_END = 0x40000, 0xa0000, MEGABYTE
# iPXE copies itself to the end of the memory
ROM_SIZE = 4 * MEGABYTE

GROUPS = (
    ("mode switches", r"enter_[pr]m|a20|core_(farcall|cfarcall|intcall)|pm_irq|"
     r"_pm_call|call16|IRQStubs|empty_8042|pxenv|pxe_call|in_pm|in_rm|"
     r"core_syscall"),
    ("interrupts", r"pxe_isr|timer_irq|callback"),
    ("copies", r"memcpy|memmove|memset|pbuf_copy|netbuf_copy"),
    ("checksum", r"chksum|chk"),
    ("threads", r"sem_|__schedule|mbox|__switch_to|sched|thread|pxe_poll|"
     r"sys_arch|sys_mbox|sys_sem|ms_timer|jiffies|timeout"),
    ("UNDI receive", r"pxe_(process_irq|receive|isr)|undiif|low_level|undi_"),
    ("lwIP", r"tcp|udp|ip_|pbuf|netconn|netbuf|etharp|mem|inet|netif|"
     r"do_recv|recv_"),
    ("file", r"pxe_getfssec|fill_buffer|getfssec|tftp|http|pmapi|core_udp"),
)


def symbols():
    """Sorted addresses and names of lpxelinux.elf's functions."""
    listing = subprocess.run(["nm", "-n", ELF], capture_output=True,
                             text=True, check=True).stdout
    found = [(int(a, 16), n) for a, kind, n in
             re.findall(r"^([0-9a-f]{8}) ([tTwW]) (\S+)$", listing, re.M)]
    return [a for a, _ in found], [n for _, n in found]


def place(address, memory, addresses, names):
    """What lies at an address."""
    if address < LOW_END or MEGABYTE <= address < addresses[-1]:
        name = names[max(0, bisect_right(addresses, address) - 1)]
        return name.removeprefix("core_syscall.")
    if address < ROM_END:
        return "[ROM, real mode]"
    if address < BIOS_END:
        return "[BIOS, option ROM]"
    if address >= memory * MEGABYTE - ROM_SIZE:
        return "[ROM, protected mode]"
    return "[modules]"


def group(name):
    """The kind of work a function does."""
    if name.startswith("["):
        return name
    for title, pattern in GROUPS:
        if re.search(pattern, name):
            return title
    return "other"


def show(title, counter, kilobytes, lines):
    """One histogram, in instructions per kB."""
    total = sum(counter.values())
    print(f"\n{title}")
    for name, count in counter.most_common(lines):
        print(f"{count / kilobytes:10.1f} {100 * count / total:6.1f} %  {name}")
    print(f"{total / kilobytes:10.1f}  100.0 %  in all, per kB")


def main():
    wanted = os.environ.get("PROFILE_CASE") or "http-virtio-64-lan"
    words = re.fullmatch(r"(\S+)-(\w+)-(\d+)-(\w+)", wanted).groups()
    case = Case(words[0], words[1], int(words[2]), words[3])
    files.make(BENCH / "files", case.megabytes)
    result, (before, after) = boot(case, "deterboot", count=True)
    counts = Counts.read(after) - Counts.read(before)
    addresses, names = symbols()
    memory = files.memory(case.megabytes)
    functions, runs, groups = Counter(), Counter(), Counter()
    for (address, size), entered in counts.blocks.items():
        name = place(address, memory, addresses, names)
        functions[name] += size * entered
        groups[group(name)] += size * entered
        if address in addresses:
            runs[name] += entered
    show(f"{case}: instructions per kB", groups, result.kilobytes, None)
    show("by function", functions, result.kilobytes,
         int(os.environ.get("PROFILE_LINES") or 40))
    print("\nentered, per kB")
    for name, entered in runs.most_common(int(os.environ.get("PROFILE_LINES") or 40)):
        print(f"{entered / result.kilobytes:10.3f}  {name}")


if __name__ == "__main__":
    main()
