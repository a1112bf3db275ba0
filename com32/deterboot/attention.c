/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * attention.c - which keys stop the node, and for how long
 */
#include <string.h>

#include "attention.h"
#include "line.h"

/* Between hints: a noisy line costs some lines a day in the console's log */
const struct schedule attention_hint_schedule = {
    .first_ms = 10000, .max_ms = 3600000, .factor = 2, .jitter_percent = 0,
};

void attention_init(struct attention *attention, uint32_t idle_ms)
{
    memset(attention, 0, sizeof(*attention));
    attention->idle_ms = idle_ms;
}

enum attention_verdict attention_key(struct attention *attention, int key,
				     uint32_t now_ms)
{
    if (key != LINE_KEY_CTRL_C) {
	attention->noisy = 1;
	attention->noise_ms = now_ms;
    } else if (!attention->doubted || !attention->noisy ||
	       now_ms - attention->noise_ms >= ATTENTION_QUIET_MS) {
	return ATTENTION_PROMPT;
    }
    if (attention->hints && now_ms - attention->hint_ms < attention->quiet_ms)
	return ATTENTION_IGNORE;
    attention->hint_ms = now_ms;
    attention->quiet_ms = schedule_delay_ms(&attention_hint_schedule,
					    attention->hints, 0);
    if (attention->hints != ~0U)
	attention->hints++;
    return ATTENTION_HINT;
}

void attention_open(struct attention *attention, uint32_t now_ms)
{
    attention->hints = 0;
    attention->touched = 0;
    attention->commanded = 0;
    attention->key_ms = attention->command_ms = now_ms;
}

void attention_touch(struct attention *attention, uint32_t now_ms)
{
    attention->touched = 1;
    attention->key_ms = now_ms;
}

void attention_command(struct attention *attention, uint32_t now_ms)
{
    attention_touch(attention, now_ms);
    attention->command_ms = now_ms;
    attention->commanded = 1;
}

void attention_close(struct attention *attention)
{
    attention->doubted = !attention->commanded;
    attention->noisy = attention->touched;
    attention->noise_ms = attention->key_ms;
}

int attention_expired(const struct attention *attention, uint32_t now_ms)
{
    uint32_t idle_ms = attention->idle_ms;

    if (!attention->touched && idle_ms > ATTENTION_NOBODY_MS)
	idle_ms = ATTENTION_NOBODY_MS;
    return now_ms - attention->key_ms >= idle_ms ||
	   (now_ms - attention->command_ms) / ATTENTION_USELESS >=
	   attention->idle_ms;
}
