#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Keep the codes of deterboot's failures in step.

    messages.py check	errors.c, the manual page and README.md agree
    messages.py write	write README.md's table anew from the manual page

The module's table (errors.c) has the sentences, the manual page has them and
what to do, and README.md has the manual page's as a table.
"""
import re
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
ERRORS = TOP / "com32/deterboot/errors.c"
MANUAL = TOP / "com32/deterboot/deterboot.txt"
README = TOP / "README.md"
BEGIN = "<!-- messages: written by `make refresh` -->\n"
END = "<!-- end of messages -->\n"


def module_codes():
    """{code: sentence} of the module."""
    text = re.sub(r'"\s*\n\s*"', "", ERRORS.read_text())
    return dict(re.findall(r'\{ "(D\d{2,3})", "([^"]*)" \}', text))


def manual_entries():
    """[(code, sentence, what to do)] of the manual page, in its order."""
    entries = re.findall(r"^(D\d{2,3}) (.*)::\n((?:    .*\n)+)",
                         MANUAL.read_text(), re.M)
    return [(code, sentence, " ".join(text.split()))
            for code, sentence, text in entries]


def plain(text):
    """AsciiDoc's quotes as Markdown's, and nothing that ends a table cell."""
    text = re.sub(r"(?<!\w)'([^'\s][^']*)'(?!\w)", r"`\1`", text)
    text = re.sub(r"\*([\w-]+=|[A-Z:]+)\*", r"`\1`", text)
    text = text.replace("*.c32", r"\*.c32")
    return text.replace("|", "\\|")


def table():
    rows = ["| code | message | what it means, what to do |", "|---|---|---|"]
    rows += [f"| {code} | {sentence} | {plain(text)} |"
             for code, sentence, text in manual_entries()]
    return BEGIN + "\n" + "\n".join(rows) + "\n\n" + END


def faults():
    module = module_codes()
    manual = {code: sentence for code, sentence, _ in manual_entries()}
    for code in sorted(set(module) | set(manual)):
        if module.get(code) != manual.get(code):
            yield (f"{code}: errors.c says {module.get(code)!r}, "
                   f"deterboot.txt {manual.get(code)!r}")
    if table() not in README.read_text():
        yield "README.md: its table is not deterboot.txt's: `make refresh`"


def main():
    if sys.argv[1:] == ["write"]:
        text = README.read_text()
        start, end = text.index(BEGIN), text.index(END) + len(END)
        README.write_text(text[:start] + table() + text[end:])
    elif sys.argv[1:] == ["check"]:
        found = list(faults())
        for fault in found:
            print(f"messages: {fault}", file=sys.stderr)
        if found:
            sys.exit(1)
        print(f"messages: {len(module_codes())} codes, no fault")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
