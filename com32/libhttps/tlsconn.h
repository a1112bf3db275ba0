/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * tlsconn.h - one connection of TLS over whatever carries bytes
 *
 * Needs wolfSSL and nothing of the machine, so that it runs on the host as well.
 * The machine gives tls_ms(), tls_now(), tls_random() and tls_event().
 */
#ifndef LIBHTTPS_TLSCONN_H
#define LIBHTTPS_TLSCONN_H

#include <stddef.h>
#include <stdint.h>

#include "reason.h"

/* From when on a handshake, or a read that gets no byte of data, takes too
   long, whatever the server sends meanwhile (policy, as the core's) */
#define TLS_WAIT_MS	60000

struct tls_anchors;			/* anchors.h */
struct tls_conn;

/* Both as url_tcp_ops of syslinux/urlstream.h */
struct tls_carrier {
    int (*recv)(void *handle, void *buf, size_t len);
    int (*send)(void *handle, const void *buf, size_t len);
    void *handle;
};

/* --- What the machine gives */

uint32_t tls_ms(void);			/* a clock that begins anywhere */
int64_t tls_now(void);			/* seconds since 1970 */
int tls_random(unsigned char *output, unsigned int size); /* 0, or not 0 */
void tls_event(void);			/* bytes have come, at a time of theirs */

/* --- Connections */

/**
 * Make the handshake and check who the server is
 *
 * @v anchors	Whom to trust
 * @v carrier	An open connection; is not closed
 * @v host	As in the URL: a name or an address
 * @v reason	Receives why not
 * @ret conn	To be closed; or NULL, and nothing is left of it
 */
struct tls_conn *tls_conn_open(struct tls_anchors *anchors,
			       const struct tls_carrier *carrier,
			       const char *host, struct tls_reason *reason);

/**
 * Write all of it
 *
 * @ret 0	Done
 * @ret -1	reason tells
 */
int tls_conn_write(struct tls_conn *conn, const void *data, size_t len);

/**
 * Read what there is, and wait for it
 *
 * @ret len	Bytes
 * @ret 0	The server has said that this is the end (close_notify)
 * @ret -1	reason tells; ECONNRESET if it ended without saying so
 */
int tls_conn_read(struct tls_conn *conn, void *buf, size_t len);

/**
 * Why the last call has failed
 */
const struct tls_reason *tls_conn_reason(const struct tls_conn *conn);

/**
 * Tell the server, and give everything back
 */
void tls_conn_close(struct tls_conn *conn);

/**
 * Give everything back without a word
 */
void tls_conn_drop(struct tls_conn *conn);

#endif /* LIBHTTPS_TLSCONN_H */
