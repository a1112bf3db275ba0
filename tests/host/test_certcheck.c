/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_certcheck.c - certcheck.c: which chains are good enough, and why not
 */
#include "certcheck.h"
#include "certmake.h"

#define RSA(total, string, sequence, modulus, exponent)		\
    "30 82" total " 300d 06092a864886f70d010101 0500 03 82" string	\
    " 00 30 82" sequence " 02 82" modulus " 02" exponent
/* Moduli of 2048 bits, 2047, 4096 and 4097 */
#define RSA_2048	RSA("0122", "010f", "010a", \
			    "0101 00 80 01*255", "03010001")
#define RSA_2048_E1	RSA("0120", "010d", "0108", \
			    "0101 00 80 01*255", "0101")
#define RSA_2047	RSA("0121", "010e", "0109", \
			    "0100 7f 01*255", "03010001")
#define RSA_4096	RSA("0222", "020f", "020a", \
			    "0201 00 80 01*511", "03010001")
#define RSA_4097	RSA("0222", "020f", "020a", \
			    "0201 01 80 01*511", "03010001")
#define P384_KEY	"3016 3010 06072a8648ce3d0201 06052b81040022 03020004"
#define P521_KEY	"3016 3010 06072a8648ce3d0201 06052b81040023 03020004"
#define ED_KEY		"300b 3005 06032b6570 03020004"
#define ED_SIGNED	"3005 06032b6570"
#define CA		BASIC_CA USAGE("0204")
#define UNKNOWN		"300c 0603 553701 0101ff 0402 3000"
#define LIMITS		"3017 0603551d1e 0410 300e a00c 300a " \
			"8708 0a000000ff000000"
#define TREE(kind)	"3012 0603551d1e 040b 3009 " kind "07 3005 8203 612e62"
#define EXCLUDES	TREE("a1")	/* a.b */
#define PERMITS		TREE("a0")
#define NOW		{ 2026, 1, 1, 0, 0, 0 }
#define PAST		"170d 3234303130313030303030305a " \
			"170d 3235303130313030303030305a"	/* 2024, 2025 */
#define FUTURE		"170d 3237303130313030303030305a " \
			"170d 3238303130313030303030305a"	/* 2027, 2028 */

static struct cert_report report;
static unsigned int anchors_limit;	/* CERT_LIMITS_* */

/* The chain's certificates each end where their bytes end */
static enum cert_verdict judge(const struct certmake *const *fields,
			       unsigned int count, const char *name,
			       struct cert_date now)
{
    static uint8_t bytes[CERTMAKE_MAX];
    struct der chain[CERT_CHAIN_MAX + 12];
    enum cert_verdict verdict;
    struct cert_host host;
    unsigned int i;

    for (i = 0; i < count; i++) {
	chain[i].len = fields[i] ? certmake(bytes, fields[i]) : 0;
	chain[i].data = exact_copy(bytes, chain[i].len);
    }
    cert_host_read(&host, name);
    memset(&report, 0xaa, sizeof(report));
    verdict = cert_check(chain, count, &host, &now, anchors_limit, &report);
    check_int("reported", report.verdict, verdict);
    for (i = 0; i < count; i++)
	free((void *)(uintptr_t)chain[i].data);
    return verdict;
}

