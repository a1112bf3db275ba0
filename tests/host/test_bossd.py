#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""bossd and bossorder over the loopback; they are in $HOST_OUT. Prints TAP.

What goes through their sockets, command lines and signals; what they say to
which packet is tested in test_boss.c.
"""
import os
import queue
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from tap import main                                        # noqa: E402

BOSSD = os.environ["HOST_OUT"] + "/bossd"
BOSSORDER = os.environ["HOST_OUT"] + "/bossorder"
DEADLINE = 20                   # seconds; generous, only ends a hanging test
REQUEST = struct.pack("<HHI", 1, 1, 0) + bytes(512)
REPLY, ORDER = 2, 4
PART = 1


def node():
    """A node's socket on a free port."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("127.0.0.1", 0))
    sock.settimeout(DEADLINE)
    return sock


class Boss:
    """A bossd on a free port that answers to `sock`."""

    def __init__(self, sock, *args):
        command = [BOSSD, "-a", "127.0.0.1", "-p", "0",
                   "-r", str(sock.getsockname()[1]), *args]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, text=True)
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        first = self.line()
        assert first.startswith("boss: listening on 127.0.0.1 port "), first
        self.address = ("127.0.0.1", int(first.split()[-1]))

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def line(self):
        return self.lines.get(timeout=DEADLINE)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


def header(packet):
    """Version, opcode, status, type and first number of a packet."""
    assert len(packet) == 520, len(packet)
    version, opcode, status, _, kind, value = struct.unpack("<HHIHHI",
                                                            packet[:16])
    return version, opcode, status, kind, value


def run(*args):
    done = subprocess.run(args, capture_output=True, text=True,
                          timeout=DEADLINE)
    return done.returncode, done.stdout, done.stderr


def test_replies_go_to_the_nodes_port_whatever_port_asked():
    with node() as listener, node() as asker, \
            Boss(listener, "-e", "PART 7") as boss:
        asker.sendto(REQUEST, boss.address)
        packet, source = listener.recvfrom(2000)
        assert source == boss.address, source
        assert header(packet) == (1, REPLY, 0, PART, 7), header(packet)
        assert boss.line() == "boss: 127.0.0.1 REQUEST version 1 -> PART 7"


def test_datagrams_of_every_size_leave_it_alive():
    with node() as sock, Boss(sock, "-e", "PART 7") as boss:
        for size in (0, 1, 7, 8, 519, 520, 521, 1500, 9000, 65507):
            sock.sendto(b"\xff" * size, boss.address)
            assert boss.line().endswith("ignored")
        sock.sendto(REQUEST, boss.address)
        assert header(sock.recv(2000))[3] == PART


def test_hup_reads_the_file_again_and_a_broken_one_changes_nothing():
    with node() as sock, tempfile.TemporaryDirectory() as folder:
        name = os.path.join(folder, "nodes")

        def write(text):
            with open(name, "w", encoding="ascii") as file:
                file.write(text)

        write("default PART 1\n")
        with Boss(sock, "-c", name) as boss:
            write("default PART 2\n")
            boss.process.send_signal(signal.SIGHUP)
            assert boss.line() == f"boss: read {name} again"
            sock.sendto(REQUEST, boss.address)
            assert header(sock.recv(2000))[4] == 2
            boss.line()

            write("default PART 3\nnode1 PART 3\n")
            boss.process.send_signal(signal.SIGHUP)
            said = {boss.line(), boss.line()}
            assert f"boss: {name} is broken, the old config stays" in said
            assert any(line.startswith(f"{name}:2: ") for line in said), said
            sock.sendto(REQUEST, boss.address)
            assert header(sock.recv(2000))[4] == 2


def test_term_and_int_end_it_well():
    for number in (signal.SIGTERM, signal.SIGINT):
        with node() as sock, Boss(sock, "-e", "PART 1") as boss:
            boss.process.send_signal(number)
            assert boss.process.wait(DEADLINE) == 0


def test_a_broken_config_stops_the_start_with_file_and_line():
    with tempfile.NamedTemporaryFile("w", suffix=".nodes") as file:
        file.write("# lab\n10.0.2.15 PART 1\n10.0.2.16 PARTY\n")
        file.flush()
        status, out, err = run(BOSSD, "-p", "0", "-c", file.name)
        assert (status, out) == (1, ""), (status, out)
        assert err == f"{file.name}:3: unknown answer\n", err


def test_mistakes_on_the_command_line():
    for args in ([], ["-e", "WAIT", "-c", "x"], ["-e", "WAIT", "more"],
                 ["-z"], ["-e"], ["-p", "65536", "-e", "WAIT"],
                 ["-p", "-1", "-e", "WAIT"], ["-p", "x", "-e", "WAIT"],
                 ["-r", "", "-e", "WAIT"], ["-a", "boss", "-e", "WAIT"]):
        status, out, err = run(BOSSD, *args)
        assert (status, out) == (2, ""), (args, status, out)
        assert err, args
    for args in (["-e", "HUH"], ["-e", ""], ["-c", "/nonexistent"],
                 ["-c", "/"], ["-a", "192.0.2.1", "-e", "WAIT"]):
        status, out, err = run(BOSSD, "-p", "0", *args)
        assert (status, out) == (1, ""), (args, status, out)
        assert err, args


def test_a_port_in_use_is_told():
    with node() as sock:
        port = str(sock.getsockname()[1])
        status, _, err = run(BOSSD, "-a", "127.0.0.1", "-p", port, "-e", "WAIT")
        assert status == 1 and port in err, (status, err)


def test_help():
    for program in (BOSSD, BOSSORDER):
        status, out, err = run(program, "-h")
        assert status == 0 and out.startswith("usage: ") and not err


def test_an_order_is_one_datagram_from_the_order_port():
    with node() as sock:
        port = sock.getsockname()[1]
        for words in (["PART", "3", "--", "a", "b"], ["PART 3 -- a b"]):
            status, out, err = run(BOSSORDER, "-a", "127.0.0.2", "-r",
                                   str(port), "127.0.0.1", *words)
            assert status == 0, err
            assert out == (f'bossorder: ORDER PART 3 "a b" to 127.0.0.1 '
                           f'port {port}\n'), out
            packet, source = sock.recvfrom(2000)
            assert source == ("127.0.0.2", 6970), source
            assert header(packet) == (1, ORDER, 0, PART, 3)
            assert packet[272:].rstrip(b"\0") == b"a b"
        sock.settimeout(0.2)
        try:
            sock.recv(2000)
            raise AssertionError("a second datagram")
        except socket.timeout:
            pass


def test_orders_that_are_none():
    for args in ([], ["127.0.0.1"], ["127.0.0.1", "NONE"],
                 ["127.0.0.1", "HUH"], ["127.0.0.1", "WAIT", "5"],
                 ["node1", "REBOOT"], ["-p", "x", "127.0.0.1", "REBOOT"],
                 ["-z", "127.0.0.1", "REBOOT"],
                 ["127.0.0.1", "MFS", "x" * 2000]):
        status, out, err = run(BOSSORDER, *args)
        assert (status, out) == (2, ""), (args, status, out)
        assert err, args


if __name__ == "__main__":
    sys.exit(main(globals()))
