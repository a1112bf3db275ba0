# SPDX-License-Identifier: GPL-2.0-or-later
"""A man in the middle of a TCP connection."""
import select
import socket

from .service import Service


class Tamper(Service):
    """Use as a context manager. Passes on what comes to and from the server,
    and changes one bit of what comes from it, at this offset."""

    quiet = (OSError,)

    def __init__(self, namespace, address, port, server, at):
        self.namespace, self.address, self.port = namespace, address, port
        self.server, self.at = server, at
        self.changed = 0                # connections

    def begin(self):
        self.socket = self.listen(self.address, self.port)

    def loop(self):
        for connection in self.connections(self.socket):
            self.start(self.relay, connection)

    def relay(self, node):
        """One connection."""
        server = self.namespace.socket(socket.AF_INET, socket.SOCK_STREAM)
        with node, server:
            server.connect(self.server)
            passed = 0
            while not self.stopping.is_set():
                for end in select.select([node, server], [], [], 0.2)[0]:
                    data = bytearray(end.recv(65536))
                    if not data:
                        return
                    if end is node:
                        server.sendall(data)
                        continue
                    if passed <= self.at < passed + len(data):
                        data[self.at - passed] ^= 1
                        self.changed += 1
                    passed += len(data)
                    node.sendall(data)
