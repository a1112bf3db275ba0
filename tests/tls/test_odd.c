/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_odd.c - servers and wires that misbehave, and memory that runs out
 */
#include <errno.h>

#include <openssl/ssl.h>
#include <syslinux/tls.h>

#include "client.h"
#include "machine.h"
#include "test.h"

static struct tls_anchors anchors;

static int begin(void **state)
{
    (void)state;
    client_trust(&anchors, "ca.pem");
    return 0;
}

static int end(void **state)
{
    (void)state;
    anchors_end(&anchors);
    return 0;
}

/* One connection to such a server */
static struct outcome once(const struct peer_script *script)
{
    struct peer *peer = peer_new(client_folder(), script);
    struct outcome outcome = client_ask(&anchors, peer, NULL);

    peer_free(peer);
    return outcome;
}

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
	struct outcome outcome = once(&rows[i].script);

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
	struct outcome outcome = once(&rows[i].script);

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
	outcome = once(&script);
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
    struct outcome outcome = once(&script);

    (void)state;
    print_message("# HelloRequest: %d, %s\n", (int)outcome.bytes,
		  outcome.reason.text);
    check_true("a reason", outcome.bytes == 3000 || outcome.reason.error);
}

static void pieces(void **state)
{
    static const size_t most[] = { 1, 2, 5, 6, 100, 1500 };
    uint32_t seed;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(most); i++)
	for (seed = 0; seed < 6; seed++) {
	    const struct peer_script script = {
		.certs = seed & 1 ? "intermediates" : "good",
		.highest = seed & 2 ? TLS1_2_VERSION : 0,
		.pieces = seed, .piece_max = most[i], .answer = 20000,
	    };
	    struct outcome outcome = once(&script);

	    check_str("pieces", outcome.reason.text, "");
	    check_int("pieces", outcome.bytes, 20000);
	}
}

/* The connection ends anywhere: never taken for the end of the data */
static void cut_anywhere(void **state)
{
    size_t total, at;
    int version;

    (void)state;
    for (version = TLS1_2_VERSION; version <= TLS1_3_VERSION; version++) {
	struct peer_script script = { .certs = "p384chain", .answer = 100,
	    .lowest = version, .highest = version };
	struct peer *peer = peer_new(client_folder(), &script);

	assert_int_equal(client_ask(&anchors, peer, NULL).reason.error, 0);
	total = peer_sent(peer);
	peer_free(peer);
	/* Signatures differ by some bytes; the last record is close_notify */
	for (at = 1; at < total - 40; at += 23) {
	    struct outcome outcome;

	    script.cut_at = at;
	    outcome = once(&script);
	    check_int("cut", outcome.reason.error, ECONNRESET);
	}
    }
}

/* A byte is changed on its way: never taken for what the server has sent */
static void changed_anywhere(void **state)
{
    size_t total, at, good = 0;
    int version;

    (void)state;
    for (version = TLS1_2_VERSION; version <= TLS1_3_VERSION; version++) {
	struct peer_script script = { .answer = 100, .lowest = version,
	    .highest = version };
	struct peer *peer = peer_new(client_folder(), &script);

	assert_int_equal(client_ask(&anchors, peer, NULL).reason.error, 0);
	total = peer_sent(peer);
	peer_free(peer);
	for (at = 1; at <= total; at += 11) {
	    struct outcome outcome;

	    script.change_at = at;
	    outcome = once(&script);
	    check_true("bytes", outcome.bytes == 0 || outcome.bytes == 100);
	    good += !outcome.reason.error;
	}
    }
    /* Only the version of a record's head is nothing that counts */
    check_true("mostly", good < 20);
}

/* Each allocation of a connection fails in turn: no crash, nothing is kept, and
   nobody is accepted who should not be */
static void memory_fails(void **state)
{
    static const struct {
	struct peer_script script;
	int good;
    } rows[] = {
	{ { .answer = 100 }, 1 },
	{ { .answer = 100, .certs = "rsa2048", .groups = "P-384" }, 1 },
	{ { .answer = 100, .highest = TLS1_2_VERSION,
	    .certs = "intermediates" }, 1 },
	{ { .answer = 1, .certs = "wrong-name" }, 0 },
	{ { .answer = 1, .certs = "foreign" }, 0 },
	{ { .answer = 1, .certs = "expired" }, 0 },
	{ { .answer = 1, .certs = "tampered", .highest = TLS1_2_VERSION }, 0 },
	{ { .answer = 1, .certs = "same-name-ca" }, 0 },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	struct peer *peer = peer_new(client_folder(), &rows[i].script);
	long after, count, before = machine_blocks, accepted = 0;
	struct outcome outcome;

	machine_allocations = 0;
	outcome = client_ask(&anchors, peer, NULL);
	assert_int_equal(!outcome.reason.error, rows[i].good);
	count = machine_allocations;
	for (after = 1; after <= count; after++) {
	    machine_fail(after);
	    outcome = client_ask(&anchors, peer, NULL);
	    machine_fail(0);
	    accepted += outcome.shaken;
	    check_int("blocks", machine_blocks, before);
	    check_true("bytes", !outcome.bytes || rows[i].good);
	}
	print_message("# %ld allocations, %ld times accepted\n", count,
		      accepted);
	if (!rows[i].good)
	    check_int("accepted", accepted, 0);
	peer_free(peer);
    }
}

