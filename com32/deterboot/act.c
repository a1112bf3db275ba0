/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * act.c - do what is to be done, and tell boss how it goes
 */
#include <errno.h>
#include <string.h>

#include "boot.h"
#include "node.h"
#include "platform.h"

void report(struct node *node, uint32_t boss_ip, enum state state)
{
    report_state(&node->report, &node->config, boss_ip, state);
}

void report_failure(struct node *node, uint32_t boss_ip)
{
    report_refill(&node->report);
    report(node, boss_ip, STATE_FAILED);
}

int carry_out(struct node *node, const struct policy_event *event,
	      struct action *action)
{
    switch (action->kind) {
    case ACTION_WAIT:
    case ACTION_ASK:
    case ACTION_RESTART:
	return 0;
    case ACTION_REBOOT:
	net_close(&node->net);
	platform_reboot();
    case ACTION_REFUSE:
	say_error(action->error, NULL);
	break;
    case ACTION_RUN:
    case ACTION_MFS:
	boot(action, &node->config, &node->lease, event->boss_ip,
	     event->what.cmdline, &node->net);
	break;
    }
    return -EIO;
}

enum next act(struct node *node, const struct policy_event *event)
{
    struct action action;

    action_plan(&action, &event->what);
    say_answer(event, &action);
    report(node, event->boss_ip,
	   state_of_answer(&event->what, event->is_order));
    if (action.kind == ACTION_RESTART)
	return NEXT_RESTART;
    if (action.kind == ACTION_WAIT) {
	report_refill(&node->report);
    } else if (carry_out(node, event, &action)) {
	ask_later(node);
	report(node, event->boss_ip, STATE_FAILED);
    }
    return NEXT_GO;
}

void edgeboot(struct node *node)
{
    const struct dhcp_lease *lease = &node->lease;
    struct policy_event event;
    struct action action;

    if (!node->config.edgeboot)
	return;
    if (!lease->has_edgeboot) {
	say("DHCP option 147 names no partition, asking boss");
	return;
    }
    memset(&event, 0, sizeof(event));
    event.what.type = BOOTINFO_PART;
    event.what.partition = lease->edgeboot_partition;
    action_plan(&action, &event.what);
    say("DHCP option 147 says: %s%s%s", action.says,
	action.does[0] ? "; " : "", action.does);
    carry_out(node, &event, &action);
    say("asking boss instead");
}
