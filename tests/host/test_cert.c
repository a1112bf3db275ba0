/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_cert.c - cert.c: what a certificate says, and what is none
 */
#include "cert.h"
#include "certmake.h"

/* Extensions, and the key, with lengths that fit */
#define CRITICAL(oid)	"300c 0603 " oid " 0101ff 0402 3000"
#define UNCRITICAL(oid)	"3009 0603 " oid " 0402 3000"
#define RSA_KEY(total, bits, rest, modulus, exponent)			\
    "30" total " 300d 06092a864886f70d010101 0500 03" bits " 00 30" rest \
    " 02" modulus " 02" exponent

static void check(const char *name, const struct certmake *fields, int rc,
		  struct cert *cert, uint8_t **copy)
{
    uint8_t bytes[CERTMAKE_MAX];
    size_t len = certmake(bytes, fields);

    *copy = exact_copy(bytes, len);
    check_int(name, cert_read(cert, *copy, len), rc);
}

static void good(void **state)
{
    struct certmake fields = { NULL };
    struct cert cert;
    uint8_t *copy;

    (void)state;
    check("good", &fields, 1, &cert, &copy);
    check_int("good", cert.version, 3);
    check_int("good", cert.signature, CERT_SIGNED_SHA2);
    check_int("good", cert.key, CERT_KEY_P256);
    check_int("good", cert.not_before.year, 2025);
    check_int("good", cert.not_after.year, 2027);
    check_int("good", cert.issuer.len, 14);
    check_mem("good", cert.issuer.data + 13, "B", 1);
    check_int("good", cert.subject.len, 14);
    check_mem("good", cert.subject.data + 13, "A", 1);
    check_int("good", cert.names.len, 10);
    check_int("good", cert.names.data[0], 0x30);
    check_int("good", cert.has_basic || cert.is_ca || cert.has_usage ||
	      cert.has_purpose || cert.has_unknown_critical, 0);
    free(copy);
}

static void versions(void **state)
{
    static const struct {
	const char *version, *extensions;
	int rc;
	unsigned int number;
    } rows[] = {
	{ V3, NULL, 1, 3 },
	{ V3, "", 1, 3 },
	{ "", "", 1, 1 },
	{ "", NULL, 0, 0 },
	{ "a003020101", "", 1, 2 },
	{ "a003020101", NULL, 0, 0 },
	{ "a003020100", "", 1, 1 },
	{ "a003020103", "", 0, 0 },
	{ "a0030201ff", "", 0, 0 },
	{ "a00402020102", "", 0, 0 },
	{ "a003040102", "", 0, 0 },
	{ "a004020102 00", "", 0, 0 },
	{ "a000", "", 0, 0 },
    };
    struct cert cert;
    uint8_t *copy;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	struct certmake fields = { .version = rows[i].version,
	    .extensions = rows[i].extensions };

	check(rows[i].version, &fields, rows[i].rc, &cert, &copy);
	if (rows[i].rc)
	    check_int(rows[i].version, cert.version, rows[i].number);
	free(copy);
    }
}

