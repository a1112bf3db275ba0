# SPDX-License-Identifier: GPL-2.0-or-later
"""Commands that boot nothing, over and over in one boot: none of them keeps
memory, and the node boots in the end. `make soak-failures` does it for long."""
import os
import struct

from harness import failures
from harness.lab import ASSETS
from harness.qemu import USER_HOST_IP
from multiboot import make_elf

TIMES = int(os.environ.get("DETERBOOT_TIMES", 4))
LONG = TIMES > 100
MEMORY = 128                    # MB of the node

WEB = f"http://{USER_HOST_IP}:8080"
MOVED = f"location /moved {{ return 302 {WEB}/nowhere; }}\n"

COMMANDS = [
    # linux.c32: nothing there, no kernel, cut short, the third initrd missing
    "linux.c32 nowhere", "linux.c32 text", "linux.c32 vmlinuz",
    "linux.c32 vmlinuz initrd=text,text,nowhere quiet",
    "linux.c32 vmlinuz initrd=text dtb=text blob.1=text",
    "linux.c32 vmlinuz initrdfile=text@/etc/text,nowhere",
    "linux.c32 -dhcpinfo vmlinuz initrd=text",
    # The same without it: KERNEL of pxelinux.cfg is no other
    "vmlinuz", "vmlinuz initrd=text,nowhere quiet", "nowhere",
    ".linux vmlinuz initrd=text", ".com32 linux.c32 nowhere",
    "mboot.c32 nowhere", "mboot.c32 text", "mboot.c32 taken.elf --- text",
    "mboot.c32 good.elf --- text --- nowhere",
    "chain.c32 hd7", "chain.c32 hd0 9", "pxechn.c32 nowhere",
    "nowhere.c32", "text.c32", "cut.c32", "phoff.c32", "shoff.c32",
    "no-segment.c32", "no-dynamic.c32", "wraps.c32",
    f"linux.c32 {WEB}/nowhere", f"linux.c32 {WEB}/moved",
    f"linux.c32 http://{USER_HOST_IP}:8081/refused",
    f"linux.c32 ftp://{USER_HOST_IP}:8081/refused",
]
# A hundredth of TIMES is enough of what takes long: a module for which the image
# leaves no room, so that its list is made by then
SLOW = ["mboot.c32 huge.elf --- megabyte"]
SLOW_TIMES = max(TIMES // 100, 3)
if LONG:                        # A server that is silent is waited for for 30 s
    SLOW.append(f"linux.c32 {USER_HOST_IP[:-1]}99::nowhere")


def break_module(root):
    """linux.c32 with one wrong number in its headers each: 32-bit ELF, whose
    first segment is loaded."""
    good = (root / "linux.c32").read_bytes()
    phoff, = struct.unpack_from("<I", good, 28)
    count, = struct.unpack_from("<H", good, 44)
    types = [struct.unpack_from("<I", good, phoff + 32 * i)[0]
             for i in range(count)]
    assert types[0] == 1 and 2 in types, types
    no_type = {phoff + 32 * i: 0 for i in range(count)}
    for name, changes in {
            "phoff": {28: 0x7fff0000}, "shoff": {32: 0x7fff0000},
            "no-segment": no_type,
            "no-dynamic": {phoff + 32 * types.index(2): 0},
            "wraps": {phoff + 20: 0xffffff00}}.items():
        data = bytearray(good)
        for offset, value in changes.items():
            struct.pack_into("<I", data, offset, value)
        (root / f"{name}.c32").write_bytes(data)


def root_with_files(lab):
    """A TFTP root with what the commands name."""
    slow = [f"{SLOW_TIMES}*{command}" for command in SLOW]
    boot = f"linux.c32 mfs/bzImage initrd=mfs/rootfs.cpio {lab.mfs_arguments}"
    root = failures.root_with(lab, [*COMMANDS, *slow, boot], TIMES)
    (root / "vmlinuz").write_bytes((ASSETS / "mfs/bzImage").read_bytes()[:9000])
    (root / "text").write_text("no kernel and no module\n" * 100)
    (root / "text.c32").symlink_to("text")
    (root / "cut.c32").write_bytes((root / "linux.c32").read_bytes()[:4000])
    break_module(root)
    (root / "taken.elf").write_bytes(make_elf([(0xa0000, b"", 0x1000, 0)]))
    (root / "good.elf").write_bytes(make_elf([(0x100000, b"\xf4", 1, 0)]))
    (root / "huge.elf").write_bytes(make_elf([
        (0x100000, b"\xf4", (MEMORY - 2) << 20, 0)]))
    (root / "megabyte").write_bytes(bytes(0x110000))
    return root


def test_failed_boots_keep_no_memory(lab):
    """The heaps are as large after all of them as they were before; then a
    good command boots."""
    root = root_with_files(lab)
    commands = COMMANDS + SLOW
    lab.nginx(extra=MOVED)
    node = lab.user_node(root, memory=MEMORY)
    failures.losses(lab, node, commands, deadline=len(commands) *
                    (TIMES + failures.WARM_UP))
    lab.expect_linux(node)
