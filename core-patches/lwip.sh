#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Lay another lwIP and our lwipopts.h into a tree of syslinux: what the topic
# lwip/ of the series stands on. What is laid in does not build without that
# topic's first patch.
#
#	lwip.sh SOURCE-FOLDER TREE
set -eu

source=$1
tree=$(cd "$2" && pwd)
top=$(cd "$(dirname "$0")/.." && pwd)

# What our lwipopts.h was derived from, for `make lint`
port=$tree/core/lwip
mkdir "$tree/stock"
cp "$port/src/include/lwipopts.h" "$tree/stock"

# The lwIP of syslinux goes, but for what syslinux has written itself. In its
# place comes what lpxelinux.0 uses of the newer one, as upstream ships it, but
# for the DOS line ends: no applications, PPP or IPv6, and no netdb.c, as com32
# has a resolver.
#
# Of Debian's series for lwip nothing is applied: PPP (CVE-2020-8597) and the
# port to Unix are not used, patch9350 and patch9807 add calls that nobody
# here makes, and with max_sockets the socket after the last one overwrites
# the last one.
mkdir "$tree/lwip"
tar --no-same-owner -xf "$source"/lwip_*.orig.tar.xz -C "$tree/lwip" --strip-components=1
find "$tree"/lwip/src "$tree"/lwip/test -name '*.[ch]' -exec sed -i 's/\r$//' {} +
cp "$tree/lwip/src/include/lwip/opt.h" "$tree/stock"
(
    cd "$port"
    find . -type f ! -path './src/arch/*' ! -path './src/include/arch/*' \
	! -name undiif.c -delete
    find . -type d -empty -delete
)
cp "$tree"/lwip/COPYING "$tree"/lwip/CHANGELOG "$port"
cd "$tree/lwip/src"
cp --parents -r api core/*.c core/ipv4 include/lwip include/netif \
    netif/ethernet.c "$port/src"
rm -r "$port"/src/api/netdb.c "$port"/src/api/if_api.c \
    "$port"/src/include/lwip/apps "$port"/src/include/lwip/init.h.cmake.in

cp "$top/lwipopts/lwipopts.h" "$port/src/include/lwipopts.h"
