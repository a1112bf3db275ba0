/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * lease.h - the node's DHCP lease: the boot ROM's, or a new one
 */
#ifndef DETERBOOT_LEASE_H
#define DETERBOOT_LEASE_H

#include <stddef.h>
#include <stdint.h>

#include "dhcp.h"
#include "errors.h"
#include "options.h"

/**
 * Take the lease that the boot ROM got
 *
 * @v lease	Receives it
 * @v config	Options; receives the key that DHCP gives
 * @ret error	ERR_NONE, or ERR_NO_LEASE, or ERR_OPTION, which it has said
 */
enum error lease_of_rom(struct dhcp_lease *lease, struct config *config);

/**
 * Get a new lease, give the machine its address, and read the options again,
 * of which some depend on it
 *
 * Says how it goes. Takes DHCP_CLIENT_TIME_MS at most.
 *
 * @v lease	The lease there is; receives the new one
 * @v config	Options; receives those that go with the new lease
 * @v argc	As in main()
 * @v argv	As in main(); what SYSAPPEND says of the lease is replaced
 * @v random	State of schedule_random()
 * @ret error	ERR_NONE, or what went wrong, which it has said; nothing has
 *		changed then
 */
enum error lease_renew(struct dhcp_lease *lease, struct config *config,
		       int argc, char *argv[], uint32_t *random);

#endif /* DETERBOOT_LEASE_H */
