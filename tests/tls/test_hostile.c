/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_hostile.c - first flights that no server of OpenSSL's sends
 *
 * Those of TLS 1.2 need no keys, so whoever is on the way can say them. RFC 5246
 * has what they are made of.
 */
#include <errno.h>

#include <openssl/ssl.h>
#include <syslinux/tls.h>

#include "client.h"
#include "machine.h"
#include "test.h"

enum {
    HELLO = 2, NEW_TICKET = 4, CERTIFICATE = 11, KEY_EXCHANGE = 12,
    DONE = 14, FINISHED = 20,
};

#define FLIGHT_MAX	(3 << 20)	/* bytes */

struct flight {
    uint8_t *data;
    size_t len;
};

/* A message of the handshake, in records of 16 kB; it may lie about its length */
static void put_lie(struct flight *flight, int type, const void *body, size_t len,
		    size_t said)
{
    const uint8_t head[] = { (uint8_t)type, (uint8_t)(said >> 16),
	(uint8_t)(said >> 8), (uint8_t)said };
    size_t at = 0, total = sizeof(head) + len, part, i;

    for (; at < total; at += part) {
	uint8_t *to = flight->data + flight->len;

	part = total - at < 16384 ? total - at : 16384;
	assert_true(flight->len + part + 5 <= FLIGHT_MAX);
	to[0] = 22;
	to[1] = to[2] = 3;
	to[3] = (uint8_t)(part >> 8);
	to[4] = (uint8_t)part;
	for (i = 0; i < part; i++)
	    to[5 + i] = at + i < sizeof(head) ? head[at + i] :
		((const uint8_t *)body)[at + i - sizeof(head)];
	flight->len += part + 5;
    }
}

static void put(struct flight *flight, int type, const void *body, size_t len)
{
    put_lie(flight, type, body, len, len);
}

/* A ServerHello; `mark` ends its random number */
static void put_hello(struct flight *flight, int minor, const char *mark,
		      unsigned int suite, int compression)
{
    uint8_t body[38] = { 3, (uint8_t)minor };

    memset(body + 2, 0x5a, 32);
    memcpy(body + 34 - strlen(mark), mark, strlen(mark));
    body[35] = (uint8_t)(suite >> 8);
    body[36] = (uint8_t)suite;
    body[37] = (uint8_t)compression;
    put(flight, HELLO, body, sizeof(body));
}

/* ECDHE-ECDSA-CHACHA20-POLY1305 */
#define GOOD_SUITE	0xcca9

static void good_hello(struct flight *flight)
{
    put_hello(flight, 3, "", GOOD_SUITE, 0);
}

static void to_1_2(struct flight *flight)
{
    put_hello(flight, 3, "DOWNGRD\1", GOOD_SUITE, 0);
}

static void to_1_1(struct flight *flight)
{
    put_hello(flight, 2, "DOWNGRD", GOOD_SUITE, 0);
}

static void suite_of_others(struct flight *flight)
{
    put_hello(flight, 3, "", 0x0005, 0);
}

static void suite_of_1_3(struct flight *flight)
{
    put_hello(flight, 3, "", 0x1303, 0);
    put(flight, DONE, "", 0);
}

static void compressed(struct flight *flight)
{
    put_hello(flight, 3, "", GOOD_SUITE, 1);
}

static void hello_twice(struct flight *flight)
{
    good_hello(flight);
    good_hello(flight);
}

static void no_certificate(struct flight *flight)
{
    good_hello(flight);
    put(flight, DONE, "", 0);
}

static void empty_list(struct flight *flight)
{
    good_hello(flight);
    put(flight, CERTIFICATE, "\0\0", 3);
    put(flight, DONE, "", 0);
}

static void empty_certificate(struct flight *flight)
{
    good_hello(flight);
    put(flight, CERTIFICATE, "\0\0\3\0\0", 6);
    put(flight, DONE, "", 0);
}

static void list_longer_than_it_is(struct flight *flight)
{
    good_hello(flight);
    put(flight, CERTIFICATE, "\0\0\377\0\0\1a", 7);
}

static void rubbish_certificate(struct flight *flight)
{
    static const char body[] = "\0\0\x17\0\0\x14" "certificate of paper";

    good_hello(flight);
    put(flight, CERTIFICATE, body, sizeof(body) - 1);
}

static void key_first(struct flight *flight)
{
    good_hello(flight);
    put(flight, KEY_EXCHANGE, "\3\0\x1d", 3);
}

static void finished_first(struct flight *flight)
{
    good_hello(flight);
    put(flight, FINISHED, "123456789012", 12);
}

static void ticket_first(struct flight *flight)
{
    good_hello(flight);
    put(flight, NEW_TICKET, "\0\0\0\0\0\0", 6);
}

static void unknown_message(struct flight *flight)
{
    good_hello(flight);
    put(flight, 99, "what", 4);
}

