/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * restart.c - start over without a reset, from a new DHCP lease
 */
#include <errno.h>
#include <string.h>

#include "firmware.h"
#include "lease.h"
#include "node.h"
#include "platform.h"

/* No new lease: what the boot ROM once loaded is loaded again, and starts from
   the old one; where that cannot be, only the old boss is left */
static void reload(struct node *node)
{
    const struct dhcp_lease *lease = &node->lease;
    const uint32_t server = lease->next_server ? lease->next_server :
			    lease->server_id;
    struct policy_event event;
    struct action action;

    if (!firmware_words.reload_command) {
	say("no new lease, keeping the old one");
	ask_later(node);
	return;
    }
    say("no new lease, loading the boot program again instead");
    memset(&event, 0, sizeof(event));
    action_reload(&action, server, lease->boot_file);
    carry_out(node, &event, &action);
    ask_later(node);
}

/* The new lease is there: ask the boss that it names */
static void use_lease(struct node *node)
{
    char seconds[SECONDS_SIZE];
    uint32_t delay_ms;

    say_who(&node->lease);
    edgeboot(node);
    if (!node->policy.bosses)		/* still to be found */
	return;
    if (find_bosses_again(&node->bosses, &node->config, &node->lease)) {
	say_error(ERR_NO_BOSS, NULL);
	ask_later(node);
	return;
    }
    delay_ms = policy_restart(&node->policy, node->bosses.boss,
			      node->bosses.count, node->config.key,
			      platform_ms(), schedule_random(&node->random));
    if (delay_ms > POLICY_ASK_GAP_MS)
	say("asking boss in %s s", seconds_format(seconds, delay_ms));
}

enum next start_over(struct node *node, const struct stop *stop)
{
    int rc;

    /* What comes for the old lease is of no interest, and in a flood of orders
       the memory of the network would be full of it */
    net_close(&node->net);
    rc = lease_renew(&node->lease, &node->config, node->argc, node->argv,
		     &node->random, stop->wanted, stop->context);

    if (rc == -EINTR) {
	say("stopped while asking for a DHCP lease, keeping the old one");
	ask_later(node);
	return NEXT_PROMPT;
    }
    if (rc)
	reload(node);
    else
	use_lease(node);
    return NEXT_GO;
}
