# SPDX-License-Identifier: GPL-2.0-or-later
"""A stand-in for Emulab's tmcd: takes one line for each connection."""
import contextlib

from .service import Service

PORT = 7777


class Tmcd(Service):
    """Use as a context manager. With answer=False connections are taken by
    the kernel, and by nobody else."""

    def __init__(self, namespace, address="127.0.0.1", answer=True):
        self.namespace, self.address, self.answer = namespace, address, answer
        self.lines = []

    def begin(self):
        self.socket = self.listen(self.address, PORT)

    def loop(self):
        """As tmcd: read up to the end of a line, then close."""
        for connection in self.connections(self.socket) if self.answer else ():
            line = b""
            with connection, contextlib.suppress(OSError):
                connection.settimeout(10)
                while not line.endswith(b"\n"):
                    data = connection.recv(1024)
                    if not data:
                        break
                    line += data
            self.lines.append(line)

    @property
    def states(self):
        """The states that were reported, in order; each line must be right."""
        prefix = b"VERSION=37 state "
        for line in self.lines:
            assert line.startswith(prefix) and line.endswith(b"\n"), line
        return [line[len(prefix):-1].decode() for line in self.lines]
