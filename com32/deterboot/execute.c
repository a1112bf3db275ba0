/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * execute.c - do what the operator says
 */
#include <errno.h>
#include <string.h>

#include "hear.h"
#include "operator.h"
#include "platform.h"
#include "query.h"

static void help(struct operator *operator)
{
    char text[COMMAND_HELP_SIZE];
    unsigned int i;

    for (i = 0; command_help(text, i); i++)
	if (pager_line(operator, "%s", text))
	    return;
}

/* One datagram that is the answer, within QUERY_WAIT_MS: 0, or -errno */
static int wait_for_answer(struct operator *operator,
			   struct policy_event *event)
{
    struct node *node = operator->node;
    uint32_t start_ms = platform_ms(), left_ms;
    uint8_t packet[RECEIVE_SIZE];
    uint32_t ip;
    uint16_t port;

    while ((left_ms = time_left_ms(platform_ms(), start_ms, QUERY_WAIT_MS))) {
	int rc = net_receive(&node->net, left_ms, packet, sizeof(packet), &ip,
			     &port);

	if (rc >= 0 && query_answer(&node->policy, ip, port, packet,
				    (size_t)rc, event))
	    return 0;
	if (rc >= 0)
	    typing_hear(operator, ip, port, packet, (size_t)rc);
	else if (rc != -EAGAIN)
	    return rc;
    }
    return -EAGAIN;
}

static void query(struct operator *operator)
{
    struct node *node = operator->node;
    const struct policy_boss *boss = &node->policy.boss[node->policy.current];
    uint8_t packet[BOOTINFO_PACKET_SIZE];
    struct policy_event event;
    struct action action;
    char ip[IPV4_TEXT_SIZE];
    int i, rc = -EAGAIN;

    ipv4_format(ip, boss->ip);
    query_question(packet);
    policy_queried(&node->policy);
    typing_open(operator);
    if (node->net.fd == NET_CLOSED)
	return;
    for (i = 0; i < QUERY_TRIES && rc == -EAGAIN; i++) {
	say("asking boss %s what it would say", ip);
	rc = net_send(&node->net, boss->ip, boss->port, packet,
		      sizeof(packet));
	if (rc) {
	    say_error(ERR_SEND, strerror(-rc));
	    return;
	}
	rc = wait_for_answer(operator, &event);
    }
    print("\r\033[K");		/* typing_hear() may have drawn a prompt */
    if (!rc) {
	action_plan(&action, &event.what);
	say_query(&event, &action);
    } else if (rc == -EAGAIN) {
	say_error(ERR_NO_ANSWER, ip);
    } else {
	typing_broken(operator, rc);
    }
}

/* Do it as if boss had said it; 1 if the prompt is to be left for *next. What
   fails leaves the operator there. */
static int do_what(struct operator *operator, const struct bootinfo_what *what,
		   enum next *next)
{
    struct node *node = operator->node;
    struct policy_event event;
    struct action action;
    int waits = what->type == BOOTINFO_WAIT || what->type == BOOTINFO_AUTO;

    if (waits && !node->policy.bosses) {
	say_error(ERR_BOSS_UNKNOWN, NULL);
	return 0;
    }
    policy_told(&node->policy, platform_ms(), schedule_random(&node->random),
		what, &event);
    if (!node->policy.bosses)
	event.boss_ip = node->lease.next_server;
    action_plan(&action, what);
    if (waits) {
	say("operator says: %s", action.says);
	say("going on");
	*next = NEXT_GO;
	return 1;
    }
    say("operator says: %s%s%s", action.says, action.does[0] ? "; " : "",
	action.does);
    report(node, event.boss_ip, state_of_answer(what, 0));
    if (action.kind == ACTION_RESTART) {
	*next = NEXT_RESTART;
	return 1;
    }
    if (carry_out(node, &event, &action))
	report_failure(node, event.boss_ip);
    typing_open(operator);
    return 0;
}

int execute(struct operator *operator, const struct command *command,
	    enum next *next)
{
    static const struct bootinfo_what ask = { .type = BOOTINFO_AUTO };
    struct node *node = operator->node;

    switch (command->verb) {
    case COMMAND_NOTHING:
	break;
    case COMMAND_HELP:
	help(operator);
	break;
    case COMMAND_INFO:
	info(operator);
	break;
    case COMMAND_ASK:
	return do_what(operator, &ask, next);
    case COMMAND_QUERY:
	if (node->policy.bosses)
	    query(operator);
	else
	    say_error(ERR_BOSS_UNKNOWN, NULL);
	break;
    case COMMAND_BOOT:
	return do_what(operator, &command->what, next);
    case COMMAND_REBOOT:
	say("operator says: REBOOT");
	net_close(&node->net);
	platform_reboot();
    case COMMAND_SHELL:
	*next = NEXT_SHELL;
	return 1;
    case COMMAND_CONTINUE:
	say("going on");
	*next = operator->has_kept ? NEXT_ACT : NEXT_GO;
	return 1;
    }
    return 0;
}
