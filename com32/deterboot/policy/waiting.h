/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * waiting.h - how long boss has let the node wait, and what to show of it
 */
#ifndef DETERBOOT_WAITING_H
#define DETERBOOT_WAITING_H

#include <stdint.h>

#define SPAN_SIZE	40
#define WAITING_TEXT_SIZE 128

struct waiting {
    int active;
    uint32_t last_ms;			/* time of the last look at the clock */
    uint64_t waited_ms;			/* a node may wait longer than the 49
					   days of the clock */
    uint64_t shown_ms;			/* waited_ms when the line was drawn */
    int shown;
};

/**
 * Look at the clock; to be called once in 49 days at least
 *
 * @v waiting	State; all zero at the start
 * @v now_ms	Time
 * @v waits	Boss's last word is WAIT
 */
void waiting_look(struct waiting *waiting, uint32_t now_ms, int waits);

/**
 * True if the line on the screen is to be drawn now
 *
 * Every second in the first minute, then every 10 s, after an hour every
 * minute: some BIOSes copy the screen to a serial line, which is logged.
 */
int waiting_draw(struct waiting *waiting);

/**
 * Write how long: "waiting 5 min 12 s, asking again in 4 min 48 s", or, where
 * boss did not say WAIT, "asking again in 2 s"
 *
 * @v text	Receives the text, without an end of line
 * @v waiting	State
 * @v next_ms	Milliseconds until boss is asked
 * @ret text	For use in an argument list
 */
char *waiting_format(char text[WAITING_TEXT_SIZE],
		     const struct waiting *waiting, uint32_t next_ms);

/**
 * Write a span of time: "12 s", "5 min 12 s", "3 h 5 min", "12 d 3 h"
 */
char *span_format(char text[SPAN_SIZE], uint64_t ms);

#endif /* DETERBOOT_WAITING_H */
