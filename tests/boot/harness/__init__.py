# SPDX-License-Identifier: GPL-2.0-or-later
"""Harness of the boot tests: a QEMU node, its servers, what it must say."""
import os

# Where Debian keeps nginx, dnsmasq and mkfs.fat; not on every user's PATH.
os.environ["PATH"] += ":/usr/sbin:/sbin"
