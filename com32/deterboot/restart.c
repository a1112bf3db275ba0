/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * restart.c - start over without a reset, from a new DHCP lease
 */
#include <errno.h>

#include "deterboot.h"
#include "lease.h"
#include "platform.h"

/* No new lease: what the boot ROM once loaded is loaded again, and starts from
   the old one */
static void reload(struct node *node)
{
    const struct dhcp_lease *lease = &node->lease;
    const uint32_t server = lease->next_server ? lease->next_server :
			    lease->server_id;

    say("no new lease, loading the boot program again instead");
    action_reload(&node->action, server, lease->boot_file);
    carry_out(node);
    ask_later(node);
}

/* The new lease is there: find the boss that it names */
static enum error use_lease(struct node *node)
{
    say_who(&node->lease);
    edgeboot(node);
    return find_bosses(&node->bosses, &node->config, &node->lease,
		       &node->random, pause_for, node);
}

int start_over(struct node *node)
{
    char seconds[SECONDS_SIZE];
    enum error error;
    uint32_t delay_ms;
    int rc = lease_renew(&node->lease, &node->config, node->argc, node->argv,
			 &node->random, stop_wanted, node);

    if (rc == -EINTR) {
	say("stopped while asking for a DHCP lease, keeping the old one");
	ask_later(node);
	return 0;
    }
    if (rc) {
	reload(node);
	return 0;
    }
    error = use_lease(node);
    if (error == ERR_GAVE_UP)
	return 1;
    if (error) {
	say_error(error, NULL);
	ask_later(node);
	return 0;
    }
    net_close(&node->net);		/* and what came for the old lease */
    delay_ms = policy_restart(&node->policy, node->bosses.boss,
			      node->bosses.count, node->config.key,
			      platform_ms(), schedule_random(&node->random));
    if (delay_ms > POLICY_ASK_GAP_MS)
	say("asking boss in %s s", seconds_format(seconds, delay_ms));
    return 0;
}
