/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * stop.c - whether somebody wants to stop what takes long
 */
#include <errno.h>

#include "platform.h"
#include "schedule.h"
#include "stop.h"

int stop_pause(const struct stop *stop, uint32_t ms)
{
    uint32_t start_ms = platform_ms(), left_ms;

    while ((left_ms = time_left_ms(platform_ms(), start_ms, ms))) {
	if (stop->wanted(stop->context))
	    return -EINTR;
	platform_sleep_ms(left_ms < STOP_POLL_MS ? left_ms : STOP_POLL_MS);
    }
    return 0;
}
