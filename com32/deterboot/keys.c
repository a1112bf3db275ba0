/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * keys.c - stop for an operator who presses Ctrl-C
 */
#include "keyboard.h"
#include "operator.h"
#include "platform.h"

/* Policy: more than anybody types ahead; a key that hangs never ends */
#define KEYS_AT_ONCE	64

/* Somebody pressed another key: tell which one stops, and how things are */
static void hint(const struct operator *operator)
{
    struct node *node = operator->node;
    uint32_t next_ms = policy_next_ms(&node->policy, platform_ms());
    const char *when = operator->attention.doubted ?
		       ", after 10 s without another key" : "";
    char text[WAITING_TEXT_SIZE];

    live_clear(&node->live);
    if (node->policy.bosses)
	say("%s; Ctrl-C gives a prompt%s",
	    waiting_format(text, &node->live.waiting, next_ms), when);
    else
	say("Ctrl-C gives a prompt%s", when);
}

int keys_stop(void *context)
{
    struct operator *operator = context;
    uint32_t now_ms = platform_ms();
    int key, left = KEYS_AT_ONCE;

    /* A flood of datagrams is no reason to look more often */
    if (now_ms - operator->polled_ms < STOP_POLL_MS / 2)
	return 0;
    operator->polled_ms = now_ms;
    while (left-- && (key = keyboard_key()) != LINE_KEY_NONE) {
	switch (attention_key(&operator->attention, key, platform_ms())) {
	case ATTENTION_PROMPT:
	    return 1;
	case ATTENTION_HINT:
	    hint(operator);
	    break;
	case ATTENTION_IGNORE:
	    break;
	}
    }
    return 0;
}

enum next key_window(struct operator *operator)
{
    const uint32_t window_ms = operator->node->config.window_ms;
    const struct stop stop = { keys_stop, operator };
    char seconds[SECONDS_SIZE];

    if (!window_ms) {
	say("Ctrl-C gives a prompt");
	return keys_stop(operator) ? NEXT_PROMPT : NEXT_GO;
    }
    say("press Ctrl-C within %s s for a prompt",
	seconds_format(seconds, window_ms));
    return stop_pause(&stop, window_ms) ? NEXT_PROMPT : NEXT_GO;
}
