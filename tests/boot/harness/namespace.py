# SPDX-License-Identifier: GPL-2.0-or-later
"""Private network namespaces, so that fixed ports never collide.

A namespace is held open by a child of ours and ends with it. As root it is a
plain network namespace; without root it comes with a user namespace; where
neither is allowed the machine's own network is used (kind "shared"), one test
at a time.
"""
import array
import functools
import os
import signal
import socket
import struct
import subprocess
import sys
import threading

# The child says when its loopback is up and ends when our pipe closes.
HOLDER = "ip link set lo up && echo up && exec cat"
UNSHARE = {"root": ["unshare", "--net"],
           "user": ["unshare", "--map-root-user", "--net"]}

# Sends a socket for each request for one, or nothing but a byte
MAKER = """
import array, socket, struct, sys
asked = socket.socket(fileno=int(sys.argv[1]))
while what := asked.recv(64):
    try:
        with socket.socket(*struct.unpack("3i", what)) as made:
            asked.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS,
                                    array.array("i", [made.fileno()]))])
    except OSError:
        asked.send(b"x")
"""


@functools.lru_cache(maxsize=None)
def best_kind():
    """"root", "user" or "shared": what this process may do."""
    for kind in (["root"] if os.geteuid() == 0 else []) + ["user"]:
        probe = subprocess.run([*UNSHARE[kind], "ip", "link", "set", "lo",
                                "up"], stdin=subprocess.DEVNULL,
                               capture_output=True, check=False)
        if probe.returncode == 0:
            return kind
    return "shared"


@functools.lru_cache(maxsize=None)
def why_no_tap():
    """None where a tap can be made in a private namespace, else the reason."""
    kind = best_kind()
    if kind == "shared":
        return "no rights for a private network namespace"
    probe = subprocess.run([*UNSHARE[kind], "ip", "tuntap", "add", "probe0",
                            "mode", "tap"], stdin=subprocess.DEVNULL,
                           capture_output=True, text=True, check=False)
    if probe.returncode:
        return f"no rights for a tap: {probe.stderr.strip()}"
    return None


class Namespace:
    """One network namespace; use as a context manager."""

    def __init__(self, kind=None):
        self.kind = kind or best_kind()
        self.holder = self.maker = self.making = None
        self.asking = threading.Lock()      # the maker, for one socket

    def __enter__(self):
        if self.kind != "shared":
            self.holder = subprocess.Popen(
                [*UNSHARE[self.kind], "sh", "-c", HOLDER], text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            if self.holder.stdout.readline() != "up\n":
                self.__exit__()
                raise OSError("no private network namespace")
        return self

    def __exit__(self, *_):
        if self.maker:
            self.maker.close()
            self.making.wait()
            self.maker = None
        if self.holder:
            self.holder.stdin.close()
            self.holder.wait()
            self.holder.stdout.close()
            self.holder = None

    @property
    def pid(self):
        """A process inside, for `ip link set ... netns`."""
        return self.holder.pid

    def inside(self):
        """What goes before a command to run it inside."""
        enter = []
        if self.kind != "shared":
            enter = ["nsenter", "-t", str(self.pid), "--net"]
        if self.kind == "user":
            enter += ["--user", "--preserve-credentials"]
        return enter

    def prefix(self):
        """The same; it dies with the thread that runs it."""
        return ["setpriv", "--pdeathsig", "KILL", *self.inside()]

    def popen(self, argv, **kwargs):
        """Start a command inside."""
        return subprocess.Popen([*self.prefix(), *map(str, argv)], **kwargs)

    def run(self, *argv):
        """Run a command inside; it must succeed. Returns its output."""
        done = subprocess.run([*self.prefix(), *map(str, argv)], text=True,
                              stdin=subprocess.DEVNULL, capture_output=True,
                              check=False)
        if done.returncode:
            raise OSError(f"{' '.join(map(str, argv))}: {done.stderr.strip()}")
        return done.stdout

    def ip(self, command):
        """`ip COMMAND` inside, split at blanks."""
        return self.run("ip", *command.split())

    def socket(self, family=socket.AF_INET, kind=socket.SOCK_DGRAM,
               protocol=0):
        """A socket that belongs to the namespace, for use in this process."""
        with self.asking:
            if not self.maker:
                self.start_maker()
            self.maker.send(struct.pack("3i", family, kind, protocol))
            _, ancillary, _, _ = self.maker.recvmsg(1, socket.CMSG_SPACE(4))
        if not ancillary:
            raise OSError("no socket in the namespace")
        descriptor = array.array("i", ancillary[0][2])[0]
        return socket.socket(family, kind, protocol, fileno=descriptor)

    def start_maker(self):
        """A process inside that makes sockets for us until we are gone."""
        self.maker, theirs = socket.socketpair(socket.AF_UNIX,
                                               socket.SOCK_SEQPACKET)
        with theirs:
            self.making = subprocess.Popen(
                [*self.inside(), sys.executable, "-S", "-E", "-c", MAKER,
                 str(theirs.fileno())], pass_fds=[theirs.fileno()])


def stop(process, grace=5):
    """End a process that we started, and wait for it."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(grace)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
