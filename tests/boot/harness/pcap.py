# SPDX-License-Identifier: GPL-2.0-or-later
"""Read the packets of a capture that QEMU's filter-dump wrote."""
import re
import socket
import struct
from collections import deque
from dataclasses import dataclass

MAGIC = 0xa1b2c3d4              # microseconds, host's byte order
ETHERNET = 1                    # link type
IPV4 = 0x0800
ICMP, TCP, UDP = 1, 6, 17
UNREACHABLE = 3                 # ICMP type
TFTP_PORT = 69
TCP_FLAGS = "FSRPA"             # from bit 0: FIN, SYN, RST, PSH, ACK
# Kinds of options of TCP: RFC 9293, 3.2; RFC 7323, 2.2
NO_OPERATION, MSS, WINDOW_SCALE = 1, 2, 3


@dataclass(frozen=True)
class Datagram:
    """One UDP datagram; time in seconds, data after the UDP header."""
    time: float
    src: str
    sport: int
    dst: str
    dport: int
    data: bytes


def frames(path):
    """(time, frame) of every complete record; the last may be cut short."""
    with open(path, "rb") as file:
        header = file.read(24)
        if len(header) < 24:
            return
        magic, = struct.unpack("=I", header[:4])
        link, = struct.unpack("=I", header[20:])
        if magic != MAGIC or link != ETHERNET:
            raise ValueError(f"{path} is not a capture of QEMU's")
        while len(record := file.read(16)) == 16:
            seconds, micros, size, _ = struct.unpack("=IIII", record)
            frame = file.read(size)
            if len(frame) < size:
                return
            yield seconds + micros / 1e6, frame


def packets(path, protocol):
    """(time, source, destination, payload) of every unfragmented IPv4 packet
    of a protocol."""
    for when, frame in frames(path):
        if len(frame) < 34 or struct.unpack(">H", frame[12:14])[0] != IPV4:
            continue
        packet = frame[14:]
        size = (packet[0] & 15) * 4
        total, = struct.unpack(">H", packet[2:4])
        fragment = struct.unpack(">H", packet[6:8])[0] & 0x3fff
        if packet[9] == protocol and not fragment and total >= size + 8:
            yield (when, socket.inet_ntoa(packet[12:16]),
                   socket.inet_ntoa(packet[16:20]), packet[size:total])


def datagrams(path):
    """Every unfragmented IPv4 UDP datagram, in order."""
    for when, src, dst, data in packets(path, UDP):
        sport, dport, length = struct.unpack(">HHH", data[:6])
        yield Datagram(when, src, sport, dst, dport, data[8:length])


def refused_by(path, node):
    """How many packets the node refused with ICMP "unreachable": none, as
    long as its socket stays open."""
    return sum(src == node and data[0] == UNREACHABLE
               for _, src, _, data in packets(path, ICMP))


def questions(path, boss_port=6969):
    """The datagrams that went to a boss, in order."""
    return [d for d in datagrams(path) if d.dport == boss_port]


def requests(path):
    """The files that TFTP, HTTP and FTP were asked for, in order; what was
    sent again counts once."""
    seen = set()
    for _, _, dst, data in packets(path, TCP):
        port, seq = struct.unpack(">H2xI", data[:8])
        text = data[(data[12] >> 4) * 4:]
        asked = re.match(rb"(?:GET|RETR) (\S+)", text)
        if asked and (dst, port, seq) not in seen:
            seen.add((dst, port, seq))
            yield asked[1].decode()
    for question in datagrams(path):
        if question.dport == TFTP_PORT and question.data[:2] == b"\0\1" and \
                (question.sport, question.data) not in seen:
            seen.add((question.sport, question.data))
            yield question.data[2:].split(b"\0")[0].decode()


def tftp_requests(path):
    """(time, port, file) of every TFTP read request, in order."""
    return [(d.time, d.sport, d.data[2:].split(b"\0")[0].decode("latin-1"))
            for d in datagrams(path)
            if d.dport == 69 and d.data[:2] == b"\0\1"]


def bursts(path, seconds=0.05):
    """The most copies of one TFTP request that follow each other within so
    many seconds; repetitions are further apart."""
    most, run, last = 0, 0, {}
    for when, port, file in tftp_requests(path):
        run = run + 1 if when - last.get((port, file), -1) < seconds else 1
        last[port, file] = when
        most = max(most, run)
    return most


def longest_silence(path, node):
    """The longest time, in seconds, in which the node sent no IP packet, from
    its first TFTP request to its first question to boss."""
    begin = min(when for when, _, _ in tftp_requests(path))
    end = min(q.time for q in questions(path))
    times = sorted({begin, end} | {
        when for protocol in (TCP, UDP)
        for when, src, _, _ in packets(path, protocol)
        if src == node and begin < when < end})
    return max((b - a for a, b in zip(times, times[1:])), default=0)


def tcp_options(segment):
    """{kind: value} of the options of a TCP packet."""
    options, found = segment[20:(segment[12] >> 4) * 4], {}
    while options and options[0]:
        if options[0] == NO_OPERATION:
            options = options[1:]
            continue
        found[options[0]] = options[2:options[1]]
        options = options[options[1]:]
    return found


def tcp_line(when, src, dst, data):
    """A TCP packet in a line of text."""
    sport, dport, seq, ack, offset, bits = struct.unpack(">HHIIBB", data[:14])
    flags = "".join(f for i, f in enumerate(TCP_FLAGS) if bits >> i & 1)
    return (f"{when:.6f} {src}:{sport} > {dst}:{dport} {flags} seq {seq} "
            f"ack {ack}, {len(data) - (offset >> 4) * 4} bytes")


def last_tcp(path, most):
    """The last TCP packets in lines of text, for the log of a failed test."""
    return [tcp_line(*packet) for packet in
            deque((p for p in packets(path, TCP) if len(p[3]) >= 20), most)]
