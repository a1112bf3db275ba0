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
static void put(struct flight *flight, int type, const void *body, size_t len,
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

/* ECDHE-ECDSA-CHACHA20-POLY1305 */
#define GOOD_SUITE	0xcca9

struct hello {
    uint8_t minor;			/* 3 is TLS 1.2 */
    uint16_t suite;
    uint8_t compression;
    const char *mark;			/* ends the random number */
};

static void put_hello(struct flight *flight, const struct hello *hello)
{
    uint8_t body[38] = { 3, hello->minor };

    memset(body + 2, 0x5a, 32);
    memcpy(body + 34 - strlen(hello->mark), hello->mark, strlen(hello->mark));
    body[35] = (uint8_t)(hello->suite >> 8);
    body[36] = (uint8_t)hello->suite;
    body[37] = hello->compression;
    put(flight, HELLO, body, sizeof(body), sizeof(body));
}

static const uint8_t zeros[2 << 20];
static const uint8_t certificate[1 << 20] = { 0xf, 0xf0, 0xf0, 0xf, 0xf0, 0xf0 };
static const uint8_t hello[1 << 20] = { 3, 3 };

/* A ServerHello, a message, and a ServerHelloDone */
static const struct row {
    const char *name;
    int error;
    const char *says;			/* a part of the reason */
    struct hello hello;			/* no minor: a good one */
    int more_hellos;			/* -1: none */
    int type;				/* of the message; 0: none */
    const void *body;
    size_t len, said;			/* said 0: the truth */
    int done;
} rows[] = {
#define TEXT(text)	.body = text, .len = sizeof(text) - 1
#define ALL(array)	.body = array, .len = sizeof(array)
    { "to 1.2", TLS_EBROKEN, "older protocol",
      .hello = { 3, GOOD_SUITE, 0, "DOWNGRD\1" } },
    { "to 1.1", TLS_ESHARED, "no protocol", .hello = { 2, GOOD_SUITE, 0, "DOWNGRD" } },
    { "a suite that was not offered", TLS_ESHARED, "", .hello = { 3, 0x0005, 0, "" } },
    { "a suite of 1.3", TLS_EBROKEN, "", .hello = { 3, 0x1303, 0, "" }, .done = 1 },
    { "compressed", TLS_EBROKEN, "", .hello = { 3, GOOD_SUITE, 1, "" } },
    { "two ServerHellos", TLS_EBROKEN, "", .more_hellos = 1 },
    { "no certificate", TLS_EBROKEN, "", .done = 1 },
    { "an empty list", TLS_EISSUER, "no certificate", .type = CERTIFICATE,
      TEXT("\0\0\0"), .done = 1 },
    { "an empty certificate", TLS_EBROKEN, "", .type = CERTIFICATE,
      TEXT("\0\0\3\0\0\0"), .done = 1 },
    { "a list that is too long", TLS_EBROKEN, "", .type = CERTIFICATE,
      TEXT("\0\0\377\0\0\1a") },
    { "rubbish", TLS_EBROKEN, "", .type = CERTIFICATE,
      TEXT("\0\0\x17\0\0\x14" "certificate of paper") },
    { "a key first", TLS_EBROKEN, "", .type = KEY_EXCHANGE, TEXT("\3\0\x1d") },
    { "Finished first", TLS_EBROKEN, "", .type = FINISHED,
      TEXT("123456789012") },
    { "a ticket first", TLS_EBROKEN, "", .type = NEW_TICKET,
      TEXT("\0\0\0\0\0\0") },
    { "an unknown message", TLS_EBROKEN, "", .type = 99, TEXT("what") },
    { "16 MB", TLS_EBROKEN, "too long", .type = CERTIFICATE, ALL(zeros),
      .said = 0xffffff },
    { "a MB of certificates", TLS_EBROKEN, "too long", .type = CERTIFICATE,
      ALL(certificate) },
    { "a MB of ServerHello", TLS_EBROKEN, "too long", .more_hellos = -1,
      .type = HELLO, ALL(hello) },
};

static void make(struct flight *flight, const struct row *row)
{
    static const struct hello good = { 3, GOOD_SUITE, 0, "" };
    int i;

    flight->len = 0;
    for (i = 0; i < 1 + row->more_hellos; i++)
	put_hello(flight, row->hello.minor ? &row->hello : &good);
    if (row->type)
	put(flight, row->type, row->body, row->len,
	    row->said ? row->said : row->len);
    if (row->done)
	put(flight, DONE, "", 0, 0);
}

static void first_flights(void **state)
{
    static uint8_t data[FLIGHT_MAX];
    struct flight flight = { .data = data };
    long before = machine_blocks;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	struct peer_script script = { .end = END_SILENT };
	struct outcome outcome;

	make(&flight, &rows[i]);
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

/* KeyUpdate after KeyUpdate behind the answer, and never the end */
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
