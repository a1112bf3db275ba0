/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * findboss.h - find the servers to ask, look up their names, show them
 */
#ifndef DETERBOOT_FINDBOSS_H
#define DETERBOOT_FINDBOSS_H

#include <stdint.h>

#include "bosses.h"
#include "dhcp.h"
#include "options.h"
#include "policy.h"
#include "stop.h"

struct bosses {
    struct policy_boss boss[POLICY_BOSSES_MAX];
    unsigned int count;
    int name_due;			/* a name is still to be looked up */
    char name[DHCP_TEXT_SIZE];		/* the last that was; what it meant... */
    uint32_t name_ip;			/* ...then, network byte order; or 0 */
};

/**
 * Find the servers to ask and print them
 *
 * The name of a boss= option is looked up for as long as it takes; the name of
 * the DHCP reply only if there is no other server, and then for as long as well.
 *
 * @v bosses	Receives the list
 * @v config	Options
 * @v lease	The DHCP reply
 * @v random	State of schedule_random()
 * @v stop	Asked meanwhile
 * @ret 0	Done
 * @ret -ENOENT	Nobody names a server
 * @ret -EINTR	Stopped
 */
int find_bosses(struct bosses *bosses, const struct config *config,
		const struct dhcp_lease *lease, uint32_t *random,
		const struct stop *stop);

/**
 * Find the servers of a new lease and print them
 *
 * A name keeps the address that it had until find_named_boss() has looked it up
 * again: its name server may be silent, and boss there all the same.
 *
 * @v bosses	The list, which becomes the new one
 * @v config	Options
 * @v lease	The new DHCP reply
 * @ret 0	Done
 * @ret -ENOENT	Nobody names a server; the list is the old one
 */
int find_bosses_again(struct bosses *bosses, const struct config *config,
		      const struct dhcp_lease *lease);

/**
 * Look up the name that is due, if one is
 *
 * @v bosses	The list, with the name's address afterwards
 * @v config	Options
 * @v lease	The DHCP reply
 * @ret 1	The list has changed
 * @ret 0	It has not
 */
int find_named_boss(struct bosses *bosses, const struct config *config,
		    const struct dhcp_lease *lease);

#endif /* DETERBOOT_FINDBOSS_H */
