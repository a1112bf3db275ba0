/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * verify.c - is this the server that was asked for?
 *
 * wolfSSL checks the signatures up to a trust anchor; what a certificate says is
 * checked in check/. Both have to agree.
 */
#include <string.h>

#include <wolfssl/wolfcrypt/settings.h>
#include <wolfssl/ssl.h>
#include <wolfssl/error-ssl.h>
#include <wolfssl/wolfcrypt/error-crypt.h>
#include <syslinux/tls.h>

#include "certcheck.h"
#include "tlsconn.h"
#include "verify.h"

/* Which errno each verdict of check/ is */
static int errno_of(enum cert_verdict verdict)
{
    switch (verdict) {
    case CERT_WRONG_NAME:
	return TLS_ENAME;
    case CERT_NOT_YET_VALID:
    case CERT_EXPIRED:
	return TLS_EDATE;
    case CERT_NONE:
    case CERT_NOT_A_CA:
	return TLS_EISSUER;
    default:
	return TLS_EWEAK;
    }
}

static void explain_dates(struct tls_reason *reason,
			  const struct cert_report *report,
			  const struct cert_date *now)
{
    const struct cert_date *from = &report->not_before, *to = &report->not_after;

    reason_set(reason, TLS_EDATE, "%s: it is valid from %04u-%02u-%02u to "
	       "%04u-%02u-%02u, and the clock says %04u-%02u-%02u",
	       cert_verdict_text(report->verdict), from->year, from->month,
	       from->day, to->year, to->month, to->day, now->year, now->month,
	       now->day);
}

/* All that does not need keys: dates, name, algorithms, what it is good for */
static int check(struct verify *verify, WOLFSSL_X509_STORE_CTX *store)
{
    struct der chain[CERT_CHAIN_MAX];
    struct cert_report report;
    struct cert_host host;
    struct cert_date now;
    int i;

    for (i = 0; i < store->totalCerts && i < CERT_CHAIN_MAX; i++) {
	chain[i].data = store->certs[i].buffer;
	chain[i].len = store->certs[i].length;
    }
    cert_host_read(&host, verify->host);
    cert_date_from_seconds(&now, tls_now());
    if (cert_check(chain, i, &host, &now, verify->limits, &report) ==
	CERT_GOOD)
	return 1;
    switch (report.verdict) {
    case CERT_EXPIRED:
    case CERT_NOT_YET_VALID:
	explain_dates(verify->reason, &report, &now);
	break;
    case CERT_WRONG_NAME:
	reason_set(verify->reason, TLS_ENAME, "the certificate is not for %s,"
		   " but for %s", verify->host, report.names);
	break;
    default:
	reason_set(verify->reason, errno_of(report.verdict), "%s",
		   cert_verdict_text(report.verdict));
    }
    return 0;
}

/* What wolfSSL has against a certificate */
static void explain(struct verify *verify, int error)
{
    struct tls_reason *reason = verify->reason;

    switch (error) {
    case ASN_NO_SIGNER_E:
    case ASN_SELF_SIGNED_E:
    case ASN_SIG_CONFIRM_E:
    case ASN_SIG_KEY_E:
    case ASN_PATHLEN_INV_E:
    case ASN_PATHLEN_SIZE_E:
    case MAX_CHAIN_ERROR:
	reason_set(reason, TLS_EISSUER, "none of the trust anchors has issued"
		   " the certificate");
	break;
    case ASN_BEFORE_DATE_E:
    case ASN_AFTER_DATE_E:
	reason_set(reason, TLS_EDATE, "a certificate of the chain has expired,"
		   " or is not valid yet");
	break;
    case MEMORY_E:
	reason_set(reason, ENOMEM, "not enough memory");
	break;
    default:
	reason_set(reason, TLS_EWEAK, "a certificate of the chain is not good"
		   " enough (%d)", error);
    }
}

static int verify_callback(int good, WOLFSSL_X509_STORE_CTX *store)
{
    struct verify *verify = store->userCtx;

    if (!verify)
	return 0;
    if (!good) {
	/* Dates, names and lengths are said better by us */
	if (store->error != ASN_NO_SIGNER_E && store->error != MEMORY_E)
	    check(verify, store);
	explain(verify, store->error);
	return 0;
    }
    if (store->error_depth)
	return 1;
    verify->good = check(verify, store);
    return verify->good;
}

void verify_begin(struct verify *verify, struct WOLFSSL *ssl, const char *host,
		  unsigned int limits, struct tls_reason *reason)
{
    verify->host = host;
    verify->limits = limits;
    verify->reason = reason;
    verify->good = 0;
    wolfSSL_SetCertCbCtx(ssl, verify);
    wolfSSL_set_verify(ssl, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT,
		       verify_callback);
}
