# SPDX-License-Identifier: GPL-2.0-or-later
"""Our module on a core that cannot run it ends in a clear message."""
import pytest

from harness.lab import OUT


@pytest.mark.parametrize("core", ["lpxelinux.0", "pxelinux.0"])
def test_stock_core(lab, core):
    """Stock lpxelinux.0 has no socket API, stock pxelinux.0 no IP stack: the
    module says what is wrong and what to serve instead."""
    lab.boss("MFS /mfs -- {mfs}")
    node = lab.user_node(lab.tftp_root(nbp=OUT / "stock" / core))
    node.expect(r"deterboot: this pxelinux\.0 has no .*sockets.* \[D01\]")
    node.expect(r"deterboot: .*serve .*pxelinux\.0")
