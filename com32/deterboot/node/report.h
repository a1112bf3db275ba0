/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * report.h - tell boss over TCP what happens, never for long
 */
#ifndef DETERBOOT_REPORT_H
#define DETERBOOT_REPORT_H

#include <stdint.h>

#include "options.h"
#include "state.h"

/* Site policy: what all reports together may take, until there is a pause
   anyway */
#define REPORT_TIME_MS	2000

struct report {
    uint32_t left_ms;			/* of REPORT_TIME_MS */
    int failing;			/* the last one failed, and it was said */
};

/**
 * There is a pause: the next reports may take REPORT_TIME_MS again
 */
void report_refill(struct report *report);

/**
 * Report a state, if the options say so and there is time left; say it where
 * that fails
 *
 * @v report	State
 * @v config	Options
 * @v boss_ip	The boss that is asked, network byte order
 * @v state	What to report; nothing for STATE_NONE
 */
void report_state(struct report *report, const struct config *config,
		  uint32_t boss_ip, enum state state);

#endif /* DETERBOOT_REPORT_H */
