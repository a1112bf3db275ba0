/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * certcheck.h - is a server's certificate good enough, and whose is it?
 *
 * These checks are made in addition to those of the TLS library, which verifies
 * signatures up to a trust anchor: whoever calls this has to refuse the server
 * if either of them does. No function here allocates memory.
 */
#ifndef LIBHTTPS_CERTCHECK_H
#define LIBHTTPS_CERTCHECK_H

#include "cert.h"
#include "certname.h"

#define CERT_CHAIN_MAX	20		/* certificates that are looked at */
#define CERT_RSA_MIN	2048		/* bits */
#define CERT_RSA_MAX	4096		/* bits, of SP_INT_BITS of the library */

enum cert_verdict {
    CERT_GOOD,
    CERT_NONE,				/* the server sent no certificate */
    CERT_CHAIN_LONG,			/* more than CERT_CHAIN_MAX */
    CERT_MALFORMED,			/* not a certificate */
    CERT_OLD_VERSION,			/* not X.509 version 3 */
    CERT_UNKNOWN_EXTENSION,		/* a critical one */
    CERT_WEAK_SIGNATURE,		/* its hash is not SHA-256 or better */
    CERT_OTHER_SIGNATURE,		/* neither RSA nor ECDSA */
    CERT_WEAK_KEY,			/* RSA with fewer than CERT_RSA_MIN bits */
    CERT_OTHER_KEY,			/* none of RSA, P-256, P-384 */
    CERT_NOT_A_CA,			/* an issuer without CA flag */
    CERT_LIMITED,			/* an issuer with nameConstraints on
					   addresses, or on what a wildcard may
					   be, and such a host */
    CERT_USAGE,				/* keyUsage forbids it */
    CERT_PURPOSE,			/* extendedKeyUsage without serverAuth */
    CERT_NOT_YET_VALID,
    CERT_EXPIRED,
    CERT_WRONG_NAME,

    CERT_VERDICTS
};

/* What a message can say */
struct cert_report {
    enum cert_verdict verdict;
    unsigned int which;			/* certificate of the chain, 0 = server's */
    struct cert_date not_before, not_after; /* of that one; years are 0 if it
					   is CERT_MALFORMED or CERT_NONE */
    char names[CERT_NAMES_SIZE];	/* of the server's, as cert_names_text() */
};

/**
 * Judge the chain that a server sent
 *
 * The first certificate is the server's. The others are looked at as far as
 * they are its issuers by name, in any order. All of these have to be good; one
 * that is out of date, or has an old signature, may be there if there is a good
 * one of the same name. What is no issuer is left alone, but for a CA's that is
 * not for servers, or CERT_LIMITED, and what cannot be read: the library may be
 * able to.
 *
 * @v chain	The certificates, DER, in the order of the server
 * @v count	How many there are
 * @v host	The host of the URL
 * @v now	The time
 * @v limits	CERT_LIMITS_* of the trust anchors, all taken together: which
 *		of them it was is not known here
 * @v report	Receives what came of it, and what a message can say
 * @ret verdict	CERT_GOOD, or the first fault
 */
enum cert_verdict cert_check(const struct der *chain, unsigned int count,
			     const struct cert_host *host,
			     const struct cert_date *now, unsigned int limits,
			     struct cert_report *report);

/**
 * Judge a trust anchor
 *
 * The library takes any certificate for one, a server's own, too, and then takes
 * what that one vouches for. Its key and dates are the library's.
 *
 * @v der	The certificate, DER
 * @v limits	CERT_LIMITS_* of a good one are added
 * @ret verdict	CERT_GOOD, or the first fault
 */
enum cert_verdict cert_check_anchor(const struct der *der,
				    unsigned int *limits);

/**
 * Say what is wrong in a few words, such as "the certificate has expired"
 */
const char *cert_verdict_text(enum cert_verdict verdict);

#endif /* LIBHTTPS_CERTCHECK_H */
