#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Check what a reviewer would otherwise have to: white space, and that
# lwipopts/lwipopts.h still stands on the files that it was derived from. The
# patches are for series.py.
#
#	lint.sh TREE	(prepared by prepare.sh)
set -u

tree=$(cd "$1" && pwd) || exit 1
here=$(cd "$(dirname "$0")" && pwd)
top=$(dirname "$here")
faults=0

fault() {
    echo "lint: $*" >&2
    faults=$((faults + 1))
}

while read -r sum file where; do
    [ "$(sha256sum < "$tree/stock/$file" | cut -d' ' -f1)" = "$sum" ] ||
	fault "$file $where changed: merge that into lwipopts/lwipopts.h," \
	      "then put its sum into lwipopts/STOCK"
done < "$top/lwipopts/STOCK"

cd "$top" || exit 1
for file in $(git ls-files 2> /dev/null); do
    case $file in *.patch | *.bin | */corpus/* | COPYING) continue ;; esac
    grep -nH '[[:blank:]]$' "$file" > /dev/null &&
	fault "$file: white space at the end of a line"
done

[ $faults = 0 ] || { echo "lint: $faults faults" >&2; exit 1; }
echo "lint: no fault"
