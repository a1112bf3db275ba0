/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * wolftime.c - tls_now() for wolfSSL, which has a look at dates of its own
 */
#include <string.h>

#include <wolfssl/wolfcrypt/settings.h>
#include <wolfssl/wolfcrypt/wc_port.h>

#include "certdate.h"
#include "tlsconn.h"

time_t tls_time(time_t *timer)
{
    time_t now = (time_t)tls_now();

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
