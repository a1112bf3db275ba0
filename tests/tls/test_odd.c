/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_odd.c - servers that do what is allowed but odd, or that misbehave
 */
#include <errno.h>

#include <openssl/ssl.h>
#include <syslinux/tls.h>

#include "client.h"
#include "test.h"

static void good_servers(void **state)
{
    static const struct {
	const char *name;
	struct peer_script script;
    } rows[] = {
	{ "nothing", { .answer = 0 } },
	{ "one byte", { .answer = 1 } },
	{ "a record and a byte", { .answer = 16385 } },
	{ "a MB", { .answer = 1 << 20 } },
	{ "a MB in 1.2", { .answer = 1 << 20, .highest = TLS1_2_VERSION } },
	{ "tickets", { .answer = 9, .tickets = 2 } },
	{ "many tickets", { .answer = 9, .tickets = 40 } },
	{ "KeyUpdate", { .answer = 9999, .key_updates = 1 } },
	{ "KeyUpdates that ask for one", { .answer = 9999, .key_updates = 20 } },
	{ "both", { .answer = 9999, .key_updates = 3, .tickets = 3 } },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	struct outcome outcome = client_once(&rows[i].script);

	check_str(rows[i].name, outcome.reason.text, "");
	check_int(rows[i].name, outcome.reason.error, 0);
	check_int(rows[i].name, outcome.bytes, rows[i].script.answer);
    }
}

static void ends(void **state)
{
    static const char plain[] = "HTTP/1.1 400 Bad Request\r\n\r\n";
    static const char empty[] = "\x16\3\3\0\0\x16\3\3\0\0\x16\3\3\0\0";
    static const char large[] = "\x16\3\3\xff\xff" "aaaaaaaaaaa";
    static const char alert[] = "\x15\3\3\0\2\2\x28", odd[] = "\x15\3\3\0\2\2\xc8";
    static const char warning[] = "\x15\3\3\0\2\1\x0", data[] = "\x17\3\3\0\1a";
    static const struct {
	const char *name;
	struct peer_script script;
	int error;
	size_t bytes;
    } rows[] = {
#define RAW(bytes)	.raw = bytes, .raw_len = sizeof(bytes) - 1
	{ "cut", { .answer = 5000, .end = END_CUT }, ECONNRESET, 5000 },
	{ "cut, 1.2", { .answer = 5000, .end = END_CUT,
	  .highest = TLS1_2_VERSION }, ECONNRESET, 5000 },
	{ "silent", { .answer = 5000, .end = END_SILENT }, ETIMEDOUT, 5000 },
	{ "not TLS", { RAW(plain) }, TLS_EBROKEN, 0 },
	{ "records of no length", { RAW(empty) }, TLS_EBROKEN, 0 },
	{ "a record that is too long", { RAW(large) }, TLS_EBROKEN, 0 },
	{ "an alert", { RAW(alert) }, TLS_ESHARED, 0 },
	{ "an alert without a name", { RAW(odd) }, TLS_EALERT, 0 },
	{ "an end at once", { RAW(warning) }, TLS_EALERT, 0 },
	{ "data at once", { RAW(data) }, TLS_EBROKEN, 0 },
	{ "nothing", { RAW("") }, ECONNRESET, 0 },
	{ "nothing, and no end", { RAW(""), .end = END_SILENT }, ETIMEDOUT, 0 },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	struct outcome outcome = client_once(&rows[i].script);

	if (outcome.reason.error != rows[i].error)
	    print_message("# %s: %s\n", rows[i].name, outcome.reason.text);
	check_int(rows[i].name, outcome.reason.error, rows[i].error);
	check_int(rows[i].name, outcome.bytes, rows[i].bytes);
    }
}

/* What an attacker adds to a warning costs no time without end */
static void endless(void **state)
{
    static const struct {
	const char *name, *record;
	size_t len;
    } rows[] = {
	{ "empty records", "\x17\3\3\0\0", 5 },
	{ "warnings", "\x15\3\3\0\2\1\x5a", 7 },
	{ "ChangeCipherSpec", "\x14\3\3\0\1\1", 6 },
	{ "HelloRequest", "\x16\3\3\0\4\0\0\0\0", 9 },
    };
    enum { COUNT = 100000 };
    size_t i, j;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	struct peer_script script = { .raw_len = rows[i].len * COUNT };
	char *raw = malloc(script.raw_len);
	struct outcome outcome;

	assert_non_null(raw);
	for (j = 0; j < COUNT; j++)
	    memcpy(raw + j * rows[i].len, rows[i].record, rows[i].len);
	script.raw = raw;
	outcome = client_once(&script);
	check_true(rows[i].name, outcome.reason.error && !outcome.shaken);
	free(raw);
    }
}

/* HelloRequest in 1.2: a client that does not renegotiate goes on, or breaks
   off; it never stays without an end, and no byte is wrong */
static void renegotiation(void **state)
{
    const struct peer_script script = { .highest = TLS1_2_VERSION,
	.renegotiate = 1, .answer = 3000 };
    struct outcome outcome = client_once(&script);

    (void)state;
    print_message("# HelloRequest: %d, %s\n", (int)outcome.bytes,
		  outcome.reason.text);
    check_true("a reason", outcome.bytes == 3000 || outcome.reason.error);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(good_servers),
	cmocka_unit_test(ends),
	cmocka_unit_test(endless),
	cmocka_unit_test(renegotiation),
    };

    return cmocka_run_group_tests_name("odd", tests, client_begin,
				       client_end);
}
