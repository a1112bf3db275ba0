# SPDX-License-Identifier: GPL-2.0-or-later
"""linux.c32 under UEFI: kernels of three kinds are started, each the way that
its header tells, and what is none comes back with its reason."""
import hashlib
import struct
import subprocess

import pytest
from harness.lab import ASSETS

pytestmark = pytest.mark.firmwares("efi64")

PROMPT = r"(?m)^boot: "
LINE_SIZE = 2048                        # Linux's COMMAND_LINE_SIZE, with NUL
BEGINNING = 65536                       # bytes, more than its setup code has
CONFIG = """\
SERIAL 0 115200
PROMPT 1
TIMEOUT 0
DEFAULT mfs
LABEL mfs
  KERNEL linux.c32
  APPEND kernel initrd=mfs/rootfs.cpio,payload.cpio {arguments}
"""

# kind of the kernel -> file name -> what linux.c32 says
FAILURES = {
    "stub": {
        "nowhere": "File not found",
        "text": "Not a Linux kernel",
        "five": "Not a Linux kernel",
        "header": "Input/output error|I/O error",
        "half": "Input/output error|I/O error",
    },
    "handover": {
        # There is room above 4 GB only, where its header cannot tell that it is
        "large": "failed: Out of memory",
        "entry": "Not a Linux kernel",
        "crooked": "Cannot relocate kernel",
    },
}


def stubless(kernel):
    """A kernel as before the EFI stub: no PE header, no handover."""
    data = bytearray(kernel)
    data[0:2] = b"\0\0"
    data[0x264:0x268] = bytes(4)        # handover_offset
    return bytes(data)


def before_load_file(kernel):
    """A kernel as before 5.8: the stub does not fetch its initrd. Where its
    header wants that there is no room, but it may be anywhere."""
    data = bytearray(kernel)
    struct.pack_into("<I", data, 0x22c, 0xfffff)    # initrd_addr_max
    pe = struct.unpack_from("<I", data, 0x3c)[0]
    struct.pack_into("<H", data, pe + 68, 0)        # MajorImageVersion
    return bytes(data)


def beginning(kernel):
    """A kernel that is soon loaded: what is wrong with it is seen before it is
    started."""
    data = bytearray(before_load_file(kernel)[:BEGINNING])
    setup = (data[0x1f1] + 1) * 512
    struct.pack_into("<I", data, 0x1f4, (len(data) - setup) // 16)  # syssize
    struct.pack_into("<I", data, 0x264, 16)                 # handover_offset
    return data


def large(kernel):
    """A kernel that wants more room than there is below 4 GB."""
    data = beginning(kernel)
    struct.pack_into("<I", data, 0x260, 0x90000000)         # init_size
    return bytes(data)


def entry_behind_end(kernel):
    """A kernel whose entry for EFI is outside of it."""
    data = beginning(kernel)
    struct.pack_into("<I", data, 0x264, len(data))          # handover_offset
    return bytes(data)


def crooked(kernel):
    """A kernel that cannot lie where it wants, nor anywhere else by its
    alignment, which is no power of two."""
    data = beginning(kernel)
    struct.pack_into("<I", data, 0x230, 0x300000)           # kernel_alignment
    struct.pack_into("<Q", data, 0x258, 0xf0000000)         # pref_address
    return bytes(data)


KERNELS = {"stub": bytes, "handover": before_load_file, "plain": stubless}
MEMORY = {"handover": 6144}             # MB; above 4 GB, too


def serve(lab, kind):
    """The TFTP root, and the payload that the second initrd has; the command
    line is as long as one may be."""
    kernel = (ASSETS / "mfs/bzImage").read_bytes()
    arguments = f"{lab.mfs_arguments} last={lab.nonce}"
    fixed = len("BOOT_IMAGE=kernel initrd=mfs/rootfs.cpio,payload.cpio "
                f"{arguments} pad= \0")
    pad = "p" * (LINE_SIZE - fixed)
    root = lab.tftp_root(CONFIG.format(arguments=f"pad={pad} {arguments}"))
    folder = root / "efi64"             # where names of files begin
    (folder / "mfs").symlink_to("../mfs")
    (folder / "kernel").write_bytes(KERNELS[kind](kernel))
    (folder / "text").write_text("no kernel\n" * 500)
    (folder / "five").write_bytes(kernel[:5])
    (folder / "header").write_bytes(kernel[:1024])
    (folder / "half").write_bytes(kernel[:len(kernel) // 2])
    (folder / "large").write_bytes(large(kernel))
    (folder / "entry").write_bytes(entry_behind_end(kernel))
    (folder / "crooked").write_bytes(crooked(kernel))
    payload = lab.nonce.encode() + b"odd"
    (lab.folder / "payload").write_bytes(payload)
    with open(folder / "payload.cpio", "wb") as archive:
        subprocess.run(["cpio", "--quiet", "-o", "-H", "newc"],
                       cwd=lab.folder, input=b"payload\n", stdout=archive,
                       check=True)
    return root, payload


def boots(lab, node, payload):
    """Both initrds have arrived, and the command line to its end."""
    node.expect_all(rf"mfs: command line: .* last={lab.nonce}\s",
                    f"mfs: sha256 {hashlib.sha256(payload).hexdigest()}",
                    f"mfs: nonce={lab.nonce}", failures=(), deadline=180)


@pytest.mark.parametrize("kind", KERNELS)
def test_kernel(lab, firmware, kind):
    """Failures first, in the same boot; then the kernel."""
    root, payload = serve(lab, kind)
    node = lab.user_node(root, memory=MEMORY.get(kind, 768))
    node.expect(PROMPT, deadline=120, failures=())
    for name, reason in FAILURES.get(kind, {}).items():
        node.type(f"linux.c32 {name} initrd=mfs/rootfs.cpio\r")
        node.expect(reason, failures=(PROMPT,))
        node.expect(PROMPT, failures=())
    node.type("mfs\r")
    boots(lab, node, payload)
