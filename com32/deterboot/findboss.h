/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * findboss.h - find the servers to ask, look up their names, show them
 */
#ifndef DETERBOOT_FINDBOSS_H
#define DETERBOOT_FINDBOSS_H

#include <stdint.h>

#include "bosses.h"
#include "dhcp.h"
#include "errors.h"
#include "options.h"
#include "policy.h"

struct bosses {
    struct policy_boss boss[POLICY_BOSSES_MAX];
    unsigned int count;
    int name_due;			/* a name is still to be looked up */
};

/**
 * Find the servers to ask and print them
 *
 * The name of a boss= option is looked up for as long as it takes; the name of
 * the DHCP reply only if it names no address, and then for as long as well.
 *
 * @v bosses	Receives the list
 * @v config	Options
 * @v lease	The DHCP reply
 * @v random	State of schedule_random()
 * @v pause	Called to let time pass; other than 0 puts an end to it
 * @v context	Handed to pause
 * @ret error	ERR_NONE, ERR_NO_BOSS; ERR_GAVE_UP if pause() put an end to it
 */
enum error find_bosses(struct bosses *bosses, const struct config *config,
		       const struct dhcp_lease *lease, uint32_t *random,
		       int (*pause)(void *context, uint32_t ms), void *context);

/**
 * Look up the name in the DHCP reply, unless it has been found already
 *
 * @v bosses	The list, with the name's address afterwards
 * @v config	Options
 * @v lease	The DHCP reply
 * @ret 1	The list has grown
 * @ret 0	It has not
 */
int find_named_boss(struct bosses *bosses, const struct config *config,
		    const struct dhcp_lease *lease);

#endif /* DETERBOOT_FINDBOSS_H */