static void sixteen_megabytes(struct flight *flight)
{
    static const uint8_t body[2 << 20];

    good_hello(flight);
    put_lie(flight, CERTIFICATE, body, sizeof(body), 0xffffff);
}

static void large_certificate(struct flight *flight)
{
    static uint8_t body[1 << 20];

    body[0] = body[3] = 0xf;
    body[1] = body[2] = body[4] = body[5] = 0xf0;
    good_hello(flight);
    put(flight, CERTIFICATE, body, sizeof(body));
}

static void large_hello(struct flight *flight)
{
    static const uint8_t body[1 << 20] = { 3, 3 };

    put(flight, HELLO, body, sizeof(body));
}

static void first_flights(void **state)
{
    static const struct {
	const char *name;
	void (*make)(struct flight *flight);
	int error;
	const char *says;		/* a part of the reason */
    } rows[] = {
	{ "to 1.2", to_1_2, TLS_EBROKEN, "older protocol" },
	{ "to 1.1", to_1_1, TLS_ESHARED, "no protocol" },
	{ "a suite that was not offered", suite_of_others, TLS_ESHARED, "" },
	{ "a suite of 1.3", suite_of_1_3, TLS_EBROKEN, "" },
	{ "compressed", compressed, TLS_EBROKEN, "" },
	{ "two ServerHellos", hello_twice, TLS_EBROKEN, "" },
	{ "no certificate", no_certificate, TLS_EBROKEN, "" },
	{ "an empty list", empty_list, TLS_EISSUER, "no certificate" },
	{ "an empty certificate", empty_certificate, TLS_EBROKEN, "" },
	{ "a list that is too long", list_longer_than_it_is, TLS_EBROKEN, "" },
	{ "rubbish", rubbish_certificate, TLS_EBROKEN, "" },
	{ "a key first", key_first, TLS_EBROKEN, "" },
	{ "Finished first", finished_first, TLS_EBROKEN, "" },
	{ "a ticket first", ticket_first, TLS_EBROKEN, "" },
	{ "an unknown message", unknown_message, TLS_EBROKEN, "" },
	{ "16 MB", sixteen_megabytes, TLS_EBROKEN, "too long" },
	{ "a MB of certificates", large_certificate, TLS_EBROKEN, "too long" },
	{ "a MB of ServerHello", large_hello, TLS_EBROKEN, "too long" },
    };
    static uint8_t data[FLIGHT_MAX];
    struct flight flight = { .data = data };
    long before = machine_blocks;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	struct peer_script script = { .end = END_SILENT };
	struct outcome outcome;

	flight.len = 0;
	rows[i].make(&flight);
	script.raw = (char *)flight.data;
	script.raw_len = flight.len;
	outcome = client_once(&script);
	if (outcome.reason.error != rows[i].error ||
	    !strstr(outcome.reason.text, rows[i].says))
	    print_message("# %s: %s\n", rows[i].name, outcome.reason.text);
	check_int(rows[i].name, outcome.reason.error, rows[i].error);
	check_true(rows[i].name, strstr(outcome.reason.text, rows[i].says) &&
		   !outcome.shaken);
    }
    check_int("memory", machine_blocks, before);
}

/* KeyUpdate after KeyUpdate, and never a byte */
static void endless_key_updates(void **state)
{
    const struct peer_script script = { .lowest = TLS1_3_VERSION, .answer = 100,
	.flood = 1, .end = END_SILENT };
    struct outcome outcome = client_once(&script);

    (void)state;
    check_int("an end", outcome.reason.error, ETIMEDOUT);
    check_int("bytes", outcome.bytes, 100);
}

/* A server that wants a certificate of the node's is told apart; with 1.3 one that
   does not insist goes on without */
static void wants_a_certificate(void **state)
{
    static const struct {
	int version, insists, error;
    } rows[] = {
	{ TLS1_2_VERSION, 0, TLS_EALERT },
	{ TLS1_3_VERSION, 0, 0 },
	{ TLS1_2_VERSION, 1, TLS_EALERT },
	{ TLS1_3_VERSION, 1, TLS_EALERT },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	const struct peer_script script = { .lowest = rows[i].version,
	    .highest = rows[i].version, .answer = 3000,
	    .asks = SSL_VERIFY_PEER | (rows[i].insists ?
				       SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0) };
	struct outcome outcome = client_once(&script);

	if (outcome.reason.error != rows[i].error)
	    print_message("# %x, %d: %s\n", rows[i].version, rows[i].insists,
			  outcome.reason.text);
	check_int("certificate", outcome.reason.error, rows[i].error);
	check_int("certificate", outcome.bytes, rows[i].error ? 0 : 3000);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(first_flights),
	cmocka_unit_test(endless_key_updates),
	cmocka_unit_test(wants_a_certificate),
    };

    return cmocka_run_group_tests_name("hostile", tests, client_begin,
				       client_end);
}
