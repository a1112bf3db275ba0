# SPDX-License-Identifier: GPL-2.0-or-later
"""Read the table of count.c: what the guest has executed so far."""
import struct

RECORD = struct.Struct("=QQQ")          # address, instructions, runs


class Counts:
    """One look at the table. A difference of two is what ran in between."""

    def __init__(self, blocks):
        self.blocks = blocks            # (address, instructions) -> runs

    @classmethod
    def read(cls, raw):
        """From the bytes of the table."""
        return cls({(address, size): runs for address, size, runs
                    in RECORD.iter_unpack(raw) if size})

    def __sub__(self, before):
        return Counts({block: runs - before.blocks.get(block, 0)
                       for block, runs in self.blocks.items()})

    def total(self):
        """Instructions in all."""
        return sum(size * runs for (_, size), runs in self.blocks.items())
