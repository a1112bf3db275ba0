# SPDX-License-Identifier: GPL-2.0-or-later
"""A boss that misbehaves on purpose.

    FakeBoss(namespace, "127.0.0.1", node_ip, [drop, fail, send(packet)])

The n-th step of the script handles the n-th question; the last step repeats.
A step is a function of (boss); it may call boss.send(). Steps that repeat a
common trick are made by the functions below.
"""
import socket
import threading
import time

from . import bootinfo
from .service import Service


class FakeBoss(Service):
    """Use as a context manager."""

    def __init__(self, namespace, address, node, script):
        self.namespace, self.address, self.node = namespace, address, node
        self.script = list(script)
        self.questions = []             # (time, sender, bytes)
        self.extra = {}                 # other sockets by (address, port)
        self.changed = threading.Condition()

    def begin(self):
        self.socket = self.open(bootinfo.SERVER_PORT)

    def end(self):
        for sock in (self.socket, *self.extra.values()):
            sock.close()

    def open(self, port, address=None):
        """A bound UDP socket in the boss's namespace."""
        sock = self.namespace.socket(socket.AF_INET, socket.SOCK_DGRAM)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((address or self.address, port))
        sock.settimeout(0.1)
        return sock

    def send(self, data, port=bootinfo.SERVER_PORT, address=None):
        """One datagram to the node's port 9696, from any port of ours."""
        key = (address or self.address, port)
        sock = self.socket
        if key != (self.address, bootinfo.SERVER_PORT):
            if key not in self.extra:
                self.extra[key] = self.open(port, address)
            sock = self.extra[key]
        sock.sendto(data, (self.node, bootinfo.CLIENT_PORT))

    def loop(self):
        """Hand every question to its step, until told to stop."""
        while not self.stopping.is_set():
            try:
                data, sender = self.socket.recvfrom(65535)
            except TimeoutError:
                continue
            except OSError:             # a port unreachable from the node
                continue
            with self.changed:
                self.questions.append((time.monotonic(), sender, data))
                number = min(len(self.questions), len(self.script)) - 1
                self.changed.notify_all()
            try:
                self.script[number](self)
            except Exception as error:  # shown by __exit__
                self.errors.append(error)

    def wait(self, count, deadline=60.0):
        """Wait until `count` questions have come."""
        with self.changed:
            if not self.changed.wait_for(
                    lambda: len(self.questions) >= count, deadline):
                raise AssertionError(f"only {len(self.questions)} questions "
                                     f"of {count} within {deadline} s")


def drop(_):
    """No answer."""


def send(*packets, **kwargs):
    """Answer with these packets, one after the other."""
    def step(boss):
        for packet in packets:
            boss.send(packet, **kwargs)
    return step


def late(seconds, packet):
    """Answer so late that the node has asked again meanwhile."""
    def step(boss):
        timer = threading.Timer(seconds, boss.send, [packet])
        timer.daemon = True
        timer.start()
    return step
