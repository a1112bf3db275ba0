#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Make the tree that is built: upstream, Debian's series, the module, our
# series, and another lwIP with our lwipopts.h where the series says so. Zero
# fuzz: a patch that does not fit stops it.
#
#	prepare.sh SOURCE-FOLDER TREE
#	prepare.sh --bare SOURCE-FOLDER TREE	without our series and lwIP
#
# Our series is applied with quilt, so that `make refresh` can work on it. It
# can be taken off and put on again with that lwIP in place: the patches before
# touch nothing of it but what syslinux has written itself.
set -eu

bare=
[ "$1" = --bare ] && { bare=1; shift; }
source=$1
tree=$2
here=$(cd "$(dirname "$0")" && pwd)
top=$(dirname "$here")

push() {
    (cd "$tree" && QUILT_PATCHES="$here" quilt --quiltrc "$here/quiltrc" \
	push --fuzz=0 -q "$@")
}

rm -rf "$tree"
mkdir -p "$tree"
tar --no-same-owner -xf "$source"/syslinux_*.orig.tar.xz -C "$tree" --strip-components=1
tar --no-same-owner -xf "$source"/syslinux_*.debian.tar.xz -C "$tree"

while read -r patch; do
    case $patch in ''|'#'*) continue ;; esac
    patch -d "$tree" -p1 -F0 -s < "$tree/debian/patches/$patch"
done < "$tree/debian/patches/series"

for module in deterboot efichain libhttps; do
    ln -s "$top/com32/$module" "$tree/com32/$module"
done
[ -n "$bare" ] && exit

"$here/wolfssl.sh" "$source" "$tree"
push "$("$here/series.py" before)"
"$here/lwip.sh" "$source" "$tree"
push -a
