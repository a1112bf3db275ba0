/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dhcproute.h - DHCP options of routes, of the MTU and of domains to search
 *
 * A value that makes no sense counts as not given.
 */
#ifndef DETERBOOT_DHCPROUTE_H
#define DETERBOOT_DHCPROUTE_H

#include <stddef.h>
#include <stdint.h>

#include "dhcp.h"

/**
 * Read option 121, which takes the place of option 3 and of option 33
 * (RFC 3442)
 *
 * @v lease	Receives the routes, and the gateway, 0 if there is none
 * @v value	The option
 * @v len	Its length in bytes
 * @ret 1	Done
 * @ret 0	It makes no sense; nothing has changed
 */
int dhcp_classless_routes(struct dhcp_lease *lease, const uint8_t *value,
			  size_t len);

/**
 * Read option 33 (RFC 2132 section 5.8); a destination has the netmask of its
 * class, or is a host where it has bits behind that
 *
 * @v lease	Receives the routes
 * @v value	The option
 * @v len	Its length in bytes
 */
void dhcp_static_routes(struct dhcp_lease *lease, const uint8_t *value,
			size_t len);

/**
 * Read option 119 (RFC 3397)
 *
 * @v search	Receives the domains, with blanks between them; those that
 *		follow one that is broken, or does not fit, are left out
 * @v value	The option
 * @v len	Its length in bytes
 */
void dhcp_search_list(char search[DHCP_TEXT_SIZE], const uint8_t *value,
		      size_t len);

/**
 * Read option 26 (RFC 2132 section 5.1)
 *
 * @v value	The option
 * @v len	Its length in bytes
 * @ret mtu	Bytes of an IP packet; 0 = not given, or below DHCP_MTU_MIN
 */
uint16_t dhcp_mtu(const uint8_t *value, size_t len);

#define ROUTE_TEXT_SIZE		40	/* "255.255.255.255/32 by ..." */

/**
 * Write a route: "10.1.0.0/16 by 10.0.0.1", "10.1.0.0/16 on this link"
 *
 * @v text	Receives the text
 * @v route	The route
 * @ret text	For use in an argument list
 */
char *route_format(char text[ROUTE_TEXT_SIZE], const struct dhcp_route *route);

#endif /* DETERBOOT_DHCPROUTE_H */
