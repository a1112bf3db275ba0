/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * certcheck.c - is a server's certificate good enough, and whose is it?
 */
#include <string.h>

#include "certcheck.h"

/* What is asked of every certificate of the chain */
static enum cert_verdict check_key(const struct cert *cert)
{
    switch (cert->key) {
    case CERT_KEY_RSA:
	if (cert->rsa_bits < CERT_RSA_MIN || !cert->rsa_exponent_odd)
	    return CERT_WEAK_KEY;
	return cert->rsa_bits > CERT_RSA_MAX ? CERT_OTHER_KEY : CERT_GOOD;
    case CERT_KEY_P256:
    case CERT_KEY_P384:
	return CERT_GOOD;
    case CERT_KEY_ED25519:
#ifdef CERT_HAS_ED25519
	return CERT_GOOD;
#endif
    default:
	return CERT_OTHER_KEY;
    }
}

static enum cert_verdict check_signature(const struct cert *cert)
{
    switch (cert->signature) {
    case CERT_SIGNED_SHA2:
	return CERT_GOOD;
    case CERT_SIGNED_WEAK:
	return CERT_WEAK_SIGNATURE;
    case CERT_SIGNED_ED25519:
#ifdef CERT_HAS_ED25519
	return CERT_GOOD;
#endif
    default:
	return CERT_OTHER_SIGNATURE;
    }
}

static enum cert_verdict check_dates(const struct cert *cert,
				     const struct cert_date *now)
{
    if (cert_date_compare(now, &cert->not_before) < 0)
	return CERT_NOT_YET_VALID;
    if (cert_date_compare(now, &cert->not_after) > 0)
	return CERT_EXPIRED;
    return CERT_GOOD;
}

/* `usage` is the bit that has to be there if there are any. Nobody needs to
   trust what a root says of itself: its signature does not count. */
static enum cert_verdict check_any(const struct cert *cert, unsigned int usage,
				   int root, const struct cert_date *now)
{
    enum cert_verdict verdict;

    if (cert->version != 3)
	return CERT_OLD_VERSION;
    if (cert->has_unknown_critical)
	return CERT_UNKNOWN_EXTENSION;
    verdict = root ? CERT_GOOD : check_signature(cert);
    if (!verdict)
	verdict = check_key(cert);
    if (verdict)
	return verdict;
    if (cert->has_usage && !(cert->usage & usage))
	return CERT_USAGE;
    if (cert->has_purpose && !cert->for_servers)
	return CERT_PURPOSE;
    return check_dates(cert, now);
}

static enum cert_verdict check_issuer(const struct cert *cert,
				      const struct cert_date *now)
{
    if (cert->version == 3 && !cert->is_ca)
	return CERT_NOT_A_CA;
    return check_any(cert, CERT_USAGE_CERT,
		     der_same(&cert->issuer, &cert->subject), now);
}

static void report_fault(struct cert_report *report, enum cert_verdict verdict,
			 unsigned int which, const struct cert *cert)
{
    report->verdict = verdict;
    report->which = which;
    report->not_before = cert->not_before;
    report->not_after = cert->not_after;
}

/**
 * Look for the issuer of a certificate, and judge it
 *
 * @v cert	The certificate; becomes its issuer
 * @v used	Bits of those that were judged before
 * @ret 1	There is a good one
 * @ret 0	There is none (it is a trust anchor, or the library will say so),
 *		or none that is good: see the report
 */
static int next_issuer(const struct der *chain, unsigned int count,
		       struct cert *cert, uint32_t *used,
		       const struct cert_date *now, struct cert_report *report)
{
    enum cert_verdict verdict, first = CERT_GOOD;
    unsigned int i, which = 0;
    struct cert other, bad;

    for (i = 1; i < count; i++) {
	if (*used & (1u << i) ||
	    !cert_read(&other, chain[i].data, chain[i].len) ||
	    !der_same(&other.subject, &cert->issuer))
	    continue;
	*used |= 1u << i;
	verdict = check_issuer(&other, now);
	if (!verdict) {
	    *cert = other;
	    return 1;
	}
	if (!first) {
	    first = verdict;
	    which = i;
	    bad = other;
	}
    }
    if (first)
	report_fault(report, first, which, &bad);
    return 0;
}

/* CERT_CHAIN_MAX certificates have their bits in an uint32_t */
enum cert_verdict cert_check(const struct der *chain, unsigned int count,
			     const struct cert_host *host,
			     const struct cert_date *now,
			     struct cert_report *report)
{
    enum cert_verdict verdict;
    uint32_t used = 0;
    struct cert cert;

    memset(report, 0, sizeof(*report));
    if (!count)
	return report->verdict = CERT_NONE;
    if (!cert_read(&cert, chain[0].data, chain[0].len))
	return report->verdict = CERT_MALFORMED;
    cert_names_text(report->names, &cert.names);
    verdict = check_any(&cert, CERT_USAGE_SIGN, 0, now);
    if (!verdict && count > CERT_CHAIN_MAX)
	verdict = CERT_CHAIN_LONG;
    if (!verdict && !cert_names_match(&cert.names, host))
	verdict = CERT_WRONG_NAME;
    report_fault(report, verdict, 0, &cert);
    if (!verdict)
	while (!der_same(&cert.issuer, &cert.subject) &&
	       next_issuer(chain, count, &cert, &used, now, report))
	    ;
    return report->verdict;
}

const char *cert_verdict_text(enum cert_verdict verdict)
{
    static const char *const texts[CERT_VERDICTS] = {
	[CERT_GOOD] = "a good certificate",
	[CERT_NONE] = "no certificate",
	[CERT_CHAIN_LONG] = "too many certificates",
	[CERT_MALFORMED] = "not a certificate",
	[CERT_OLD_VERSION] = "not X.509 version 3",
	[CERT_UNKNOWN_EXTENSION] = "an unknown critical extension",
	[CERT_WEAK_SIGNATURE] = "signed with less than SHA-256",
	[CERT_OTHER_SIGNATURE] = "signed in an unknown way",
	[CERT_WEAK_KEY] = "an RSA key below 2048 bits",
	[CERT_OTHER_KEY] = "a key other than RSA (to 4096 bits), P-256, P-384",
	[CERT_NOT_A_CA] = "an issuer that is no CA",
	[CERT_USAGE] = "keyUsage does not allow it",
	[CERT_PURPOSE] = "extendedKeyUsage does not allow servers",
	[CERT_NOT_YET_VALID] = "not yet valid",
	[CERT_EXPIRED] = "expired",
	[CERT_WRONG_NAME] = "of another name",
    };

    if ((unsigned int)verdict >= CERT_VERDICTS)
	return "?";
    return texts[verdict];
}
