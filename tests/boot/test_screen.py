# SPDX-License-Identifier: GPL-2.0-or-later
"""An operator at the VGA screen and its keyboard."""
import re
import time

import pytest

from harness.prompt import CTRL_C, STOPPED, stop
from test_partitions import expect_sector, make_disk

COLUMNS, ROWS = 80, 25


def send_keys(node, text):
    """Type on the VGA keyboard."""
    names = {" ": ["spc"], "\r": ["ret"], CTRL_C: ["ctrl", "c"]}
    for key in text:
        node.monitor("send-key", keys=[{"type": "qcode", "data": name}
                                       for name in names.get(key, [key])])
        time.sleep(0.15)                # the keyboard has a small buffer


def screen(lab, node):
    """The rows of the screen, from the memory of the VGA card."""
    path = lab.folder / "screen"
    node.monitor("pmemsave", val=0xb8000, size=COLUMNS * ROWS * 2,
                 filename=str(path))
    text = path.read_bytes()[::2].decode("cp437")
    return [text[n:n + COLUMNS].rstrip()
            for n in range(0, len(text), COLUMNS)]


def test_keyboard(lab, waiting):
    """The same on a screen with a keyboard."""
    node = waiting(disks=[make_disk(lab, "mbr")], extra=["-vga", "std"])
    send_keys(node, CTRL_C)
    node.expect_all(STOPPED, "deterboot> ")
    send_keys(node, "infx")
    node.monitor("send-key", keys=[{"type": "qcode", "data": "backspace"}])
    send_keys(node, "o\r")
    node.expect_all("hd0 .*MBR", "deterboot> ")
    assert any(re.fullmatch(r"  hd0 +2048 kB, MBR", row)
               for row in screen(lab, node))
    send_keys(node, "local 0 6\r")
    expect_sector(lab, node, "linux-6")


def live_line(lab, node, at_least):
    """Wait until the screen has a line that tells of so many seconds."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        rows = screen(lab, node)
        for row in rows:
            found = re.fullmatch(r"deterboot: waiting (\d+) s, asking again in "
                                 r"\d+ min \d+ s \(Ctrl-C: prompt\)", row)
            if found and int(found[1]) >= at_least:
                assert sum("Ctrl-C: prompt" in r for r in rows) == 1, rows
                return
        time.sleep(0.3)
    pytest.fail("no line on the screen shows the time:\n" + "\n".join(rows))


def test_live_line(lab, waiting):
    """The screen shows how the time passes, in one line, which is gone when
    something else is printed; the serial line is logged, and has nothing of
    it."""
    node = waiting(extra=["-vga", "std"])
    live_line(lab, node, 1)
    live_line(lab, node, 4)
    lab.order("WAIT")
    node.expect("order from boss: WAIT")
    live_line(lab, node, 6)
    stop(node)
    node.serial.never("Ctrl-C: prompt")
    assert not any("Ctrl-C: prompt" in row for row in screen(lab, node))


def cursor(lab, node):
    """(column, row), from the memory of the BIOS."""
    path = lab.folder / "cursor"
    node.monitor("pmemsave", val=0x450, size=2, filename=str(path))
    return tuple(path.read_bytes())


def test_screen_shows_what_the_serial_line_says(lab, waiting):
    """Lines that are as long as the screen is wide, a little shorter and a
    little longer, and two rows long, until it has scrolled; and the cursor
    stands behind the last of them."""
    node = waiting(extra=["-vga", "std"])
    stop(node)
    lengths = (*range(COLUMNS - 2, COLUMNS + 3), 2 * COLUMNS, 3 * COLUMNS + 1)
    for length in lengths * 2:
        line = "deterboot: no such command, help lists them [D80]: "
        word = "x" * (length - len(line))
        node.type(word + "\r")
        node.expect_all(re.escape(line + word) + "\n", "deterboot> ",
                        failures=())
        rows = screen(lab, node)
        pieces = [(line + word)[n:n + COLUMNS]
                  for n in range(0, length, COLUMNS)]
        first = max(n for n, row in enumerate(rows) if row == pieces[0])
        assert rows[first:first + len(pieces)] == pieces
        # A row that is full wraps at once, as on a terminal of this kind
        prompt = first + length // COLUMNS + 1
        assert rows[prompt:] == ["deterboot>"] + [""] * (ROWS - 1 - prompt)
        assert cursor(lab, node) == (len("deterboot> "), prompt)
