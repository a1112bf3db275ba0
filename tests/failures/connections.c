/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * connections.c - a COM32 module that holds as many TLS connections as there may
 * be, and reads from all of them in turn
 *
 *	connections.c32 HOST PORT
 *
 * Number N asks for /N, where each byte is known (tests/boot/test_memory.py).
 * Whom it believes the module that has started it says.
 */
#include <console.h>
#include <errno.h>
#include <netdb.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <syslinux/tls.h>
#include <unistd.h>

#define COUNT		32		/* sockets.txt */
#define PIECE		1000		/* bytes that are read at once */
#define BLANK_LINE	"\r\n\r\n"

struct connection {
    int socket, tls;
    unsigned int matched;		/* of the blank line */
    uint32_t got;			/* bytes of the file */
    uint32_t wrong;			/* of these */
    int ended;
};

static struct connection connections[COUNT];
static struct addrinfo *host;

static int connect_to_host(void)
{
    struct timeval patience = { .tv_sec = 60 };
    int s = socket(host->ai_family, host->ai_socktype, host->ai_protocol);

    setsockopt(s, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    if (connect(s, host->ai_addr, host->ai_addrlen)) {
	printf("connections: cannot connect: error %d\n", errno);
	close(s);
	return -1;
    }
    return s;
}

static int begin(struct connection *conn, const char *name, unsigned int number)
{
    char request[64];
    int len;

    memset(conn, 0, sizeof(*conn));
    conn->tls = -1;
    conn->socket = connect_to_host();
    if (conn->socket < 0)
	return -1;
    conn->tls = tls_connect(conn->socket, name);
    len = snprintf(request, sizeof(request), "GET /%u HTTP/1.0\r\n\r\n", number);
    return conn->tls < 0 || tls_write(conn->tls, request, len) != len ? -1 : 0;
}

static void end(struct connection *conn)
{
    if (conn->tls >= 0)
	tls_close(conn->tls);
    if (conn->socket >= 0)
	close(conn->socket);
}

/* Behind the blank line byte I of file N is 31 * N + 7 * I + I / 256 */
static void look(struct connection *conn, unsigned int number,
		 const unsigned char *p, size_t len)
{
    for (; len; p++, len--) {
	if (conn->matched < strlen(BLANK_LINE)) {
	    if (*p == BLANK_LINE[conn->matched])
		conn->matched++;
	    else
		conn->matched = *p == BLANK_LINE[0];
	    continue;
	}
	conn->wrong += *p != (uint8_t)(31 * number + 7 * conn->got +
				       conn->got / 256);
	conn->got++;
    }
}

/* One piece of each; how many there are that go on */
static int read_all(void)
{
    static unsigned char buffer[PIECE];
    int i, left = 0;

    for (i = 0; i < COUNT; i++) {
	struct connection *conn = &connections[i];
	ssize_t len;

	if (conn->ended)
	    continue;
	len = tls_read(conn->tls, buffer, sizeof(buffer));
	if (len < 0)
	    printf("connections: %d: %s\n", i, tls_reason());
	conn->ended = len <= 0;
	left += !conn->ended;
	if (len > 0)
	    look(conn, i, buffer, len);
    }
    return left;
}

static void one_too_many(const char *name)
{
    int s = connect_to_host();

    errno = 0;
    if (s >= 0 && tls_connect(s, name) < 0)
	printf("connections: one more: error %d\n", errno);
    if (s >= 0)
	close(s);
}

int main(int argc, char *argv[])
{
    struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
    uint32_t got = 0, wrong = 0;
    int i, n;

    openconsole(&dev_null_r, &dev_stdcon_w);
    if (argc < 3 || getaddrinfo(argv[1], argv[2], &hints, &host)) {
	printf("connections: usage: connections.c32 HOST PORT\n");
	return 1;
    }
    for (n = 0; n < COUNT && !begin(&connections[n], argv[1], n); n++)
	;
    if (n == COUNT) {
	one_too_many(argv[1]);
	while (read_all())
	    ;
    } else {
	end(&connections[n]);
    }
    for (i = 0; i < n; i++) {
	got += connections[i].got;
	wrong += connections[i].wrong;
	end(&connections[i]);
    }
    freeaddrinfo(host);
    printf("connections: %d at once, %u bytes, %u wrong\n", n, got, wrong);
    return 0;
}
