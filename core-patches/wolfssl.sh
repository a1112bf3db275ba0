#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Lay Debian's wolfSSL into a tree of syslinux, as TREE/wolfssl: upstream and all
# of Debian's series, which has the repairs of what was found since. Nothing of
# it is changed; com32/libhttps/user_settings.h chooses what is built.
#
#	wolfssl.sh SOURCE-FOLDER TREE
set -eu

source=$1
wolfssl=$2/wolfssl

mkdir "$wolfssl"
tar --no-same-owner -xf "$source"/wolfssl_*.orig.tar.gz -C "$wolfssl" --strip-components=1
tar --no-same-owner -xf "$source"/wolfssl_*.debian.tar.xz -C "$wolfssl"

while read -r patch; do
    case $patch in ''|'#'*) continue ;; esac
    patch -d "$wolfssl" -p1 -F0 -s --no-backup-if-mismatch \
	< "$wolfssl/debian/patches/$patch"
done < "$wolfssl/debian/patches/series"

# Its examples and bindings are nothing that make has to look at. Its test of
# what it computes runs on the build host (tests/tls.mk).
cd "$wolfssl"
for entry in * .[!.]*; do
    case $entry in COPYING|src|wolfcrypt|wolfssl) continue ;; esac
    rm -rf "$entry"
done
rm -rf wolfcrypt/benchmark
find wolfcrypt/test -type f ! -name '*.[ch]' -delete
