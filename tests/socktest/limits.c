/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * limits.c - very many sockets, very large datagrams, and both once more
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "groups.h"
#include "peer.h"
#include "shim.h"
#include "tap.h"

#define CONNECTIONS	32
#define ROUNDS		10000
#define DATAGRAM_MAX	65507	/* 65535 less an IP and a UDP header */

static uint8_t large[DATAGRAM_MAX + 1];

/* Both ways; the datagram has as many fragments as its length needs */
static void test_datagram(size_t len)
{
    const struct sockaddr_in sin = peer_address(PORT_GIVE);
    const struct sockaddr *sa = (const struct sockaddr *)&sin;
    char text[40], answer[40];
    uint32_t crc;
    int s = open_socket(SOCK_DGRAM);
    ssize_t got;

    pattern_fill(large, len, 0);
    crc = crc32_add(0, large, len);
    snprintf(text, sizeof(text), "%u %08x", (unsigned int)len,
	     (unsigned int)crc);
    ok(sendto(s, large, len, 0, sa, sizeof(sin)) == (ssize_t)len,
       "udp: send %u bytes", (unsigned int)len);
    got = recv(s, answer, sizeof(answer) - 1, 0);
    answer[got > 0 ? got : 0] = '\0';
    ok(!strcmp(answer, text), "udp: %u bytes arrive", (unsigned int)len);

    snprintf(text, sizeof(text), "give %u", (unsigned int)len);
    memset(large, 0, len);
    sendto(s, text, strlen(text), 0, sa, sizeof(sin));
    ok(recv(s, large, sizeof(large), 0) == (ssize_t)len &&
       crc32_add(0, large, len) == crc, "udp: %u bytes come",
       (unsigned int)len);
    closesocket(s);
}

static void test_datagrams(void)
{
    static const size_t lengths[] = { 1, 1471, 1472, 1473, 2953, 8192, 32768,
	65000, DATAGRAM_MAX };
    const struct sockaddr_in sin = peer_address(PORT_GIVE);
    int s = open_socket(SOCK_DGRAM);
    size_t i;

    for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++)
	test_datagram(lengths[i]);
    fails(sendto(s, large, DATAGRAM_MAX + 1, 0, (const struct sockaddr *)&sin,
		 sizeof(sin)), EMSGSIZE, "udp: EMSGSIZE");
    closesocket(s);
}

static void test_connections(void)
{
    int s[CONNECTIONS], i, round, good = 0;
    char data[32], text[32];

    for (i = 0; i < CONNECTIONS; i++)
	s[i] = connect_peer(PORT_ECHO);
    for (round = 0; round < 3; round++) {
	for (i = 0; i < CONNECTIONS; i++) {
	    snprintf(text, sizeof(text), "connection %4d", i);
	    send_all(s[i], text, 15);
	}
	for (i = 0; i < CONNECTIONS; i++) {
	    snprintf(text, sizeof(text), "connection %4d", i);
	    good += recv_all(s[i], data, 15) && !memcmp(data, text, 15);
	}
    }
    for (i = 0; i < CONNECTIONS; i++)
	closesocket(s[i]);
    is(good, 3 * CONNECTIONS, "32 connections at once");
}

static void test_rounds(int type, const char *name)
{
    int i, s;

    for (i = 0; i < ROUNDS; i++) {
	s = socket(AF_INET, type, 0);
	if (s < 0 || closesocket(s))
	    break;
    }
    is(i, ROUNDS, name);
}

/* Take all there are; what fails must say so, and work again afterwards */
static void exhaust(int type, const char *name)
{
    int s[SHIM_SOCKETS + 1], count, again;
    char text[64];

    for (count = 0; count <= SHIM_SOCKETS; count++) {
	s[count] = socket(AF_INET, type, 0);
	if (s[count] < 0)
	    break;
    }
    snprintf(text, sizeof(text), "%s: no socket any more", name);
    if (errno == ENOBUFS || errno == ENOMEM)
	fails_either(s[count], ENOBUFS, ENOMEM, text);
    else
	fails_either(s[count], ENFILE, EMFILE, text);
    ok(count >= SHIM_SOCKETS - 3, "%s: there were all but 3 at most", name);
    note("%s: there were %d", name, count);
    if (count) {
	closesocket(s[count - 1]);
	again = socket(AF_INET, type, 0);
	ok(again >= 0, "%s: one more after one is closed", name);
	s[count - 1] = again;
    }
    while (count--)
	closesocket(s[count]);
}

void test_exhaustion(void)
{
    exhaust(SOCK_DGRAM, "udp");
    exhaust(SOCK_STREAM, "tcp");
}

/* Every connection leaves something behind for a while: TIME_WAIT */
static void test_many_connections(void)
{
    int i, s, good = 0;
    char byte;

    for (i = 0; i < 200; i++) {
	s = connect_peer(PORT_ECHO);
	good += s >= 0 && send_all(s, "x", 1) && recv_all(s, &byte, 1);
	closesocket(s);
    }
    is(good, 200, "200 connections, one after the other");
}

void test_limits(void)
{
    test_datagrams();
    test_connections();
    test_rounds(SOCK_DGRAM, "10000 times a UDP socket");
    test_rounds(SOCK_STREAM, "10000 times a TCP socket");
    test_exhaustion();
    test_many_connections();
    test_datagram(DATAGRAM_MAX);
    test_connections();
}
