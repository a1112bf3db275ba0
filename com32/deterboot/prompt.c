/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * prompt.c - the operator says what to do
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "deterboot.h"
#include "keyboard.h"
#include "platform.h"
#include "query.h"

#define TICK_MS		50	/* how long boss is listened to between keys */
#define TYPING_MS	200	/* after a key more may follow at full speed; the
				   serial port holds 16 of them */
#define ROWS		22	/* of 25 that `info` may fill */

/* What becomes of the prompt after a command */
enum next {
    NEXT_STAY,
    NEXT_CONTINUE,			/* the node goes on */
    NEXT_SHELL,				/* pxelinux does */
};

static void draw(struct node *node)
{
    char output[LINE_OUTPUT_SIZE];

    line_draw(&node->line, output);
    printf("%s", output);
}

/* Boss has spoken: tell it, and keep it until the operator is done */
static void keep(struct node *node, const struct policy_event *event)
{
    struct action *action = &node->action;

    printf("\r\033[K");
    action_plan(action, &event->what);
    say_answer(event, action);
    say("kept until you say continue");
    node->kept = *event;
    node->has_kept = 1;
    draw(node);
}

static void hear(struct node *node, uint32_t ip, uint16_t port,
		 const void *packet, size_t len)
{
    struct policy_event event;

    policy_receive(&node->policy, platform_ms(),
		   schedule_random(&node->random), ip, port, packet, len,
		   &event);
    if (event.result == POLICY_ANSWERED) {
	if (!node->has_kept ||
	    memcmp(&event.what, &node->kept.what, sizeof(event.what)))
	    keep(node, &event);
    } else if (event.result == POLICY_REFUSED || event.first) {
	printf("\r\033[K");
	say_event(&event, ip, port);
	draw(node);
    }
}

/* Listen to boss for a moment */
static void listen_for(struct node *node, uint32_t ms)
{
    uint8_t packet[RECEIVE_SIZE];
    uint32_t ip;
    uint16_t port;
    int rc;

    if (node->net.fd == NET_CLOSED) {
	platform_sleep_ms(ms);
	return;
    }
    rc = net_receive(&node->net, ms, packet, sizeof(packet), &ip, &port);
    if (rc >= 0)
	hear(node, ip, port, packet, (size_t)rc);
    else if (rc != -EAGAIN)
	net_close(&node->net);
}

/* Wait for a key; LINE_KEY_NONE if nobody seems to be there */
static int wait_for_key(struct node *node)
{
    for (;;) {
	int key = keyboard_key();
	uint32_t now_ms = platform_ms();

	if (key != LINE_KEY_NONE) {
	    attention_touch(&node->attention, now_ms);
	    return key;
	}
	if (attention_expired(&node->attention, now_ms))
	    return LINE_KEY_NONE;
	waiting_look(&node->waiting, now_ms, node->policy.waited);
	listen_for(node, now_ms - node->attention.key_ms < TYPING_MS ? 0 :
		   TICK_MS);
    }
}

int prompt_line(struct node *node, const char *format, ...)
{
    va_list args;
    int key;

    if (node->rows == ROWS) {
	printf("-- any key for more, q to stop --");
	key = wait_for_key(node);
	printf("\r\033[K");
	node->rows = 0;
	if (key == LINE_KEY_NONE || key == 'q' || key == LINE_KEY_CTRL_C)
	    return 1;
    }
    node->rows++;
    printf("  ");
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    printf("\n");
    return 0;
}

static void help(struct node *node)
{
    char text[COMMAND_HELP_SIZE];
    unsigned int i;

    for (i = 0; command_help(text, i); i++)
	if (prompt_line(node, "%s", text))
	    return;
}

/* The socket is closed before a boot; one that failed left it so */
static void open_again(struct node *node)
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
	    hear(node, ip, port, packet, (size_t)rc);
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
	    action_plan(&node->action, &event.what);
	    say_query(&event, &node->action);
	    return;
	}
    }
    say_error(ERR_NO_ANSWER, ip);
}

/* Do it as if boss had said it; what fails leaves the operator at the prompt */
static enum next do_what(struct node *node, const struct bootinfo_what *what)
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
    carry_out(node);
    open_again(node);
    return NEXT_STAY;
}

static enum next execute(struct node *node, const struct command *command)
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

/* A whole line was typed */
static enum next take_line(struct node *node)
{
    struct command command;
    const char *why = NULL;
    enum error error;

    if (node->line.too_long)
	error = ERR_LINE_LONG;
    else
	error = command_parse(&command, node->line.text, &why);
    node->rows = 0;
    if (error) {
	say_error(error, why);
	return NEXT_STAY;
    }
    attention_command(&node->attention, platform_ms());
    line_begin(&node->line);
    return execute(node, &command);
}

/* Leave the prompt; what boss said meanwhile is done now */
static int go_on(struct node *node)
{
    if (node->has_kept) {
	node->has_kept = 0;
	node->event = node->kept;
	act(node);
    }
    return 0;
}

int prompt(struct node *node)
{
    char output[LINE_OUTPUT_SIZE];
    int key;

    live_clear(&node->live);
    attention_open(&node->attention, platform_ms());
    open_again(node);
    node->has_kept = 0;
    say("stopped by Ctrl-C; help lists the commands, continue goes on");
    line_begin(&node->line);
    draw(node);
    while ((key = wait_for_key(node)) != LINE_KEY_NONE) {
	int done = line_key(&node->line, key, output);
	enum next next;

	printf("%s", output);
	if (!done)
	    continue;
	printf("\n");
	next = take_line(node);
	if (next == NEXT_SHELL)
	    return 1;
	if (next == NEXT_CONTINUE) {
	    say("going on");
	    return go_on(node);
	}
	line_begin(&node->line);
	draw(node);
    }
    printf("\n");
    say("nobody at the prompt, going on");
    return go_on(node);
}
