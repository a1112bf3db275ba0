/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * prompt.c - the operator says what to do
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "keyboard.h"
#include "platform.h"
#include "prompt.h"

#define TICK_MS		50	/* how long boss is listened to between keys */
#define TYPING_MS	200	/* after a key more may follow at full speed; the
				   serial port holds 16 of them */
#define ROWS		22	/* of 25 that `info` may fill */

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
    say("%s: %s; kept until you say continue",
	event->is_order ? "order from boss" : "boss says", action->says);
    node->kept = *event;
    node->has_kept = 1;
    draw(node);
}

void prompt_hear(struct node *node, uint32_t ip, uint16_t port,
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
	say_event(node, &event, ip, port);
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
	prompt_hear(node, ip, port, packet, (size_t)rc);
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

/* A whole line was typed */
static enum prompt_next take_line(struct node *node)
{
    struct command command;
    const char *why = NULL;
    enum prompt_next next;
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
    line_begin(&node->line);
    next = execute(node, &command);
    /* However long it took, the operator has the whole time again */
    attention_command(&node->attention, platform_ms());
    return next;
}

/* Leave the prompt; what boss said meanwhile is done now. 1 if pxelinux is to
   go on */
static int go_on(struct node *node)
{
    if (!node->has_kept)
	return 0;
    node->has_kept = 0;
    node->event = node->kept;
    return act(node);
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
	enum prompt_next next;

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
