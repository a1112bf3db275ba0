# SPDX-License-Identifier: GPL-2.0-or-later
"""What is loaded: the test kernel, and initrds of a given size.

An initrd is a newc archive with busybox, an /init that checks the payload's
sum, and that payload: random bytes, the last thing in the archive.
"""
import hashlib
import os
import random
import shutil
import subprocess

from harness.lab import ASSETS

INIT = """\
#!/bin/busybox sh
/bin/busybox mount -t devtmpfs devtmpfs /dev
exec < /dev/ttyS0 > /dev/ttyS0 2>&1
echo "bench: md5 $(/bin/busybox md5sum /payload)"
/bin/busybox sleep 1		# or the line is lost
/bin/busybox poweroff -f
"""
MEGABYTE = 1 << 20


def memory(megabytes):
    """MB of memory of a node: the archive, its contents and the kernel. It is
    4 GB for 1.5 GB."""
    return 1024 + 2 * megabytes


def busybox():
    """busybox's bytes, out of the package that the boot tests have fetched."""
    deb, = (ASSETS / "deb").glob("busybox-static_*.deb")
    tar = subprocess.run(["dpkg-deb", "--fsys-tarfile", deb],
                         stdout=subprocess.PIPE, check=True).stdout
    return subprocess.run(["tar", "-xO", "./bin/busybox"], input=tar,
                          stdout=subprocess.PIPE, check=True).stdout


def make(folder, megabytes):
    """bzImage, rootfs.cpio and payload.md5 in folder/N, made when missing.
    Returns that folder and the payload's sum."""
    out = folder / str(megabytes)
    record = out / "payload.md5"
    if not record.exists():
        shutil.rmtree(out, ignore_errors=True)
        root = out / "root"
        for sub in ("bin", "dev"):
            (root / sub).mkdir(parents=True)
        os.link(ASSETS / "mfs/bzImage", out / "bzImage")
        (root / "bin/busybox").write_bytes(busybox())
        (root / "init").write_text(INIT)
        for name in ("bin/busybox", "init"):
            (root / name).chmod(0o755)
        source, md5 = random.Random(megabytes), hashlib.md5()
        with open(root / "payload", "wb") as payload:
            for _ in range(megabytes):
                block = source.randbytes(MEGABYTE)
                md5.update(block)
                payload.write(block)
        with open(out / "rootfs.cpio", "wb") as archive:
            subprocess.run(
                ["cpio", "--quiet", "-o", "-H", "newc", "-R", "0:0"],
                cwd=root, stdout=archive, check=True,
                input=b"bin\nbin/busybox\ndev\ninit\npayload\n")
        shutil.rmtree(root)
        record.write_text(md5.hexdigest())
    return out, record.read_text()
