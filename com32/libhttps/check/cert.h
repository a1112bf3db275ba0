/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * cert.h - what a certificate says (RFC 5280)
 *
 * Signatures are not looked at: the TLS library does that.
 */
#ifndef LIBHTTPS_CERT_H
#define LIBHTTPS_CERT_H

#include "certdate.h"
#include "der.h"

enum cert_signature {
    CERT_SIGNED_OTHER,			/* by nothing that is known here */
    CERT_SIGNED_WEAK,			/* with MD5, SHA-1 or the like */
    CERT_SIGNED_SHA2,			/* RSA or ECDSA with SHA-256 to SHA-512 */
    CERT_SIGNED_ED25519,
};

enum cert_key {
    CERT_KEY_OTHER,			/* of no kind that is known here */
    CERT_KEY_RSA,
    CERT_KEY_P256,
    CERT_KEY_P384,
    CERT_KEY_ED25519,
};

/* Bits of keyUsage, RFC 5280 4.2.1.3 */
#define CERT_USAGE_SIGN	(1 << 0)	/* digitalSignature */
#define CERT_USAGE_CERT	(1 << 5)	/* keyCertSign */

/* Limits of a CA that the library does not look at, or not closely enough */
#define CERT_LIMITS_ADDRESSES	(1 << 0)	/* there are some of iPAddress */
#define CERT_LIMITS_WILDCARDS	(1 << 1)	/* a dNSName is excluded, of which
					   a wildcard may be the name */

struct cert {
    unsigned int version;		/* 1 to 3 */
    enum cert_signature signature;
    struct der issuer, subject;		/* with tag and length */
    struct cert_date not_before, not_after;
    enum cert_key key;
    unsigned int rsa_bits;		/* of the modulus */
    int rsa_exponent_odd;		/* and above 1 */

    /* Extensions; `has` is 0 for those that are not there */
    int has_basic, is_ca;
    int has_usage;
    unsigned int usage;			/* CERT_USAGE_* */
    int has_purpose, for_servers;	/* extendedKeyUsage */
    struct der names;			/* subjectAltName, data NULL without */
    unsigned int limits;		/* nameConstraints, CERT_LIMITS_* */
    int has_unknown_critical;
};

/**
 * Read a certificate
 *
 * @v cert	Receives what it says, as pointers into `data`
 * @v data	The certificate, DER
 * @v len	Its length in bytes
 * @ret 1	Done
 * @ret 0	Not a certificate, something of it is not DER, an extension is
 *		there twice, or something follows its end
 */
int cert_read(struct cert *cert, const uint8_t *data, size_t len);

#endif /* LIBHTTPS_CERT_H */
