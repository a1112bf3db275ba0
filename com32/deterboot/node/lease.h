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

#define LEASE_STOP_MS	200	/* policy */

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
 * Says how it goes. Takes DHCP_CLIENT_TIME_MS at most, and less if stop() says
 * so, which is called every LEASE_STOP_MS.
 *
 * @v lease	The lease there is; receives the new one
 * @v config	Options; receives those that go with the new lease
 * @v argc	As in main()
 * @v argv	As in main(); what SYSAPPEND says of the lease is replaced
 * @v random	State of schedule_random()
 * @v stop	Whether to stop the exchange
 * @v context	Handed to stop
 * @ret 0	Done
 * @ret -EINTR	Stopped; nothing has changed
 * @ret -EIO	It has said what went wrong; nothing has changed
 */
int lease_renew(struct dhcp_lease *lease, struct config *config, int argc,
		char *argv[], uint32_t *random, int (*stop)(void *context),
		void *context);

#endif /* DETERBOOT_LEASE_H */
