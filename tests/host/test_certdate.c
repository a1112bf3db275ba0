/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_certdate.c - certdate.c: dates that are in a calendar, and those that
 * are not
 */
#include "certdate.h"
#include "test.h"

static void reading(void **state)
{
    static const struct {
	uint8_t tag;
	const char *text, *date;
    } rows[] = {
	{ DER_UTC_TIME, "261128150405Z", "2026-11-28 15:04:05" },
	{ DER_UTC_TIME, "491231235959Z", "2049-12-31 23:59:59" },
	{ DER_UTC_TIME, "500101000000Z", "1950-01-01 00:00:00" },
	{ DER_UTC_TIME, "990101000000Z", "1999-01-01 00:00:00" },
	{ DER_TIME, "20261128150405Z", "2026-11-28 15:04:05" },
	{ DER_TIME, "99991231235959Z", "9999-12-31 23:59:59" },
	{ DER_TIME, "00000101000000Z", "0000-01-01 00:00:00" },
	{ DER_TIME, "20240229000000Z", "2024-02-29 00:00:00" },
	{ DER_TIME, "20250229000000Z", NULL },
	{ DER_TIME, "20000229000000Z", "2000-02-29 00:00:00" },
	{ DER_TIME, "21000229000000Z", NULL },
	{ DER_TIME, "20240230000000Z", NULL },
	{ DER_TIME, "20260431000000Z", NULL },
	{ DER_TIME, "20260430000000Z", "2026-04-30 00:00:00" },
	{ DER_TIME, "20260132000000Z", NULL },
	{ DER_TIME, "20260001000000Z", NULL },
	{ DER_TIME, "20261301000000Z", NULL },
	{ DER_TIME, "20260100000000Z", NULL },
	{ DER_TIME, "20260101240000Z", NULL },
	{ DER_TIME, "20260101006000Z", NULL },
	{ DER_TIME, "20260101000060Z", NULL },
	{ DER_TIME, "20261128150405z", NULL },
	{ DER_TIME, "20261128150405", NULL },
	{ DER_TIME, "202611281504Z", NULL },
	{ DER_TIME, "20261128150405.5Z", NULL },
	{ DER_TIME, "20261128150405+0100", NULL },
	{ DER_TIME, "2026112815040 Z", NULL },
	{ DER_TIME, "/0261128150405Z", NULL },
	{ DER_TIME, "2:261128150405Z", NULL },
	{ DER_TIME, "20:61128150405Z", NULL },
	{ DER_TIME, "2/261128150405Z", NULL },
	{ DER_TIME, "2026112815-405Z", NULL },
	{ DER_TIME, "", NULL },
	{ DER_TIME, "261128150405Z", NULL },
	{ DER_UTC_TIME, "20261128150405Z", NULL },
	{ DER_UTC_TIME, "2611281504Z", NULL },
	{ DER_UTC_TIME, "261128150405+", NULL },
	{ DER_UTC_TIME, "26112815040AZ", NULL },
	{ DER_OCTETS, "261128150405Z", NULL },
	{ DER_OCTETS, "20261128150405Z", NULL },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	const char *text = rows[i].text;
	uint8_t bytes[32] = { rows[i].tag, (uint8_t)strlen(text) }, *copy;
	struct cert_date date;
	char got[CERT_DATE_SIZE];
	struct der in;

	memcpy(bytes + 2, text, strlen(text));
	copy = exact_copy(bytes, 2 + strlen(text));
	in = (struct der){ copy, 2 + strlen(text) };
	check_int(text, cert_date_read(&in, &date), rows[i].date != NULL);
	check_int(text, in.len, rows[i].date ? 0 : 2 + strlen(text));
	if (rows[i].date)
	    check_str(text, cert_date_text(got, &date), rows[i].date);
	free(copy);
    }
}

/* Each month has its days, and no more */
static void months(void **state)
{
    static const unsigned int days[] = {
	31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
    };
    unsigned int month, day;

    (void)state;
    for (month = 1; month <= 12; month++)
	for (day = 1; day <= 32; day++) {
	    struct cert_date date;
	    uint8_t bytes[18];
	    struct der in = { bytes, 17 };

	    snprintf((char *)bytes, sizeof(bytes), "%c\x0f" "2026%02u%02u000000Z",
		     DER_TIME, month, day);
	    check_int((char *)bytes + 2, cert_date_read(&in, &date),
		      day <= days[month - 1]);
	}
}

/* Each part alone tells what is earlier */
static void comparing(void **state)
{
    static const struct cert_date dates[] = {
	{ 2025, 12, 31, 23, 59, 59 },
	{ 2026, 1, 31, 23, 59, 59 },
	{ 2026, 11, 1, 23, 59, 59 },
	{ 2026, 11, 28, 1, 59, 59 },
	{ 2026, 11, 28, 15, 1, 59 },
	{ 2026, 11, 28, 15, 4, 1 },
	{ 2026, 11, 28, 15, 4, 2 },
    };
    size_t i, j;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(dates); i++)
	for (j = 0; j < ARRAY_SIZE(dates); j++) {
	    int got = cert_date_compare(&dates[i], &dates[j]);

	    check_int("sign", (got > 0) - (got < 0), (i > j) - (i < j));
	}
}

static void seconds(void **state)
{
    static const struct {
	struct cert_date date;
	int64_t seconds;
    } rows[] = {
	{ { 1970, 1, 1, 0, 0, 0 }, 0 },
	{ { 1970, 1, 1, 0, 0, 59 }, 59 },
	{ { 1970, 2, 1, 0, 0, 0 }, 31 * 86400 },
	{ { 1970, 3, 1, 1, 2, 3 }, 59 * 86400 + 3723 },
	{ { 1972, 2, 29, 0, 0, 0 }, 68169600 },
	{ { 2000, 12, 31, 23, 59, 59 }, 978307199 },
	{ { 2026, 11, 28, 15, 4, 5 }, 1795878245 },
	{ { 2038, 1, 19, 3, 14, 8 }, 2147483648LL },
	{ { 2106, 2, 7, 6, 28, 16 }, 4294967296LL },
	{ { 9999, 12, 31, 23, 59, 59 }, 253402300799LL },
    };
    static const struct cert_date before = { 1969, 12, 31, 23, 59, 59 };
    static const struct cert_date first = { 0, 1, 1, 0, 0, 0 };
    struct cert_date date;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	char name[CERT_DATE_SIZE];

	cert_date_text(name, &rows[i].date);
	check_int(name, cert_date_seconds(&rows[i].date), rows[i].seconds);
	cert_date_from_seconds(&date, rows[i].seconds);
	check_int(name, cert_date_compare(&date, &rows[i].date), 0);
    }
    check_int("1969", cert_date_seconds(&before), -1);
    check_int("0", cert_date_seconds(&first), -62167219200LL);
    cert_date_from_seconds(&date, -5);
    check_int("-5", cert_date_compare(&date, &rows[0].date), 0);
    cert_date_from_seconds(&date, 253402300800LL);
    check_int("the year 10000", cert_date_compare(&date, &rows[9].date), 0);
    cert_date_from_seconds(&date, INT64_MAX);
    check_int("never", cert_date_compare(&date, &rows[9].date), 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(reading),
	cmocka_unit_test(months),
	cmocka_unit_test(comparing),
	cmocka_unit_test(seconds),
    };

    return cmocka_run_group_tests_name("certdate", tests, NULL, NULL);
}
