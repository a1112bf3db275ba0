# SPDX-License-Identifier: GPL-2.0-or-later
"""UEFI's boot entries: an installation, by a real efibootmgr in an MFS, puts its
disk first, and what the node boots then."""
import re
import shutil
import subprocess

import assets
import efidisk
import pytest
from harness.lab import ASSETS

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
if grep -q install=yes /proc/cmdline; then
    efibootmgr -q -c -d /dev/nvme0n1 -p 1 -L disk -l '\EFI\debian\grubx64.efi'
    efibootmgr | sed 's/^/tools: /'
    reboot -f
fi
efibootmgr | sed 's/^/tools: /'
poweroff -f
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


@pytest.mark.parametrize("option", ["efi-bootorder=network", ""],
                         ids=["network", "default"])
def test_boot_order(lab, option):
    """By default the disk boots the node from then on. With the option the
    network does, and is the first entry again."""
    where = "MFS http://10.0.2.2:8080/tools -- console=ttyS0 no_timer_check"
    lab.nginx(root=tools(lab))
    lab.boss(f"{where} install=yes ; {where}")
    disk = efidisk.make(lab.folder / "disk.img", [(efidisk.ESP, 8, {
        "EFI/debian/grubx64.efi": efidisk.marked(ASSETS / "program.efi",
                                        f"disk {lab.nonce}")})])
    # Without a loader in the default place the disk is passed over at first
    node = lab.user_node(
        lab.tftp_root(options=option), reboot=True, bootindex=False,
        extra=["-drive", f"file={disk},format=raw,if=none,id=disk",
               "-device", "nvme,drive=disk,serial=1"])
    first = node.expect(r"tools: BootOrder: (\w{4})", deadline=120).group(1)
    node.expect(rf"tools: Boot{first}\* disk\b")
    if not option:
        node.expect(f"program: disk {lab.nonce} ", deadline=120, failures=())
        return
    again = node.expect(
        r"deterboot: the firmware boots the network \(Boot(\w{4})\) first again",
        deadline=120, failures=("program: ",)).group(1)
    node.expect(rf"tools: BootOrder: {again},{first}\b", deadline=120,
                failures=("program: ",))