static void one(void **state)
{
    static const struct {
	const char *name;
	struct certmake fields;
	enum cert_verdict verdict;
    } rows[] = {
	{ "good", { NULL }, CERT_GOOD },
	{ "RSA", { .key = RSA_2048 }, CERT_GOOD },
	{ "RSA of 4096 bits", { .key = RSA_4096 }, CERT_GOOD },
	{ "P-384", { .key = P384_KEY }, CERT_GOOD },
	{ "signed by RSA", { .signature = RSA_SHA256 }, CERT_GOOD },
	{ "RSA of 2047 bits", { .key = RSA_2047 }, CERT_WEAK_KEY },
	{ "RSA with exponent 1", { .key = RSA_2048_E1 }, CERT_WEAK_KEY },
	{ "RSA of 4097 bits", { .key = RSA_4097 }, CERT_OTHER_KEY },
	{ "P-521", { .key = P521_KEY }, CERT_OTHER_KEY },
#ifdef CERT_HAS_ED25519
	{ "Ed25519", { .key = ED_KEY }, CERT_GOOD },
	{ "signed by Ed25519", { .signature = ED_SIGNED }, CERT_GOOD },
#else
	{ "Ed25519", { .key = ED_KEY }, CERT_OTHER_KEY },
	{ "signed by Ed25519", { .signature = ED_SIGNED },
	    CERT_OTHER_SIGNATURE },
#endif
	{ "SHA-1", { .signature = RSA_SHA1 }, CERT_WEAK_SIGNATURE },
	{ "SHA-1, by itself", { .signature = RSA_SHA1, .issuer = NAME_A },
	    CERT_WEAK_SIGNATURE },
	{ "an unknown signature", { .signature = "3004 06025537" },
	    CERT_OTHER_SIGNATURE },
	{ "version 1", { .version = "", .extensions = "" }, CERT_OLD_VERSION },
	{ "version 2", { .version = "a003020101", .extensions = "" },
	    CERT_OLD_VERSION },
	{ "unknown and critical", { .extensions = NAMES_A UNKNOWN },
	    CERT_UNKNOWN_EXTENSION },
	{ "may sign", { .extensions = NAMES_A USAGE("0780") }, CERT_GOOD },
	{ "may not sign", { .extensions = NAMES_A USAGE("0520") }, CERT_USAGE },
	{ "may sign certificates only", { .extensions = NAMES_A USAGE("0204") },
	    CERT_USAGE },
	{ "for servers", { .extensions = NAMES_A SERVER_AUTH }, CERT_GOOD },
	{ "for anything", { .extensions = NAMES_A ANY_PURPOSE }, CERT_GOOD },
	{ "for clients", { .extensions = NAMES_A CLIENT_AUTH }, CERT_PURPOSE },
	{ "a CA", { .extensions = NAMES_A BASIC_CA }, CERT_GOOD },
	{ "expired", { .dates = PAST }, CERT_EXPIRED },
	{ "not yet valid", { .dates = FUTURE }, CERT_NOT_YET_VALID },
	{ "no names", { .extensions = "" }, CERT_WRONG_NAME },
	{ "no certificate", { .end = "00" }, CERT_MALFORMED },
    };
    static const struct cert_date now = NOW;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	const struct certmake *chain[] = { &rows[i].fields };

	check_int(rows[i].name, judge(chain, 1, "a.test", now),
		  rows[i].verdict);
	check_int(rows[i].name, report.which, 0);
	if (rows[i].verdict != CERT_MALFORMED)
	    check_true(rows[i].name, report.not_before.year >= 2024);
	else
	    check_int(rows[i].name, report.not_before.year, 0);
    }
}

static void names(void **state)
{
    static const struct certmake fields = { NULL };
    static const struct certmake *const chain[] = { &fields };
    static const struct cert_date now = NOW;

    (void)state;
    check_int("name", judge(chain, 1, "A.test.", now), CERT_GOOD);
    check_int("another", judge(chain, 1, "b.test", now), CERT_WRONG_NAME);
    check_str("another", report.names, "a.test");
    check_int("address", judge(chain, 1, "10.0.0.1", now), CERT_WRONG_NAME);
    check_int("CN", judge(chain, 1, "A", now), CERT_WRONG_NAME);
    check_int("none", judge(chain, 1, "", now), CERT_WRONG_NAME);
    check_int("no certificate", judge(chain, 0, "a.test", now), CERT_NONE);
    check_str("no certificate", report.names, "");
}

/* The first and the last second count */
static void times(void **state)
{
    static const struct certmake fields = { NULL };
    static const struct certmake *const chain[] = { &fields };
    static const struct {
	struct cert_date now;
	enum cert_verdict verdict;
    } rows[] = {
	{ { 2024, 12, 31, 23, 59, 59 }, CERT_NOT_YET_VALID },
	{ { 2025, 1, 1, 0, 0, 0 }, CERT_GOOD },
	{ { 2027, 1, 1, 0, 0, 0 }, CERT_GOOD },
	{ { 2027, 1, 1, 0, 0, 1 }, CERT_EXPIRED },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	char text[CERT_DATE_SIZE];

	cert_date_text(text, &rows[i].now);
	check_int(text, judge(chain, 1, "a.test", rows[i].now),
		  rows[i].verdict);
	check_int(text, report.not_before.year, 2025);
	check_int(text, report.not_after.year, 2027);
    }
}

