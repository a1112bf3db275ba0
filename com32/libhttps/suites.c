/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * suites.c - what is offered to servers
 */
#include <wolfssl/wolfcrypt/settings.h>
#include <wolfssl/ssl.h>

#include "suites.h"

/* The fastest first: most servers take the first one that they have. AES comes
   in tables here, half as fast. */
static const char list[] =
    "TLS13-CHACHA20-POLY1305-SHA256:"
    "TLS13-AES128-GCM-SHA256:"
    "TLS13-AES256-GCM-SHA384:"
    "ECDHE-ECDSA-CHACHA20-POLY1305:"
    "ECDHE-RSA-CHACHA20-POLY1305:"
    "ECDHE-ECDSA-AES128-GCM-SHA256:"
    "ECDHE-RSA-AES128-GCM-SHA256:"
    "ECDHE-ECDSA-AES256-GCM-SHA384:"
    "ECDHE-RSA-AES256-GCM-SHA384";

int suites_choose(WOLFSSL_CTX *ctx)
{
    int groups[] = { WOLFSSL_ECC_X25519, WOLFSSL_ECC_SECP256R1,
		     WOLFSSL_ECC_SECP384R1 };

    return wolfSSL_CTX_set_cipher_list(ctx, list) == WOLFSSL_SUCCESS &&
	   wolfSSL_CTX_set_groups(ctx, groups, 3) == WOLFSSL_SUCCESS ? 0 : -1;
}

int suites_exchange(WOLFSSL *ssl)
{
    return wolfSSL_UseKeyShare(ssl, WOLFSSL_ECC_X25519) == WOLFSSL_SUCCESS ?
	   0 : -1;
}
