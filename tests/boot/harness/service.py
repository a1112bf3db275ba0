# SPDX-License-Identifier: GPL-2.0-or-later
"""What servers in a thread of ours have in common."""
import contextlib
import socket
import threading


class Service:
    """Use as a context manager. A server is made of begin(), which opens its
    sockets; loop(), which returns soon after `stopping` is set, as do the
    threads that it starts; and end()."""

    quiet = ()                  # exceptions that end a thread, and no more

    def __enter__(self):
        self.stopping = threading.Event()
        self.threads, self.errors = [], []      # errors: shown by __exit__
        self.begin()
        self.start(self.loop)
        return self

    def __exit__(self, *_):
        self.stopping.set()
        for thread in self.threads:
            thread.join()
        self.end()
        if self.errors:
            raise self.errors[0]

    def start(self, function, *args):
        """Run this in a thread."""
        thread = threading.Thread(target=self.run, args=(function, *args),
                                  daemon=True)
        self.threads.append(thread)
        thread.start()

    def run(self, function, *args):
        """The thread."""
        try:
            function(*args)
        except self.quiet:
            pass
        except Exception as error:
            self.errors.append(error)

    def listen(self, address, port):
        """A listening TCP socket in the namespace."""
        sock = self.namespace.socket(socket.AF_INET, socket.SOCK_STREAM)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((address, port))
        sock.listen()
        sock.settimeout(0.2)
        return sock

    def connections(self, sock):
        """Those that come to it, until we stop."""
        while not self.stopping.is_set():
            with contextlib.suppress(TimeoutError):
                yield sock.accept()[0]

    def begin(self):
        """Open what is needed."""
        raise NotImplementedError

    def loop(self):
        """Serve."""
        raise NotImplementedError

    def end(self):
        """Close it."""
        self.socket.close()
