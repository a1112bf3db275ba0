/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * anchors.h - whom to trust
 */
#ifndef LIBHTTPS_ANCHORS_H
#define LIBHTTPS_ANCHORS_H

#include <stddef.h>

#include "reason.h"

struct WOLFSSL_CTX;

#define TLS_ANCHOR_ROWS	11		/* CA_TABLE_SIZE of wolfSSL */

struct tls_anchors {
    struct WOLFSSL_CTX *ctx;		/* NULL before anchors_begin() */
    unsigned int count;			/* certificates that were taken */
    unsigned int refused;		/* ...and that were not */
    const char *fault;			/* of the first of these */
    unsigned int limits;		/* of those that were, CERT_LIMITS_* */
    void *own[TLS_ANCHOR_ROWS];		/* where they begin in wolfSSL's table */
};

/**
 * Begin without anybody
 *
 * @ret 0	Done
 * @ret -1	reason tells
 */
int anchors_begin(struct tls_anchors *anchors, struct tls_reason *reason);

/**
 * Trust all certificates of a PEM bundle. One that wolfSSL does not take
 * (expired, too weak), and what is no CA for servers, is left out; what is no
 * certificate at all is a mistake.
 *
 * @v anchors	Who is trusted
 * @v text	The bundle; need not end in a NUL
 * @v len	Its length in bytes
 * @v name	Of the bundle, for the reason
 * @v reason	Receives why not
 * @ret 0	Done
 * @ret -1	reason tells
 */
int anchors_add(struct tls_anchors *anchors, const char *text, size_t len,
		const char *name, struct tls_reason *reason);

/**
 * Forget the certificates that servers have sent along: wolfSSL keeps those of
 * issuers that it has verified, and takes them for anchors from then on
 */
void anchors_forget(struct tls_anchors *anchors);

/**
 * Give everything back; connections that are open go on
 */
void anchors_end(struct tls_anchors *anchors);

#endif /* LIBHTTPS_ANCHORS_H */