#define LEAF		{ NULL }				/* A by B */
#define ISSUER_B(ext, ...)	{ .issuer = NAME_C, .subject = NAME_B, \
			  .extensions = ext, ##__VA_ARGS__ }
#define ISSUER_C(ext, ...)	{ .issuer = NAME_C, .subject = NAME_C, \
			  .extensions = ext, ##__VA_ARGS__ }
#define B_BY_B(ext, ...)	{ .issuer = NAME_B, .subject = NAME_B, \
			  .extensions = ext, ##__VA_ARGS__ }
#define C_BY_B(ext, ...)	{ .issuer = NAME_B, .subject = NAME_C, \
			  .extensions = ext, ##__VA_ARGS__ }

static void chains(void **state)
{
    static const struct {
	const char *name;
	struct certmake certs[4];
	unsigned int count, which;
	enum cert_verdict verdict;
    } rows[] = {
	{ "two", { LEAF, ISSUER_B(CA, .key = RSA_2048) }, 2, 0, CERT_GOOD },
	{ "with the root", { LEAF, ISSUER_B(CA), ISSUER_C(CA) },
	    3, 0, CERT_GOOD },
	{ "not in order", { LEAF, ISSUER_C(CA), ISSUER_B(CA) },
	    3, 0, CERT_GOOD },
	{ "no CA", { LEAF, ISSUER_B("") }, 2, 1, CERT_NOT_A_CA },
	{ "no CA, in words", { LEAF, ISSUER_B("3009 0603551d13 0402 3000") },
	    2, 1, CERT_NOT_A_CA },
	{ "version 1", { LEAF, ISSUER_B("", .version = "") }, 2,
	    1, CERT_OLD_VERSION },
	{ "may not sign certificates", { LEAF, ISSUER_B(BASIC_CA
	    USAGE("0780")) }, 2, 1, CERT_USAGE },
	{ "no usage", { LEAF, ISSUER_B(BASIC_CA) }, 2, 0,
	    CERT_GOOD },
	{ "for clients", { LEAF, ISSUER_B(CA CLIENT_AUTH) }, 2, 1,
	    CERT_PURPOSE },
	{ "for servers", { LEAF, ISSUER_B(CA SERVER_AUTH) }, 2, 0,
	    CERT_GOOD },
	{ "for anything", { LEAF, ISSUER_B(CA ANY_PURPOSE) }, 2,
	    0, CERT_GOOD },
	{ "a weak key", { LEAF, ISSUER_B(CA, .key = RSA_2047) }, 2, 1,
	    CERT_WEAK_KEY },
	{ "SHA-1", { LEAF, ISSUER_B(CA, .signature = RSA_SHA1) }, 2, 1,
	    CERT_WEAK_SIGNATURE },
	{ "expired", { LEAF, ISSUER_B(CA, .dates = PAST) }, 2, 1, CERT_EXPIRED },
	{ "not yet valid", { LEAF, ISSUER_B(CA, .dates = FUTURE) }, 2, 1,
	    CERT_NOT_YET_VALID },
	{ "unknown and critical", { LEAF, ISSUER_B(CA UNKNOWN) },
	    2, 1, CERT_UNKNOWN_EXTENSION },
	{ "the root's own SHA-1", { LEAF, ISSUER_B(CA),
	    ISSUER_C(CA, .signature = RSA_SHA1) }, 3, 0, CERT_GOOD },
	{ "an expired root", { LEAF, ISSUER_B(CA),
	    ISSUER_C(CA, .dates = PAST) }, 3, 2, CERT_EXPIRED },
	{ "a weak root, not in order", { LEAF, ISSUER_C(CA, .key = RSA_2047),
	    ISSUER_B(CA) }, 3, 1, CERT_WEAK_KEY },
	{ "one that has nothing to do with it", { LEAF,
	    ISSUER_C(CA, .key = RSA_2047, .dates = PAST), { NULL } }, 3, 0,
	    CERT_GOOD },
	/* What the library may be able to read */
	{ "junk", { LEAF, { .end = "00" }, ISSUER_B(CA) }, 3, 1,
	    CERT_MALFORMED },
	{ "junk at the end", { LEAF, ISSUER_B(CA), { .end = "00" } }, 3, 2,
	    CERT_MALFORMED },
	{ "junk around one for clients", { LEAF,
	    ISSUER_B(CA CLIENT_AUTH, .end = "00") }, 2, 1, CERT_MALFORMED },
	{ "two of a name, the first good", { LEAF, ISSUER_B(CA),
	    ISSUER_B(CA, .dates = PAST) }, 3, 0, CERT_GOOD },
	{ "two of a name, the second good", { LEAF, ISSUER_B(CA, .dates = PAST),
	    ISSUER_B(CA) }, 3, 0, CERT_GOOD },
	{ "two of a name, neither good", { LEAF, ISSUER_B(CA, .dates = PAST),
	    ISSUER_B("") }, 3, 1, CERT_EXPIRED },
	{ "two of a name, both old", { LEAF, ISSUER_B(CA, .dates = PAST),
	    ISSUER_B(CA, .dates = FUTURE) }, 3, 1, CERT_EXPIRED },
	{ "a good one behind one of SHA-1", { LEAF,
	    ISSUER_B(CA, .signature = RSA_SHA1), ISSUER_B(CA) }, 3, 0,
	    CERT_GOOD },
	{ "a good one behind one for clients", { LEAF,
	    ISSUER_B(CA CLIENT_AUTH), ISSUER_B(CA) }, 3, 1, CERT_PURPOSE },
	{ "a good one before one for clients", { LEAF, B_BY_B(CA),
	    ISSUER_B(CA CLIENT_AUTH) }, 3, 2, CERT_PURPOSE },
	{ "a good one before one with a weak issuer", { LEAF, B_BY_B(CA),
	    ISSUER_B(CA), ISSUER_C(CA CLIENT_AUTH) }, 4, 3, CERT_PURPOSE },
	{ "a CA for clients, of any name", { LEAF, ISSUER_B(CA),
	    { .subject = NAME_A, .extensions = CA CLIENT_AUTH } }, 3, 2,
	    CERT_PURPOSE },
	{ "no CA, for clients, of any name", { LEAF, ISSUER_B(CA),
	    { .subject = NAME_A, .extensions = CLIENT_AUTH } }, 3, 0,
	    CERT_GOOD },
	{ "limits", { LEAF, ISSUER_B(CA LIMITS) }, 2, 0, CERT_GOOD },
	{ "the good one's issuer", { LEAF, B_BY_B(CA, .dates = PAST),
	    ISSUER_B(CA), ISSUER_C(CA, .dates = FUTURE) }, 4, 3,
	    CERT_NOT_YET_VALID },
	{ "one another's issuers", { LEAF, ISSUER_B(CA),
	    C_BY_B(CA) }, 3, 0, CERT_GOOD },
	{ "the leaf as its own issuer's issuer", { LEAF,
	    { .issuer = NAME_A, .subject = NAME_B, .extensions = CA } }, 2, 0,
	    CERT_GOOD },
	{ "the leaf's own name", { { .issuer = NAME_A },
	    { .subject = NAME_A, .extensions = CA CLIENT_AUTH } }, 2, 1,
	    CERT_PURPOSE },
	{ "the leaf is what counts first", { { .dates = PAST },
	    ISSUER_B(CA, .dates = FUTURE) }, 2, 0, CERT_EXPIRED },
	{ "the name counts before issuers", { { .extensions = "" },
	    ISSUER_B(CA, .dates = FUTURE) }, 2, 0, CERT_WRONG_NAME },
    };
    static const struct cert_date now = NOW;
    unsigned int i, j;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	const struct certmake *chain[4];

	for (j = 0; j < 4; j++)
	    chain[j] = &rows[i].certs[j];
	check_int(rows[i].name, judge(chain, rows[i].count, "a.test", now),
		  rows[i].verdict);
	check_int(rows[i].name, report.which, rows[i].which);
	check_str(rows[i].name, report.names, rows[i].certs[0].extensions ?
		  "no subjectAltName" : "a.test");
    }
}

