/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * options.c - getsockopt(), setsockopt(), fcntl(), ioctl()
 */
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/time.h>

#include "groups.h"
#include "peer.h"
#include "shim.h"
#include "tap.h"

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

static void test_bools(void)
{
    static const struct {
	int type, level, name;
	const char *text;
    } rows[] = {
	{ SOCK_DGRAM, SOL_SOCKET, SO_REUSEADDR, "SO_REUSEADDR, UDP" },
	{ SOCK_STREAM, SOL_SOCKET, SO_REUSEADDR, "SO_REUSEADDR, TCP" },
	{ SOCK_DGRAM, SOL_SOCKET, SO_BROADCAST, "SO_BROADCAST" },
	{ SOCK_STREAM, SOL_SOCKET, SO_KEEPALIVE, "SO_KEEPALIVE" },
	{ SOCK_STREAM, IPPROTO_TCP, TCP_NODELAY, "TCP_NODELAY" },
    };
    size_t i;
    int s;

    for (i = 0; i < COUNT(rows); i++) {
	s = open_socket(rows[i].type);
	ok(get_int(s, rows[i].level, rows[i].name) == 0, "%s: off",
	   rows[i].text);
	ok(set_int(s, rows[i].level, rows[i].name, 7) == 0, "%s: set",
	   rows[i].text);
	ok(get_int(s, rows[i].level, rows[i].name) == 1, "%s: on",
	   rows[i].text);
	ok(set_int(s, rows[i].level, rows[i].name, 0) == 0 &&
	   get_int(s, rows[i].level, rows[i].name) == 0, "%s: off again",
	   rows[i].text);
	closesocket(s);
    }
}

static void test_timeouts(void)
{
    struct timeval tv = { 12, 500000 };
    int s = socket(AF_INET, SOCK_STREAM, 0);
    socklen_t len = sizeof(tv);

    is(setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof(tv)), 0,
       "SO_RCVTIMEO: set");
    memset(&tv, 0, sizeof(tv));
    is(getsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &tv, &len), 0,
       "SO_RCVTIMEO: get");
    ok(len == sizeof(tv) && tv.tv_sec == 12 && tv.tv_usec == 500000,
       "SO_RCVTIMEO: the same");
    is(getsockopt(s, SOL_SOCKET, SO_SNDTIMEO, &tv, &len), 0,
       "SO_SNDTIMEO: get");
    ok(!tv.tv_sec && !tv.tv_usec, "SO_SNDTIMEO: for ever");
    fails(setsockopt(s, SOL_SOCKET, SO_SNDTIMEO, &tv, 4), EINVAL,
	  "SO_SNDTIMEO: too short");
    tv.tv_usec = 1000000;
    fails(setsockopt(s, SOL_SOCKET, SO_SNDTIMEO, &tv, sizeof(tv)), EDOM,
	  "SO_SNDTIMEO: a million microseconds");
    closesocket(s);
}

static void test_values(void)
{
    int udp = open_socket(SOCK_DGRAM), tcp = open_socket(SOCK_STREAM);
    int value = -1;
    socklen_t len = 1;

    is(get_int(udp, SOL_SOCKET, SO_TYPE), SOCK_DGRAM, "SO_TYPE: UDP");
    is(get_int(tcp, SOL_SOCKET, SO_TYPE), SOCK_STREAM, "SO_TYPE: TCP");
    is(get_int(udp, SOL_SOCKET, SO_ERROR), 0, "SO_ERROR: none");
    ok(get_int(udp, SOL_SOCKET, SO_RCVBUF) > 4096, "SO_RCVBUF: get");
    is(set_int(udp, SOL_SOCKET, SO_RCVBUF, 8192), 0, "SO_RCVBUF: set");
    ok(get_int(udp, SOL_SOCKET, SO_RCVBUF) >= 8192, "SO_RCVBUF: it is");
    is(getsockopt(udp, SOL_SOCKET, SO_TYPE, &value, &len), 0,
       "getsockopt: one byte of it");
    ok(len == 1 && (value & 255) == SOCK_DGRAM && value < -1,
       "getsockopt: is cut");
    fails(getsockopt(udp, SOL_SOCKET, 4711, &value, &len), ENOPROTOOPT,
	  "getsockopt: no such option");
    fails(getsockopt(udp, 4711, 1, &value, &len), EOPNOTSUPP,
	  "getsockopt: no such level");
    closesocket(udp);
    closesocket(tcp);
}

static void test_nonblocking(void)
{
    int s = open_socket(SOCK_DGRAM), yes = 1, no = 0;
    char data[8];

    is(fcntl(s, F_GETFL) & O_NONBLOCK, 0, "F_GETFL: it waits");
    is(fcntl(s, F_SETFL, O_NONBLOCK), 0, "F_SETFL");
    is(fcntl(s, F_GETFL), O_RDWR | O_NONBLOCK, "F_GETFL: it does not");
    fails(recv(s, data, sizeof(data), 0), EAGAIN, "O_NONBLOCK");
    is(ioctl(s, FIONBIO, &no), 0, "FIONBIO: off");
    is(fcntl(s, F_GETFL) & O_NONBLOCK, 0, "FIONBIO: F_GETFL");
    is(ioctl(s, FIONBIO, &yes), 0, "FIONBIO: on");
    fails(recv(s, data, sizeof(data), 0), EAGAIN, "FIONBIO");
    closesocket(s);

    s = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    fails(recv(s, data, sizeof(data), 0), EAGAIN, "SOCK_NONBLOCK");
    closesocket(s);
}

static void test_broadcast(void)
{
    const struct sockaddr_in all = address(htonl(INADDR_BROADCAST), 7777);
    int s = open_socket(SOCK_DGRAM);

    fails(sendto(s, "x", 1, 0, (const struct sockaddr *)&all, sizeof(all)),
	  EACCES, "broadcast without SO_BROADCAST");
    set_int(s, SOL_SOCKET, SO_BROADCAST, 1);
    is(sendto(s, "x", 1, 0, (const struct sockaddr *)&all, sizeof(all)), 1,
       "broadcast with SO_BROADCAST");
    closesocket(s);
}

void test_options(void)
{
    test_bools();
    test_timeouts();
    test_values();
    test_nonblocking();
    test_broadcast();
}
