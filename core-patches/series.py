#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What can be seen of the series of patches without building it.

    series.py check [FOLDER]	say what is wrong with it
    series.py before		the last patch before lwip.sh lays in lwIP
    series.py list		TOPIC, tab, patch, a line each

FOLDER has the file series, and a folder of patches for each topic; it is
core-patches/ unless told. lwipopts/ lies beside it.
"""
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# The line in the file series where lwip.sh is to be run
MARK = "# lwip.sh"
# In the order in which they could be mailed, each a series of its own
TOPICS = ("fixes", "lwip", "downloads", "sockets", "speed", "cards", "names",
          "efi", "https", "local")
COVER_LINES = 40
WIDTH = 78
FIELDS = ("From", "Date", "Subject", "Forwarded", "Origin", "Signed-off-by")
# Where a header is looked for, beside the folder of who includes it
LWIP = "core/lwip/src/include"
ROOTS = ("com32/include", "com32/lib", "core/include", "core/fs/pxe", LWIP)
USER = "For a user who loads no module:"
SPDX = "SPDX-License-Identifier: "
SOURCE = re.compile(r"\.(c|h|S|inc)$")
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')


def read(path):
    return path.read_text(encoding="latin-1")


def names(folder):
    """The patches of the series, without its comments."""
    return lines_of(read(folder / "series").splitlines())


def lines_of(lines):
    return [line for line in lines if line and not line.startswith("#")]


def before(folder):
    """The patches before lwIP is laid in."""
    lines = read(folder / "series").splitlines()
    return lines_of(lines[:lines.index(MARK)] if MARK in lines else [])


def topic_of(name):
    return name.split("/")[0]


def order(folder):
    """What is wrong with the list: topics, numbers, files."""
    series = names(folder)
    files = {str(path.relative_to(folder))
             for path in folder.rglob("*.patch")}
    for name in sorted(files ^ set(series)):
        yield (f"{name} is not in series" if name in files else
               f"{name} is in series and not there")
    last, number = -1, 0
    for name in series:
        topic = topic_of(name)
        if topic not in TOPICS:
            yield f"{name}: there is no topic {topic}"
            continue
        place = TOPICS.index(topic)
        if place < last:
            yield f"{name}: {topic}/ comes before {TOPICS[last]}/"
            continue
        number = number + 1 if place == last else 1
        last = place
        if not re.fullmatch(rf"{number:04}-[^/]+\.patch", name[len(topic) + 1:]):
            yield f"{name}: should have the number {number:04}"


def covers(folder):
    """What is wrong with the cover letters."""
    series = names(folder)
    told = set(re.findall(r"^# (\w+)/: ", read(folder / "series"), re.M))
    for topic in sorted({topic_of(name) for name in series}):
        if topic not in told:
            yield f"series: no comment names {topic}/"
        path = folder / topic / "COVER-LETTER"
        if not path.is_file():
            yield f"{topic}/ has no COVER-LETTER"
            continue
        lines = read(path).splitlines()
        count = sum(topic_of(name) == topic for name in series)
        if len(lines) > COVER_LINES:
            yield f"{topic}/COVER-LETTER has more than {COVER_LINES} lines"
        if not any(line.startswith(f"Subject: [PATCH 00/{count:02}] ")
                   for line in lines):
            yield f"{topic}/COVER-LETTER does not have the number {count:02}"


def split(text):
    """The header of a patch, {file: lines that are added to it}, and the files
    that are new."""
    header = re.split(r"(?m)^(?=--- (?:a/|/dev/null))", text, maxsplit=1)[0]
    added, new, current = {}, set(), None
    before = ""
    for line in text[len(header):].splitlines():
        if line.startswith("+++ "):
            current = line[6:] if line.startswith("+++ b/") else None
            if current:
                added[current] = []
                if before == "--- /dev/null":
                    new.add(current)
        elif current and line.startswith("+"):
            added[current].append(line[1:])
        before = line
    return header, added, new


def letter(name, header, text):
    """What is wrong with the header of a patch, or how it is written."""
    values = {field: re.findall(rf"^{field}: (.+)$", header, re.M)
              for field in FIELDS}
    for field, found in values.items():
        if len(found) != 1:
            yield f"{name}: needs exactly one line '{field}: ...'"
    if not all(len(found) == 1 for found in values.values()):
        return
    if values["From"] != values["Signed-off-by"]:
        yield f"{name}: is not signed off by its author"
    if not re.fullmatch(r"no|not-needed|.*://.*", values["Forwarded"][0]):
        yield f"{name}: Forwarded is 'no', 'not-needed' or an address"
    if USER not in header:
        yield f"{name}: does not say '{USER} ...'"
    if any(len(line) > WIDTH for line in header.splitlines()
           if not line.startswith(("From: ", "Signed-off-by: "))):
        yield f"{name}: a line of its header is longer than {WIDTH} characters"
    if re.search(r"[ \t]$", header, re.M):
        yield f"{name}: white space at the end of a line of its header"
    if re.search(r"^\+(?!\+\+ ).*[ \t]$", text, re.M):
        yield f"{name}: adds white space at the end of a line"
    if re.search(r"^(?:index |diff --git|(?:---|\+\+\+) .*\t)", text, re.M):
        yield f"{name}: was not written by 'make refresh'"


def meant(included, where):
    """The files that an include line in the folder `where` may mean."""
    return {f"{root}/{included}" for root in (where, *ROOTS)}


def steps(folder):
    """What is wrong with patches on their own, and with what comes too late
    for an earlier one."""
    opts = folder.parent / "lwipopts/lwipopts.h"
    wanted = []			# (who, what is included, which files that is)
    present = set()
    early, laid_in = before(folder), False
    if not early:
        yield f"series: no line {MARK}"
    for name in names(folder):
        if name not in early and not laid_in:
            laid_in = True
            wanted += [("lwipopts.h", included, meant(included, LWIP))
                       for included in includes(read(opts).splitlines())]
        if not (folder / name).is_file():
            continue
        text = read(folder / name)
        header, added, new = split(text)
        yield from letter(name, header, text)
        for who, included, files in wanted:
            if files & new:
                yield f"{who} includes {included}, which comes with {name}"
        for file, lines in added.items():
            if file in new and SOURCE.search(file) and \
                    not any(SPDX in line for line in lines[:1]):
                yield f"{name}: {file} has no line '{SPDX}...'"
            for included in includes(lines):
                files = meant(included, str(Path(file).parent))
                if not files & (new | present | set(added)):
                    wanted.append((name, included, files))
        present |= new


def includes(lines):
    return [match[1] for match in map(INCLUDE.match, lines) if match]


def check(folder):
    found = [*order(folder), *covers(folder), *steps(folder)]
    for fault in found:
        print(f"series: {fault}", file=sys.stderr)
    if found:
        sys.exit(1)
    print(f"series: {len(names(folder))} patches, no fault")


def main():
    if sys.argv[1:2] == ["check"]:
        check(Path(sys.argv[2]) if len(sys.argv) > 2 else HERE)
    elif sys.argv[1:] == ["before"]:
        print(before(HERE)[-1])
    elif sys.argv[1:] == ["list"]:
        for name in names(HERE):
            print(f"{topic_of(name)}\t{name}")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