/* The library does not look at the addresses in nameConstraints */
static void limited(void **state)
{
    static const struct certmake four = {
	.extensions = "300f 0603551d11 0408 3006 8704 0a000001"
    };
    static const struct certmake six = {
	.extensions = "301b 0603551d11 0414 3012 8710 00*15 01"
    };
    static const struct certmake plain = ISSUER_B(CA);
    static const struct certmake limits = ISSUER_B(CA LIMITS);
    static const struct cert_date now = NOW;
    const struct certmake *chain[3] = { &four, &plain, &limits };

    (void)state;
    check_int("plain", judge(chain, 2, "10.0.0.1", now), CERT_GOOD);
    check_int("limits", judge(chain, 3, "10.0.0.1", now), CERT_LIMITED);
    check_int("limits", report.which, 2);
    chain[0] = &six;
    check_int("IPv6", judge(chain, 2, "::1", now), CERT_GOOD);
    check_int("IPv6", judge(chain, 3, "::1", now), CERT_LIMITED);
    anchors_limit = CERT_LIMITS_ADDRESSES;
    check_int("an anchor's", judge(chain, 2, "::1", now), CERT_LIMITED);
    check_int("an anchor's", report.which, 0);
    anchors_limit = CERT_LIMITS_WILDCARDS;
    check_int("an anchor's other", judge(chain, 2, "::1", now), CERT_GOOD);
    anchors_limit = 0;
}

