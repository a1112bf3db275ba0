# SPDX-License-Identifier: GPL-2.0-or-later
"""UEFI's boot entries: an installation, by a real efibootmgr in an MFS, puts its
disk first; what the node boots then, and which of them PART 0 takes."""
import re
import shutil
import subprocess

import assets
import efidisk
import pytest
from harness.lab import ASSETS, CONFIG
from harness.prompt import WAITS

pytestmark = pytest.mark.firmwares("efi64")

INIT = r"""#!/bin/sh
export PATH=/bin
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
exec < /dev/ttyS0 > /dev/ttyS0 2>&1
echo
insmod /efivarfs.ko
mount -t efivarfs efivarfs /sys/firmware/efi/efivars
efibootmgr | sed 's/^/tools: /'
entry() {
    efibootmgr -q -c -d /dev/nvme0n1 -p $1 -L $2 -l "\\EFI\\debian\\$3.efi" -u $4
}
if grep -q install=first /proc/cmdline; then
    # The last one is first in BootOrder
    entry 1 second grubx64 exit=6
    entry 1 disk grubx64 exit=5
    entry 1 off grubx64
    efibootmgr | sed -n 's/^Boot\(....\). off.*/\1/p' > /number
    efibootmgr -q -A -b $(cat /number)
    entry 1 gone nowhere
    entry 2 other grubx64 exit=7
else
    entry 1 again grubx64 exit=4
fi
efibootmgr | sed 's/^/installed: /'
reboot -f
"""


def tools(lab):
    """An MFS with efibootmgr, its libraries and the kernel's module."""
    root = lab.folder / "root"
    program = shutil.which("efibootmgr")
    said = subprocess.run(["ldd", program], check=True, capture_output=True,
                          text=True).stdout
    for path in (program, *re.findall(r"(/\S+) \(0x", said)):
        target = root / path.lstrip("/")
        if path == program:
            target = root / "bin/efibootmgr"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    kernel = next((ASSETS / "deb").glob("linux-image-*.deb"))
    assets.unpack(kernel, "*/efivarfs.ko", root / "efivarfs.ko")
    (root / "init").write_text(INIT)
    (root / "init").chmod(0o755)
    folder = lab.folder / "www/tools"
    folder.mkdir(parents=True)
    (folder / "bzImage").symlink_to(ASSETS / "mfs/bzImage")
    names = "\n".join(str(p.relative_to(root)) for p in sorted(root.rglob("*")))
    extra = subprocess.run(["cpio", "--quiet", "-o", "-H", "newc", "-R", "0:0"],
                           cwd=root, input=names.encode(), check=True,
                           capture_output=True).stdout
    (folder / "rootfs.cpio").write_bytes(
        (ASSETS / "mfs/rootfs.cpio").read_bytes() + extra)
    return folder.parent


def install(which):
    """Boss's answer for an MFS that installs, and resets the machine."""
    return (f"MFS http://10.0.2.2:8080/tools -- console=ttyS0 no_timer_check "
            f"install={which}")


@pytest.mark.long
def test_boot_order(lab):
    """By default the disk boots the node from then on; here its loaders give
    up, and the network comes after them. PART 0 takes the first active entry
    of the EFI system partition whose file is there, with its data. With the
    option the network is the first entry again, and boots the node even after
    the next installation."""
    root = lab.tftp_root()
    lab.nginx(root=tools(lab))
    lab.boss(f"{install('first')} ; PART 0 ; {install('again')} ; WAIT")

    def program(name):
        return efidisk.marked(ASSETS / "program.efi", f"{name} {lab.nonce}")

    disk = efidisk.make(lab.folder / "disk.img", [
        (efidisk.ESP, 8, {"EFI/debian/grubx64.efi": program("disk")}),
        (efidisk.DATA, 8, {"EFI/debian/grubx64.efi": program("other")})])
    # Without a loader in the default place the disk is passed over at first
    node = lab.user_node(
        root, reboot=True, bootindex=False,
        extra=["-drive", f"file={disk},format=raw,if=none,id=disk",
               "-device", "nvme,drive=disk,serial=1"])
    node.expect(r"installed: Boot\w{4}\* +other\n", deadline=240)
    entry = {name: number for number, name in re.findall(
        r"installed: Boot(\w{4})\*? +(\w+)\b", node.serial.text)}
    (root / "pxelinux.cfg/default").unlink()
    (root / "pxelinux.cfg/default").write_text(
        CONFIG.format(options="efi-bootorder=network"))

    for name, options in ("other", 7), ("disk", 5), ("disk", 6):
        node.expect(rf"program: {name} {lab.nonce} options=\[exit={options}\]",
                    deadline=240, failures=("deterboot: ",))
    network = node.expect(
        r"deterboot: the firmware boots the network \(Boot(\w{4})\) first again",
        failures=("program: ",)).group(1)
    node.expect_all("boss says: PART 0",
                    f"efichain: taking Boot{entry['disk']} of the firmware",
                    rf"program: disk {lab.nonce} options=\[exit=5\]",
                    r"\[D100\]: efichain.c32 hd0 0\n", "boss says: MFS",
                    failures=("taking (?!Boot" + entry["disk"] + ")",))
    node.expect(rf"tools: BootOrder: {network},{entry['other']}\b", deadline=240,
                failures=("program: ",))
    again = node.expect(r"installed: Boot(\w{4})\* +again\b").group(1)
    node.serial.never(rf"installed: BootOrder: {network},")
    assert again not in entry.values()
    node.expect_all(rf"the network \(Boot{network}\) first again", WAITS,
                    deadline=240, failures=("program: ",))
