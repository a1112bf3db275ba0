/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * jitter.h - how much chance there is in the times of events
 */
#ifndef LIBHTTPS_JITTER_H
#define LIBHTTPS_JITTER_H

#include <stdint.h>

/* Policy: what is compared, and what a sample counts at most. More than a byte
   is the scale of the clock, not chance. */
#define JITTER_LAGS	16
#define JITTER_MAX	8

struct jitter {
    uint32_t last, step, change;
    uint32_t steps[JITTER_LAGS];	/* of the last times, in any order */
    unsigned int count;			/* times that there were */
};

/**
 * Take the time of an event
 *
 * Looks how far its step is from what could have been foretold: from each of the
 * last JITTER_LAGS steps, from nothing at all, and from a step that changes as
 * evenly as those before. So a clock that goes on evenly, or in a pattern as
 * long as that, counts nothing, whatever its numbers look like.
 *
 * @v jitter	All zeros at first
 * @v time	Of a clock that may begin anew at 0
 * @ret bits	The size of the smallest of these, 0 to JITTER_MAX
 */
unsigned int jitter_bits(struct jitter *jitter, uint32_t time);

#endif /* LIBHTTPS_JITTER_H */