/* The library does not look at what a wildcard may be the name of: where a name
   is excluded, only the host's own counts */
static void excluded(void **state)
{
    static const struct certmake leaf = { NULL }, wild = {
	.extensions = "3010 0603551d11 0409 3007 8205 2a2e612e62"	/* *.a.b */
    }, both = {
	.extensions = "3017 0603551d11 0410 300e 8205 2a2e612e62 8205 782e612e62"
    };
    static const struct certmake plain = ISSUER_B(CA);
    static const struct certmake excludes = ISSUER_B(CA EXCLUDES);
    static const struct certmake permits = ISSUER_B(CA PERMITS);
    static const struct cert_date now = NOW;
    static const struct {
	const char *name;
	const struct certmake *leaf, *issuer;
	const char *host;
	unsigned int limit;
	enum cert_verdict verdict;
    } rows[] = {
	{ "nothing", &wild, &plain, "x.a.b", 0, CERT_GOOD },
	{ "excluded", &wild, &excludes, "x.a.b", 0, CERT_LIMITED },
	{ "permitted", &wild, &permits, "x.a.b", 0, CERT_GOOD },
	{ "the name", &leaf, &excludes, "a.test", 0, CERT_GOOD },
	{ "the name, too", &both, &excludes, "x.a.b", 0, CERT_GOOD },
	{ "another name, too", &both, &excludes, "y.a.b", 0, CERT_LIMITED },
	{ "an anchor's", &wild, &plain, "x.a.b", CERT_LIMITS_WILDCARDS,
	    CERT_LIMITED },
	{ "an anchor's, the name", &both, &plain, "x.a.b",
	    CERT_LIMITS_WILDCARDS, CERT_GOOD },
	{ "an anchor's addresses", &wild, &plain, "x.a.b",
	    CERT_LIMITS_ADDRESSES, CERT_GOOD },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	const struct certmake *chain[2] = { rows[i].leaf, rows[i].issuer };

	anchors_limit = rows[i].limit;
	check_int(rows[i].name, judge(chain, 2, rows[i].host, now),
		  rows[i].verdict);
    }
    anchors_limit = 0;
}

