# SPDX-License-Identifier: GPL-2.0-or-later
"""Disks behind other controllers under UEFI: what they are called, and that
boss's numbers mean the right ones."""
import efidisk
import pytest
from harness.lab import ASSETS
from harness.prompt import WAITS, stop

pytestmark = pytest.mark.firmwares("efi64")

# Not in the default place: firmware that looks for it there would boot a disk
LOADER = "EFI/node/loader.efi"

# By PCI device: what is behind it, QEMU's controller and disk, and how the
# firmware's path goes on
BUSES = {
    2: ("usb", "qemu-xhci", "usb-storage", r"USB\(0x\w,0x0\)"),
    3: ("scsi", "virtio-scsi-pci", "scsi-hd", r"Scsi\(0x0,0x0\)"),
    4: ("nvme", "nvme", None, r"NVMe\(0x1\)"),
    5: ("ahci", "ich9-ahci", "ide-hd", r"Sata\(0x0,0xffff,0x0\)"),
}


def disk_on(lab, place):
    """QEMU's arguments for a disk in that place; it has one partition, and
    there is a program that tells what it is behind."""
    name, controller, disk, _ = BUSES[place]
    program = efidisk.marked(ASSETS / "program.efi", f"{name} {lab.nonce}")
    image = efidisk.make(lab.folder / f"{name}.img", [
        (efidisk.ESP, 8, {LOADER: program})], size=16 + place)
    drive = ["-drive", f"file={image},format=raw,if=none,id={name}d"]
    if disk:
        return [*drive, "-device", f"{controller},id={name},addr={place}",
                "-device", f"{disk},drive={name}d,bus={name}.0"]
    return [*drive, "-device",
            f"{controller},drive={name}d,serial=1,addr={place}"]


# Disks behind USB count if there is no other, whether the firmware has
# connected them (it boots without a given order) or not (with one)
@pytest.mark.long
@pytest.mark.parametrize("there,counted,bootindex", [
    ((5, 4, 3, 2), (3, 4, 5), False),
    ((2,), (2,), True)], ids=["all", "usb"])
def test_buses(lab, firmware, there, counted, bootindex):
    """They are counted by their places; boss's PART takes the first, DISKPART
    each of them and no other. LOCALBOOT goes to the firmware's next entry."""
    lab.boss("PART 1 ; WAIT")
    root = lab.tftp_root(options=f"efi-loader=/{LOADER}")
    node = lab.user_node(root, bootindex=bootindex, extra=[
        word for place in there for word in disk_on(lab, place)])

    def program(place):
        return rf"program: {BUSES[place][0]} {lab.nonce} "

    node.expect_all("boss says: PART 1", program(counted[0]), r"\[D100\]: ",
                    WAITS, deadline=180, failures=())
    stop(node)
    node.type("info\r")
    for number, place in enumerate(counted):
        node.expect_all(
            rf"hd{number} +{16 + place} MB, GPT",
            rf"PciRoot\(0x0\)/Pci\(0x{place},0x0\)/{BUSES[place][3]}\n",
            r"1 +8192 kB  EFI system", failures=("deterboot> ",))
    node.expect("deterboot> ", failures=(rf"hd{len(counted)} ",))
    for number, place in enumerate(counted):
        node.type(f"boot DISKPART {number} 1\r")
        node.expect_all(program(place), r"\[D100\]: ", "deterboot> ",
                        failures=())
    node.type(f"boot DISKPART {len(counted)} 1\r")
    node.expect_all(rf"\[D45\]: partition 1 of hd{len(counted)}\n",
                    "deterboot> ", failures=("program: ",))
    node.type("shell\r")
    node.expect("boot: ", failures=())
    node.type(".localboot -1\r")
    node.expect("Booting the firmware's next entry", failures=())
    if not bootindex:                   # else there is none
        node.expect_all("failed to start Boot", "Start HTTP Boot", failures=())
