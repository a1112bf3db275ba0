/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_tls.c - whom libhttps accepts: certificates, protocols, suites
 */
#include <errno.h>

#include <openssl/ssl.h>
#include <syslinux/tls.h>

#include "client.h"
#include "machine.h"
#include "test.h"

static const char *error_name(int error)
{
    switch (error) {
    case 0:
	return "GOOD";
    case TLS_EISSUER:
	return "ISSUER";
    case TLS_ENAME:
	return "NAME";
    case TLS_EDATE:
	return "DATE";
    case TLS_EWEAK:
	return "WEAK";
    case TLS_ESHARED:
	return "SHARED";
    default:
	return strerror(error);
    }
}

/* The name above for a verdict of certs.py's */
static const char *expected(const char *verdict)
{
    if (!strcmp(verdict, "GOOD") || !strcmp(verdict, "ISSUER"))
	return verdict;
    if (!strcmp(verdict, "EXPIRED") || !strcmp(verdict, "NOT_YET_VALID"))
	return "DATE";
    if (!strcmp(verdict, "WRONG_NAME"))
	return "NAME";
    return "WEAK";
}

/* OpenSSL may itself see that it has nothing to sign with */
static int unfit(const char *verdict, const char *got)
{
    return !strcmp(got, "SHARED") &&
	(!strcmp(verdict, "OTHER_KEY") || !strcmp(verdict, "USAGE"));
}

/* One of the cases; 1 if what came of it is wrong */
static unsigned int is_wrong(const char *name, const char *verdict,
			     const char *host, int version)
{
    const struct peer_script script = { .certs = name, .answer = 10,
	.lowest = version, .highest = version };
    struct peer *peer = peer_new(client_folder(), &script);
    struct outcome outcome = client_ask(&client_anchors, peer, host);
    const char *got = error_name(outcome.reason.error);

    peer_free(peer);
    if (outcome.shaken == !strcmp(verdict, "GOOD") &&
	(!strcmp(got, expected(verdict)) || unfit(verdict, got)))
	return 0;
    print_message("# %s, %x: %s (%s), not %s\n", name, version, got,
		  outcome.reason.text, expected(verdict));
    return 1;
}

static unsigned int are_wrong(const char *name, const char *verdict,
			      const char *host)
{
    return is_wrong(name, verdict, host, TLS1_2_VERSION) +
	   is_wrong(name, verdict, host, TLS1_3_VERSION);
}

static void certificates(void **state)
{
    (void)state;
    client_cases("cases", 40, are_wrong);
}

/* What one server sends along is no help for the next */
static void forgets(void **state)
{
    static const char *const order[] = {
	"no-intermediate", "intermediates", "no-intermediate",
	"wrong-order", "long-chain", "no-intermediate"
    };
    const struct peer_script other = { .certs = "p384chain", .answer = 1 };
    struct peer *peer = peer_new(client_folder(), &other);
    unsigned int faults = 0, i;
    long before;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(order); i++)
	faults += is_wrong(order[i], order[i][0] == 'n' || order[i][0] == 'w' ?
			   "ISSUER" : "GOOD", "www.example.test",
			   TLS1_3_VERSION);
    before = machine_blocks;
    assert_int_equal(client_ask(&client_anchors, peer, NULL).reason.error, 0);
    assert_int_equal(machine_blocks, before);
    assert_int_equal(faults, 0);
    peer_free(peer);
}

/* Nobody is trusted whom nobody has named */
static void no_anchors(void **state)
{
    const struct peer_script script = { .answer = 1 };
    struct peer *peer = peer_new(client_folder(), &script);
    struct tls_reason reason = { 0, "" };
    struct tls_anchors none, other;
    struct outcome outcome;

    (void)state;
    assert_int_equal(anchors_begin(&none, &reason), 0);
    outcome = client_ask(&none, peer, NULL);
    check_int("none", outcome.reason.error, TLS_EANCHORS);
    anchors_end(&none);
    client_trust(&other, "other-ca.pem");
    outcome = client_ask(&other, peer, NULL);
    check_int("other", outcome.reason.error, TLS_EISSUER);
    anchors_end(&other);
    peer_free(peer);
}

/* The clock counts, not what the host says */
static void clock_wrong(void **state)
{
    static const int64_t clocks[] = { 0, 4000000000LL };
    const struct peer_script script = { .answer = 1 };
    struct peer *peer = peer_new(client_folder(), &script);
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(clocks); i++) {
	struct outcome outcome;

	machine_now = clocks[i];
	outcome = client_ask(&client_anchors, peer, NULL);
	check_int("clock", outcome.reason.error, TLS_EDATE);
    }
    machine_now = MACHINE_NOW;
    check_int("right", client_ask(&client_anchors, peer, NULL).reason.error, 0);
    peer_free(peer);
}