static void signatures(void **state)
{
    static const struct {
	const char *signature;
	enum cert_signature kind;
    } rows[] = {
	{ "300d 06092a864886f70d010102 0500", CERT_SIGNED_WEAK },
	{ "300d 06092a864886f70d010104 0500", CERT_SIGNED_WEAK },
	{ RSA_SHA1, CERT_SIGNED_WEAK },
	{ "300d 06092a864886f70d01010e 0500", CERT_SIGNED_WEAK },
	{ RSA_SHA256, CERT_SIGNED_SHA2 },
	{ "300d 06092a864886f70d01010c 0500", CERT_SIGNED_SHA2 },
	{ "300d 06092a864886f70d01010d 0500", CERT_SIGNED_SHA2 },
	{ "300b 06092a864886f70d01010b", CERT_SIGNED_SHA2 },
	{ "300d 06092a864886f70d01010a 0500", CERT_SIGNED_OTHER },
	{ "300d 06092a864886f70d010101 0500", CERT_SIGNED_OTHER },
	{ "3009 06072a8648ce3d0401", CERT_SIGNED_WEAK },
	{ "300a 06082a8648ce3d040301", CERT_SIGNED_WEAK },
	{ ECDSA_SHA256, CERT_SIGNED_SHA2 },
	{ "300a 06082a8648ce3d040303", CERT_SIGNED_SHA2 },
	{ "300a 06082a8648ce3d040304", CERT_SIGNED_SHA2 },
	{ "300a 06082a8648ce3d040305", CERT_SIGNED_OTHER },
	{ "3009 06072a8648ce3d0403", CERT_SIGNED_OTHER },
	{ "300b 06092a8648ce3d04030200", CERT_SIGNED_OTHER },
	{ "3005 06032b6570", CERT_SIGNED_ED25519 },
	{ "3005 06032b6571", CERT_SIGNED_OTHER },
	{ "3002 0600", CERT_SIGNED_OTHER },
    };
    struct cert cert;
    uint8_t *copy;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	struct certmake fields = { .signature = rows[i].signature };

	check(rows[i].signature, &fields, 1, &cert, &copy);
	check_int(rows[i].signature, cert.signature, rows[i].kind);
	free(copy);
    }
}

static void keys(void **state)
{
    static const struct {
	const char *name, *key;
	int rc;
	enum cert_key kind;
	unsigned int bits;
	int odd;
    } rows[] = {
	{ "P-256", P256_KEY, 1, CERT_KEY_P256, 0, 0 },
	{ "P-384", "3016 3010 06072a8648ce3d0201 06052b81040022 03020004", 1,
	  CERT_KEY_P384, 0, 0 },
	{ "P-521", "3016 3010 06072a8648ce3d0201 06052b81040023 03020004", 1,
	  CERT_KEY_OTHER, 0, 0 },
	{ "no curve", "300f 3009 06072a8648ce3d0201 03020004", 1,
	  CERT_KEY_OTHER, 0, 0 },
	{ "a curve that is written out",
	  "3011 300b 06072a8648ce3d0201 3000 03020004", 1, CERT_KEY_OTHER, 0, 0 },
	{ "something behind the curve",
	  "301b 3015 06072a8648ce3d0201 " P256_CURVE " 0500 03020004", 1,
	  CERT_KEY_OTHER, 0, 0 },
	{ "Ed25519", "300b 3005 06032b6570 03020004", 1, CERT_KEY_ED25519, 0,
	  0 },
	{ "DSA", "300f 3009 06072a8648ce380401 03020004", 1, CERT_KEY_OTHER, 0,
	  0 },
	{ "RSA", RSA_KEY("1c", "0b", "08", "0300ff01", "0103"), 1, CERT_KEY_RSA,
	  16, 1 },
	{ "RSA, 9 bits", RSA_KEY("1b", "0a", "07", "020101", "0103"), 1,
	  CERT_KEY_RSA, 9, 1 },
	{ "RSA, no number but zeros", RSA_KEY("1b", "0a", "07", "020000",
					      "0103"), 0, 0, 0, 0 },
	{ "RSA, empty modulus", RSA_KEY("19", "08", "05", "00", "0103"), 0, 0, 0,
	  0 },
	{ "RSA, empty exponent", RSA_KEY("1a", "09", "06", "020101", "00"), 0, 0,
	  0, 0 },
	{ "RSA, exponent 1", RSA_KEY("1b", "0a", "07", "020101", "0101"), 1,
	  CERT_KEY_RSA, 9, 0 },
	{ "RSA, exponent 2", RSA_KEY("1b", "0a", "07", "020101", "0102"), 1,
	  CERT_KEY_RSA, 9, 0 },
	{ "RSA, exponent 257", RSA_KEY("1c", "0b", "08", "020101", "020101"), 1,
	  CERT_KEY_RSA, 9, 1 },
	{ "RSA, exponent 256", RSA_KEY("1c", "0b", "08", "020101", "020100"), 1,
	  CERT_KEY_RSA, 9, 0 },
	{ "RSA, a third number", RSA_KEY("1e", "0d", "0a", "020101",
					 "0103 020101"), 0, 0, 0, 0 },
	{ "RSA, something behind it", RSA_KEY("1d", "0c", "07", "020101",
					      "0103 0500"), 0, 0, 0, 0 },
	{ "RSA, one number", "3017 300d 06092a864886f70d010101 0500 0306 00 3003 "
	  "020101", 0, 0, 0, 0 },
	{ "RSA, no sequence", "3017 300d 06092a864886f70d010101 0500 0306 00 "
	  "3103 020101", 0, 0, 0, 0 },
	{ "bits that do not count", "3019 3013 06072a8648ce3d0201 " P256_CURVE
	  " 03020100", 0, 0, 0, 0 },
	{ "no bits", "3017 3013 06072a8648ce3d0201 " P256_CURVE " 0300", 0, 0, 0,
	  0 },
	{ "something behind", "301b 3013 06072a8648ce3d0201 " P256_CURVE
	  " 03020004 0500", 0, 0, 0, 0 },
	{ "no algorithm", "3004 03020004", 0, 0, 0, 0 },
	{ "nothing", "", 0, 0, 0, 0 },
    };
    struct cert cert;
    uint8_t *copy;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	struct certmake fields = { .key = rows[i].key };

	check(rows[i].name, &fields, rows[i].rc, &cert, &copy);
	if (rows[i].rc) {
	    check_int(rows[i].name, cert.key, rows[i].kind);
	    check_int(rows[i].name, cert.rsa_bits, rows[i].bits);
	    check_int(rows[i].name, cert.rsa_exponent_odd, rows[i].odd);
	}
	free(copy);
    }
}

