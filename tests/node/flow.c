/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * flow.c - the time of the world, and what comes in it
 */
#include "fake.h"

#define BYTE_US		87		/* on a serial line of 115200 bit/s */

uint32_t world_now(void)
{
    return (uint32_t)(world.now_us / 1000);
}

void world_spend(uint64_t us)
{
    world.now_us += us;
    if (world_now() >= world.end_ms)
	world_stop(ENDED_IN_TIME);
}

static void type(uint8_t key)
{
    uint8_t *place = &world.keys[world.keys_in % sizeof(world.keys)];

    if (world.keys_in - world.keys_out == sizeof(world.keys))
	return;
    *place = key;
    world.keys_in++;
}

static void arrive(const struct coming *coming)
{
    unsigned int queued = 0;
    size_t i;

    for (i = 0; i < world.queued; i++)
	queued += world.queue[i].fd == coming->fd;
    if (!coming->fd) {
	for (i = 0; i < coming->len; i++)
	    type(coming->bytes[i]);
    } else if (queued == QUEUE_MAX) {
	world.lost++;
    } else if (world.open & 1 << coming->fd) {
	world.queue[world.queued++] = *coming;
    }
}

static struct coming *next_coming(void)
{
    struct coming *next = NULL;
    unsigned int i;

    for (i = 0; i < world.comings; i++)
	if (!next || world.coming[i].at_ms < next->at_ms)
	    next = &world.coming[i];
    return next;
}

uint32_t world_next_coming(void)
{
    const struct coming *next = next_coming();
    uint32_t at_ms = next ? next->at_ms : FOREVER;
    uint32_t noise_ms = (uint32_t)(world.noise_us / 1000) + 1;

    return world.noise_per_s && noise_ms < at_ms &&
	   noise_ms < world.noise_until_ms ? noise_ms : at_ms;
}

static void make_noise(void)
{
    while (world.noise_per_s && world.noise_us <= world.now_us &&
	   world.noise_us / 1000 < world.noise_until_ms) {
	world.random = world.random * 1103515245 + 12345;
	type((uint8_t)(world.random >> 16));
	world.noise_us += 1000000 / world.noise_per_s;
    }
}

void world_catch_up(void)
{
    struct coming *next;

    fflush(stdout);
    while (world.flown < world.printed_len) {
	if (world.echoes)
	    type((uint8_t)world.printed[world.flown]);
	if (world.flown < STAMPS_MAX)
	    world.stamp[world.flown] = world_now();
	world.flown++;
	world_spend(BYTE_US);
    }
    while ((next = next_coming()) && next->at_ms <= world_now()) {
	arrive(next);
	next->at_ms += next->period_ms;
	if (!next->period_ms || next->at_ms >= next->until_ms)
	    *next = world.coming[--world.comings];
    }
    make_noise();
}

void world_wait_until(uint32_t at_ms)
{
    uint32_t next_ms;

    world_catch_up();
    while (world_now() < at_ms) {
	next_ms = world_next_coming();
	if (next_ms > at_ms)
	    next_ms = at_ms;
	if (next_ms > world_now())
	    world_spend((next_ms - world_now()) * 1000ULL);
	world_catch_up();
    }
}

struct deed *world_note(enum deed_kind kind)
{
    struct deed *deed = &world.deed[world.deeds++];

    assert_true(world.deeds <= DEEDS_MAX);
    deed->kind = kind;
    deed->at_ms = world_now();
    return deed;
}
