/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * boot.h - hand the machine over
 */
#ifndef DETERBOOT_BOOT_H
#define DETERBOOT_BOOT_H

#include <stdint.h>

#include "action.h"
#include "dhcp.h"
#include "errors.h"
#include "net.h"
#include "options.h"

/**
 * Do what ACTION_RUN or ACTION_MFS says
 *
 * A partition is looked for first, and whether its boot sector can be started;
 * files only if the next program would not tell which one failed, and why. The
 * socket is closed before that runs. Returns only if the boot failed; what is
 * wrong has been printed then.
 *
 * @v action	What to do; a SYSID becomes a partition
 * @v config	Options
 * @v lease	This node
 * @v boss_ip	Server of a bare path, network byte order
 * @v cmdline	Arguments from boss
 * @v net	Socket
 */
void boot(struct action *action, const struct config *config,
	  const struct dhcp_lease *lease, uint32_t boss_ip,
	  const char *cmdline, struct net *net);

#endif /* DETERBOOT_BOOT_H */