/* What has to be seen of extensions: basic, CA, usage, purpose, servers, names,
   unknown, limits, a letter for each */
static const char *seen(const struct cert *cert)
{
    static char text[16];

    snprintf(text, sizeof(text), "%s%s%s%s%s%s%s%s%s", cert->has_basic ? "b" : "",
	     cert->is_ca ? "C" : "", cert->has_usage ? "u" : "",
	     cert->has_purpose ? "p" : "", cert->for_servers ? "S" : "",
	     cert->names.data ? "n" : "",
	     cert->has_unknown_critical ? "!" : "",
	     cert->limits & CERT_LIMITS_ADDRESSES ? "a" : "",
	     cert->limits & CERT_LIMITS_WILDCARDS ? "w" : "");
    return text;
}

static void extensions(void **state)
{
    static const struct {
	const char *name, *extensions, *seen;	/* NULL: not a certificate */
    } rows[] = {
	{ "none", "", "" },
	{ "CA", BASIC_CA, "bC" },
	{ "CA, critical", "300f 0603551d13 0101ff 0405 3003 0101ff", "bC" },
	{ "CA with a path", "300f 0603551d13 0408 3006 0101ff 020103", "bC" },
	{ "no CA", "3009 0603551d13 0402 3000", "b" },
	{ "no CA, in words", BASIC("3003 010100"), "b" },
	{ "a flag of two bytes", "300d 0603551d13 0406 3004 0102ffff", NULL },
	{ "an empty flag", "300b 0603551d13 0404 3002 0100", NULL },
	{ "something after the path",
	  "3011 0603551d13 040a 3008 0101ff 020103 0500", NULL },
	{ "something after it", "300e 0603551d13 0407 3003 0101ff 0500", NULL },
	{ "not a list", BASIC("3103 0101ff"), NULL },
	{ "usage", USAGE("0780"), "u" },
	{ "usage without a bit", "300a 0603551d0f 0403 030100", NULL },
	{ "usage, not bits", "300b 0603551d0f 0404 0402 0780", NULL },
	{ "something after usage", "300d 0603551d0f 0406 0302 0780 0500", NULL },
	{ "usage with bits that do not count", USAGE("0781"), NULL },
	{ "for servers", SERVER_AUTH, "pS" },
	{ "for clients", CLIENT_AUTH, "p" },
	{ "for both", "301d 0603551d25 0416 3014 06082b06010505070302 "
	  "06082b06010505070301", "pS" },
	{ "for both, the other way", "301d 0603551d25 0416 3014 "
	  "06082b06010505070301 06082b06010505070302", "pS" },
	{ "for anything", ANY_PURPOSE, "pS" },
	{ "for nothing", "3009 0603551d25 0402 3000", NULL },
	{ "for servers, not an OID", "3013 0603551d25 040c 300a "
	  "04082b06010505070301", NULL },
	{ "something after the purposes", "3015 0603551d25 040e 300a "
	  "06082b06010505070301 0500", NULL },
	{ "names", NAMES_A, "n" },
	{ "no name", "3009 0603551d11 0402 3000", "n" },
	{ "names that are cut", "300c 0603551d11 0405 3003 8206 61", NULL },
	{ "something after the names", "300e 0603551d11 0407 3003 820161 0500",
	  NULL },
	{ "names, not a list", "300c 0603551d11 0405 3103 820161", NULL },
	{ "all", BASIC_CA USAGE("0780") SERVER_AUTH NAMES_A, "bCupSn" },
	{ "twice", NAMES_A NAMES_A, NULL },
	{ "twice, others between", NAMES_A BASIC_CA NAMES_A, NULL },
	{ "one that nobody knows twice", UNCRITICAL("553701") NAMES_A
	  UNCRITICAL("553701"), NULL },
	{ "unknown", UNCRITICAL("553701") NAMES_A, "n" },
	{ "unknown and critical", CRITICAL("553701") NAMES_A, "n!" },
	{ "not critical, in words", "300c 0603553701 010100 0402 3000", "" },
	{ "critical in two bytes", "300d 0603553701 0102ffff 0402 3000", NULL },
	{ "name constraints", CRITICAL("551d1e"), "" },
	{ "a name that is permitted", "3010 0603551d1e 0409 3007 a005 3003 820161",
	  "" },
	{ "an address that is permitted", "3017 0603551d1e 0410 300e a00c 300a "
	  "8708 0a000000ff000000", "a" },
	{ "an address that is excluded", "301e 0603551d1e 0417 3015 "
	  "a005 3003 820161 a10c 300a 8708 0a000000ff000000", "a" },
	{ "the second that is excluded", "301c 0603551d1e 0415 3013 "
	  "a111 3003 820161 300a 8708 0a000000ff000000", "aw" },
	{ "a name that is excluded", "3010 0603551d1e 0409 3007 a105 3003 820161",
	  "w" },
	{ "a mailbox that is excluded", "3010 0603551d1e 0409 3007 a105 3003 "
	  "810161", "" },
	{ "not a tree", "300e 0603551d1e 0407 3005 a003 820161", NULL },
	{ "a cut tree", "300c 0603551d1e 0405 3003 a005 30", NULL },
	{ "an empty tree", "300d 0603551d1e 0406 3004 a002 3000", NULL },
	{ "behind the trees", "300d 0603551d1e 0406 3002 a000 0500", NULL },
	{ "policies", CRITICAL("551d20"), "" },
	{ "policy constraints", CRITICAL("551d24"), "!" },
	{ "no value", "3005 0603551d11", NULL },
	{ "a value of another kind", "3009 0603551d11 0302 3000", NULL },
	{ "something behind the value", "300b 0603551d11 0402 3000 0500", NULL },
	{ "no OID", "3004 0402 3000", NULL },
	{ "not a list of them", "0603551d11", NULL },
	{ "cut", "3009 0603551d11 0402 30", NULL },
    };
    struct cert cert;
    uint8_t *copy;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	struct certmake fields = { .extensions = rows[i].extensions };

	check(rows[i].name, &fields, rows[i].seen != NULL, &cert, &copy);
	if (rows[i].seen)
	    check_str(rows[i].name, seen(&cert), rows[i].seen);
	free(copy);
    }
}

