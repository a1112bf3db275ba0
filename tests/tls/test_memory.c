/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_memory.c - memory that runs out, or would be kept; and no random numbers
 */
#include <errno.h>

#include <openssl/ssl.h>
#include <syslinux/tls.h>

#include "client.h"
#include "machine.h"
#include "test.h"

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
	outcome = client_ask(&client_anchors, peer, NULL);
	assert_int_equal(!outcome.reason.error, rows[i].good);
	count = machine_allocations;
	for (after = 1; after <= count; after++) {
	    machine_fail(after);
	    outcome = client_ask(&client_anchors, peer, NULL);
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
	    struct outcome outcome = client_ask(&client_anchors, peer, NULL);

	    check_true("failed", outcome.reason.error);
	    check_int("blocks", machine_blocks, before);
	}
	peer_free(peer);
    }
}

static void no_random_numbers(void **state)
{
    const struct peer_script script = { .answer = 1 };
    struct outcome outcome;

    (void)state;
    machine_no_random = 1;
    outcome = client_once(&script);
    machine_no_random = 0;
    check_int("none", outcome.reason.error, TLS_ERANDOM);
    check_int("again", client_once(&script).reason.error, 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(memory_fails),
	cmocka_unit_test(failures_keep_nothing),
	cmocka_unit_test(no_random_numbers),
    };

    return cmocka_run_group_tests_name("memory", tests, client_begin,
				       client_end);
}
