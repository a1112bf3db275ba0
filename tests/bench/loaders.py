# SPDX-License-Identifier: GPL-2.0-or-later
"""The boot loaders: what each of them finds in its TFTP root.

`url` is the folder of kernel and initrd, as a URL; every loader writes it in
its own way. Each function fills the root and returns the boot file's name.
"""
import subprocess
from urllib.parse import urlsplit

from harness.lab import OUT

STOCK = OUT / "stock"
# With earlyprintk and debug the kernel speaks before it unpacks itself; a
# tmpfs would only take half of the memory
ARGUMENTS = ("earlyprintk=serial,ttyS0,115200 console=ttyS0 debug nokaslr "
             "panic=-1 rootfstype=ramfs")


def link(root, folder, *names):
    """Serve these files of a folder."""
    for name in names:
        (root / name).symlink_to(folder / name)


def write_config(root, text):
    (root / "pxelinux.cfg").mkdir()
    (root / "pxelinux.cfg/default").write_text(text)


def deterboot(root, _url):
    """Our pxelinux.0 and deterboot.c32; boss says the rest."""
    link(root, OUT / "tftp", *(p.name for p in (OUT / "tftp").iterdir()
                               if p.is_file()))
    write_config(root, "SERIAL 0 115200\n"
                 "DEFAULT deterboot\nPROMPT 0\nLABEL deterboot\n"
                 "COM32 deterboot.c32\nAPPEND args=\n")
    return "pxelinux.0"


def stock(root, url, nbp):
    """A stock pxelinux with linux.c32."""
    link(root, STOCK, nbp, "ldlinux.c32", "linux.c32", "libcom32.c32")
    parts = urlsplit(url)
    if parts.scheme == "tftp":
        url = f"{parts.hostname}::{parts.path}"
    write_config(root, f"DEFAULT load\nPROMPT 0\nLABEL load\n"
                 f"KERNEL linux.c32\nAPPEND {url}/bzImage "
                 f"initrd={url}/rootfs.cpio {ARGUMENTS}\n")
    return nbp


def stock_lpxelinux(root, url):
    return stock(root, url, "lpxelinux.0")


def stock_pxelinux(root, url):
    return stock(root, url, "pxelinux.0")


def ipxe(root, url):
    """The boot ROM itself, with its own driver, runs a script."""
    (root / "boot.ipxe").write_text(
        f"#!ipxe\nkernel {url}/bzImage initrd=rootfs.cpio {ARGUMENTS}\n"
        f"initrd {url}/rootfs.cpio\nboot\n")
    return "boot.ipxe"


def grub(root, url):
    """GRUB over UNDI. An image that prefers nothing on the disk."""
    parts = urlsplit(url)
    where = f"({parts.scheme},{parts.hostname}){parts.path}"
    config = root / "early.cfg"
    config.write_text(f"linux16 {where}/bzImage {ARGUMENTS}\n"
                      f"initrd16 {where}/rootfs.cpio\nboot\n")
    subprocess.run(["grub-mkimage", "-O", "i386-pc-pxe", "-p", "/", "-c",
                    config, "-o", root / "grub.0", "pxe", "net", "tftp",
                    "http", "linux16", "boot"], check=True)
    return "grub.0"


LOADERS = {"deterboot": deterboot, "stock-lpxelinux": stock_lpxelinux,
           "stock-pxelinux": stock_pxelinux, "ipxe": ipxe, "grub": grub}


def can(loader, protocol):
    """pxelinux.0 has no TCP."""
    return loader != "stock-pxelinux" or protocol != "http"
