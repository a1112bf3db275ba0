# SPDX-License-Identifier: GPL-2.0-or-later
"""What each topic of core-patches/ ends with boots: the loader finds its
ldlinux, and a module prints a file. `make check-series` builds it, and collects
this file by its name; check-boot does not."""
import pytest

from harness.lab import OUT
from harness.qemu import BOOTFILES, USER_HOST_IP

SERIES = OUT / "series"
BOOTS = [pytest.param(firmware, topic, id=f"{topic.name}-{firmware}")
         for firmware, file in BOOTFILES.items()
         for topic in sorted(path for path in SERIES.iterdir()
                             if (path / file).exists())]
CONFIG = """\
SERIAL 0 115200
PROMPT 0
DEFAULT text
LABEL text
  KERNEL {module}
  APPEND {words}
"""


def test_there_are_topics():
    """The build has left something to boot, of each topic that is there."""
    built = {param.values[1].name for param in BOOTS}
    assert built and built == {
        path.stem.removeprefix("end-") for path in SERIES.glob("end-*.log")}


@pytest.mark.parametrize("firmware, topic", BOOTS, indirect=["firmware"])
def test_topic_boots(lab, topic):
    """A file comes over HTTP, through a socket where the topic has them, and
    the prompt is there after it."""
    www = lab.folder / "www"
    www.mkdir()
    (www / "text").write_text(f"this is {topic.name}/ speaking\n")
    lab.nginx(root=www)
    asks = (topic / "httpget.c32").exists()
    words = (f"{USER_HOST_IP} 8080 /text" if asks else
             f"http://{USER_HOST_IP}:8080/text")
    assert asks or topic.name in ("fixes", "lwip", "downloads")
    node = lab.user_node(lab.tftp_root(
        CONFIG.format(module="httpget.c32" if asks else "cat.c32",
                      words=words), nbp=topic / "pxelinux.0"))
    node.expect(f"this is {topic.name}/ speaking")
    node.expect("boot: ")
