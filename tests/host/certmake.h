/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * certmake.h - certificates put together from hex, without a signature
 */
#ifndef DETERBOOT_CERTMAKE_H
#define DETERBOOT_CERTMAKE_H

#include "test.h"

#define CERTMAKE_MAX	4096		/* bytes */

/* All as hex; NULL is what a good certificate of a server has, "" is nothing */
struct certmake {
    const char *version;		/* with its [0] */
    const char *signature;		/* AlgorithmIdentifier, within */
    const char *outer;			/* the same outside, as within if NULL */
    const char *issuer, *subject;	/* whole */
    const char *dates;			/* what is within the SEQUENCE */
    const char *key;			/* SubjectPublicKeyInfo */
    const char *extensions;		/* what is within both wrappings */
    const char *behind;			/* behind the extensions */
    const char *end;			/* behind the certificate */
};

/* Values of the fields */
#define V3		"a003020102"
#define RSA_SHA256	"300d 06092a864886f70d01010b 0500"
#define RSA_SHA1	"300d 06092a864886f70d010105 0500"
#define ECDSA_SHA256	"300a 06082a8648ce3d040302"
#define NAME_A		"300c 310a 3008 0603550403 0c0141"
#define NAME_B		"300c 310a 3008 0603550403 0c0142"
#define NAME_C		"300c 310a 3008 0603550403 0c0143"
/* 2025-01-01 to 2027-01-01 */
#define DATES		"170d 3235303130313030303030305a " \
			"170d 3237303130313030303030305a"
#define EC_KEY(curve)	"3017 3011 06072a8648ce3d0201 " curve " 03020004"
#define P256_CURVE	"06082a8648ce3d030107"
#define P256_KEY	"3019 3013 06072a8648ce3d0201 " P256_CURVE " 03020004"

#define BASIC(value)	"300c 0603551d13 0405 " value
#define BASIC_CA	BASIC("3003 0101ff")
#define USAGE(bits)	"300b 0603551d0f 0404 0302 " bits
#define SERVER_AUTH	"3013 0603551d25 040c 300a 06082b06010505070301"
#define CLIENT_AUTH	"3013 0603551d25 040c 300a 06082b06010505070302"
#define ANY_PURPOSE	"300f 0603551d25 0408 3006 0604551d2500"
#define NAMES_A		"3011 0603551d11 040a 3008 8206 612e746573 74" /* a.test */

/**
 * Put a certificate together
 *
 * @v der	Receives it, CERTMAKE_MAX bytes
 * @v fields	What it has
 * @ret len	Its length in bytes
 */
size_t certmake(uint8_t *der, const struct certmake *fields);

/**
 * Wrap bytes where they are: put tag and length before them
 *
 * @v data	The bytes, with room for 4 more behind them
 * @v len	How many
 * @v tag	The tag
 * @ret len	Their length with tag and length
 */
size_t certmake_wrap(uint8_t *data, size_t len, uint8_t tag);

#endif /* DETERBOOT_CERTMAKE_H */
