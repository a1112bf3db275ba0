# SPDX-License-Identifier: GPL-2.0-or-later
"""How the checks of `make lint` that are in this folder end."""
import sys


def report(check, faults, looked_at):
    """Print the faults, and exit with 1; without one, what was looked at."""
    for fault in faults:
        print(f"{check}: {fault}", file=sys.stderr)
    if faults:
        sys.exit(1)
    print(f"{check}: {looked_at}, no fault")
