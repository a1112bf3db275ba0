/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * talk.c - ask boss, listen to it, and so on for ever
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "hear.h"
#include "node.h"
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

/* Boss cannot be had */
static enum next fall_back(struct node *node)
{
    const struct fallback *fallback = &node->config.fallback;
    struct policy_event event;
    struct action action;
    char seconds[SECONDS_SIZE];

    say_error(ERR_GAVE_UP, NULL);
    if (fallback->kind == FALLBACK_PROMPT)
	return NEXT_SHELL;
    memset(&event, 0, sizeof(event));
    event.boss_ip = node->policy.boss[0].ip;
    event.what = fallback->what;
    if (fallback->path[0])
	action_plan_mfs(&action, fallback->path);
    else
	action_plan(&action, &event.what);
    say("falling back: %s%s%s", action.says, action.does[0] ? "; " : "",
	action.does);
    report(node, event.boss_ip, state_of_answer(&event.what, 0));
    carry_out(node, &event, &action);
    report_failure(node, event.boss_ip);
    say("asking boss again in %s s",
	seconds_format(seconds, policy_gave_up(&node->policy, platform_ms(),
					schedule_random(&node->random))));
    return NEXT_GO;
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

/* A datagram has come */
static enum next receive(struct node *node, uint32_t ip, uint16_t port,
			 const void *packet, size_t len)
{
    struct policy_event event;

    policy_receive(&node->policy, platform_ms(),
		   schedule_random(&node->random), ip, port, packet, len,
		   &event);
    if (event.result == POLICY_HELD ||
	(event.result == POLICY_IGNORED && !event.first))
	return NEXT_GO;
    live_clear(&node->live);
    if (event.result == POLICY_ANSWERED)
	return act(node, &event);
    say_event(node, &event, ip, port);
    return NEXT_GO;
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

/* Nothing works without the socket: try again for ever, slower and slower */
static enum next open_socket(struct node *node, const struct stop *stop)
{
    char seconds[SECONDS_SIZE];
    unsigned int step = 0;
    uint32_t delay_ms;
    int rc;

    while ((rc = net_open(&node->net))) {
	delay_ms = schedule_delay_ms(&policy_trouble_schedule, step++,
				     schedule_random(&node->random));
	say_error(ERR_SOCKET, strerror(-rc));
	say("trying again in %s s", seconds_format(seconds, delay_ms));
	if (stop_pause(stop, delay_ms))
	    return NEXT_PROMPT;
    }
    return NEXT_GO;
}

/* Show on the screen that the node waits */
static void show_waiting(struct node *node)
{
    uint32_t now_ms = platform_ms();
    char text[WAITING_TEXT_SIZE], line[WAITING_TEXT_SIZE + 32];

    waiting_look(&node->live.waiting, now_ms, node->policy.waited);
    if (!waiting_draw(&node->live.waiting) || !platform_has_screen())
	return;
    snprintf(line, sizeof(line), "%s (Ctrl-C: prompt)",
	     waiting_format(text, &node->live.waiting,
			    policy_next_ms(&node->policy, now_ms)));
    live_show(&node->live, line);
}

/* Listen, but not so long that a key is overlooked */
static enum next listen_for_boss(struct node *node, uint32_t wait_ms)
{
    uint8_t packet[RECEIVE_SIZE];
    uint32_t ip;
    uint16_t port;
    int rc;

    show_waiting(node);
    if (wait_ms > STOP_POLL_MS)
	wait_ms = STOP_POLL_MS;
    rc = net_receive(&node->net, wait_ms, packet, sizeof(packet), &ip, &port);
    if (rc >= 0)
	return receive(node, ip, port, packet, (size_t)rc);
    if (rc != -EAGAIN) {
	live_clear(&node->live);
	say_error(ERR_SOCKET, strerror(-rc));
	net_close(&node->net);
	ask_later(node);
    }
    return NEXT_GO;
}

/* A server whose name has to be looked up joins the others, or takes the place
   of its old address */
static void look_for_more(struct node *node)
{
    if (find_named_boss(&node->bosses, &node->config, &node->lease))
	policy_set_bosses(&node->policy, node->bosses.boss,
			  node->bosses.count, platform_ms());
}

/* A name server that does not answer must not hold up a boot: where there are
   others they are asked first, and the name is looked up once they are silent.
   It may be back later, so it is asked again, but not between any two
   questions. */
static void be_silent(struct node *node, const struct policy_step *step)
{
    char seconds[SECONDS_SIZE], error[ERROR_TEXT_SIZE];
    const unsigned int tries = node->policy.tries;

    if (step->tell) {
	live_clear(&node->live);
	say("%s, %s in %s s", step->reason ?
	    error_format(error, step->reason, "all that boss says") :
	    "no answer yet", what_next(node),
	    seconds_format(seconds, step->wait_ms));
    }
    if (tries % POLICY_ASKS_PER_BOSS == 1 &&
	(tries > 1 || !node->config.boss[0]))
	look_for_more(node);
}

/* The first question since the last answer is due */
static void begin_round(struct node *node)
{
    live_clear(&node->live);
    if (node->config.boss[0])
	look_for_more(node);
    report(node, node->policy.boss[node->policy.current].ip, STATE_ASKING);
}

/* Do what is due, or listen */
static enum next take_step(struct node *node)
{
    struct policy_event event;
    struct policy_step step;

    if (policy_held(&node->policy, platform_ms(),
		    schedule_random(&node->random), &event)) {
	live_clear(&node->live);
	return act(node, &event);
    }
    if (policy_round_due(&node->policy, platform_ms()))
	begin_round(node);
    policy_next(&node->policy, platform_ms(), schedule_random(&node->random),
		&step);
    switch (step.verb) {
    case POLICY_ASK:
	live_clear(&node->live);
	ask(node, &step);
	break;
    case POLICY_SILENCE:
	be_silent(node, &step);
	break;
    case POLICY_GIVE_UP:
	live_clear(&node->live);
	return fall_back(node);
    case POLICY_LISTEN:
	return listen_for_boss(node, step.wait_ms);
    }
    return NEXT_GO;
}

enum next talk(struct node *node, const struct stop *stop)
{
    enum next next = NEXT_GO;

    while (next == NEXT_GO) {
	if (node->net.fd == NET_CLOSED)
	    next = open_socket(node, stop);
	if (next == NEXT_GO)
	    next = take_step(node);
	if (next == NEXT_GO && stop->wanted(stop->context))
	    next = NEXT_PROMPT;
    }
    return next;
}
