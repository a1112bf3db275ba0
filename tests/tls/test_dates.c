/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_dates.c - what wolfSSL makes of dates, with the clock that it is given;
 * in 32 bits, too, as on a BIOS
 */
#include <wolfssl/wolfcrypt/settings.h>
#include <wolfssl/wolfcrypt/asn.h>

#include "certdate.h"
#include "test.h"
#include "tlsconn.h"

/* Of asn.h, where it is for wolfSSL's own use only */
int wc_ValidateDate(const byte *date, byte format, int dateType);

static int64_t seconds_of(const char *text)
{
    unsigned int part[6];
    struct cert_date date;

    assert_int_equal(sscanf(text, "%u-%u-%u %u:%u:%u", &part[0], &part[1],
			    &part[2], &part[3], &part[4], &part[5]), 6);
    date = (struct cert_date){ (uint16_t)part[0], (uint8_t)part[1],
	(uint8_t)part[2], (uint8_t)part[3], (uint8_t)part[4],
	(uint8_t)part[5] };
    return cert_date_seconds(&date);
}

static int is_in(const char *before, const char *after)
{
    return wc_ValidateDate((const byte *)before, strlen(before) == 13 ?
			   ASN_UTC_TIME : ASN_GENERALIZED_TIME, BEFORE) &&
	wc_ValidateDate((const byte *)after, strlen(after) == 13 ?
			ASN_UTC_TIME : ASN_GENERALIZED_TIME, AFTER);
}

static void dates(void **state)
{
    static const struct {
	const char *now, *before, *after;
	int good;
    } table[] = {
	{ "2026-11-28 15:04:05", "250101000000Z", "370101000000Z", 1 },
	{ "2026-11-28 15:04:05", "250101000000Z", "380119031408Z", 1 },
	{ "2026-11-28 15:04:05", "250101000000Z", "491231235959Z", 1 },
	{ "2026-11-28 15:04:05", "250101000000Z", "20500101000000Z", 1 },
	{ "2026-11-28 15:04:05", "250101000000Z", "99991231235959Z", 1 },
	{ "2026-11-28 15:04:05", "250101000000Z", "500101000000Z", 0 },
	{ "2026-11-28 15:04:05", "380119031408Z", "400101000000Z", 0 },
	{ "2026-11-28 15:04:05", "20500101000000Z", "99991231235959Z", 0 },
	{ "2037-12-31 23:59:59", "250101000000Z", "371231235959Z", 1 },
	{ "2038-01-01 00:00:00", "250101000000Z", "371231235959Z", 0 },
	{ "2038-01-19 03:14:07", "380119031407Z", "380119031408Z", 1 },
	{ "2038-01-19 03:14:08", "380119031407Z", "380119031408Z", 1 },
	{ "2038-01-19 03:14:09", "380119031407Z", "380119031408Z", 0 },
	{ "2038-01-19 03:14:06", "380119031407Z", "380119031408Z", 0 },
	{ "2049-12-31 23:59:59", "250101000000Z", "491231235959Z", 1 },
	{ "2050-01-01 00:00:00", "250101000000Z", "491231235959Z", 0 },
	{ "2050-01-01 00:00:00", "250101000000Z", "20500101000000Z", 1 },
	{ "2050-01-01 00:00:01", "250101000000Z", "20500101000000Z", 0 },
	{ "2050-01-01 00:00:00", "500101000000Z", "20500101000000Z", 1 },
	{ "2106-02-07 06:28:16", "250101000000Z", "99991231235959Z", 1 },
	{ "2106-02-07 06:28:16", "250101000000Z", "21060207062815Z", 0 },
	{ "9999-12-31 23:59:59", "250101000000Z", "99991231235959Z", 1 },
	{ "9999-12-31 23:59:59", "250101000000Z", "99991231235958Z", 0 },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	machine_now = seconds_of(table[i].now);
	if (is_in(table[i].before, table[i].after) != table[i].good)
	    fail_msg("%s, from %s to %s: not %d", table[i].now,
		     table[i].before, table[i].after, table[i].good);
    }
}

/* Of what it asks for the time itself, nothing is before 1970 */
static void clock_of_wolfssl(void **state)
{
    static const char *const table[] = {
	"1970-01-01 00:00:00", "2026-11-28 15:04:05", "2038-01-19 03:14:08",
	"2106-02-07 06:28:16", "9999-12-31 23:59:59",
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	time_t stored, time;

	machine_now = seconds_of(table[i]);
	time = XTIME(&stored);
	check_true(table[i], time >= 0 && time == stored);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(dates),
	cmocka_unit_test(clock_of_wolfssl),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
