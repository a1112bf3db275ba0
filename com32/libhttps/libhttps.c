/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * libhttps.c - https as a scheme of the core's
 */
#include <klibc/compiler.h>
#include <stddef.h>
#include <syslinux/urlstream.h>

#include "conns.h"
#include "settings.h"

#define HTTPS_PORT	443
#define BUFFER_SIZE	16384		/* the longest record, RFC 8446 5.1 */

static int stream_open(void *tcp, const struct url_tcp_ops *ops,
		       const char *host)
{
    const struct tls_carrier carrier = { ops->recv, ops->send, tcp };

    return conns_open(&carrier, host, BUFFER_SIZE);
}

static int stream_write(int number, const void *data, size_t len)
{
    struct tls_conn *conn = conns_find(number);

    if (!conn)
	return -1;
    return tls_conn_write(conn, data, len) ? conns_fail(conn) : 0;
}

static int stream_read(int number, char **data)
{
    struct tls_conn *conn = conns_find(number);
    int len;

    if (!conn)
	return -1;
    *data = conns_room(number);
    len = tls_conn_read(conn, *data, BUFFER_SIZE);
    return len < 0 ? conns_fail(conn) : len;
}

static struct url_stream https = {
    .scheme = "https",
    .port = HTTPS_PORT,
    .open = stream_open,
    .write = stream_write,
    .read = stream_read,
    .close = conns_close,
};

static void __constructor begin(void)
{
    url_register(&https);
}

static void __destructor end(void)
{
    url_unregister(&https);
    conns_close_all();
    settings_end();
}
