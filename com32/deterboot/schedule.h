/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * schedule.h - when to try again, as data
 *
 * The n-th wait is first_ms * factor^n, at most max_ms, and then moved at
 * random by up to jitter_percent to either side, so that nodes that started
 * together do not stay together.
 */
#ifndef DETERBOOT_SCHEDULE_H
#define DETERBOOT_SCHEDULE_H

#include <stddef.h>
#include <stdint.h>

struct schedule {
    uint32_t first_ms;
    uint32_t max_ms;			/* before jitter, at most 1 day */
    uint8_t factor;			/* 1 = constant, 2 = doubling */
    uint8_t jitter_percent;		/* 0..100 */
};

/**
 * How long to wait
 *
 * @v schedule	The schedule
 * @v step	0 for the first wait, 1 for the second, ...
 * @v random	Any random number
 * @ret ms	Milliseconds, jitter included
 */
uint32_t schedule_delay_ms(const struct schedule *schedule, unsigned int step,
			   uint32_t random);

/**
 * What is left of a time span
 *
 * Reckoned from the age of its beginning, so that a node that was busy for
 * weeks, or whose clock wraps around, does not take the past for the future;
 * only after 2^32 ms (49 days) does a span begin anew.
 *
 * @v now_ms	Time, a counter that wraps around
 * @v since_ms	When the span began
 * @v span_ms	How long it is
 * @ret ms	Milliseconds until its end, 0 if that is over
 */
uint32_t time_left_ms(uint32_t now_ms, uint32_t since_ms, uint32_t span_ms);

/**
 * The next pseudo-random number (xorshift, period 2^32 - 1)
 *
 * Good enough to spread nodes in time; it keeps no secret.
 *
 * @v state	Seed and state; any value
 * @ret random	A number
 */
uint32_t schedule_random(uint32_t *state);

#define SCHEDULE_SEED	2166136261U	/* to begin with, RFC 9923 */

/**
 * Stir bytes into a seed (FNV-1a, RFC 9923)
 *
 * @v seed	SCHEDULE_SEED, or what came out before
 * @v bytes	What tells this node and this moment from others
 * @v len	How many
 * @ret seed	For schedule_random()
 */
uint32_t schedule_seed(uint32_t seed, const void *bytes, size_t len);

#endif /* DETERBOOT_SCHEDULE_H */