/* What is taken for a trust anchor, and what it adds to the limits of others */
static void trusted(void **state)
{
    static const struct {
	const char *name;
	struct certmake fields;
	enum cert_verdict verdict;
	unsigned int limits;
    } rows[] = {
	{ "a CA", { .extensions = CA }, CERT_GOOD, 0 },
	{ "version 1", { .version = "", .extensions = "" }, CERT_GOOD, 0 },
	{ "a server's own", { NULL }, CERT_NOT_A_CA, 0 },
	{ "no keyUsage", { .extensions = BASIC_CA }, CERT_GOOD, 0 },
	{ "no keyCertSign", { .extensions = BASIC_CA USAGE("0780") },
	    CERT_USAGE, 0 },
	{ "for servers", { .extensions = CA SERVER_AUTH }, CERT_GOOD, 0 },
	{ "for clients", { .extensions = CA CLIENT_AUTH }, CERT_PURPOSE, 0 },
	{ "unknown", { .extensions = CA UNKNOWN }, CERT_UNKNOWN_EXTENSION, 0 },
	{ "junk", { .extensions = CA, .end = "00" }, CERT_MALFORMED, 0 },
	{ "addresses", { .extensions = CA LIMITS }, CERT_GOOD,
	    CERT_LIMITS_ADDRESSES },
	{ "a name", { .extensions = CA EXCLUDES }, CERT_GOOD,
	    CERT_LIMITS_WILDCARDS },
	{ "for clients, with a name", { .extensions = CA CLIENT_AUTH EXCLUDES },
	    CERT_PURPOSE, 0 },
    };
    static uint8_t bytes[CERTMAKE_MAX];
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	struct der der = { bytes, certmake(bytes, &rows[i].fields) };
	unsigned int limits = 0, more = 1 << 7;

	check_int(rows[i].name, cert_check_anchor(&der, &limits),
		  rows[i].verdict);
	check_int(rows[i].name, limits, rows[i].limits);
	cert_check_anchor(&der, &more);
	check_int(rows[i].name, more, rows[i].limits | 1 << 7);
    }
}

/* The dates that are reported are those of the certificate at fault */
static void whose_dates(void **state)
{
    static const struct certmake leaf = LEAF;
    static const struct certmake issuer = ISSUER_B(CA, .dates = PAST);
    static const struct certmake *const chain[] = { &leaf, &issuer };
    static const struct cert_date now = NOW;

    (void)state;
    check_int("expired", judge(chain, 2, "a.test", now), CERT_EXPIRED);
    check_int("from", report.not_before.year, 2024);
    check_int("to", report.not_after.year, 2025);
}

/* 20 are looked at, the last one too; of more, none */
static void long_chains(void **state)
{
    static const struct certmake leaf = LEAF, weak = ISSUER_B(CA,
	.dates = PAST);
    static const struct certmake other = ISSUER_C(CA);
    const struct certmake *chain[CERT_CHAIN_MAX + 12];
    static const struct cert_date now = NOW;
    unsigned int i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(chain); i++)
	chain[i] = i ? &other : &leaf;
    check_int("20", judge(chain, 20, "a.test", now), CERT_GOOD);
    chain[19] = &weak;
    check_int("the last", judge(chain, 20, "a.test", now), CERT_EXPIRED);
    check_int("the last", report.which, 19);
    check_int("21", judge(chain, 21, "a.test", now), CERT_CHAIN_LONG);
    check_int("21", report.which, 0);
    check_int("32", judge(chain, 32, "a.test", now), CERT_CHAIN_LONG);
}

static void texts(void **state)
{
    unsigned int a, b;

    (void)state;
    for (a = 0; a < CERT_VERDICTS; a++) {
	assert_non_null(cert_verdict_text((enum cert_verdict)a));
	for (b = 0; b < a; b++)
	    check_true("texts differ",
		       strcmp(cert_verdict_text((enum cert_verdict)a),
			      cert_verdict_text((enum cert_verdict)b)));
    }
    check_str("none", cert_verdict_text(CERT_VERDICTS), "?");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(one),
	cmocka_unit_test(names),
	cmocka_unit_test(times),
	cmocka_unit_test(chains),
	cmocka_unit_test(limited),
	cmocka_unit_test(excluded),
	cmocka_unit_test(trusted),
	cmocka_unit_test(whose_dates),
	cmocka_unit_test(long_chains),
	cmocka_unit_test(texts),
    };

    return cmocka_run_group_tests_name("certcheck", tests, NULL, NULL);
}
