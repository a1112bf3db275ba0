/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_anchors.c - trust anchors that are none, or not for everything
 */
#include <stdio.h>
#include <string.h>

#include <syslinux/tls.h>

#include "client.h"
#include "test.h"

static const char *error_name(int error)
{
    switch (error) {
    case 0:
	return "GOOD";
    case TLS_EANCHORS:
	return "ANCHORS";
    case TLS_EWEAK:
	return "LIMITED";
    default:
	return strerror(error);
    }
}

/* A server whose issuer is the only trust anchor, and sends it along or not */
static unsigned int is_wrong(const char *label, const char *want,
			     const char *host)
{
    char anchor[96], certs[96];
    const struct peer_script script = { .certs = certs, .answer = 10 };
    struct tls_anchors anchors;
    struct outcome outcome;
    struct peer *peer;

    snprintf(anchor, sizeof(anchor), "anchor-%s.pem", label);
    snprintf(certs, sizeof(certs), "of-%s", label);
    client_load(&anchors, anchor);
    peer = peer_new(client_folder(), &script);
    outcome = client_ask(&anchors, peer, host);
    peer_free(peer);
    anchors_end(&anchors);
    if (!strcmp(error_name(outcome.reason.error), want))
	return 0;
    print_message("# %s: %s (%s), not %s\n", label,
		  error_name(outcome.reason.error), outcome.reason.text, want);
    return 1;
}

static void one_anchor(void **state)
{
    (void)state;
    client_cases("anchors", 15, is_wrong);
}

/* Where no anchor vouches for a server, one that was left out may have been to */
static void tells_of_those_left_out(void **state)
{
    const struct peer_script script = { .answer = 10 };
    struct tls_anchors anchors;
    struct outcome outcome;
    struct peer *peer;

    (void)state;
    client_load(&anchors, "other-ca.pem");
    client_add(&anchors, "anchor-too-old.pem");
    client_add(&anchors, "anchor-leaf.pem");
    assert_int_equal(anchors.count, 1);
    peer = peer_new(client_folder(), &script);
    outcome = client_ask(&anchors, peer, NULL);
    check_int("issuer", outcome.reason.error, TLS_EISSUER);
    check_true(outcome.reason.text, strstr(outcome.reason.text, "2 trust anchors"
		" of 3 were left out, the first of them as expired"));
    client_add(&anchors, "ca.pem");
    check_int("good", client_ask(&anchors, peer, NULL).reason.error, 0);
    peer_free(peer);
    anchors_end(&anchors);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(one_anchor),
	cmocka_unit_test(tells_of_those_left_out),
    };

    return cmocka_run_group_tests_name("anchors", tests, NULL, NULL);
}
