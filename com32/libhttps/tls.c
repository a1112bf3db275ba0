/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * tls.c - TLS over a socket, for modules
 */
#include <errno.h>
#include <klibc/compiler.h>
#include <stdint.h>
#include <sys/socket.h>
#include <syslinux/tls.h>

#include "conns.h"

static int socket_recv(void *handle, void *buf, size_t len)
{
    return recv((intptr_t)handle, buf, len, 0);
}

static int socket_send(void *handle, const void *buf, size_t len)
{
    const char *p = buf;
    ssize_t sent;

    for (; len; p += sent, len -= sent) {
	sent = send((intptr_t)handle, p, len, 0);
	if (sent < 0)
	    return -1;
    }
    return 0;
}

__export int tls_connect(int socket, const char *host)
{
    const struct tls_carrier carrier = {
	socket_recv, socket_send, (void *)(intptr_t)socket,
    };

    return conns_open(&carrier, host, 1);
}

__export ssize_t tls_write(int tls, const void *buf, size_t len)
{
    struct tls_conn *conn = conns_find(tls);

    if (!conn)
	return -1;
    return tls_conn_write(conn, buf, len) ? conns_fail(conn) : (ssize_t)len;
}

__export ssize_t tls_read(int tls, void *buf, size_t len)
{
    struct tls_conn *conn = conns_find(tls);
    int got;

    if (!conn)
	return -1;
    got = tls_conn_read(conn, buf, len);
    return got < 0 ? conns_fail(conn) : got;
}

__export int tls_close(int tls)
{
    if (!conns_find(tls))
	return -1;
    conns_close(tls);
    return 0;
}
