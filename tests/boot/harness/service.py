# SPDX-License-Identifier: GPL-2.0-or-later
"""What servers in a thread of ours have in common."""
import threading


class Service:
    """Use as a context manager. A server is made of begin(), which opens its
    sockets; loop(), which returns soon after `stopping`; and end()."""

    stopping = False

    def __enter__(self):
        self.errors = []                # shown by __exit__
        self.begin()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stopping = True
        self.thread.join()
        self.end()
        if self.errors:
            raise self.errors[0]

    def run(self):
        """The thread."""
        try:
            self.loop()
        except Exception as error:
            self.errors.append(error)

    def begin(self):
        """Open what is needed."""
        raise NotImplementedError

    def loop(self):
        """Serve."""
        raise NotImplementedError

    def end(self):
        """Close it."""
        self.socket.close()
