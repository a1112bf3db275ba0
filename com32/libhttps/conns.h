/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * conns.h - the connections that there are, by number
 */
#ifndef LIBHTTPS_CONNS_H
#define LIBHTTPS_CONNS_H

#include "tlsconn.h"

#define CONNS_MAX	32		/* as sockets.txt says */

/**
 * Connect, as tls_conn_open(), with all that a handshake needs. The reason is
 * printed where it fails, as nobody else knows so much.
 *
 * @v room	Bytes that the caller wants for himself, see conns_room()
 * @ret number	Of this connection, and of no other before; -1 with errno set
 */
int conns_open(const struct tls_carrier *carrier, const char *host, size_t room);

/**
 * The connection of a number, or NULL with errno set to EBADF
 */
struct tls_conn *conns_find(int number);

/**
 * What conns_open() was asked for; it goes with the connection
 */
void *conns_room(int number);

/**
 * Note the reason of a failed call, as errno and for tls_reason()
 *
 * @ret -1	Always
 */
int conns_fail(const struct tls_conn *conn);

void conns_close(int number);
void conns_close_all(void);

#endif /* LIBHTTPS_CONNS_H */
