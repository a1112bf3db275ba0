/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * waiting.c - how long boss has let the node wait, and what to show of it
 */
#include <stdio.h>

#include "waiting.h"

#define SECOND_MS	1000
#define MINUTE_MS	(60 * SECOND_MS)
#define HOUR_MS		(60 * MINUTE_MS)

void waiting_look(struct waiting *waiting, uint32_t now_ms, int waits)
{
    if (!waits || !waiting->active) {
	waiting->waited_ms = 0;
	waiting->shown = 0;
    } else {
	waiting->waited_ms += now_ms - waiting->last_ms;
    }
    waiting->active = waits;
    waiting->last_ms = now_ms;
}

int waiting_draw(struct waiting *waiting)
{
    uint32_t period_ms = waiting->waited_ms < MINUTE_MS ? SECOND_MS :
			 waiting->waited_ms < HOUR_MS ? 10 * SECOND_MS :
			 MINUTE_MS;

    if (!waiting->active ||
	(waiting->shown &&
	 waiting->waited_ms - waiting->shown_ms < period_ms))
	return 0;
    waiting->shown = 1;
    waiting->shown_ms = waiting->waited_ms;
    return 1;
}

char *span_format(char text[SPAN_SIZE], uint64_t ms)
{
    unsigned long seconds = (unsigned long)(ms / SECOND_MS);
    unsigned long minutes = seconds / 60, hours = minutes / 60;

    if (seconds < 60)
	snprintf(text, SPAN_SIZE, "%lu s", seconds);
    else if (minutes < 60)
	snprintf(text, SPAN_SIZE, "%lu min %lu s", minutes, seconds % 60);
    else if (hours < 24)
	snprintf(text, SPAN_SIZE, "%lu h %lu min", hours, minutes % 60);
    else
	snprintf(text, SPAN_SIZE, "%lu d %lu h", hours / 24, hours % 24);
    return text;
}

char *waiting_format(char text[WAITING_TEXT_SIZE],
		     const struct waiting *waiting, uint32_t next_ms)
{
    char waited[SPAN_SIZE], next[SPAN_SIZE];

    snprintf(text, WAITING_TEXT_SIZE, "%s%s%sasking again in %s",
	     waiting->active ? "waiting " : "",
	     waiting->active ? span_format(waited, waiting->waited_ms) : "",
	     waiting->active ? ", " : "", span_format(next, next_ms));
    return text;
}
