/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * anchors.c - whom to trust
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <wolfssl/wolfcrypt/settings.h>
#include <wolfssl/ssl.h>
#include <wolfssl/internal.h>
#include <syslinux/tls.h>

#include "anchors.h"
#include "certcheck.h"
#include "pem.h"
#include "suites.h"

_Static_assert(CA_TABLE_SIZE == TLS_ANCHOR_ROWS, "rows of wolfSSL's table");

/* The anchors come first; what is put before them later is no anchor */
static void remember(struct tls_anchors *anchors)
{
    int row;

    for (row = 0; row < CA_TABLE_SIZE; row++)
	anchors->own[row] = anchors->ctx->cm->caTable[row];
}

void anchors_forget(struct tls_anchors *anchors)
{
    WOLFSSL_CERT_MANAGER *cm = anchors->ctx->cm;
    Signer *signer;
    int row;

    for (row = 0; row < CA_TABLE_SIZE; row++)
	while ((signer = cm->caTable[row]) != anchors->own[row]) {
	    cm->caTable[row] = signer->next;
	    FreeSigner(signer, cm->heap);
	}
}

int anchors_begin(struct tls_anchors *anchors, struct tls_reason *reason)
{
    memset(anchors, 0, sizeof(*anchors));
    wolfSSL_Init();
    anchors->ctx = wolfSSL_CTX_new(wolfSSLv23_client_method());
    if (!anchors->ctx || suites_choose(anchors->ctx)) {
	reason_set(reason, ENOMEM, "not enough memory");
	anchors_end(anchors);
	return -1;
    }
    return 0;
}

/* Add one; what is wrong with it, or NULL */
static const char *add(struct tls_anchors *anchors, const struct der *der)
{
    unsigned int limits = anchors->limits;
    enum cert_verdict verdict = cert_check_anchor(der, &limits);

    if (verdict)
	return cert_verdict_text(verdict);
    if (wolfSSL_CTX_load_verify_buffer(anchors->ctx, der->data, der->len,
				       WOLFSSL_FILETYPE_ASN1) !=
	WOLFSSL_SUCCESS)
	return "expired, not yet valid, or too weak";
    anchors->limits = limits;
    anchors->count++;
    return NULL;
}

int anchors_add(struct tls_anchors *anchors, const char *text, size_t len,
		const char *name, struct tls_reason *reason)
{
    uint8_t *der = malloc(PEM_DER_MAX);
    enum pem_result result;
    const char *fault;
    struct pem pem;
    size_t der_len;

    if (!der) {
	reason_set(reason, ENOMEM, "not enough memory");
	return -1;
    }
    pem_begin(&pem, text, len);
    while ((result = pem_next(&pem, der, PEM_DER_MAX, &der_len)) ==
	   PEM_CERTIFICATE) {
	const struct der one = { der, der_len };

	fault = add(anchors, &one);
	if (fault && !anchors->refused++)
	    anchors->fault = fault;
    }
    free(der);
    remember(anchors);
    if (result == PEM_END)
	return 0;
    reason_set(reason, TLS_EANCHORS, "%s, line %u: %s", name, pem.line,
	       pem_result_text(result));
    return -1;
}

void anchors_end(struct tls_anchors *anchors)
{
    wolfSSL_CTX_free(anchors->ctx);
    memset(anchors, 0, sizeof(*anchors));
}
