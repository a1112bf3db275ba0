/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * peer.h - a server of OpenSSL's in this process, and how badly it behaves
 *
 * Nothing runs beside the client: the server works when the client sends or
 * waits, so that every run of a test is the same but for the keys.
 */
#ifndef TLS_PEER_H
#define TLS_PEER_H

#include <stddef.h>
#include <stdint.h>

#include "tlsconn.h"

enum peer_end {
    END_NOTIFY,				/* close_notify, then the end */
    END_CUT,				/* the end alone */
    END_SILENT,				/* neither */
};

/* What a server is and does; zeros are a good one */
struct peer_script {
    const char *certs;			/* a case of certs.py; NULL is "good" */
    int lowest, highest;		/* TLS1_VERSION and so on */
    const char *suites;			/* of 1.3, as OpenSSL names them */
    const char *ciphers;		/* of 1.2 */
    const char *groups;
    int alert;				/* sent instead of a ServerHello */
    size_t answer;			/* bytes that follow a request */
    int key_updates;			/* before the answer */
    int flood;				/* KeyUpdates behind it, without end */
    int renegotiate;			/* before the answer, in 1.2 */
    int asks;				/* for a certificate: SSL_VERIFY_... */
    int tickets;			/* how many, in 1.3 */
    enum peer_end end;
    const char *raw;			/* these bytes and no TLS at all */
    size_t raw_len;

    /* What becomes of it on its way */
    uint32_t pieces;			/* seed of their lengths; 0 = whole */
    size_t piece_max;			/* bytes */
    size_t cut_at;			/* so many come, then the end; 0 = all */
    size_t change_at;			/* this byte, from 1, comes changed */
};

struct peer;

/** Make a server; `folder` has what certs.py has made */
struct peer *peer_new(const char *folder, const struct peer_script *script);

/** A client comes; the one before has gone */
void peer_accept(struct peer *peer);

struct tls_carrier peer_carrier(struct peer *peer);

/** What was agreed, such as "TLSv1.3 TLS_AES_128_GCM_SHA256 X25519" */
const char *peer_agreed(const struct peer *peer);

/** Bytes that it has sent to this client */
size_t peer_sent(const struct peer *peer);

void peer_free(struct peer *peer);

/** What an answer has at this place */
static inline uint8_t peer_byte(size_t at)
{
    return (uint8_t)(at * 7 + (at >> 8));
}

#endif /* TLS_PEER_H */
