# SPDX-License-Identifier: GPL-2.0-or-later
"""What each topic of core-patches/ ends with boots: lpxelinux.0 loads its
ldlinux.c32, and a module that prints a file. `make check-series` builds it,
and collects this file by its name; check-boot does not."""
import pytest

from harness.lab import OUT
from harness.qemu import USER_HOST_IP

TOPICS = sorted(path.parent for path in OUT.glob("series/*/lpxelinux.0"))
CONFIG = """\
SERIAL 0 115200
PROMPT 0
DEFAULT text
LABEL text
  KERNEL {module}
  APPEND {words}
"""


def test_there_are_topics():
    """The build has left something to boot."""
    assert len(TOPICS) > 5


@pytest.mark.parametrize("topic", TOPICS, ids=lambda path: path.name)
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
                      words=words), nbp=topic / "lpxelinux.0"))
    node.expect(f"this is {topic.name}/ speaking")
    node.expect("boot: ")
