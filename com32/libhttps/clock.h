/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * clock.h - what time it is
 */
#ifndef LIBHTTPS_CLOCK_H
#define LIBHTTPS_CLOCK_H

#include "reason.h"

/**
 * Look at the clock, for tls_now()
 *
 * @v use_build	Take the date of this build instead
 * @v reason	Receives why not
 * @ret 0	Done
 * @ret -1	There is no clock, or it says a time before this build
 */
int clock_look(int use_build, struct tls_reason *reason);

#endif /* LIBHTTPS_CLOCK_H */
