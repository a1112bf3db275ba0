/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * schedule.c - when to try again, as data
 */
#include "schedule.h"

uint32_t schedule_delay_ms(const struct schedule *schedule, unsigned int step,
			   uint32_t random)
{
    uint32_t delay = schedule->first_ms;
    uint32_t spread;

    if (delay > schedule->max_ms)
	delay = schedule->max_ms;
    if (schedule->factor < 2)
	step = 0;
    while (step-- && delay && delay < schedule->max_ms) {
	if (delay > schedule->max_ms / schedule->factor)
	    delay = schedule->max_ms;
	else
	    delay *= schedule->factor;
    }

    /* Divide first: a day times 100 would not fit 32 bits */
    spread = delay / 100 * schedule->jitter_percent +
	     delay % 100 * schedule->jitter_percent / 100;
    return delay - spread + random % (2 * spread + 1);
}

uint32_t time_left_ms(uint32_t now_ms, uint32_t since_ms, uint32_t span_ms)
{
    uint32_t age_ms = now_ms - since_ms;

    return age_ms < span_ms ? span_ms - age_ms : 0;
}

uint32_t schedule_random(uint32_t *state)
{
    uint32_t x = *state ? *state : 1;

    /* Marsaglia, "Xorshift RNGs", 2003: the triple 13, 17, 5 */
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    *state = x;
    return x;
}

uint32_t schedule_seed(uint32_t seed, const void *bytes, size_t len)
{
    const uint8_t *byte = bytes;

    while (len--)
	seed = (seed ^ *byte++) * 16777619;
    return seed;
}
