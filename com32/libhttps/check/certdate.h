/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * certdate.h - dates of certificates (RFC 5280 4.1.2.5), always UTC
 */
#ifndef LIBHTTPS_CERTDATE_H
#define LIBHTTPS_CERTDATE_H

#include <stdint.h>

#include "der.h"

struct cert_date {
    uint16_t year;			/* 0 to 9999, such as 2026 */
    uint8_t month, day;			/* from 1 */
    uint8_t hour, minute, second;
};

#define CERT_DATE_SIZE	20		/* "2026-11-28 15:04:05" and its NUL */

/**
 * Read a date: UTCTime (1950 to 2049) or GeneralizedTime, with seconds and Z
 *
 * @v in	Where it is next
 * @v date	Receives it
 * @ret 1	Done
 * @ret 0	Not a date, or one that is in no calendar
 */
int cert_date_read(struct der *in, struct cert_date *date);

/**
 * Compare: below 0 if `a` is before `b`, 0 if they are the same, else above 0
 */
int cert_date_compare(const struct cert_date *a, const struct cert_date *b);

/**
 * Write a date as "2026-11-28 15:04:05"
 *
 * @ret text	For use in an argument list
 */
char *cert_date_text(char text[CERT_DATE_SIZE], const struct cert_date *date);

/**
 * Convert: seconds since 1970-01-01 00:00:00, below 0 before that
 */
int64_t cert_date_seconds(const struct cert_date *date);

/**
 * Convert seconds since 1970; what is below 0 becomes 1970-01-01 00:00:00, what
 * is after the year 9999 its last second
 */
void cert_date_from_seconds(struct cert_date *date, int64_t seconds);

#endif /* LIBHTTPS_CERTDATE_H */
