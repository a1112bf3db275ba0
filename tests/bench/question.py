#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""How long a node takes from the first instruction of its boot program to its
first question to boss, with BIOS and with UEFI: what `make bench-question` runs.

Every round boots each firmware with each card once. The beginning is the last
packet of the transfer of pxelinux.0 or syslinux.efi, the end the first packet to
boss, both by the guest's clock. UEFI may take BAR_MS longer than BIOS, by the
medians. With an e1000 that needs a card that runs on while it is taken: QEMU's
takes no frame for a second after a driver has begun with it.

Environment: BENCH_ROUNDS (5).
"""
import os
import shutil
import statistics
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "boot"))

from harness import pcap                            # noqa: E402
from harness.lab import Lab                         # noqa: E402
from harness.namespace import why_no_tap            # noqa: E402
from harness.prompt import WAITS                    # noqa: E402

BAR_MS = 300
FIRMWARES, NICS = ("bios", "efi64"), ("virtio", "e1000e", "e1000")


def milliseconds(capture, bootfile):
    """From the boot program to the question."""
    asked = pcap.questions(capture)[0].time
    port = [port for _, port, name in pcap.tftp_requests(capture)
            if name == bootfile][-1]
    loaded = max(d.time for d in pcap.datagrams(capture)
                 if port in (d.sport, d.dport) and d.time < asked)
    return 1000 * (asked - loaded)


def boot(firmware, nic):
    """One node, which boss lets wait."""
    with Lab(f"question.{firmware}.{nic}", firmware=firmware) as lab:
        netdev = lab.tap()
        lab.boss("WAIT", address=lab.ROUTER_IP)
        lab.dnsmasq(lab.tftp_root())
        node = lab.node(netdev, nic=nic)
        node.expect(WAITS, deadline=300)
        bootfile = lab.bootfile
    took = milliseconds(node.capture, bootfile)
    shutil.rmtree(lab.folder)
    return took


def main():
    if why_no_tap():
        sys.exit(f"question: {why_no_tap()}; run it as root")
    rounds = int(os.environ.get("BENCH_ROUNDS") or 5)
    took = {(nic, firmware): [] for nic in NICS for firmware in FIRMWARES}
    for number in range(rounds):
        for nic, firmware in took:
            took[nic, firmware].append(boot(firmware, nic))
            print(f"question: round {number + 1}: {nic}, {firmware}: "
                  f"{took[nic, firmware][-1]:.0f} ms", flush=True)
    late = False
    for nic in NICS:
        bios, efi64 = (statistics.median(took[nic, f]) for f in FIRMWARES)
        late |= efi64 - bios > BAR_MS
        print(f"question: {nic}: medians of {rounds}: BIOS {bios:.0f} ms, UEFI "
              f"{efi64:.0f} ms, difference {efi64 - bios:+.0f} ms, bar {BAR_MS} ms")
    sys.exit(late)


if __name__ == "__main__":
    main()