static void usages(void **state)
{
    static const struct {
	const char *extension;
	unsigned int usage;
    } rows[] = {
	{ USAGE("0780"), CERT_USAGE_SIGN },
	{ USAGE("0204"), CERT_USAGE_CERT },
	{ USAGE("0186"), CERT_USAGE_SIGN | CERT_USAGE_CERT | 1 << 6 },
	{ "300c 0603551d0f 0405 0303 070080", 0 },
	{ USAGE("0520"), 1 << 2 },
    };
    struct cert cert;
    uint8_t *copy;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	struct certmake fields = { .extensions = rows[i].extension };

	check(rows[i].extension, &fields, 1, &cert, &copy);
	check_int(rows[i].extension, cert.usage, rows[i].usage);
	free(copy);
    }
}

/* 32 are read, one more is not */
static void many_extensions(void **state)
{
    char text[33 * 32] = "";
    struct certmake fields = { .extensions = text };
    struct cert cert;
    uint8_t *copy;
    int i;

    (void)state;
    for (i = 0; i < 33; i++) {
	check("many", &fields, 1, &cert, &copy);
	free(copy);
	sprintf(text + strlen(text), "3009 0603 5537%02x 0402 3000 ", i);
    }
    check("one more", &fields, 0, &cert, &copy);
    free(copy);
}

