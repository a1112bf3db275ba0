#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Are the options of deterboot.c32 the same wherever they are listed?

    options.py		compares the table (optiontable.c), the comment that
			names their values (options.h) and the manual page
"""
import re
from pathlib import Path

from lint import report

MODULE = Path(__file__).resolve().parent.parent / "com32/deterboot"


def in_table():
    """Names, in the order of the table."""
    text = (MODULE / "policy/optiontable.c").read_text(encoding="ascii")
    rows = text[text.index("options[] = {"):]
    return re.findall(r'^    \{ "([^"]+)"', rows[:rows.index("\n};")], re.M)


def in_comment():
    """{name: what its value looks like}, of options_parse()'s comment."""
    text = (MODULE / "policy/options.h").read_text(encoding="ascii")
    synopsis = text[text.index(" * Read the options"):]
    words = " ".join(re.findall(r"^ \*     (\S.*)$", synopsis, re.M)).split()
    return dict(forms(words))


def in_manual():
    """The same, of the terms of the manual's OPTIONS."""
    text = (MODULE / "deterboot.txt").read_text(encoding="ascii")
    part = text[text.index("\n== OPTIONS =="):]
    part = part[:part.index("\n== ", 1)]
    terms = re.findall(r"^(\*.*)::$", part, re.M)
    words = [word for term in terms
             for word in re.sub(r"[*']", "", term).replace(", ", " ").split()]
    return dict(forms(words))


def forms(words):
    """(name, form of the value) of such words as boss=HOST[:PORT]."""
    rest = iter(words)
    for word in rest:
        word = word.strip("[],")
        if word == "--":
            yield word, " ".join(rest).strip("[]").split()[-1]
            return
        if word.startswith("report["):      # one that may have a value
            yield "report", ""
            word = word.replace("[=", "=", 1)
        name, equals, form = word.partition("=")
        yield name + equals, form


def main():
    """Compare."""
    table, comment, manual = in_table(), in_comment(), in_manual()
    faults = [f"{name} is in the table twice"
              for name in {n for n in table if table.count(n) > 1}]
    for where, names in (("options.h", comment), ("deterboot.txt", manual)):
        faults += [f"{name} is not in {where}"
                   for name in table if name not in names]
        faults += [f"{where} has {name}, the table has not"
                   for name in names if name not in table]
    faults += [f"{name}{form} in options.h, {name}{manual[name]} in the manual"
               for name, form in comment.items()
               if manual.get(name, form) != form]
    report("options", faults, len(table))


if __name__ == "__main__":
    main()
