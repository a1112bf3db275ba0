# SPDX-License-Identifier: GPL-2.0-or-later
"""The boot loaders: what each of them finds in its TFTP root.

`url` is the folder of kernel and initrd, as a URL; every loader writes it in
its own way. Each function fills the root and returns the boot file's name. Those
whose names end in -efi, and snponly, boot under UEFI.
"""
import subprocess
from pathlib import Path
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


def deterboot_of(root, folder, serial):
    """Our loader and deterboot.c32; boss says the rest, the site who is
    believed over https."""
    trust = " trust=::ca.pem" if (root / "ca.pem").exists() else ""
    link(root, folder, *(p.name for p in folder.iterdir() if p.is_file()))
    write_config(root, serial +
                 "DEFAULT deterboot\nPROMPT 0\nLABEL deterboot\n"
                 f"COM32 deterboot.c32\nAPPEND args={trust}\n")


def deterboot(root, _url):
    deterboot_of(root, OUT / "tftp", "SERIAL 0 115200\n")
    return "pxelinux.0"


def deterboot_efi(root, _url):
    deterboot_of(root, OUT / "tftp/efi64", "")
    return "syslinux.efi"


def stock(root, url, nbp, folder=STOCK, ldlinux="ldlinux.c32"):
    """A stock pxelinux with linux.c32."""
    link(root, folder, ldlinux, "linux.c32", "libcom32.c32")
    if folder == STOCK:
        link(root, STOCK, nbp)
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


def stock_efi(root, url):
    """Debian's syslinux.efi."""
    link(root, Path("/usr/lib/SYSLINUX.EFI/efi64"), "syslinux.efi")
    return stock(root, url, "syslinux.efi",
                 Path("/usr/lib/syslinux/modules/efi64"), "ldlinux.e64")


def ipxe(root, url):
    """The boot ROM itself, with its own driver, runs a script."""
    (root / "boot.ipxe").write_text(
        f"#!ipxe\nkernel {url}/bzImage initrd=rootfs.cpio {ARGUMENTS}\n"
        f"initrd {url}/rootfs.cpio\nboot\n")
    return "boot.ipxe"


def grub_image(root, url, name, target, linux, modules):
    """GRUB of that format with modules for its network, and what it runs."""
    parts = urlsplit(url)
    where = f"({parts.scheme},{parts.hostname}){parts.path}"
    kernel, initrd = f"linux{linux}", f"initrd{linux}"
    config = root / "early.cfg"
    config.write_text(f"{kernel} {where}/bzImage {ARGUMENTS}\n"
                      f"{initrd} {where}/rootfs.cpio\nboot\n")
    subprocess.run(["grub-mkimage", "-O", target, "-p", "/", "-c", config, "-o",
                    root / name, *modules, "net", "tftp", "http", kernel,
                    "boot"], check=True)
    return name


def grub(root, url):
    """GRUB over UNDI. An image that prefers nothing on the disk."""
    return grub_image(root, url, "grub.0", "i386-pc-pxe", "16", ["pxe"])


def grub_efi(root, url):
    """GRUB over the firmware's driver."""
    return grub_image(root, url, "grub.efi", "x86_64-efi", "", ["efinet"])


def snponly(root, url):
    """iPXE on the firmware's driver; it asks DHCP again, as what it is, and gets
    the script."""
    ipxe(root, url)
    link(root, Path("/usr/lib/ipxe"), "snponly.efi")
    return "snponly.efi"


LOADERS = {"deterboot": deterboot, "stock-lpxelinux": stock_lpxelinux,
           "stock-pxelinux": stock_pxelinux, "ipxe": ipxe, "grub": grub,
           "deterboot-efi": deterboot_efi, "stock-efi": stock_efi,
           "ipxe-efi": ipxe, "snponly": snponly, "grub-efi": grub_efi,
           "curl": None}
# A script for iPXE, once it has been loaded itself
IPXE_SCRIPT = ("dhcp-userclass=set:ipxe,iPXE", "dhcp-boot=tag:ipxe,boot.ipxe")


def firmware(loader):
    """What the node of a loader has; None if it needs no node."""
    if loader == "curl":
        return None
    return "efi64" if loader.endswith("-efi") or loader == "snponly" else "bios"


def ipxe_of(loader):
    """The loader to compare with."""
    return "ipxe-efi" if firmware(loader) == "efi64" else "ipxe"


def can(loader, case):
    """pxelinux.0 has no TCP. OVMF's own driver is for virtio; with all other
    cards iPXE's ROM would take the script itself. Of Debian's loaders none has
    https."""
    if case.protocol.startswith("https"):
        return loader in ("deterboot", "deterboot-efi", "curl")
    if loader == "curl":
        return case.protocol == "http"
    return (loader != "stock-pxelinux" or case.protocol != "http") and \
        (loader != "snponly" or case.nic == "virtio")
