# SPDX-License-Identifier: GPL-2.0-or-later
"""Boss says MFS over https: who is believed, and who is not."""
import pytest

from harness.qemu import USER_HOST_IP


@pytest.mark.usefixtures("user_network")
@pytest.mark.firmwares("bios", "efi64")
def test_first(lab):
    lab.nginx(port=8443, extra="""
        listen 127.0.0.1:9443 ssl;
        ssl_certificate /tmp/tls-5/pki/s.pem;
        ssl_certificate_key /tmp/tls-5/pki/s.key;
    """)
    lab.boss(f"MFS https://{USER_HOST_IP}:9443/mfs -- {{mfs}}")
    node = lab.user_node(lab.tftp_root())
    lab.expect_linux(node)
