#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Install the Debian packages that the lists name and this machine lacks, and
# say which. Does nothing, and needs no network, when there are none.
#
#	install-packages.sh LIST...
#	install-packages.sh --missing LIST...	say which, and fail
set -eu

missing_only=
if [ "$1" = --missing ]; then
    missing_only=1
    shift
fi

# make -j starts this several times; apt-get does not wait for another one
exec 9< "$0"
flock 9

wanted=$(sed 's/#.*//' "$@" | awk 'NF { print $1 }' | LC_ALL=C sort -u)
missing=
for package in $wanted; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null) || :
    [ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ -n "$missing_only" ]; then
    echo "These Debian packages are needed; 'make deps' installs them:" >&2
    echo "   $missing" >&2
    exit 1
elif [ "$(id -u)" = 0 ]; then
    root=
elif command -v sudo > /dev/null; then
    root=sudo
else
    echo "These Debian packages are needed. As root:" >&2
    echo "    apt-get install --no-install-recommends$missing" >&2
    exit 1
fi

echo "Installing Debian packages:$missing"
$root env DEBIAN_FRONTEND=noninteractive sh -e -c '
    # One source of several that does not answer need not matter
    apt-get -q update || echo "Not every package list could be fetched."
    apt-get -q -y --no-install-recommends install "$@"' sh $missing
