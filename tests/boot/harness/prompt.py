# SPDX-License-Identifier: GPL-2.0-or-later
"""An operator at a node that waits: what is typed, and what must be seen."""
from .watch import DEAD_ENDS

CTRL_C = "\x03"
STOPPED = r"deterboot: stopped by Ctrl-C"
WAITS = "waiting for an order from boss"


def stop(node):
    """Open the prompt."""
    node.type(CTRL_C)
    node.expect_all(STOPPED, "deterboot> ", failures=DEAD_ENDS)


def say(node, line, *milestones, **kwargs):
    """Type a line; then these must come."""
    node.type(line + "\r")
    node.expect_all(*milestones, failures=DEAD_ENDS, **kwargs)
