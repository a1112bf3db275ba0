# SPDX-License-Identifier: GPL-2.0-or-later
"""What comes out: a table, results.json, a plot."""
import json
import shutil
import subprocess
from statistics import median

from boot import LINKS
from loaders import LOADERS, ipxe_of

HEAD = ("case", "loader", "load", "x ipxe", "x http", "MB/s", "hello", "cpu",
        "x ipxe", "boot", "ahead", "own", "hand-over", "instr/kB")
WIDTHS = (28, 15, 8, 6, 6, 6, 6, 8, 6, 8, 7, 6, 9, 8)


def middle_of(measured):
    """The median of what was measured."""
    known = [s for s in measured if s is not None]
    return round(median(known), 3) if known else None


def record(case, loader, boots, instructions):
    """One record of results.json."""
    delay, loss = LINKS[case.link]
    middle = {name: middle_of([getattr(b, name) for b in boots])
              for name in ("load_s", "hello_s", "boot_s", "ahead_s", "own_s",
                           "handover_s", "cpu_s")}
    return {"loader": loader, "protocol": case.protocol, "nic": case.nic,
            "megabytes": case.megabytes, "delay_ms": delay,
            "loss_percent": loss, "median_s": middle["load_s"],
            "runs": len(boots), "all_s": [round(b.load_s, 3) for b in boots],
            "hello_median_s": middle["hello_s"],
            "cpu_median_s": middle["cpu_s"],
            "boot_median_s": middle["boot_s"],
            "ahead_median_s": middle["ahead_s"],
            "own_median_s": middle["own_s"],
            "handover_median_s": middle["handover_s"],
            "instructions_per_kb": instructions}


def name_of(one):
    """The case of a record."""
    link = {v: k for k, v in LINKS.items()}[one["delay_ms"],
                                            one["loss_percent"]]
    return f"{one['protocol']}-{one['nic']}-{one['megabytes']}-{link}"


def seconds(value):
    return "-" if value is None else f"{value:.2f} s"


def milliseconds(value):
    return "-" if value is None else f"{value * 1000:.0f} ms"


def ratio(value, best, name):
    """How many times the other record's that is."""
    return f"{value / best[name]:.2f}" if value and best and best[name] \
        else "-"


def over_http(one, every):
    """The record of the same loader and files, without TLS."""
    if not one["protocol"].startswith("https"):
        return None
    plain = dict(one, protocol="http")
    return every.get((name_of(plain), one["loader"]))


def table(records):
    """The lines of the table."""
    row = lambda cells: "  ".join(          # noqa: E731
        str(c).ljust(w) if i < 2 else str(c).rjust(w)
        for i, (c, w) in enumerate(zip(cells, WIDTHS)))
    yield row(HEAD)
    every = {(name_of(r), r["loader"]): r for r in records}
    for one in sorted(records, key=name_of):
        name, load, cpu = name_of(one), one["median_s"], one["cpu_median_s"]
        per = one["instructions_per_kb"]
        best = every.get((name, ipxe_of(one["loader"])))
        yield row((name, one["loader"], seconds(load),
                   ratio(load, best, "median_s"),
                   ratio(load, over_http(one, every), "median_s"),
                   f"{one['megabytes'] / load:.1f}",
                   milliseconds(one["hello_median_s"]), seconds(cpu),
                   ratio(cpu, best, "cpu_median_s"),
                   seconds(one["boot_median_s"]),
                   seconds(one["ahead_median_s"]),
                   milliseconds(one["own_median_s"]),
                   seconds(one["handover_median_s"]),
                   f"{per:.0f}" if per else "-"))


def plot(records, folder):
    """plot.svg: bars of the load's median, one group for each case."""
    cases = sorted({name_of(r) for r in records})
    loaders = [x for x in LOADERS if any(r["loader"] == x for r in records)]
    loads = {(name_of(r), r["loader"]): r["median_s"] for r in records}
    with open(folder / "plot.dat", "w", encoding="ascii") as data:
        print("case", *loaders, file=data)
        for case in cases:
            print(case, *(loads.get((case, x), "NaN") for x in loaders),
                  file=data)
    script = (
        f"set terminal svg size {300 + 160 * len(cases)},500; "
        f"set output '{folder}/plot.svg'; set style data histogram; "
        "set style fill solid 0.8 border -1; set boxwidth 0.9; "
        "set key top left autotitle columnhead; set yrange [0:*]; "
        "set ylabel 'seconds to load kernel and initrd (median)'; "
        "set grid ytics; set xtics rotate by -20; "
        f"plot for [i=2:{1 + len(loaders)}] '{folder}/plot.dat' "
        "using i:xtic(1)")
    if shutil.which("gnuplot"):
        subprocess.run(["gnuplot", "-e", script], check=True)


def write(records, folder):
    """results.json and the plot."""
    (folder / "results.json").write_text(json.dumps(records, indent=1) + "\n")
    plot(records, folder)
