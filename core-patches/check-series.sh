#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Build the core and the modules after every patch of the series, in one tree:
# after each only the folders that it touches, at the end of a topic all. For
# BIOS, and from the topic efi/ on for efi64, too. What a topic ends with is put
# into a folder of its own, to be booted.
#
#	check-series.sh SOURCE-FOLDER FOLDER "FIRMWARE..." MAKE-VARIABLES...
#
# FOLDER gets tree/, objects/, a log for each patch, and TOPIC/. From the
# environment: JOBS=N, how many side by side; FROM=PATCH (TOPIC/NAME) leaves out
# the builds before that patch, what it leaves in FOLDER/TOPIC/ stays. ccache is
# used where it is installed.
#
# A build that fails is tried once more, one job at a time: syslinux's Makefiles
# do not know all that they depend on, and make has been seen to lose a child
# ("wait: No child processes").
set -u

source=$1
out=$2
firmwares=$3
shift 3
variables=("$@")
here=$(cd "$(dirname "$0")" && pwd)
top=$(dirname "$here")
tree=$out/tree
objects=$out/objects
jobs=${JOBS:-$(nproc)}
from=${FROM:-}
faults=0
compiler="gcc -ffile-prefix-map=$tree/="
command -v ccache > /dev/null && compiler="ccache $compiler"
declare -A all=([bios]="codepage com32 lzo core memdisk"
		[efi64]="codepage com32 lzo core efi")
# What is built now; efi64 does not build without its topic's first patch
active=bios

# Of the make that runs this come neither jobs nor its way to count them
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES

fail() {
    echo "series: $*" >&2
    faults=$((faults + 1))
}

# The files that a patch touches
files_of() {
    sed -n 's#^+++ b/##p; s#^--- a/##p' "$here/$1" | sort -u
}

# What make has to look at after a patch that touches these files, in this
# order; others use what these folders have, and are looked at where the topic
# ends
touched() {	# firmware; files are read
    local files other='^efi/|^mk/efi.mk|/x86_64/'
    [ "$1" = bios ] || other='^memdisk/|/i386/|/bios'
    files=$(grep -vE "$other")
    if grep -qE '^com32/include/|^com32/Makefile|^core/include/|^mk/' \
	    <<< "$files"; then
	echo com32
    else
	sed -nE 's#^(com32/(elflink/ldlinux|lua/src|cmenu/libmenu|[^/]+))/.*#\1#p' \
	    <<< "$files" | sort -u
    fi
    grep -qE '^core/|^com32/include/|^com32/lib/|^mk/' <<< "$files" && echo core
    [ "$1" = efi64 ] && [ -n "$files" ] && echo efi
    grep -q '^memdisk/' <<< "$files" && echo memdisk
}

