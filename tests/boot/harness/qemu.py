# SPDX-License-Identifier: GPL-2.0-or-later
"""The node: one QEMU, its serial line, its monitor, its captured packets."""
import json
import os
import shlex
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from . import secureboot
from .namespace import stop
from .watch import Log

ACCEL = os.environ.get("DETERBOOT_ACCEL", "tcg")
MAC = "52:54:00:12:34:56"
USER_NODE_IP, USER_HOST_IP = "10.0.2.15", "10.0.2.2"    # QEMU's user network

# The cards and what QEMU calls them: those whose iPXE ROM works. That of
# i82551 crashes, in downloads of its own, too; that of ne2k has no interrupt.
NICS = {"e1000": "e1000", "e1000e": "e1000e", "ne2k": "ne2k_pci",
        "pcnet": "pcnet", "rtl8139": "rtl8139", "virtio": "virtio-net-pci",
        "vmxnet3": "vmxnet3"}


# What the node's DHCP server names, and what its firmware says in DHCP option
# 93 (RFC 4578)
BOOTFILES = {"bios": "pxelinux.0", "efi64": "efi64/syslinux.efi"}
ARCHITECTURES = {"bios": 0, "efi64": 7}
DISK_BUSES = {"bios": "ide", "efi64": "virtio"}

# UEFI for QEMU: the code, and an empty store of its variables
OVMF = Path("/usr/share/OVMF")
OVMF_CODE, OVMF_VARS = OVMF / "OVMF_CODE_4M.fd", OVMF / "OVMF_VARS_4M.fd"


def user_netdev(tftp=None, bootfile="pxelinux.0", orders=True):
    """-netdev for user networking. Boss answers to the fixed port 9696 of
    what it sees as the node, 127.0.0.1."""
    options = "user,id=net0"
    if tftp:
        options += f",tftp={tftp},bootfile={bootfile}"
    if orders:
        options += ",hostfwd=udp:127.0.0.1:9696-:9696"
    return options


def tap_netdev(name):
    """-netdev for a tap; with a vnet header the capture would be garbage."""
    return (f"tap,id=net0,ifname={name},script=no,downscript=no,"
            "vnet_hdr=off")


