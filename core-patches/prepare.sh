#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Make the tree that is built: upstream, Debian's series, our lwipopts.h, the
# module, our series. Zero fuzz: a patch that does not fit stops it.
#
#	prepare.sh SOURCE-FOLDER TREE
#
# Our series is applied with quilt, so that `make refresh` can work on it.
set -eu

source=$1
tree=$2
here=$(cd "$(dirname "$0")" && pwd)
top=$(dirname "$here")

rm -rf "$tree"
mkdir -p "$tree"
tar -xf "$source"/syslinux_*.orig.tar.xz -C "$tree" --strip-components=1
tar -xf "$source"/syslinux_*.debian.tar.xz -C "$tree"

while read -r patch; do
    case $patch in ''|'#'*) continue ;; esac
    patch -d "$tree" -p1 -F0 -s < "$tree/debian/patches/$patch"
done < "$tree/debian/patches/series"

# What the overlay was derived from, for `make lint`
cp "$tree/core/lwip/src/include/lwipopts.h" "$tree/lwipopts.h.stock"
cp "$top/lwipopts/lwipopts.h" "$tree/core/lwip/src/include/lwipopts.h"
ln -s "$top/com32/deterboot" "$tree/com32/deterboot"

cd "$tree"
QUILT_PATCHES="$here" quilt --quiltrc "$here/quiltrc" push -a --fuzz=0 -q
