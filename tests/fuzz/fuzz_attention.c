/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_attention.c - keys, noise and time: when the prompt opens and ends
 *
 * Input: the idle time, then records of two bytes: a key, or time that goes
 * by. Only Ctrl-C opens the prompt, noise gets few hints, and the prompt ends
 * in time; the counter of milliseconds starts anywhere and wraps around.
 */
#include "attention.h"
#include "fuzz.h"
#include "line.h"
#include "waiting.h"

#define HOUR_MS		3600000
#define HINTS_MAX	11		/* until they come once an hour */

struct node {
    struct attention attention;
    struct waiting waiting;
    uint64_t now_ms, opened_ms, key_ms, command_ms;
    uint64_t closed_ms, waits_ms;	/* since when it is, and waits */
    unsigned int hints, drawn;
    uint32_t hint_ms;
    int open, waits;
    int commanded, doubted, noisy;	/* as in struct attention */
    uint64_t noise_ms;
};

static void key_while_closed(struct node *node, int key)
{
    if (key != LINE_KEY_CTRL_C) {
	node->noisy = 1;
	node->noise_ms = node->now_ms;
    }
    switch (attention_key(&node->attention, key, (uint32_t)node->now_ms)) {
    case ATTENTION_PROMPT:
	require(key == LINE_KEY_CTRL_C);
	require(!node->doubted || !node->noisy ||
		(uint32_t)(node->now_ms - node->noise_ms) >=
		ATTENTION_QUIET_MS);
	node->commanded = 0;
	attention_open(&node->attention, (uint32_t)node->now_ms);
	node->open = 1;
	node->opened_ms = node->key_ms = node->command_ms = node->now_ms;
	break;
    case ATTENTION_HINT:
	require(key != LINE_KEY_CTRL_C || node->doubted);
	require(++node->hints <= HINTS_MAX +
		(node->now_ms - node->closed_ms) / HOUR_MS);
	node->hint_ms = (uint32_t)node->now_ms;
	break;
    case ATTENTION_IGNORE:
	require((key != LINE_KEY_CTRL_C || node->doubted) && node->hints);
	require((uint32_t)node->now_ms - node->hint_ms < HOUR_MS);
	break;
    }
}

static void key_while_open(struct node *node, int key)
{
    node->key_ms = node->now_ms;
    if (key == LINE_KEY_ENTER) {
	attention_command(&node->attention, (uint32_t)node->now_ms);
	node->command_ms = node->now_ms;
	node->commanded = 1;
    } else {
	attention_touch(&node->attention, (uint32_t)node->now_ms);
    }
}

/* It ends when deterboot.txt says so, and no sooner */
static void look_at_prompt(struct node *node)
{
    uint64_t idle_ms = node->attention.idle_ms;
    uint64_t alone_ms = node->now_ms - node->key_ms;
    uint64_t useless_ms = node->now_ms - node->command_ms;
    int nobody = node->key_ms == node->opened_ms &&
		 alone_ms >= ATTENTION_NOBODY_MS;

    if (attention_expired(&node->attention, (uint32_t)node->now_ms)) {
	require(nobody || alone_ms >= idle_ms ||
		useless_ms >= idle_ms * ATTENTION_USELESS);
	attention_close(&node->attention);
	node->doubted = !node->commanded;
	node->noisy = node->key_ms != node->opened_ms ||
		      node->attention.touched;
	node->noise_ms = node->key_ms;
	node->open = 0;
	node->closed_ms = node->now_ms;
	node->hints = 0;
	return;
    }
    require(alone_ms < idle_ms && useless_ms < idle_ms * ATTENTION_USELESS);
    require(node->attention.touched || !nobody);
}

static void look_at_clock(struct node *node, int waits)
{
    char text[WAITING_TEXT_SIZE];

    if (!waits || !node->waits) {
	node->waits_ms = node->now_ms;
	node->drawn = 0;
    }
    node->waits = waits;
    waiting_look(&node->waiting, (uint32_t)node->now_ms, waits);
    require(node->waiting.waited_ms == node->now_ms - node->waits_ms);
    if (!waiting_draw(&node->waiting))
	return;
    require(waits && ++node->drawn <=
	    1 + (node->now_ms - node->waits_ms) / 1000);
    waiting_format(text, &node->waiting, (uint32_t)node->now_ms);
    require(strlen(text) < sizeof(text) - 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input in = { data, size };
    struct node node;

    memset(&node, 0, sizeof(node));
    node.now_ms = node.closed_ms = (uint64_t)fuzz_take(&in) << 24;
    attention_init(&node.attention, (fuzz_take(&in) * 257u + 1) * 1000);
    while (in.left) {
	uint8_t operation = fuzz_take(&in), operand = fuzz_take(&in);
	int key = operation & 1 ? operand : operand + LINE_KEY_LEFT;

	if (operation & 0x80)
	    node.now_ms += (uint64_t)operand << operation % 20;
	else if (node.open)
	    key_while_open(&node, key);
	else
	    key_while_closed(&node, key);
	if (node.open)
	    look_at_prompt(&node);
	look_at_clock(&node, operation >> 6 & 1);
    }
    return 0;
}
