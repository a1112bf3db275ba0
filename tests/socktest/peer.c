/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * peer.c - the other end
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>

#include "peer.h"
#include "shim.h"
#include "tap.h"

struct in_addr peer_ip;

struct sockaddr_in address(in_addr_t ip, int port)
{
    struct sockaddr_in sin;

    memset(&sin, 0, sizeof(sin));
    sin.sin_family = AF_INET;
    sin.sin_addr.s_addr = ip;
    sin.sin_port = htons((uint16_t)port);
    return sin;
}

struct sockaddr_in peer_address(int port)
{
    return address(peer_ip.s_addr, port);
}

int connect_to(int s, const struct sockaddr_in *sin)
{
    return connect(s, (const struct sockaddr *)sin, sizeof(*sin));
}

int bind_to(int s, const struct sockaddr_in *sin)
{
    return bind(s, (const struct sockaddr *)sin, sizeof(*sin));
}

int open_socket(int type)
{
    int s = socket(AF_INET, type, 0);

    if (s < 0) {
	is(s, 0, "a socket for the next test");
	return -1;
    }
    set_timeout(s, SO_RCVTIMEO, PATIENCE_MS);
    set_timeout(s, SO_SNDTIMEO, PATIENCE_MS);
    return s;
}

int connect_peer(int port)
{
    struct sockaddr_in sin = peer_address(port);
    int s = open_socket(SOCK_STREAM);

    if (s >= 0 && connect_to(s, &sin)) {
	is(-1, 0, "a connection for the next test");
	closesocket(s);
	return -1;
    }
    return s;
}

int listen_any(int backlog, int *port)
{
    struct sockaddr_in sin = address(htonl(INADDR_ANY), 0);
    socklen_t len = sizeof(sin);
    int s = open_socket(SOCK_STREAM);

    if (s >= 0 && (bind_to(s, &sin) || listen(s, backlog) ||
		   getsockname(s, (struct sockaddr *)&sin, &len))) {
	is(-1, 0, "a listener for the next test");
	closesocket(s);
	return -1;
    }
    *port = ntohs(sin.sin_port);
    return s;
}

bool tell_peer(const char *line)
{
    char answer[8];
    int s = connect_peer(PORT_CONTROL);
    bool done;

    if (s < 0)
	return false;
    done = send_all(s, line, strlen(line)) && !shutdown(s, SHUT_WR) &&
	recv_text(s, answer, sizeof(answer)) == 3 && !strcmp(answer, "ok\n");
    closesocket(s);
    return done;
}

bool send_all(int s, const void *data, size_t len)
{
    const char *from = data;
    ssize_t sent;

    while (len) {
	sent = send(s, from, len, 0);
	if (sent <= 0)
	    return false;
	from += sent;
	len -= (size_t)sent;
    }
    return true;
}

bool recv_all(int s, void *data, size_t len)
{
    char *to = data;
    ssize_t got;

    while (len) {
	got = recv(s, to, len, 0);
	if (got <= 0)
	    return false;
	to += got;
	len -= (size_t)got;
    }
    return true;
}

long recv_text(int s, char *text, size_t size)
{
    size_t len = 0;
    ssize_t got;

    while (len < size - 1) {
	got = recv(s, text + len, size - 1 - len, 0);
	if (got < 0)
	    return -1;
	if (!got)
	    break;
	len += (size_t)got;
    }
    text[len] = '\0';
    return (long)len;
}

int wait_for(int s, short events, int timeout_ms)
{
    struct pollfd fd = { s, events, 0 };

    return poll(&fd, 1, timeout_ms) > 0 ? fd.revents : 0;
}

int set_int(int s, int level, int name, int value)
{
    return setsockopt(s, level, name, &value, sizeof(value));
}

int get_int(int s, int level, int name)
{
    socklen_t len = sizeof(int);
    int value;

    return getsockopt(s, level, name, &value, &len) ? -1 : value;
}

int set_timeout(int s, int name, int ms)
{
    struct timeval tv;

    tv.tv_sec = ms / 1000;
    tv.tv_usec = ms % 1000 * 1000;
    return setsockopt(s, SOL_SOCKET, name, &tv, sizeof(tv));
}

int set_nonblocking(int s, bool on)
{
    int flags = fcntl(s, F_GETFL);

    return fcntl(s, F_SETFL, on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK);
}

/*
 * A block of a prime length, over and over, so that no power of two repeats.
 * peers.py has the same.
 */
#define BLOCK	65521

void pattern_fill(uint8_t *data, size_t len, uint64_t offset)
{
    static uint8_t block[BLOCK];
    uint32_t x = 12345;
    size_t i, at;

    if (!block[0] && !block[1])
	for (i = 0; i < BLOCK; i++) {
	    x = x * 1103515245 + 12345;
	    block[i] = (uint8_t)(x >> 16);
	}
    for (at = (size_t)(offset % BLOCK); len; at = 0) {
	i = len < BLOCK - at ? len : BLOCK - at;
	memcpy(data, block + at, i);
	data += i;
	len -= i;
    }
}

/* The CRC of zlib: begin with 0 */
uint32_t crc32_add(uint32_t crc, const void *data, size_t len)
{
    static uint32_t table[256];
    const uint8_t *byte = data;
    uint32_t i, bit, c;

    if (!table[1])
	for (i = 0; i < 256; i++) {
	    for (c = i, bit = 0; bit < 8; bit++)
		c = c & 1 ? 0xedb88320 ^ (c >> 1) : c >> 1;
	    table[i] = c;
	}
    for (crc = ~crc; len; len--)
	crc = table[(crc ^ *byte++) & 255] ^ (crc >> 8);
    return ~crc;
}
