#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Install the Debian packages that the lists name and this machine lacks, and
# say which. Does nothing, and needs no network, when there are none.
#
#	install-packages.sh LIST...
set -eu

wanted=$(sed 's/#.*//' "$@" | awk 'NF { print $1 }' | LC_ALL=C sort -u)
missing=
for package in $wanted; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null) || :
    [ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
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
