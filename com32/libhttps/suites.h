/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * suites.h - what is offered to servers
 */
#ifndef LIBHTTPS_SUITES_H
#define LIBHTTPS_SUITES_H

struct WOLFSSL;
struct WOLFSSL_CTX;

/**
 * Offer our cipher suites, in our order, to all servers
 *
 * @ret 0	Done
 * @ret -1	Not enough memory
 */
int suites_choose(struct WOLFSSL_CTX *ctx);

/**
 * Begin the key exchange of a connection with X25519, and know P-256 and P-384
 *
 * @ret 0	Done
 * @ret -1	Not enough memory, or no random numbers
 */
int suites_exchange(struct WOLFSSL *ssl);

#endif /* LIBHTTPS_SUITES_H */
