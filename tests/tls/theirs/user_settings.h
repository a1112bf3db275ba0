/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * user_settings.h - the module's own, for wolfSSL's test: with all that the
 * module has, and with nothing else
 */
#include "../../../com32/libhttps/user_settings.h"

#undef NO_CRYPT_TEST
#define USE_CERT_BUFFERS_2048		/* keys come from its certs_test.h */
#define USE_CERT_BUFFERS_256
/* It signs sums of SHA-1, which the module refuses: ecc.c is built with this */
#define WC_HASH_CUSTOM_MIN_DIGEST_SIZE	16