class Node:
    """A node that boots from the network; use as a context manager."""

    def __init__(self, folder, namespace, netdev, nic="virtio", disks=(),
                 memory=512, reboot=False, extra=(), echo=None, capture=True,
                 firmware="bios", bootindex=True, disk_bus=None,
                 rom=False, secure_boot=None):
        """bootindex: the card is booted from, whatever the firmware's own
        settings say (OVMF changes them then, in each boot). disk_bus: "ide" or
        "virtio", instead of what nodes with that firmware mostly have.
        rom: with UEFI iPXE's ROM drives virtio, too.
        secure_boot: it is on, and of unsigned programs only this one starts."""
        self.namespace = namespace
        self.firmware = firmware
        self.folder = Path(folder)
        self.capture = self.folder / "net.pcap"
        self.runtime = Path(tempfile.mkdtemp(prefix="deterboot-"))
        self.qmp_path = self.runtime / "qmp"        # short: a socket's limit
        self.argv = [
            "qemu-system-x86_64", "-accel", ACCEL, "-m", memory,
            "-nodefaults", "-display", "none", "-serial", "stdio",
            "-qmp", f"unix:{self.qmp_path},server=on,wait=off",
            "-netdev", netdev,
            "-device", f"{NICS[nic]},netdev=net0,mac={MAC}"
                       + (",bootindex=0" if bootindex else ""),
        ]
        if firmware == "efi64":
            self.use_uefi(rom or nic != "virtio", secure_boot)
        if capture:
            self.argv += ["-object", "filter-dump,id=dump0,netdev=net0,"
                          f"file={self.capture}"]
        for disk in disks:
            self.argv += ["-drive", f"file={disk},format=raw,if="
                          + (disk_bus or DISK_BUSES[firmware])]
        if not reboot:
            self.argv += ["-no-reboot"]
        self.argv += list(extra)
        self.serial = Log("serial line", self.folder / "serial.log", echo)
        self.process = self.qmp = self.qmp_file = None
        self.events = []

    def use_uefi(self, rom, secure_boot):
        """OVMF in the BIOS's place. It has a driver of its own for virtio,
        and needs iPXE's ROM for all other cards. PXE over IPv6 is off: it is
        tried first, and waits for more than a minute."""
        variables = self.folder / "vars.fd"
        code, machine = OVMF_CODE, "q35"
        if secure_boot:
            code, machine = secureboot.CODE, "q35,smm=on"
            variables.write_bytes(secureboot.variables(secure_boot))
        else:
            shutil.copy(OVMF_VARS, variables)
        self.argv += [
            "-machine", machine,
            "-drive", f"if=pflash,unit=0,format=raw,readonly=on,file={code}",
            "-drive", f"if=pflash,unit=1,format=raw,file={variables}",
            "-fw_cfg", "name=opt/org.tianocore/IPv6PXESupport,string=n",
        ]
        if not rom:
            at = self.argv.index("-device") + 1
            self.argv[at] += ",romfile="

    def __enter__(self):
        # The command as it can be pasted; the namespace is not part of it.
        command = shlex.join(map(str, self.argv))
        (self.folder / "command").write_text(command + "\n",
                                             errors="surrogateescape")
        with open(self.folder / "qemu.err", "wb") as errors:
            self.process = self.namespace.popen(
                self.argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=errors)
        self.reader = self.serial.follow(self.process.stdout, self.why_ended)
        return self

    def why_ended(self):
        """Why the serial line ended."""
        code = self.process.wait()
        said = (self.folder / "qemu.err").read_text(errors="replace").strip()
        return f"QEMU ended with {code}" + (f": {said}" if said else "")

    def __exit__(self, *_):
        if self.qmp:
            self.qmp_file.close()
            self.qmp.close()
        stop(self.process)
        self.reader.join(10)
        self.process.stdin.close()
        shutil.rmtree(self.runtime, ignore_errors=True)

    def type(self, text):
        """Send text to the serial line."""
        self.process.stdin.write(text.encode())
        self.process.stdin.flush()

    def monitor(self, command, **arguments):
        """One QMP command. Returns its answer; events are kept aside."""
        if not self.qmp:
            self.connect()
        request = {"execute": command, "arguments": arguments}
        self.qmp.sendall(json.dumps(request).encode() + b"\n")
        while True:
            line = self.qmp_file.readline()
            if not line:
                raise OSError("QEMU's monitor has gone")
            answer = json.loads(line)
            if "event" in answer:
                self.events.append(answer)
            elif "error" in answer:
                raise OSError(f"QMP {command}: {answer['error']['desc']}")
            elif "return" in answer:
                return answer["return"]

    def connect(self):
        """Open the monitor; QEMU may still be starting."""
        self.qmp = socket.socket(socket.AF_UNIX)
        end = time.monotonic() + 20
        while True:
            try:
                self.qmp.connect(str(self.qmp_path))
                break
            except OSError:
                if time.monotonic() > end or self.process.poll() is not None:
                    raise
                time.sleep(0.05)
        self.qmp.settimeout(20)
        self.qmp_file = self.qmp.makefile("rb")
        self.qmp_file.readline()                    # the greeting
        self.monitor("qmp_capabilities")

    def resets(self):
        """How often the guest has reset the machine since the monitor was
        first used."""
        self.monitor("query-status")
        return sum(e["event"] == "RESET" and e["data"].get("guest", False)
                   for e in self.events)

    # Milestones: shorthand for the serial line's.
    def expect(self, milestone, **kwargs):
        """See Log.expect."""
        return self.serial.expect(milestone, **kwargs)

    def expect_all(self, *milestones, **kwargs):
        """See Log.expect_all."""
        self.serial.expect_all(*milestones, **kwargs)