static void structure(void **state)
{
    static const struct {
	const char *name;
	struct certmake fields;
	int rc;
    } rows[] = {
	{ "good", { NULL }, 1 },
	{ "something behind it", { .end = "00" }, 0 },
	{ "unique ids", { .extensions = "", .behind = "8102 0001 8202 0001" },
	  1 },
	{ "in another order", { .extensions = "", .behind = "8202 0001 8102 0001" },
	  0 },
	{ "something behind the extensions", { .behind = "0500" }, 0 },
	{ "extensions twice", { .behind = "a302 3000" }, 0 },
	{ "no extension", { .extensions = "", .behind = "a302 3000" }, 0 },
	{ "extensions, not a list", { .extensions = "",
	    .behind = "a30d 310b 3009 0603553701 0402 3000" }, 0 },
	{ "behind the list", { .extensions = "",
	    .behind = "a30f 300b 3009 0603553701 0402 3000 0500" }, 0 },
	{ "two algorithms", { .outer = RSA_SHA256 }, 0 },
	{ "other parameters", { .signature = "300b 06092a864886f70d01010b",
	    .outer = RSA_SHA256 }, 0 },
	{ "no algorithm", { .signature = "3000" }, 0 },
	{ "an algorithm of no kind", { .signature = "0500" }, 0 },
	{ "no issuer", { .issuer = "" }, 0 },
	{ "an empty issuer", { .issuer = "3000" }, 1 },
	{ "no subject", { .subject = "" }, 0 },
	{ "an empty subject", { .subject = "3000" }, 1 },
	{ "no dates", { .dates = "" }, 0 },
	{ "one date", { .dates = "170d 3235303130313030303030305a" }, 0 },
	{ "three dates", { .dates = DATES
	    "170d 3235303130313030303030305a" }, 0 },
	{ "no date at all", { .dates = "170d 3235303130313030303030305a "
	    "170d 3235313330313030303030305a" }, 0 },
	{ "the other no date", { .dates = "170d 3235313330313030303030305a "
	    "170d 3235303130313030303030305a" }, 0 },
    };
    struct cert cert;
    uint8_t *copy;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	check(rows[i].name, &rows[i].fields, rows[i].rc, &cert, &copy);
	free(copy);
    }
}

/* A certificate that ends anywhere is none, and nothing behind it is read */
static void cut(void **state)
{
    struct certmake fields = {
	.extensions = BASIC_CA USAGE("0780") SERVER_AUTH NAMES_A
    };
    uint8_t bytes[CERTMAKE_MAX], *copy;
    size_t len = certmake(bytes, &fields), i;
    struct cert cert;

    (void)state;
    for (i = 0; i < len; i++) {
	copy = exact_copy(bytes, i);
	check_int("cut", cert_read(&cert, copy, i), 0);
	free(copy);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(good),
	cmocka_unit_test(versions),
	cmocka_unit_test(signatures),
	cmocka_unit_test(keys),
	cmocka_unit_test(extensions),
	cmocka_unit_test(usages),
	cmocka_unit_test(many_extensions),
	cmocka_unit_test(structure),
	cmocka_unit_test(cut),
    };

    return cmocka_run_group_tests_name("cert", tests, NULL, NULL);
}