static void failures_keep_nothing(void **state)
{
    static const struct peer_script scripts[] = {
	{ .certs = "wrong-name" }, { .certs = "foreign" },
	{ .certs = "wrong-order" }, { .alert = 40 },
	{ .cut_at = 300 }, { .change_at = 200 }, { .answer = 9, .end = END_CUT },
	{ .certs = "expired-ca", .highest = TLS1_2_VERSION },
    };
    enum { KINDS = ARRAY_SIZE(scripts), EACH = 125 };
    unsigned int i, j;

    (void)state;
    for (i = 0; i < KINDS; i++) {
	struct peer *peer = peer_new(client_folder(), &scripts[i]);
	const long before = machine_blocks;

	for (j = 0; j < EACH; j++) {
	    struct outcome outcome = client_ask(&anchors, peer, NULL);

	    check_true("failed", outcome.reason.error);
	    check_int("blocks", machine_blocks, before);
	}
	peer_free(peer);
    }
}

/* A client that comes between: what is behind the server's first flight is only
   read when the client has sent its key, and then it is not what is expected */
struct early {
    struct tls_carrier peer;
    size_t got, sends;			/* bytes, and calls */
    size_t flight;			/* bytes of the first flight */
    size_t at, asked_early;
};

static int early_send(void *handle, const void *data, size_t len)
{
    struct early *early = handle;

    early->sends++;
    return early->peer.send(early->peer.handle, data, len);
}

static int early_recv(void *handle, void *buf, size_t len)
{
    static const uint8_t injected[] = {
	0x14, 3, 3, 0, 1, 1, 0x16, 3, 3, 0, 32, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
	11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
	29, 30, 31, 32
    };
    struct early *early = handle;
    int got;

    if (early->flight && early->got >= early->flight) {
	early->asked_early += early->sends < 2;
	if (len > sizeof(injected) - early->at)
	    len = sizeof(injected) - early->at;
	memcpy(buf, injected + early->at, len);
	early->at += len;
	return (int)len;
    }
    got = early->peer.recv(early->peer.handle, buf, len);
    if (early->sends < 2 && got > 0)
	early->got += (size_t)got;
    return got;
}

/* CVE-2026-93304: a ChangeCipherSpec before the client has sent its key must not
   be looked at, as there are no keys yet but those that anybody knows */
static void early_change_cipher_spec(void **state)
{
    const struct peer_script script = { .highest = TLS1_2_VERSION };
    struct peer *peer = peer_new(client_folder(), &script);
    struct early early = { .peer = peer_carrier(peer) };
    const struct tls_carrier carrier = { early_recv, early_send, &early };
    struct tls_reason reason = { 0, "" };
    struct tls_conn *conn;

    (void)state;
    conn = tls_conn_open(&anchors, &carrier, "www.example.test", &reason);
    assert_non_null(conn);
    tls_conn_drop(conn);
    early.flight = early.got;
    assert_true(early.flight > 500);

    /* Signatures differ in length: the same one again, by chance */
    for (early.at = 0; !early.at; ) {
	early.got = early.sends = 0;
	peer_accept(peer);
	conn = tls_conn_open(&anchors, &carrier, "www.example.test", &reason);
	if (conn)
	    tls_conn_drop(conn);
	else
	    assert_true(early.at);
	check_int("asked early", early.asked_early, 0);
	check_true("accepted", !conn || !early.at);
    }
    peer_free(peer);
}

static void no_random_numbers(void **state)
{
    const struct peer_script script = { .answer = 1 };
    struct outcome outcome;

    (void)state;
    machine_no_random = 1;
    outcome = once(&script);
    machine_no_random = 0;
    check_int("none", outcome.reason.error, TLS_ERANDOM);
    check_int("again", once(&script).reason.error, 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(good_servers),
	cmocka_unit_test(ends),
	cmocka_unit_test(endless),
	cmocka_unit_test(renegotiation),
	cmocka_unit_test(pieces),
	cmocka_unit_test(cut_anywhere),
	cmocka_unit_test(changed_anywhere),
	cmocka_unit_test(memory_fails),
	cmocka_unit_test(failures_keep_nothing),
	cmocka_unit_test(early_change_cipher_spec),
	cmocka_unit_test(no_random_numbers),
    };

    return cmocka_run_group_tests_name("odd", tests, begin, end);
}
