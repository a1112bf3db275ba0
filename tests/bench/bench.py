#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""How fast boot loaders load a kernel and an initrd: what `make bench` runs.

Every round boots each loader once in each case, in an order of its own, so that
what else happens on this machine, and what the boot before has left of its
memory, meets all of them. A last round counts the guest's instructions,
which do not depend on that. Results: the table, and results.json and plot.svg
in build/bench.

Environment, all of them lists of words or shell patterns but for the first:
    BENCH_ROUNDS    3
    BENCH_CASES     PROTOCOL-NIC-MEGABYTES-LINK; protocols http, https,
                    https-p384, tftp, tftp-windowsize; NICs virtio, e1000; sizes 8, 64, 512,
                    1536; links lan, slow (2 ms), lossy (1 %), bad (both)
    BENCH_LOADERS   deterboot stock-lpxelinux stock-pxelinux ipxe grub; with UEFI
                    deterboot-efi stock-efi ipxe-efi snponly grub-efi;
                    curl, which loads without a node
    BENCH_COUNT     1; 0 counts no instructions
"""
import os
import random
import sys
import time
from fnmatch import fnmatchcase
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "boot"))

import files                                        # noqa: E402
import report                                       # noqa: E402
from boot import (BENCH, LINKS, PROTOCOLS, Case, boot,   # noqa: E402
                  without_node)
from counts import Counts                           # noqa: E402
from harness.namespace import why_no_tap            # noqa: E402
from harness.watch import MilestoneFailed           # noqa: E402
from loaders import LOADERS, can, firmware          # noqa: E402

NICS = ("virtio", "e1000")
SIZES = (8, 64, 512, 1536)
QUICK = "http-*-64-lan https*-virtio-64-lan tftp*-virtio-8-lan"


def chosen(variable, default, names):
    """The names that fit a pattern of the variable."""
    patterns = (os.environ.get(variable) or default).split()
    fitting = [n for n in names
               if any(fnmatchcase(str(n), p) for p in patterns)]
    if not fitting:
        sys.exit(f"bench: {variable} fits none of: "
                 f"{' '.join(map(str, names))}")
    return fitting


def one(case, loader, what, **kwargs):
    """Boot once and say so. None if that failed."""
    tables = None
    try:
        if firmware(loader):
            result, tables = boot(case, loader, **kwargs)
        else:
            result = without_node(case)
    except (MilestoneFailed, ValueError, OSError) as error:
        print(f"bench: {case} {loader}: FAILED: {error}", flush=True)
        return None
    if tables:
        before, after = map(Counts.read, tables)
        result.instructions = (after - before).total()
    print(f"bench: {what}: {case} {loader}: load {result.load_s:.2f} s" +
          (f", boot {result.boot_s:.2f} s" if result.boot_s else ""),
          flush=True)
    return result


def main():
    if why_no_tap():
        sys.exit(f"bench: {why_no_tap()}; run it as root")
    rounds = int(os.environ.get("BENCH_ROUNDS") or 3)
    counting = os.environ.get("BENCH_COUNT") != "0"
    cases = chosen("BENCH_CASES", QUICK, [
        Case(p, n, s, k) for p in PROTOCOLS for n in NICS for s in SIZES
        for k in LINKS])
    wanted = (os.environ.get("DETERBOOT_FIRMWARE") or "bios efi64").split()
    loaders = chosen("BENCH_LOADERS", "*",
                     [x for x in LOADERS if firmware(x) in (None, *wanted)])
    pairs = [(c, x) for c in cases for x in loaders if can(x, c)]
    for size in {c.megabytes for c in cases}:
        files.make(BENCH / "files", size)
    print(f"bench: {len(pairs)} pairs of case and loader, {rounds} rounds",
          flush=True)

    boots = {pair: [] for pair in pairs}
    per_kb = dict.fromkeys(pairs)
    failed = 0
    for number in range(rounds):
        for pair in random.sample(pairs, len(pairs)):
            result = one(*pair, f"round {number + 1}", verify=not number)
            failed += result is None
            boots[pair] += [result] if result else []
    for pair in (p for p in pairs if counting and firmware(p[1])):
        result = one(*pair, "counting", count=True)
        failed += result is None
        if result:
            per_kb[pair] = round(result.instructions / result.kilobytes, 1)

    records = [report.record(*pair, boots[pair], per_kb[pair])
               for pair in pairs if boots[pair]]
    if not records:
        sys.exit("bench: no boot succeeded")
    report.write(records, BENCH)
    print(f"\n{time.strftime('%Y-%m-%d')}, {rounds} rounds, medians")
    print("\n".join(report.table(records)))
    print(f"bench: {BENCH}/results.json, plot.svg")
    if failed:
        sys.exit(f"bench: {failed} boots failed")


if __name__ == "__main__":
    main()
