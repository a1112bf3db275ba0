#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Write the series anew from the tree, each patch with the offsets that it
# has now. To change a patch: quilt pop to it, edit, quilt refresh, then this.
#
#	refresh.sh TREE
set -eu

tree=$1
here=$(cd "$(dirname "$0")" && pwd)
export QUILT_PATCHES="$here"

cd "$tree"
quilt --quiltrc "$here/quiltrc" pop -a -q
while quilt --quiltrc "$here/quiltrc" next > /dev/null 2>&1; do
    quilt --quiltrc "$here/quiltrc" push -q
    quilt --quiltrc "$here/quiltrc" refresh
done
