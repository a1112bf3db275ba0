# SPDX-License-Identifier: GPL-2.0-or-later
"""A web server over TLS that ends as a man in the middle would end it."""
import contextlib
import ssl

from .service import Service


class TlsCut(Service):
    """Use as a context manager. Sends a header without a length and the
    beginning of a file; then the connection is closed, and TLS is not."""

    def __init__(self, namespace, port, certificate, key, beginning):
        self.namespace, self.port = namespace, port
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate, key)
        self.beginning = beginning
        self.cut = 0                    # connections

    def begin(self):
        self.socket = self.listen("127.0.0.1", self.port)

    def loop(self):
        for connection in self.connections(self.socket):
            connection.settimeout(30)
            # close() without unwrap() sends no close_notify
            with contextlib.suppress(OSError), self.context.wrap_socket(
                    connection, server_side=True) as stream:
                while not stream.recv(4096).endswith(b"\r\n\r\n"):
                    pass
                stream.sendall(b"HTTP/1.0 200 OK\r\n\r\n" + self.beginning)
                self.cut += 1
