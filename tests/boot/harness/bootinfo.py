# SPDX-License-Identifier: GPL-2.0-or-later
"""Bootinfo packets in Python: written from the protocol's description, not
from the C codec, so that one checks the other."""
import struct

SIZE = 520
DATA = 8                        # offset of the data area
CMDLINE = DATA + 264            # offset of the command line
SERVER_PORT, ORDER_PORT, CLIENT_PORT = 6969, 6970, 9696

REQUEST, REPLY, ACK, ORDER, INFO, KEYED_REQUEST = range(1, 7)
SUCCESS, FAIL = 0, 1
PART, SYSID, MB, WAIT, REBOOT, AUTO, MFS, RESTART, DISKPART = range(1, 10)

# What a version 1 node asks.
QUESTION = struct.pack("<HHI", 1, REQUEST, SUCCESS).ljust(SIZE, b"\0")


def message(opcode, what=None, value=b"", cmdline=b"", status=SUCCESS,
            version=1):
    """One datagram. value is the union: bytes, or a number for PART, SYSID;
    for DISKPART a pair of numbers. what None leaves the data area empty."""
    packet = bytearray(SIZE)
    struct.pack_into("<HHI", packet, 0, version, opcode, status)
    if what is not None:
        if isinstance(value, tuple):
            value = struct.pack("<II", *value)
        elif isinstance(value, int):
            value = struct.pack("<I", value)
        elif isinstance(value, str):
            value = value.encode()
        if isinstance(cmdline, str):
            cmdline = cmdline.encode()
        struct.pack_into("<HH", packet, DATA, 0, what)
        packet[DATA + 4:DATA + 4 + len(value)] = value
        packet[CMDLINE:CMDLINE + len(cmdline)] = cmdline
    return bytes(packet)


def reply(what, value=b"", cmdline=b"", **kwargs):
    """A boss's answer."""
    return message(REPLY, what, value, cmdline, **kwargs)


def order(what, value=b"", cmdline=b"", **kwargs):
    """A boss's order."""
    return message(ORDER, what, value, cmdline, **kwargs)


def refusal():
    """A REPLY with status FAIL and rubbish behind it, as real ones have."""
    return message(REPLY, MFS, b"\xff" * 256, b"\xff" * 248, status=FAIL)
