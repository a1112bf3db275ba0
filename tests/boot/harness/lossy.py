# SPDX-License-Identifier: GPL-2.0-or-later
"""A wire that loses and reorders frames, between QEMU and a tap.

    lossy.py TAP-FD SOCKET LOSS REORDER

Kernels without netem cannot do it. QEMU's end is a UNIX datagram socket; the
tap is given as an open file. LOSS and REORDER are shares of all frames; one
that is reordered goes out behind the next. The choice is the same each time.
"""
import os
import random
import select
import socket
import sys

FRAME_MAX = 65536


def main():
    """Forward both ways for ever."""
    tap, path = int(sys.argv[1]), sys.argv[2]
    loss, reorder = float(sys.argv[3]), float(sys.argv[4])
    chance = random.Random(1)
    ours = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    ours.bind(path + ".wire")
    held = {"in": None, "out": None}

    def out(frame):
        try:
            ours.sendto(frame, path + ".qemu")
        except OSError:         # QEMU is not there yet, or no more
            pass

    def into(frame):
        os.write(tap, frame)

    print("lossy: ready", flush=True)
    while True:
        ready = select.select([tap, ours], [], [], 0.02)[0]
        for way, source, send in (("in", tap, out), ("out", ours, into)):
            frames = []
            if source in ready:
                frame = os.read(tap, FRAME_MAX) if source is tap \
                    else ours.recv(FRAME_MAX)
                if chance.random() >= loss:
                    frames = [frame]
            if frames and held[way] is None and chance.random() < reorder:
                held[way] = frames.pop()
            elif held[way] is not None and (frames or not ready):
                frames.append(held[way])
                held[way] = None
            for frame in frames:
                send(frame)


if __name__ == "__main__":
    main()
