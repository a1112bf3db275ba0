/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * wolftime.c - tls_now() for wolfSSL, which has a look at dates of its own
 */
#include <string.h>

#include <wolfssl/wolfcrypt/settings.h>
#include <wolfssl/wolfcrypt/wc_port.h>

#include "certdate.h"
#include "tlsconn.h"

/* 2037. Its time_t is a long, which has 32 bits on a BIOS, and what does not fit
   in it is no time to wolfSSL. From here on the clock stands still for it... */
#define LATEST	0x7f000000

time_t tls_time(time_t *timer)
{
    int64_t now = tls_now();

    if (now > LATEST)
	now = LATEST;
    if (timer)
	*timer = (time_t)now;
    return (time_t)now;
}

struct tm *tls_gmtime(const time_t *timer, struct tm *tm)
{
    /* ...and goes on here, with what wolfSSL has added to it */
    int64_t seconds = tls_now() + (*timer - tls_time(NULL));
    struct cert_date date;

    cert_date_from_seconds(&date, seconds);
    memset(tm, 0, sizeof(*tm));
    tm->tm_sec = date.second;
    tm->tm_min = date.minute;
    tm->tm_hour = date.hour;
    tm->tm_mday = date.day;
    tm->tm_mon = date.month - 1;
    tm->tm_year = date.year - 1900;
    return tm;
}
