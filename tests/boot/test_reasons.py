# SPDX-License-Identifier: GPL-2.0-or-later
"""Why an MFS cannot be loaded: each reason has a code of its own, and only
"not there" makes the node look for rootfs.cpio.gz."""
import pytest

from harness.qemu import USER_HOST_IP
from harness.watch import DEAD_ENDS

WEB = f"http://{USER_HOST_IP}:8080"
HTTP_ERRORS = """\
location /denied/ { return 403; }
location /broken/ { return 500; }
location /half/bzImage { alias {assets}/mfs/bzImage; }
location /half/rootfs.cpio { return 503; }
"""

# boss's path -> (code, file that is named)
REASONS = {
    "not found": (f"{WEB}/nowhere", "D42", f"{WEB}/nowhere/bzImage"),
    "access": (f"{WEB}/denied", "D50", f"{WEB}/denied/bzImage"),
    "server error": (f"{WEB}/broken", "D51", f"{WEB}/broken/bzImage"),
    "refused": (f"http://{USER_HOST_IP}:8081/mfs", "D53",
                f"http://{USER_HOST_IP}:8081/mfs/bzImage"),
    "no answer": ("10.0.2.99:/mfs", "D55", "10.0.2.99::/mfs/bzImage"),
    "tftp": ("/nowhere", "D42", f"{USER_HOST_IP}::/nowhere/bzImage"),
    "initrd": (f"{WEB}/half", "D51", f"{WEB}/half/rootfs.cpio"),
}


@pytest.mark.firmwares("bios", "efi64")
def test_reasons(lab):
    """The reason, with its code and the file; after each boss is to be asked
    again, and a good answer boots."""
    assets = lab.folder.parents[1] / "assets"
    lab.nginx(extra=HTTP_ERRORS.replace("{assets}", str(assets)))
    (first, *_), *_ = paths = list(REASONS.values())
    lab.boss(f"MFS {first} ; MFS {WEB}/mfs -- {{mfs}}")
    node = lab.user_node(lab.tftp_root())
    for path, code, name in paths:
        if path != first:
            lab.order(f"MFS {path}")
        node.expect_all(rf": MFS {path}\n",
                        rf"deterboot: [^\n]* \[{code}\]: {name}\n",
                        r"asking boss again in ", failures=DEAD_ENDS,
                        deadline=120)
    node.serial.never("trying rootfs.cpio.gz")
    lab.order("AUTO")
    node.expect(rf"boss says: MFS {WEB}/mfs", failures=DEAD_ENDS)
    lab.expect_linux_begins(node, failures=DEAD_ENDS)
