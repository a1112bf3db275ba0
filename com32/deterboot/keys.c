/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * keys.c - stop for an operator who presses Ctrl-C
 */
#include "deterboot.h"
#include "keyboard.h"
#include "line.h"
#include "platform.h"

/* Somebody pressed another key: tell which one stops, and how things are */
static void hint(struct node *node)
{
    uint32_t next_ms = policy_next_ms(&node->policy, platform_ms());
    char text[WAITING_TEXT_SIZE];

    live_clear(&node->live);
    if (node->policy.bosses)
	say("%s; Ctrl-C gives a prompt",
	    waiting_format(text, &node->waiting, next_ms));
    else
	say("Ctrl-C gives a prompt");
}

/* Take what was typed; 1 if Ctrl-C was, now or while stop_wanted() looked */
static int is_stopped(struct node *node)
{
    int key;

    if (node->stopped) {
	node->stopped = 0;
	return 1;
    }
    node->polled_ms = platform_ms();
    while ((key = keyboard_key()) != LINE_KEY_NONE) {
	switch (attention_key(&node->attention, key, platform_ms())) {
	case ATTENTION_PROMPT:
	    return 1;
	case ATTENTION_HINT:
	    hint(node);
	    break;
	case ATTENTION_IGNORE:
	    break;
	}
    }
    return 0;
}

/* A flood of datagrams is no reason to look more often */
static int is_time(const struct node *node)
{
    return platform_ms() - node->polled_ms >= KEY_POLL_MS / 2;
}

int stop_wanted(void *context)
{
    struct node *node = context;

    if (is_time(node))
	node->stopped = is_stopped(node);
    return node->stopped;
}

int look_for_keys(struct node *node)
{
    return is_time(node) && is_stopped(node) && prompt(node);
}

int pause_for(void *context, uint32_t ms)
{
    struct node *node = context;
    uint32_t start_ms = platform_ms(), passed_ms;

    while ((passed_ms = platform_ms() - start_ms) < ms) {
	if (is_stopped(node))
	    return prompt(node);
	platform_sleep_ms(ms - passed_ms < KEY_POLL_MS ? ms - passed_ms :
			  KEY_POLL_MS);
    }
    return 0;
}

int key_window(struct node *node)
{
    char seconds[SECONDS_SIZE];

    if (!node->config.window_ms) {
	say("Ctrl-C gives a prompt");
	return is_stopped(node) && prompt(node);
    }
    say("press Ctrl-C within %s s for a prompt",
	seconds_format(seconds, node->config.window_ms));
    return pause_for(node, node->config.window_ms);
}
