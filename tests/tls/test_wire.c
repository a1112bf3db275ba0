/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_wire.c - what becomes of bytes on their way
 */
#include <errno.h>

#include <openssl/ssl.h>
#include <syslinux/tls.h>

#include "client.h"
#include "test.h"

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
	    unsigned long events = machine_events;
	    struct outcome outcome = client_once(&script);

	    check_true("each is noise", machine_events - events >=
		       (seed ? 20000 / most[i] : 1));
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

	assert_int_equal(client_ask(&client_anchors, peer, NULL).reason.error, 0);
	total = peer_sent(peer);
	peer_free(peer);
	/* Signatures differ by some bytes; the last record is close_notify */
	for (at = 1; at < total - 40; at += 23) {
	    struct outcome outcome;

	    script.cut_at = at;
	    outcome = client_once(&script);
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

	assert_int_equal(client_ask(&client_anchors, peer, NULL).reason.error, 0);
	total = peer_sent(peer);
	peer_free(peer);
	for (at = 1; at <= total; at += 11) {
	    struct outcome outcome;

	    script.change_at = at;
	    outcome = client_once(&script);
	    check_true("bytes", outcome.bytes == 0 || outcome.bytes == 100);
	    good += !outcome.reason.error;
	}
    }
    /* Only the version of a record's head is nothing that counts */
    check_true("mostly", good < 20);
}

/* Somebody between client and server: what is behind the server's first flight is only
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
    conn = tls_conn_open(&client_anchors, &carrier, "www.example.test", &reason);
    assert_non_null(conn);
    tls_conn_drop(conn);
    early.flight = early.got;
    assert_true(early.flight > 500);

    /* Signatures differ in length: the same one again, by chance */
    for (early.at = 0; !early.at; ) {
	early.got = early.sends = 0;
	peer_accept(peer);
	conn = tls_conn_open(&client_anchors, &carrier, "www.example.test", &reason);
	if (conn)
	    tls_conn_drop(conn);
	else
	    assert_true(early.at);
	check_int("asked early", early.asked_early, 0);
	check_true("accepted", !conn || !early.at);
    }
    peer_free(peer);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(pieces),
	cmocka_unit_test(cut_anywhere),
	cmocka_unit_test(changed_anywhere),
	cmocka_unit_test(early_change_cipher_spec),
    };

    return cmocka_run_group_tests_name("wire", tests, client_begin,
				       client_end);
}
