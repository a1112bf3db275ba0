#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Check what a reviewer of the patches would otherwise have to: the series,
# the headers, white space, and that lwipopts/lwipopts.h still stands on the
# files that it was derived from.
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

cd "$here" || exit 1
[ "$(cat series)" = "$(ls -- *.patch | LC_ALL=C sort)" ] ||
    fault "core-patches/series is not the sorted list of the patches"

grep -q "^Subject: \[PATCH 00/$(wc -l < series)\] " COVER-LETTER ||
    fault "core-patches/COVER-LETTER does not have the number of the patches"

for patch in *.patch; do
    header=$(sed '/^--- [a/]/,$d' "$patch")
    for field in From Date Subject Forwarded Origin; do
	[ "$(echo "$header" | grep -c "^$field: .")" = 1 ] ||
	    fault "$patch: needs exactly one line '$field: ...'"
    done
    case $(echo "$header" | sed -n 's/^Forwarded: //p') in
    no | not-needed | *://*) ;;
    *) fault "$patch: Forwarded is 'no', 'not-needed' or an address" ;;
    esac
    [ "$(echo "$header" | awk '!/^From:/ && length > 78' | wc -l)" = 0 ] ||
	fault "$patch: a line of its header is longer than 78 characters"
    awk 'BEGIN { bad = 0 }
	 /^[+][+][+] / { next }
	 /^[+].*[ \t]$/ { bad = 1 }
	 END { exit bad }' "$patch" ||
	fault "$patch: adds white space at the end of a line"
    grep -q '^index \|^diff --git\|^[-+][-+][-+] .*	' "$patch" &&
	fault "$patch: was not written by 'make refresh'"
done

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
echo "lint: $(wc -l < "$here/series") patches, no fault"
