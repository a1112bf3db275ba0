#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The peers of socktest: `peers.py ADDRESS`; see peer.h for what each does."""
import socket
import struct
import sys
import threading
import time
import zlib

CONTROL, RESET, BYE, MUTE, DRIP = 7001, 7002, 7003, 7004, 7006
ECHO, SINK, SOURCE = 7007, 7009, 7019
OTHER, GIVE, FLOOD = 7008, 7010, 7011

BLOCK = 65521


def make_block():
    """The same bytes as pattern_fill() of peer.c makes."""
    x, block = 12345, bytearray()
    for _ in range(BLOCK):
        x = (x * 1103515245 + 12345) & 0xffffffff
        block.append(x >> 16 & 255)
    return bytes(block)


PATTERN = make_block()


def pattern(count):
    """The first bytes of the pattern, as pieces."""
    while count > 0:
        yield PATTERN[:count]
        count -= BLOCK


def reset(conn):
    """Close with a RST."""
    conn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                    struct.pack("ii", 1, 0))
    conn.close()


def line(conn):
    """One line, without its end."""
    data = b""
    while not data.endswith(b"\n"):
        byte = conn.recv(1)
        if not byte:
            break
        data += byte
    return data.decode().strip()


def echo(conn, _):
    while data := conn.recv(65536):
        conn.sendall(data)


def sink(conn, _):
    count = crc = 0
    while data := conn.recv(65536):
        count += len(data)
        crc = zlib.crc32(data, crc)
    conn.sendall(f"{count} {crc:08x}\n".encode())


def source(conn, _):
    for piece in pattern(int(line(conn))):
        conn.sendall(piece)


def reset_after_byte(conn, _):
    conn.recv(1)
    reset(conn)


def bye(conn, _):
    conn.sendall(b"bye")


def mute(conn, _):
    time.sleep(120)


def drip(conn, _):
    conn.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for byte in b"12345":
        conn.sendall(bytes([byte]))
        time.sleep(0.1)


def call_back(host, port, how):
    """Connect to the node and do as it has said."""
    with socket.create_connection((host, port), timeout=60) as conn:
        if how == "reset":
            reset(conn)
        elif how == "hello":
            conn.sendall(b"hello")
        elif how == "hold":
            conn.recv(1)
        else:
            echo(conn, None)


def control(conn, peer):
    """connect PORT HOW [TIMES], or datagram PORT TEXT"""
    what, port, how, *times = line(conn).split()
    if what == "datagram":
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.sendto(how.encode(), (peer[0], int(port)))
    for _ in range(int((times or ["1"])[0]) if what == "connect" else 0):
        threading.Thread(target=call_back, args=(peer[0], int(port), how),
                         daemon=True).start()
    conn.sendall(b"ok\n")


def serve(conn, peer, handler):
    """One connection; a node that breaks it off is no failure of ours."""
    with conn:
        try:
            handler(conn, peer)
        except OSError:
            pass


def listen(address, port, handler):
    """Serve a TCP port, each connection in its own thread."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if handler is mute:         # so that a sender has to wait soon
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    listener.bind((address, port))
    listener.listen(128)
    while True:
        conn, peer = listener.accept()
        threading.Thread(target=serve, args=(conn, peer, handler),
                         daemon=True).start()


def udp_echo(sock, data, peer):
    sock.sendto(data, peer)


def udp_other(_, data, peer):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.sendto(data, peer)


def udp_give(sock, data, peer):
    if data.startswith(b"give "):
        answer = PATTERN[:int(data[5:])]
        answer += PATTERN[:int(data[5:]) - len(answer)]
    else:
        answer = f"{len(data)} {zlib.crc32(data):08x}".encode()
    sock.sendto(answer, peer)


def udp_flood(sock, _, peer):
    for number in range(500):
        sock.sendto(b"%04d" % number + bytes(200), peer)
        time.sleep(0.002)


def datagrams(address, port, handler):
    """Serve a UDP port."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
    sock.bind((address, port))
    while True:
        try:
            data, peer = sock.recvfrom(65536)
            handler(sock, data, peer)
        except OSError:         # a port unreachable from the node
            continue


def main():
    """Start all, say so, and go on until we are ended."""
    address = sys.argv[1]
    for function, table in (
            (listen, {CONTROL: control, RESET: reset_after_byte, BYE: bye,
                      MUTE: mute, DRIP: drip, ECHO: echo, SINK: sink,
                      SOURCE: source}),
            (datagrams, {ECHO: udp_echo, OTHER: udp_other, GIVE: udp_give,
                         FLOOD: udp_flood})):
        for port, handler in table.items():
            threading.Thread(target=function, args=(address, port, handler),
                             daemon=True).start()
    threading.Event().wait()


if __name__ == "__main__":
    main()
