# SPDX-License-Identifier: GPL-2.0-or-later
"""Commands that fail, over and over in one boot: failures.c32, and what it says
of the heaps."""
import re

from .lab import OUT

CONFIG = """\
SERIAL 0 115200
DEFAULT failures
PROMPT 0
SYSAPPEND 3
LABEL failures
  COM32 {module}
  APPEND commands.txt {times} {words}
"""
WARM_UP = 3                     # more times, of failures.c
# With libhttps.c32 loaded all the time
HOLDING = "tlsfailures.c32"
# The heap of UEFI is seen in pieces of 32 kB, and the firmware has its own part
ROOM = {"bios": 0, "efi64": 65536}


def root_with(lab, commands, times, module="failures.c32", words=""):
    """A TFTP root for a node that runs the commands so many times each. Where
    one is not of build/tftp the caller adds it."""
    root = lab.tftp_root(CONFIG.format(module=module, times=times, words=words))
    lab.add_module(root, OUT / "tests" / lab.firmware / module)
    (lab.own_folder(root) / "commands.txt").write_text(
        "\n".join(commands) + "\n")
    return root


def losses(lab, node, commands, deadline):
    """Wait until all of them are done; none of them may keep memory. Returns
    errno of each."""
    last = re.escape(commands[-1])
    node.expect(rf"failures: lost .* of: {last} \(\d+\)\n", failures=(),
                deadline=deadline)
    lost = re.findall(r"failures: lost (-?\d+) bytes, (-?\d+) below 1 MB, in "
                      r"\d+ times of: (.*) \((\d+)\)\n", node.serial.text)
    print("\n".join(map(str, lost)))
    assert [command for _, _, command, _ in lost] == commands
    room = ROOM[lab.firmware]
    assert not [row for row in lost if int(row[0]) > room or int(row[1]) > room]
    return [int(why) for *_, why in lost]
