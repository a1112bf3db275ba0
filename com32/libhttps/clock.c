/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * clock.c - what time it is
 */
#include <string.h>
#include <sys/times.h>
#include <time.h>

#include <wolfssl/wolfcrypt/settings.h>
#include <wolfssl/wolfcrypt/wc_port.h>
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

/* --- For wolfSSL, which has a look at dates of its own */

time_t tls_time(time_t *timer)
{
    if (timer)
	*timer = now;
    return now;
}

struct tm *tls_gmtime(const time_t *timer, struct tm *tm)
{
    struct cert_date date;

    cert_date_from_seconds(&date, *timer);
    memset(tm, 0, sizeof(*tm));
    tm->tm_sec = date.second;
    tm->tm_min = date.minute;
    tm->tm_hour = date.hour;
    tm->tm_mday = date.day;
    tm->tm_mon = date.month - 1;
    tm->tm_year = date.year - 1900;
    return tm;
}
