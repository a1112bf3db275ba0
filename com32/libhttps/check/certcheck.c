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

/* `limits` are those that matter for the host */
static enum cert_verdict check_issuer(const struct cert *cert,
				      unsigned int limits,
				      const struct cert_date *now)
{
    if (cert->version == 3 && !cert->is_ca)
	return CERT_NOT_A_CA;
    if (cert->limits & limits)
	return CERT_LIMITED;
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

/* What is kept of each certificate of a chain */
struct link {
    struct der issuer, subject;
    enum cert_verdict verdict;
    int reached;			/* by name, from the server's */
};

/* A certificate that should have been exchanged, rather than one that must not
   be used for this */
static int is_old(enum cert_verdict verdict)
{
    return verdict == CERT_EXPIRED || verdict == CERT_NOT_YET_VALID ||
	verdict == CERT_WEAK_SIGNATURE || verdict == CERT_OTHER_SIGNATURE;
}

/* What the library does not look at. It finds issuers by the id of their key,
   whatever their names are, so that names cannot tell whom this is about. */
static int is_limit(enum cert_verdict verdict)
{
    return verdict == CERT_PURPOSE || verdict == CERT_LIMITED;
}

/* Go on by name from the server's certificate to all that may be its issuers */
static void reach(struct link *links, unsigned int count)
{
    unsigned int i, j;
    int more;

    links[0].reached = 1;
    do {
	more = 0;
	for (i = 1; i < count; i++)
	    for (j = 0; j < count; j++)
		if (!links[i].reached && links[j].reached &&
		    der_same(&links[i].subject, &links[j].issuer))
		    more = links[i].reached = 1;
    } while (more);
}

/* Is there a good one of the same name? */
static int is_replaced(const struct link *links, unsigned int count,
		       const struct link *link)
{
    unsigned int i;

    for (i = 1; i < count; i++)
	if (links[i].reached && !links[i].verdict &&
	    der_same(&links[i].subject, &link->subject))
	    return 1;
    return 0;
}

/**
 * Judge the issuers
 *
 * Which of several with one name the library has verified is not known here,
 * and a dishonest CA may send a second one that has none of its limits: so all
 * of them have to be good, but for those that are merely old. What cannot be
 * read is refused: what is around the signed part of a certificate is nobody's,
 * and the library reads more than DER.
 */
static void check_issuers(const struct der *chain, unsigned int count,
			  const struct cert *server, unsigned int limits,
			  const struct cert_date *now,
			  struct cert_report *report)
{
    struct link links[CERT_CHAIN_MAX] = { { .issuer = server->issuer } };
    struct cert cert;
    unsigned int i;

    for (i = 1; i < count; i++) {
	if (!cert_read(&cert, chain[i].data, chain[i].len)) {
	    memset(&cert, 0, sizeof(cert));
	    report_fault(report, CERT_MALFORMED, i, &cert);
	    return;
	}
	links[i].issuer = cert.issuer;
	links[i].subject = cert.subject;
	links[i].verdict = check_issuer(&cert, limits, now);
    }
    reach(links, count);
    for (i = 1; i < count; i++) {
	if (!links[i].verdict ||
	    (!links[i].reached && !is_limit(links[i].verdict)) ||
	    (is_old(links[i].verdict) && is_replaced(links, count, &links[i])))
	    continue;
	cert_read(&cert, chain[i].data, chain[i].len);
	report_fault(report, links[i].verdict, i, &cert);
	return;
    }
}

enum cert_verdict cert_check(const struct der *chain, unsigned int count,
			     const struct cert_host *host,
			     const struct cert_date *now, unsigned int limits,
			     struct cert_report *report)
{
    unsigned int matter = CERT_LIMITS_ADDRESSES;
    enum cert_verdict verdict;
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
    if (!verdict && !cert_names_match(&cert.names, host, 1))
	verdict = CERT_WRONG_NAME;
    if (host->kind == CERT_HOST_NAME)
	matter = cert_names_match(&cert.names, host, 0) ? 0 :
	    CERT_LIMITS_WILDCARDS;
    if (!verdict && limits & matter)
	verdict = CERT_LIMITED;
    report_fault(report, verdict, 0, &cert);
    if (!verdict)
	check_issuers(chain, count, &cert, matter, now, report);
    return report->verdict;
}

enum cert_verdict cert_check_anchor(const struct der *der,
				    unsigned int *limits)
{
    struct cert cert;

    if (!cert_read(&cert, der->data, der->len))
	return CERT_MALFORMED;
    if (cert.version == 3 && !cert.is_ca)
	return CERT_NOT_A_CA;
    if (cert.has_unknown_critical)
	return CERT_UNKNOWN_EXTENSION;
    if (cert.has_usage && !(cert.usage & CERT_USAGE_CERT))
	return CERT_USAGE;
    if (cert.has_purpose && !cert.for_servers)
	return CERT_PURPOSE;
    *limits |= cert.limits;
    return CERT_GOOD;
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
	[CERT_LIMITED] = "an issuer that has limits to its names",
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
