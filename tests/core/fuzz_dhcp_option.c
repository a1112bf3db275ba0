/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_dhcp_option.c - the packets of DHCP that the boot ROM keeps
 *
 * Nothing is written behind a text; every route is one that can be used.
 */
#include "fuzz.h"
#include "core/fs/pxe/pxe.h"
#include <netroute.h>

extern char ConfigName[];

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct syslinux_route *route;
    int i;

    memset(&IPInfo, 0, sizeof(IPInfo));
    net_route_count = net_mtu = 0;
    net_classless = have_uuid = false;
    net_search[0] = boot_file[0] = path_prefix[0] = '\0';
    DHCPMagic = MAC_len = 0;

    for (i = 1; i <= 3; i++)
	parse_dhcp(data, size, i);
    require(MAC_len <= MAC_MAX);
    require(memchr(boot_file, '\0', BOOT_FILE_SIZE));
    require(memchr(path_prefix, '\0', PATH_PREFIX_SIZE));
    require(memchr(ConfigName, '\0', 256));
    require(memchr(net_search, '\0', NET_SEARCH_SIZE));
    require(!net_mtu || net_mtu >= NET_MTU_MIN);
    require(net_route_count >= 0 &&
	    net_route_count <= SYSLINUX_NETCONFIG_ROUTES);
    for (i = 0; i < net_route_count; i++) {
	route = &net_routes[i];
	require((route->dest & ~route->netmask) == 0);
	require(!route->router || ip_ok(route->router));
    }
    return 0;
}
