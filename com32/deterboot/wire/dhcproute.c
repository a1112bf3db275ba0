/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dhcproute.c - DHCP options of routes, of the MTU and of domains to search
 */
#include <stdio.h>
#include <string.h>

#include "dhcproute.h"
#include "ipv4.h"

#define LABEL_MAX	63		/* bytes, RFC 1035 section 2.3.4 */
#define LABEL_POINTER	0xc0		/* the bits of one, section 4.1.4 */

/* Netmask of so many bits, network byte order */
static uint32_t netmask_of(unsigned int bits)
{
    uint8_t mask[4] = { 0, 0, 0, 0 };
    uint32_t result;
    unsigned int i;

    for (i = 0; i < bits; i++)
	mask[i / 8] |= (uint8_t)(0x80 >> i % 8);
    memcpy(&result, mask, sizeof(result));
    return result;
}

/* Append a route, if there is room and a host can be its router */
static void add_route(struct dhcp_lease *lease, uint32_t dest,
		      uint32_t netmask, uint32_t router)
{
    struct dhcp_route *route = &lease->route[lease->routes];

    if (lease->routes == DHCP_ROUTES_MAX || (router && !ipv4_is_host(router)))
	return;
    route->dest = dest & netmask;
    route->netmask = netmask;
    route->router = router;
    lease->routes++;
}

/* One route of option 121: its length in bytes, or 0 if it is broken */
static size_t read_route(struct dhcp_route *route, const uint8_t *value,
			 size_t len)
{
    size_t bytes = (value[0] + 7U) / 8;	/* of the destination */

    if (value[0] > 32 || len < 1 + bytes + 4)
	return 0;
    memset(route, 0, sizeof(*route));
    memcpy(&route->dest, value + 1, bytes);
    memcpy(&route->router, value + 1 + bytes, 4);
    route->netmask = netmask_of(value[0]);
    return 1 + bytes + 4;
}

int dhcp_classless_routes(struct dhcp_lease *lease, const uint8_t *value,
			  size_t len)
{
    struct dhcp_route route;
    size_t used, n;

    for (used = 0; used < len; used += n) {
	n = read_route(&route, value + used, len - used);
	if (!n)
	    return 0;
    }
    if (!len)
	return 0;

    lease->gateway = 0;
    for (used = 0; used < len; used += n) {
	n = read_route(&route, value + used, len - used);
	if (!route.netmask && ipv4_is_host(route.router))
	    lease->gateway = route.router;
	else
	    add_route(lease, route.dest, route.netmask, route.router);
    }
    return 1;
}

/* Netmask of an address by its class (RFC 791 section 3.2) */
static uint32_t class_mask(uint32_t ip)
{
    uint8_t first;

    memcpy(&first, &ip, 1);
    return netmask_of(first < 128 ? 8 : first < 192 ? 16 : 24);
}

void dhcp_static_routes(struct dhcp_lease *lease, const uint8_t *value,
			size_t len)
{
    uint32_t pair[2], mask;
    size_t i;

    if (len % sizeof(pair))
	return;
    for (i = 0; i < len; i += sizeof(pair)) {
	memcpy(pair, value + i, sizeof(pair));
	mask = class_mask(pair[0]);
	if (pair[0] & ~mask)
	    mask = 0xffffffff;
	if (ipv4_is_host(pair[0]))
	    add_route(lease, pair[0], mask, pair[1]);
    }
}

struct name {
    char text[DHCP_TEXT_SIZE];
    size_t len;
};

static int add_label(struct name *name, const uint8_t *label, size_t len)
{
    size_t i;

    if (len + 2 > sizeof(name->text) - name->len)
	return -1;
    if (name->len)
	name->text[name->len++] = '.';
    for (i = 0; i < len; i++) {
	if (label[i] <= ' ' || label[i] == '.' || label[i] >= 0x7f)
	    return -1;
	name->text[name->len++] = (char)label[i];
    }
    return 0;
}

/*
 * Read the name at `i`. It may go on at an earlier place, again and again
 * (RFC 3397 section 2), and so comes to an end. Returns where the next one
 * begins, or 0 if it is broken.
 */
static size_t read_name(struct name *name, const uint8_t *value, size_t len,
			size_t i)
{
    size_t limit = len, next = 0, n;

    name->len = 0;
    while (i < limit && value[i]) {
	n = value[i];
	if ((n & LABEL_POINTER) == LABEL_POINTER) {
	    if (i + 1 >= limit)
		return 0;
	    if (!next)
		next = i + 2;
	    limit = i;
	    i = (n & ~(size_t)LABEL_POINTER) << 8 | value[i + 1];
	    continue;
	}
	if (n > LABEL_MAX || n >= limit - i ||
	    add_label(name, value + i + 1, n))
	    return 0;
	i += n + 1;
    }
    if (i >= limit)
	return 0;
    name->text[name->len] = '\0';
    return next ? next : i + 1;
}

void dhcp_search_list(char search[DHCP_TEXT_SIZE], const uint8_t *value,
		      size_t len)
{
    struct name name;
    size_t used = 0, i = 0;

    search[0] = '\0';
    while (i < len) {
	i = read_name(&name, value, len, i);
	if (!i || name.len + 2 > DHCP_TEXT_SIZE - used)
	    return;
	if (!name.len)
	    continue;
	if (used)
	    search[used++] = ' ';
	memcpy(search + used, name.text, name.len + 1);
	used += name.len;
    }
}

uint16_t dhcp_mtu(const uint8_t *value, size_t len)
{
    uint16_t mtu;

    if (len != 2)
	return 0;
    mtu = (uint16_t)(value[0] << 8 | value[1]);
    return mtu < DHCP_MTU_MIN ? 0 : mtu;
}

char *route_format(char text[ROUTE_TEXT_SIZE], const struct dhcp_route *route)
{
    char dest[IPV4_TEXT_SIZE], router[IPV4_TEXT_SIZE];
    unsigned int bits = 0;
    uint32_t mask;

    for (mask = route->netmask; mask; mask &= mask - 1)
	bits++;
    snprintf(text, ROUTE_TEXT_SIZE, "%s/%u %s%s",
	     ipv4_format(dest, route->dest), bits,
	     route->router ? "by " : "on this link",
	     route->router ? ipv4_format(router, route->router) : "");
    return text;
}
