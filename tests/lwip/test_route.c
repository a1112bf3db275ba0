/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_route.c - the router of a destination, and whose address is everybody's
 */

#include "lwip_check.h"

#include "lwip/ip4_addr.h"
#include "lwip/netif.h"

/* What the core has; dhcp_route.c fills it there */
#include "arch/route.c"

struct syslinux_route net_routes[SYSLINUX_NETCONFIG_ROUTES];
int net_route_count;

Suite *route_suite(void);

static u32_t host(unsigned int a, unsigned int b, unsigned int c,
		  unsigned int d)
{
    return PP_HTONL((u32_t)a << 24 | b << 16 | c << 8 | d);
}

static void add(u32_t dest, unsigned int bits, u32_t router)
{
    struct syslinux_route *route = &net_routes[net_route_count++];

    route->dest = dest;
    route->netmask = bits ? lwip_htonl(0xffffffff << (32 - bits)) : 0;
    route->router = router;
}

/* The narrowest one, wherever it stands */
START_TEST(test_narrowest)
{
    static const struct {
	u32_t dest, router;
    } table[] = {
	{ PP_HTONL(0x0a010203), PP_HTONL(0x0a000004) },
	{ PP_HTONL(0x0a010204), PP_HTONL(0x0a000003) },
	{ PP_HTONL(0x0a010303), PP_HTONL(0x0a000002) },
	{ PP_HTONL(0x0aff0000), PP_HTONL(0x0a000001) },
	{ PP_HTONL(0x0b000001), 0 },
	{ PP_HTONL(0xc0a80105), PP_HTONL(0xc0a80105) },
    };
    size_t i;

    net_route_count = 0;
    ck_assert(!route_next((const ip4_addr_t *)&table[0].dest));
    add(host(10, 1, 0, 0), 16, host(10, 0, 0, 2));
    add(host(10, 1, 2, 3), 32, host(10, 0, 0, 4));
    add(host(10, 0, 0, 0), 8, host(10, 0, 0, 1));
    add(host(10, 1, 2, 0), 24, host(10, 0, 0, 3));
    add(host(192, 168, 1, 0), 24, 0);		/* on this link */
    for (i = 0; i < sizeof table / sizeof *table; i++) {
	const ip4_addr_t *next =
	    route_next((const ip4_addr_t *)&table[i].dest);

	ck_assert_uint_eq(next ? next->addr : 0, table[i].router);
    }
    net_route_count = 0;
}
END_TEST

/* RFC 3021: on a link of two hosts neither is the broadcast address */
START_TEST(test_broadcast)
{
    static const struct {
	u32_t ip, netmask, addr;
	int broadcast;
    } table[] = {
	{ PP_HTONL(0x0a000002), PP_HTONL(0xffffff00), PP_HTONL(0x0a0000ff), 1 },
	{ PP_HTONL(0x0a000002), PP_HTONL(0xffffff00), PP_HTONL(0x0a000003), 0 },
	{ PP_HTONL(0x0a000002), PP_HTONL(0xfffffffc), PP_HTONL(0x0a000003), 1 },
	{ PP_HTONL(0x0a000002), PP_HTONL(0xfffffffe), PP_HTONL(0x0a000003), 0 },
	{ PP_HTONL(0x0a000003), PP_HTONL(0xfffffffe), PP_HTONL(0x0a000002), 0 },
	{ PP_HTONL(0x0a000002), PP_HTONL(0xffffffff), PP_HTONL(0x0a000003), 0 },
	{ PP_HTONL(0x0a000002), PP_HTONL(0xfffffffe), PP_HTONL(0xffffffff), 1 },
	{ PP_HTONL(0x0a000002), 0, PP_HTONL(0xffffffff), 1 },
    };
    struct netif netif;
    size_t i;

    memset(&netif, 0, sizeof netif);
    netif.flags = NETIF_FLAG_BROADCAST;
    for (i = 0; i < sizeof table / sizeof *table; i++) {
	ip4_addr_set_u32(ip_2_ip4(&netif.ip_addr), table[i].ip);
	ip4_addr_set_u32(ip_2_ip4(&netif.netmask), table[i].netmask);
	ck_assert_int_eq(ip4_addr_isbroadcast_u32(table[i].addr, &netif) != 0,
			 table[i].broadcast);
    }
}
END_TEST

Suite *route_suite(void)
{
    testfunc tests[] = {
	TESTFUNC(test_narrowest),
	TESTFUNC(test_broadcast),
    };

    return create_suite("ROUTE", tests, sizeof tests / sizeof *tests, NULL,
			NULL);
}