# Objects of which make does not know the headers: .NAME.d is kept for com32/lib,
# chain/ and the core only
forget_untracked() {	# folders
    local folder
    find "$@" -type d 2> /dev/null | while read -r folder; do
	[ -n "$(find "$folder" -maxdepth 1 -name '.*.d' -print -quit)" ] ||
	    rm -f "$folder"/*.o
    done
}

# What make does not notice is made anew
forget() {	# patch
    local files folder
    files=$(files_of "$1")
    # Other flags; those of mk/ are for all
    if grep -qE '^[-+].*(FLAGS|INCLUDES|[	 ]-I)' <(sed '/\.[chS]$/,/^--- /d' \
	    "$here/$1"); then
	grep -q '^core/Makefile' <<< "$files" && rm -rf "$objects"/*/core
	grep -q '^mk/efi.mk' <<< "$files" && rm -rf "$objects"/efi64/{core,efi}
    fi
    # Headers
    if grep -qE '^(com32|core)/include/.*\.h$' <<< "$files"; then
	forget_untracked "$objects"/*/com32 "$objects"/*/efi
    elif grep -qE '^(core|efi)/.*\.h$' <<< "$files"; then
	forget_untracked "$objects"/*/efi
    fi
    for folder in $(sed -nE 's#^(com32/.*)/[^/]+\.h$#\1#p' <<< "$files" | sort -u)
    do
	forget_untracked "$objects"/*/"$folder"
    done
    # Other files in a library
    grep -q '^mk/lib.mk\|^com32/lib/Makefile' <<< "$files" &&
	rm -f "$objects"/*/com32/lib/*.a
    grep -q '^core/Makefile' <<< "$files" && rm -f "$objects"/*/core/*.a
    # What an assembler file includes
    grep -q '^core/.*\.inc' <<< "$files" && touch "$tree"/core/*.asm
}

run_make() {	# jobs, firmware, folder
    make --no-print-directory -j"$1" -C "$tree" "$2" O="$objects" \
	"${variables[@]}" CC="$compiler" BSUBDIRS="$3" < /dev/null
}

build() {	# log, firmware, folders
    local log=$1 firmware=$2 dir
    shift 2
    for dir; do
	run_make "$jobs" "$firmware" "$dir" >> "$log" 2>&1 && continue
	echo "series: once more, one job at a time" >> "$log"
	echo "  twice	$firmware $dir: see $log"
	run_make 1 "$firmware" "$dir" >> "$log" 2>&1 || return 1
    done
}

# A module that uses sockets, where there are some
keep_httpget() {	# firmware, folder
    local machine="ARCH=i386 FIRMWARE=BIOS FWCLASS=BIOS"
    [ "$1" = bios ] || machine="ARCH=x86_64 FIRMWARE=EFI64 FWCLASS=EFI"
    [ -f "$tree/core/fs/pxe/socket.c" ] || return
    mkdir -p "$objects/httpget-$1"
    make --no-print-directory -C "$objects/httpget-$1" \
	-f "$top/tests/socktest/Makefile" NAME=httpget OBJS=httpget.o \
	SRC="$top/com32/deterboot/examples" topdir="$tree" \
	objdir="$objects/$1" MAKEDIR="$tree/mk" $machine \
	> "$out/httpget-$1.log" 2>&1 < /dev/null &&
	cp -p "$objects/httpget-$1/httpget.c32" "$2" ||
	fail "httpget.c32 does not build: $out/httpget-$1.log"
}

keep() {	# firmware, topic
    local folder=$out/$2
    if [ "$1" = bios ]; then
	mkdir -p "$folder"
	cp -p "$objects/bios/core/lpxelinux.0" "$folder/pxelinux.0"
    else
	folder=$folder/efi64
	mkdir -p "$folder"
	cp -p "$objects"/efi64/{efi/syslinux.efi,com32/elflink/ldlinux/ldlinux.e64} \
	    "$folder"
    fi
    find "$objects/$1/com32" -name '*.c32' -exec cp -p {} "$folder" \;
    keep_httpget "$1" "$folder"
}

end_topic() {
    local firmware log=$out/end-$topic.log start=$SECONDS
    : > "$log"
    for firmware in $active; do
	if build "$log" "$firmware" ${all[$firmware]}; then
	    keep "$firmware" "$topic"
	else
	    fail "$topic/ does not build at its end for $firmware: $log"
	fi
    done
    echo "  $((SECONDS - start)) s	the end of $topic/"
}

try() {
    local log dirs firmware start=$SECONDS
    log=$out/${1//\//-}
    log=${log%.patch}.log
    : > "$log"
    forget "$1"
    for firmware in $active; do
	dirs=$(files_of "$1" | touched "$firmware")
	[ -d "$objects/$firmware" ] || dirs=${all[$firmware]}
	build "$log" "$firmware" $dirs ||
	    fail "$1 does not build for $firmware: $log"
    done
    echo "  $((SECONDS - start)) s	$1"
}

step() {	# topic, patch
    [ -z "$topic" ] || [ "$1" = "$topic" ] || [ -n "$from" ] || end_topic
    topic=$1
    [ "$topic" = efi ] && active=$firmwares
    patch -d "$tree" -p1 -F0 -s < "$here/$2" || exit 1
    [ "$from" = "$2" ] && from=
    [ -n "$from" ] || try "$2"
    [ "$2" = "$last" ] || return
    # What is laid in and the patch after it are one step
    "$here/lwip.sh" "$source" "$tree" || exit 1
    rm -rf "$objects/bios/core"
}

if [ -n "$from" ]; then rm -rf "$tree" "$objects"; else rm -rf "$out"; fi
mkdir -p "$objects"
"$here/prepare.sh" --bare "$source" "$tree" || exit 1
"$here/wolfssl.sh" "$source" "$tree" || exit 1
topic=
last=$("$here/series.py" before)
while IFS=$'\t' read -r next name <&3; do
    step "$next" "$name"
done 3< <("$here/series.py" list)
end_topic
[ $faults = 0 ] || { echo "series: $faults faults" >&2; exit 1; }
echo "series: every state builds, in $((SECONDS / 60)) min"
