/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * execute.c - do what the operator says
 */
#include <errno.h>
#include <stdio.h>

#include "deterboot.h"
#include "platform.h"
#include "prompt.h"
#include "query.h"

static void help(struct node *node)
{
    char text[COMMAND_HELP_SIZE];
    unsigned int i;

    for (i = 0; command_help(text, i); i++)
	if (prompt_line(node, "%s", text))
	    return;
}

void open_again(struct node *node)
{
    if (node->policy.bosses && node->net.fd == NET_CLOSED &&
	net_open(&node->net))
	say_error(ERR_SOCKET, NULL);
}

/* One datagram that is the answer, within QUERY_WAIT_MS; 1 if it came */
static int wait_for_answer(struct node *node, struct policy_event *event)
{
    uint32_t start_ms = platform_ms(), passed_ms;
    uint8_t packet[RECEIVE_SIZE];
    uint32_t ip;
    uint16_t port;

    while ((passed_ms = platform_ms() - start_ms) < QUERY_WAIT_MS) {
	int rc = net_receive(&node->net, QUERY_WAIT_MS - passed_ms, packet,
			     sizeof(packet), &ip, &port);

	if (rc >= 0 && query_answer(&node->policy, ip, port, packet,
				    (size_t)rc, event))
	    return 1;
	if (rc >= 0)
	    prompt_hear(node, ip, port, packet, (size_t)rc);
	else if (rc != -EAGAIN)
	    return 0;
    }
    return 0;
}

static void query(struct node *node)
{
    const struct policy_boss *boss = &node->policy.boss[node->policy.current];
    uint8_t packet[BOOTINFO_PACKET_SIZE];
    struct policy_event event;
    char ip[IPV4_TEXT_SIZE];
    int i;

    ipv4_format(ip, boss->ip);
    query_question(packet);
    for (i = 0; i < QUERY_TRIES && node->net.fd != NET_CLOSED; i++) {
	say("asking boss %s what it would say", ip);
	if (net_send(&node->net, boss->ip, boss->port, packet, sizeof(packet)))
	    break;
	if (wait_for_answer(node, &event)) {
	    printf("\r\033[K");	/* prompt_hear() may have drawn a prompt */
	    action_plan(&node->action, &event.what);
	    say_query(&event, &node->action);
	    return;
	}
    }
    say_error(ERR_NO_ANSWER, ip);
}

/* Do it as if boss had said it; what fails leaves the operator at the prompt */
static enum prompt_next do_what(struct node *node,
				const struct bootinfo_what *what)
{
    struct policy_event *event = &node->event;
    struct action *action = &node->action;
    int waits = what->type == BOOTINFO_WAIT || what->type == BOOTINFO_AUTO;

    if (waits && !node->policy.bosses) {
	say_error(ERR_BOSS_UNKNOWN, NULL);
	return NEXT_STAY;
    }
    policy_told(&node->policy, platform_ms(), schedule_random(&node->random),
		what, event);
    if (!node->policy.bosses)
	event->boss_ip = node->lease.next_server;
    action_plan(action, what);
    if (waits) {
	node->has_kept = 0;
	say("operator says: %s", action->says);
	return NEXT_CONTINUE;
    }
    say("operator says: %s%s%s", action->says, action->does[0] ? "; " : "",
	action->does);
    report(node, event->boss_ip, state_of_answer(what, 0));
    if (action->kind == ACTION_RESTART) {
	node->has_kept = 0;
	return start_over(node) ? NEXT_SHELL : NEXT_CONTINUE;
    }
    if (carry_out(node))
	report_failure(node);
    open_again(node);
    return NEXT_STAY;
}

enum prompt_next execute(struct node *node, const struct command *command)
{
    static const struct bootinfo_what ask = { .type = BOOTINFO_AUTO };

    switch (command->verb) {
    case COMMAND_NOTHING:
	break;
    case COMMAND_HELP:
	help(node);
	break;
    case COMMAND_INFO:
	info(node);
	break;
    case COMMAND_ASK:
	return do_what(node, &ask);
    case COMMAND_QUERY:
	if (node->policy.bosses)
	    query(node);
	else
	    say_error(ERR_BOSS_UNKNOWN, NULL);
	break;
    case COMMAND_BOOT:
	return do_what(node, &command->what);
    case COMMAND_REBOOT:
	say("operator says: REBOOT");
	net_close(&node->net);
	platform_reboot();
    case COMMAND_SHELL:
	return NEXT_SHELL;
    case COMMAND_CONTINUE:
	return NEXT_CONTINUE;
    }
    return NEXT_STAY;
}
