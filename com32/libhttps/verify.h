/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * verify.h - is this the server that was asked for?
 */
#ifndef LIBHTTPS_VERIFY_H
#define LIBHTTPS_VERIFY_H

#include "reason.h"

struct verify {
    const char *host;			/* as in the URL */
    unsigned int limits;		/* of the trust anchors, CERT_LIMITS_* */
    struct tls_reason *reason;		/* receives why not */
    int good;				/* all of it was checked */
};

struct WOLFSSL;

/**
 * Have the server checked in the handshake of a connection
 *
 * Without that `good` is never set, and no connection may be used whose verify
 * does not have it set.
 */
void verify_begin(struct verify *verify, struct WOLFSSL *ssl, const char *host,
		  unsigned int limits, struct tls_reason *reason);

#endif /* LIBHTTPS_VERIFY_H */
