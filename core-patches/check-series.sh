#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Build the core and the modules after every patch of the series, for BIOS, in
# one tree: after each only the folders that it touches, at the end of a topic
# all. What a topic ends with is put into a folder of its own, to be booted.
#
#	check-series.sh SOURCE-FOLDER FOLDER MAKE-VARIABLES...
#
# FOLDER gets tree/, objects/, a log for each patch, and TOPIC/. FROM=PATCH
# leaves out the builds before that patch.
set -u

source=$1
out=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
top=$(dirname "$here")
tree=$out/tree
objects=$out/objects
all="codepage com32 lzo core memdisk"
jobs=
[[ ${MAKEFLAGS:-} == *jobserver* ]] || jobs=-j$(nproc)
from=${FROM:-}
faults=0

export QUILT_PATCHES="$here"

# What make has to look at after a patch, in this order; others use what these
# folders have, and are looked at where the topic ends
touched() {
    local files
    files=$(sed -n 's#^+++ b/##p; s#^--- a/##p' "$here/$1")
    if grep -q '^com32/include/\|^com32/Makefile\|^core/include/\|^mk/' \
	    <<< "$files"; then
	echo com32/lib com32/modules
    fi
    sed -nE 's#^(com32/(elflink/ldlinux|lua/src|cmenu/libmenu|[^/]+))/.*#\1#p' \
	<<< "$files" | grep -v '^com32/include$' | sort -u
    grep -q '^core/\|^com32/include/\|^com32/lib/\|^mk/' <<< "$files" &&
	echo core
}

build() {	# log, folders
    local log=$1 dir
    shift
    : > "$log"
    for dir; do
	make --no-print-directory $jobs -C "$tree" bios O="$objects" \
	    "${variables[@]}" CC="gcc -ffile-prefix-map=$tree/=" \
	    BSUBDIRS="$dir" >> "$log" 2>&1 || return 1
    done
}

keep() {	# what a topic ends with
    mkdir -p "$out/$1"
    cp -p "$objects/bios/core/lpxelinux.0" "$out/$1"
    find "$objects/bios/com32" -name '*.c32' -exec cp -p {} "$out/$1" \;
    [ -f "$tree/core/fs/pxe/socket.c" ] || return
    mkdir -p "$objects/httpget"
    make --no-print-directory -C "$objects/httpget" \
	-f "$top/tests/socktest/Makefile" NAME=httpget OBJS=httpget.o \
	SRC="$top/com32/deterboot/examples" topdir="$tree" \
	objdir="$objects/bios" MAKEDIR="$tree/mk" ARCH=i386 FIRMWARE=BIOS \
	FWCLASS=BIOS > "$out/$1/httpget.log" 2>&1 &&
	cp -p "$objects/httpget/httpget.c32" "$out/$1" ||
	fail "httpget.c32 does not build at the end of $1/"
}

variables=("$@")
rm -rf "$out"
mkdir -p "$objects"
"$here/prepare.sh" --bare "$source" "$tree" > "$out/prepare.log" || exit 1
topic=
last=$("$here/series.py" before)
fail() {
    echo "series: $*" >&2
    faults=$((faults + 1))
}
end_topic() {
    build "$out/end-$topic.log" $all || fail "$topic/ does not build at its end"
    keep "$topic"
}
try() {
    local log dirs start=$SECONDS

    log=$out/${1//\//-}
    log=${log%.patch}.log
    dirs=$(touched "$1")
    [ -d "$objects/bios" ] || dirs=$all
    # make does not notice that a library of the core has got other files
    grep -q '^+++ b/mk/lib.mk' "$here/$1" &&
	find "$objects" -name 'libcom32*.a' -delete
    # nor what an assembler file includes
    grep -q '^+++ b/core/.*\.inc' "$here/$1" && touch "$tree"/core/*.asm
    if build "$log" $dirs; then
	echo "  $((SECONDS - start)) s	$1"
    else
	fail "$1 does not build: $log"
    fi
}
while IFS=$'\t' read -r next patch; do
    [ -z "$topic" ] || [ "$next" = "$topic" ] || [ -n "$from" ] || end_topic
    topic=$next
    (cd "$tree" && quilt --quiltrc "$here/quiltrc" push --fuzz=0 -q) \
	>> "$out/prepare.log" || exit 1
    [ "$from" = "$patch" ] && from=
    [ -n "$from" ] || try "$patch"
    [ "$patch" = "$last" ] || continue
    # What is laid in and the patch after it are one step
    "$here/lwip.sh" "$source" "$tree" || exit 1
    rm -rf "$objects/bios/core"
done < <("$here/series.py" list)
end_topic
[ $faults = 0 ] || { echo "series: $faults faults" >&2; exit 1; }
