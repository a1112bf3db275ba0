/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * jitter.c - how much chance there is in the times of events
 */
#include "jitter.h"

static uint32_t distance(uint32_t a, uint32_t b)
{
    return (int32_t)(a - b) < 0 ? b - a : a - b;
}

static uint32_t smaller(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

unsigned int jitter_bits(struct jitter *jitter, uint32_t time)
{
    uint32_t step = time - jitter->last;
    uint32_t change = distance(step, jitter->step);
    uint32_t least = smaller(step, distance(change, jitter->change));
    unsigned int i, bits = 0;

    for (i = 0; i < JITTER_LAGS; i++)
	least = smaller(least, distance(step, jitter->steps[i]));
    jitter->last = time;
    jitter->step = step;
    jitter->change = change;
    jitter->steps[jitter->count++ % JITTER_LAGS] = step;

    /* The first time of all is no step; then there is little to compare with */
    if (jitter->count <= JITTER_LAGS + 1)
	return 0;
    while (least >>= 1)
	bits++;
    return bits < JITTER_MAX ? bits : JITTER_MAX;
}
