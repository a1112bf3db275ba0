/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bosses.h - which servers may be boss
 *
 * Emulab's order: DHCP option 43 sub-option 128, next-server, option 66 or
 * sname, server identifier.
 */
#ifndef DETERBOOT_BOSSES_H
#define DETERBOOT_BOSSES_H

#include <stddef.h>
#include <stdint.h>

#include "dhcp.h"
#include "policy.h"

/**
 * The next of several servers with commas between them
 *
 * @v text	What is left of the list
 * @v len	Receives its length in bytes
 * @ret server	Where it begins, or NULL if there is no other
 */
const char *bosses_next_word(const char *text, size_t *len);

/**
 * Whether the list may grow once a host name is looked up
 */
int bosses_need_name(const struct dhcp_lease *lease);

/**
 * List the servers that the DHCP reply names, each once
 *
 * @v boss	Receives the list
 * @v lease	The DHCP reply
 * @v name_ip	Addresses of the hosts that option 66 or sname names, network
 *		byte order
 * @v name_ips	How many; 0 = not looked up, or unknown
 * @v port	Boss's UDP port, host byte order
 * @ret count	0 to POLICY_BOSSES_MAX
 */
unsigned int bosses_list(struct policy_boss boss[POLICY_BOSSES_MAX],
			 const struct dhcp_lease *lease,
			 const uint32_t *name_ip, unsigned int name_ips,
			 uint16_t port);

#endif /* DETERBOOT_BOSSES_H */
