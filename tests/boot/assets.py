#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Make what the boot tests and `make run` boot: a kernel, an MFS, a GRUB disk,
Xen; and what only the tests start.

    assets.py FOLDER

Kernel, busybox, Xen and two DHCP servers come out of Debian packages that are fetched with the
machine's own apt sources, into private state and cache folders: no root is
needed and nothing outside FOLDER changes. apt checks their signatures and
checksums. Once the packages are below FOLDER no network is needed any more.

FOLDER then holds
    deb/                 the packages and packages.json (names, versions)
    mfs/                 bzImage, rootfs.cpio
    mfs-gz/              bzImage, rootfs.cpio.gz and no rootfs.cpio
    xen.gz               the Xen hypervisor, a multiboot image
    dhcpd, kea-dhcp4     DHCP servers; their packages would start services
    grub-disk.img        see grubdisk.py
    payload.sha256       what the MFS must print of its /payload
"""
import gzip
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tarfile
from fnmatch import fnmatch
from pathlib import Path

import efidisk
import grubdisk

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "core-patches"))

from private_apt import Apt, AptError       # noqa: E402

# What is fetched: the package, or a metapackage and how the real one begins
PACKAGES = {
    "kernel": ("linux-image-cloud-amd64", "linux-image-"),
    "busybox": ("busybox-static", None),
    "xen": ("xen-system-amd64", "xen-hypervisor-4"),
    "dhcpd": ("isc-dhcp-server", None),
    "kea": ("kea-dhcp4-server", None),
}
PAYLOAD_BYTES = 256 * 1024      # big enough for many TFTP blocks


def real_package(apt, package, prefix):
    """The real package behind a metapackage."""
    if not prefix:
        return package
    for name in apt.show(package).get("Depends", "").split(","):
        name = name.split("(")[0].split("|")[0].strip()
        if name.startswith(prefix):
            return name
    sys.exit(f"assets: {package} depends on no {prefix}*")


def fetch(out):
    """Make sure that all packages are in out/deb. Returns their paths."""
    folder = out / "deb"
    record = folder / "packages.json"
    if record.exists():
        have = {k: folder / v for k, v in json.loads(record.read_text()).items()}
        if set(have) == set(PACKAGES) and all(p.exists() for p in have.values()):
            return have
    shutil.rmtree(folder, ignore_errors=True)
    apt = Apt(out / "apt")
    print("assets: fetching package lists", flush=True)
    apt.update()
    have = {}
    for key, names in PACKAGES.items():
        package = real_package(apt, *names)
        print(f"assets: fetching {package}", flush=True)
        have[key] = apt.download(package, folder)
    shutil.rmtree(out / "apt")
    record.write_text(json.dumps({k: p.name for k, p in have.items()}))
    return have


def unpack(deb, pattern, target):
    """Write the only regular file of a .deb that fits the pattern."""
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", deb],
                          stdout=subprocess.PIPE) as reader:
        found = []
        with tarfile.open(fileobj=reader.stdout, mode="r|") as archive:
            for member in archive:
                if member.isfile() and fnmatch(member.name, pattern):
                    found.append(member.name)
                    target.write_bytes(archive.extractfile(member).read())
    if reader.returncode or len(found) != 1:
        sys.exit(f"assets: {deb.name}: {len(found)} files fit {pattern}")


def make_initramfs(busybox, work, out):
    """Pack init, busybox and the payload; returns the payload's sha256."""
    root = work / "root"
    shutil.rmtree(root, ignore_errors=True)
    for sub in ("bin", "dev", "proc", "sys", "tmp", "etc"):
        (root / sub).mkdir(parents=True)
    shutil.copy(busybox, root / "bin/busybox")
    (root / "bin/sh").symlink_to("busybox")
    shutil.copy(HERE / "init", root / "init")
    for name in ("bin/busybox", "init"):
        (root / name).chmod(0o755)
    payload = random.Random(9696).randbytes(PAYLOAD_BYTES)
    (root / "payload").write_bytes(payload)

    # The payload goes in last: a file cut short cannot go unnoticed.
    names = [str(p.relative_to(root)) for p in sorted(root.rglob("*"))]
    names.remove("payload")
    listing = "\n".join([*names, "payload"]) + "\n"
    for name in names:
        os.utime(root / name, (0, 0), follow_symlinks=False)
    with open(out, "wb") as archive:
        subprocess.run(["cpio", "--quiet", "-o", "-H", "newc", "-R", "0:0",
                        "--reproducible"], cwd=root, stdout=archive,
                       input=listing.encode(), check=True)
    return hashlib.sha256(payload).hexdigest()


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    out = Path(sys.argv[1]).resolve()
    out.mkdir(parents=True, exist_ok=True)
    work = out / "work"
    debs = fetch(out)
    work.mkdir(exist_ok=True)
    kernel, busybox = work / "kernel", work / "busybox"
    unpack(debs["kernel"], "./boot/vmlinuz-*", kernel)
    unpack(debs["busybox"], "./bin/busybox", busybox)
    unpack(debs["xen"], "./boot/xen-*.gz", out / "xen.gz")
    for key, name in (("dhcpd", "dhcpd"), ("kea", "kea-dhcp4")):
        unpack(debs[key], f"./usr/sbin/{name}", out / name)
        (out / name).chmod(0o755)

    mfs, mfs_gz = out / "mfs", out / "mfs-gz"
    for folder in (mfs, mfs_gz):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        os.link(kernel, folder / "bzImage")
    checksum = make_initramfs(busybox, work, mfs / "rootfs.cpio")
    with gzip.GzipFile(mfs_gz / "rootfs.cpio.gz", "wb", mtime=0) as packed:
        packed.write((mfs / "rootfs.cpio").read_bytes())
    grubdisk.make(out / "grub-disk.img", work / "grub", mfs / "bzImage",
                  mfs_gz / "rootfs.cpio.gz")
    for name in ("program.efi", "starter.efi"):
        efidisk.build_program(out / name, work / name)
    (out / "payload.sha256").write_text(checksum + "\n")
    shutil.rmtree(work)
    print(f"assets: kernel {debs['kernel'].name}, MFS and GRUB disk in {out}")


if __name__ == "__main__":
    try:
        main()
    except AptError as error:
        sys.exit(f"assets: {error}")
