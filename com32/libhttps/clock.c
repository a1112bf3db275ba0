/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * clock.c - what time it is
 */
#include <stddef.h>
#include <sys/times.h>
#include <syslinux/tls.h>

#include "clock.h"
#include "machine.h"
#include "tlsconn.h"

static int64_t now;

uint32_t tls_ms(void)
{
    return times(NULL);
}

int64_t tls_now(void)
{
    return now;
}

/* A clock that has lost its power says anything */
static int is_date(const struct cert_date *date)
{
    return date->month >= 1 && date->month <= 12 && date->day >= 1 &&
	   date->day <= 31 && date->hour < 24 && date->minute < 60 &&
	   date->second <= 60;
}

int clock_look(int use_build, struct tls_reason *reason)
{
    struct cert_date date, build;

    now = BUILD_DATE;
    if (use_build)
	return 0;
    if (machine_date(&date) || !is_date(&date)) {
	reason_set(reason, TLS_ECLOCK, "this machine has no clock");
	return -1;
    }
    if (cert_date_seconds(&date) < BUILD_DATE) {
	cert_date_from_seconds(&build, BUILD_DATE);
	reason_set(reason, TLS_ECLOCK, "the clock says %04u-%02u-%02u, and this"
		   " loader is of %04u-%02u-%02u", date.year, date.month,
		   date.day, build.year, build.month, build.day);
	return -1;
    }
    now = cert_date_seconds(&date);
    return 0;
}
