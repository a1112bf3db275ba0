/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * no_anchors.c - wolfSSL's cryptography without its TLS, which knows whom to
 * trust
 */
#include <wolfssl/wolfcrypt/settings.h>
#include <wolfssl/wolfcrypt/asn.h>

Signer *GetCA(void *manager, byte *hash)
{
    return NULL;
}

Signer *GetCAByName(void *manager, byte *hash)
{
    return NULL;
}
