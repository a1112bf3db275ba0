#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Keep the codes of deterboot's failures in step.

    messages.py check	errors.c and messages.txt have the same codes, once
			each, in order, with the same sentences
    messages.py write	take the sentences of messages.txt from errors.c

The module's table (errors.c) has the sentences, messages.txt has them and what
to do. `write` adds nothing: what to do about a code, a person has to say.
"""
import re
import sys
from pathlib import Path

from lint import report

TOP = Path(__file__).resolve().parent.parent
ERRORS = next((TOP / "com32/deterboot").rglob("errors.c"))
MANUAL = TOP / "com32/deterboot/messages.txt"
ENTRY = re.compile(r"^(D\d+) (.*)::\n(?=    )", re.M)


def module_codes():
    """{code: sentence} of the module."""
    text = re.sub(r'"\s*\n\s*"', "", ERRORS.read_text())
    return dict(re.findall(r'\{ "(D\d+)", "([^"]*)" \}', text))


def faults():
    module = module_codes()
    entries = ENTRY.findall(MANUAL.read_text())
    codes = [code for code, _ in entries]
    if codes != sorted(set(codes), key=lambda code: int(code[1:])):
        yield "messages.txt: a code stands twice, or out of order"
    manual = dict(entries)
    for code in sorted(set(module) | set(manual)):
        if module.get(code) != manual.get(code):
            yield (f"{code}: errors.c says {module.get(code)!r}, "
                   f"messages.txt {manual.get(code)!r}")


def main():
    if sys.argv[1:] == ["write"]:
        module = module_codes()
        MANUAL.write_text(ENTRY.sub(
            lambda m: f"{m[1]} {module.get(m[1], m[2])}::\n",
            MANUAL.read_text()))
    elif sys.argv[1:] == ["check"]:
        report("messages", list(faults()), f"{len(module_codes())} codes")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
