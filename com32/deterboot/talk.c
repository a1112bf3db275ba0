/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * talk.c - ask boss, follow its answers, and so on for ever
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "boot.h"
#include "deterboot.h"
#include "platform.h"

/* What comes after a pause */
static const char *what_next(const struct node *node)
{
    return policy_gives_up(&node->policy) ? "falling back" :
	   "asking boss again";
}

void ask_later(struct node *node)
{
    char seconds[SECONDS_SIZE];
    uint32_t delay_ms = policy_failed(&node->policy, platform_ms(),
				      schedule_random(&node->random));

    say("%s in %s s", what_next(node), seconds_format(seconds, delay_ms));
    report_refill(&node->report);
}

void report(struct node *node, uint32_t boss_ip, enum state state)
{
    report_state(&node->report, &node->config, boss_ip, state);
}

void report_failure(struct node *node)
{
    report_refill(&node->report);
    report(node, node->event.boss_ip, STATE_FAILED);
}

int carry_out(struct node *node)
{
    const struct policy_event *event = &node->event;
    struct action *action = &node->action;

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

int act(struct node *node)
{
    const struct policy_event *event = &node->event;
    uint32_t boss_ip = event->boss_ip;

    action_plan(&node->action, &event->what);
    say_answer(event, &node->action);
    report(node, boss_ip, state_of_answer(&event->what, event->is_order));
    if (node->action.kind == ACTION_RESTART)
	return start_over(node);
    if (node->action.kind == ACTION_WAIT) {
	report_refill(&node->report);
    } else if (carry_out(node)) {
	ask_later(node);
	report(node, boss_ip, STATE_FAILED);
    }
    return 0;
}

/* Boss cannot be had; 1 if pxelinux is to go on */
static int fall_back(struct node *node)
{
    const struct fallback *fallback = &node->config.fallback;
    char seconds[SECONDS_SIZE];

    say_error(ERR_GAVE_UP, NULL);
    if (fallback->kind == FALLBACK_PROMPT)
	return 1;
    node->event.boss_ip = node->policy.boss[0].ip;
    node->event.what = fallback->what;
    action_plan(&node->action, &fallback->what);
    say("falling back: %s%s%s", node->action.says,
	node->action.does[0] ? "; " : "", node->action.does);
    report(node, node->event.boss_ip, state_of_answer(&fallback->what, 0));
    carry_out(node);
    report_failure(node);
    say("asking boss again in %s s",
	seconds_format(seconds, policy_gave_up(&node->policy, platform_ms(),
					schedule_random(&node->random))));
    return 0;
}

void say_event(const struct node *node, const struct policy_event *event,
	       uint32_t ip, uint16_t port)
{
    char source[IPV4_TEXT_SIZE + 8], text[IPV4_TEXT_SIZE];
    char seconds[SECONDS_SIZE], error[ERROR_TEXT_SIZE];

    if (event->result == POLICY_REFUSED) {
	say("%s; %s in %s s", error_format(error, ERR_REFUSED, NULL),
	    what_next(node), seconds_format(seconds, event->wait_ms));
    } else if (event->first) {
	snprintf(source, sizeof(source), "%s:%u", ipv4_format(text, ip), port);
	say_error(event->reason, source);
    }
}

/* A datagram has come; 1 if pxelinux is to go on */
static int receive(struct node *node, uint32_t ip, uint16_t port,
		   const void *packet, size_t len)
{
    struct policy_event *event = &node->event;

    policy_receive(&node->policy, platform_ms(),
		   schedule_random(&node->random), ip, port, packet, len,
		   event);
    if (event->result == POLICY_IGNORED && !event->first)
	return 0;
    live_clear(&node->live);
    if (event->result == POLICY_ANSWERED)
	return act(node);
    say_event(node, event, ip, port);
    return 0;
}

static void ask(struct node *node, const struct policy_step *step)
{
    uint8_t packet[BOOTINFO_PACKET_SIZE];
    char ip[IPV4_TEXT_SIZE];
    int rc;

    say("asking boss %s what to boot (try %u)", ipv4_format(ip, step->boss.ip),
	step->try);
    policy_question(&node->policy, packet);
    rc = net_send(&node->net, step->boss.ip, step->boss.port, packet,
		  sizeof(packet));
    if (rc)
	say_error(ERR_SEND, strerror(-rc));
}

/* Nothing works without the socket: try again for ever, slower and slower; 1 if
   pxelinux is to go on */
static int open_socket(struct node *node)
{
    char seconds[SECONDS_SIZE];
    unsigned int step = 0;
    uint32_t delay_ms;
    int rc;

    /* The prompt may have opened it meanwhile */
    while (node->net.fd == NET_CLOSED && (rc = net_open(&node->net))) {
	delay_ms = schedule_delay_ms(&policy_trouble_schedule, step++,
				     schedule_random(&node->random));
	say_error(ERR_SOCKET, strerror(-rc));
	say("trying again in %s s", seconds_format(seconds, delay_ms));
	if (pause_for(node, delay_ms))
	    return 1;
    }
    return 0;
}

/* Show on the screen that the node waits */
static void show_waiting(struct node *node)
{
    uint32_t now_ms = platform_ms();
    char text[WAITING_TEXT_SIZE], line[WAITING_TEXT_SIZE + 32];

    waiting_look(&node->waiting, now_ms, node->policy.waited);
    if (!waiting_draw(&node->waiting))
	return;
    snprintf(line, sizeof(line), "%s (Ctrl-C: prompt)",
	     waiting_format(text, &node->waiting,
			    policy_next_ms(&node->policy, now_ms)));
    live_show(&node->live, line);
}

/* Listen, but not so long that a key is overlooked; 1 if pxelinux is to go
   on */
static int listen_for_boss(struct node *node, uint32_t wait_ms)
{
    uint8_t packet[RECEIVE_SIZE];
    uint32_t ip;
    uint16_t port;
    int rc;

    show_waiting(node);
    if (wait_ms > KEY_POLL_MS)
	wait_ms = KEY_POLL_MS;
    rc = net_receive(&node->net, wait_ms, packet, sizeof(packet), &ip, &port);
    if (rc >= 0) {
	if (receive(node, ip, port, packet, (size_t)rc))
	    return 1;
    } else if (rc != -EAGAIN) {
	live_clear(&node->live);
	say_error(ERR_SOCKET, strerror(-rc));
	net_close(&node->net);
	ask_later(node);
    }
    return look_for_keys(node);
}

void edgeboot(struct node *node)
{
    const struct dhcp_lease *lease = &node->lease;

    if (!node->config.edgeboot)
	return;
    if (!lease->has_edgeboot) {
	say("DHCP option 147 names no partition, asking boss");
	return;
    }
    memset(&node->event, 0, sizeof(node->event));
    node->event.what.type = BOOTINFO_PART;
    node->event.what.partition = lease->edgeboot_partition;
    action_plan(&node->action, &node->event.what);
    say("DHCP option 147 says: %s%s%s", node->action.says,
	node->action.does[0] ? "; " : "", node->action.does);
    carry_out(node);
    say("asking boss instead");
}

/* A server whose name has to be looked up joins the others once they are silent:
   a name server that does not answer must not hold up a boot. It may be back
   later, so it is asked again, but not between any two questions. */
static void look_for_more(struct node *node)
{
    if (node->policy.tries % POLICY_ASKS_PER_BOSS == 1 &&
	find_named_boss(&node->bosses, &node->config, &node->lease))
	policy_set_bosses(&node->policy, node->bosses.boss,
			  node->bosses.count, platform_ms());
}

void talk(struct node *node)
{
    char seconds[SECONDS_SIZE];
    struct policy_step step;

    for (;;) {
	if (node->net.fd == NET_CLOSED && open_socket(node))
	    return;
	if (policy_round_due(&node->policy, platform_ms())) {
	    live_clear(&node->live);
	    report(node, node->policy.boss[node->policy.current].ip,
		   STATE_ASKING);
	}
	policy_next(&node->policy, platform_ms(),
		    schedule_random(&node->random), &step);
	if (step.verb != POLICY_LISTEN)
	    live_clear(&node->live);
	switch (step.verb) {
	case POLICY_ASK:
	    ask(node, &step);
	    break;
	case POLICY_SILENCE:
	    say("no answer yet, %s in %s s", what_next(node),
		seconds_format(seconds, step.wait_ms));
	    look_for_more(node);
	    break;
	case POLICY_GIVE_UP:
	    if (fall_back(node))
		return;
	    break;
	case POLICY_LISTEN:
	    if (listen_for_boss(node, step.wait_ms))
		return;
	    break;
	}
    }
}