#define ALL	"ALL:COMPLEMENTOFALL"

static void protocols(void **state)
{
    static const struct {
	const char *name;
	struct peer_script script;
	const char *agreed;		/* NULL: refused with `error` */
	int error;
    } rows[] = {
#define SUITE13(suite)							\
	{ suite, { .suites = suite, .lowest = TLS1_3_VERSION },		\
	  "TLSv1.3 " suite " X25519", 0 }
#define SUITE12(suite, key)						\
	{ suite, { .certs = key, .ciphers = suite,			\
		   .highest = TLS1_2_VERSION }, "TLSv1.2 " suite " X25519", 0 }
#define GROUP(group, nid)						\
	{ group, { .groups = group, .lowest = TLS1_3_VERSION },		\
	  "TLSv1.3 TLS_CHACHA20_POLY1305_SHA256 " nid, 0 },		\
	{ group " in 1.2", { .groups = group,				\
			     .highest = TLS1_2_VERSION },		\
	  "TLSv1.2 ECDHE-ECDSA-CHACHA20-POLY1305 " nid, 0 }
	SUITE13("TLS_CHACHA20_POLY1305_SHA256"),
	SUITE13("TLS_AES_128_GCM_SHA256"),
	SUITE13("TLS_AES_256_GCM_SHA384"),
	SUITE12("ECDHE-ECDSA-CHACHA20-POLY1305", "good"),
	SUITE12("ECDHE-RSA-CHACHA20-POLY1305", "rsa2048"),
	SUITE12("ECDHE-ECDSA-AES128-GCM-SHA256", "good"),
	SUITE12("ECDHE-RSA-AES128-GCM-SHA256", "rsa2048"),
	SUITE12("ECDHE-ECDSA-AES256-GCM-SHA384", "p384"),
	SUITE12("ECDHE-RSA-AES256-GCM-SHA384", "rsa4096"),
	/* The second and third of these need a HelloRetryRequest */
	GROUP("X25519", "X25519"),
	GROUP("P-256", "prime256v1"),
	GROUP("P-384", "secp384r1"),
	{ "P-521", { .groups = "P-521" }, NULL, TLS_ESHARED },
	{ "1.0", { .highest = TLS1_VERSION, .ciphers = ALL }, NULL,
	  TLS_ESHARED },
	{ "1.1", { .highest = TLS1_1_VERSION, .ciphers = ALL }, NULL,
	  TLS_ESHARED },
	{ "CBC", { .highest = TLS1_2_VERSION,
	  .ciphers = "ECDHE-ECDSA-AES128-SHA256" }, NULL, TLS_ESHARED },
	{ "no forward secrecy", { .highest = TLS1_2_VERSION,
	  .certs = "rsa2048", .ciphers = "AES128-GCM-SHA256" }, NULL,
	  TLS_ESHARED },
	{ "DHE", { .highest = TLS1_2_VERSION, .certs = "rsa2048",
	  .ciphers = "DHE-RSA-AES128-GCM-SHA256" }, NULL, TLS_ESHARED },
	{ "nobody's key", { .highest = TLS1_2_VERSION,
	  .ciphers = "AECDH-AES128-SHA" }, NULL, TLS_ESHARED },
	{ "no cipher", { .highest = TLS1_2_VERSION,
	  .ciphers = "ECDHE-ECDSA-NULL-SHA" }, NULL, TLS_ESHARED },
	{ "alert 40", { .alert = 40 }, NULL, TLS_ESHARED },
	{ "alert 70", { .alert = 70 }, NULL, TLS_ESHARED },
	{ "alert 80", { .alert = 80 }, NULL, TLS_EALERT },
	{ "alert 112", { .alert = 112 }, NULL, TLS_EALERT },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	struct peer_script script = rows[i].script;
	struct outcome outcome;
	struct peer *peer;

	script.answer = 40000;
	peer = peer_new(client_folder(), &script);
	outcome = client_ask(&client_anchors, peer, NULL);
	check_int(rows[i].name, outcome.reason.error, rows[i].error);
	check_str(rows[i].name, peer_agreed(peer),
		  rows[i].agreed ? rows[i].agreed : "");
	check_int(rows[i].name, outcome.bytes, rows[i].agreed ? 40000 : 0);
	if (rows[i].error == TLS_EALERT)
	    check_str(rows[i].name, outcome.reason.text, rows[i].script.alert ==
		      80 ? "the server says internal_error" :
		      "the server says unrecognized_name");
	peer_free(peer);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(certificates),
	cmocka_unit_test(forgets),
	cmocka_unit_test(no_anchors),
	cmocka_unit_test(clock_wrong),
	cmocka_unit_test(protocols),
    };

    return cmocka_run_group_tests_name("tls", tests, client_begin,
				       client_end);
}
