/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * operator.c - waits that a key ends, as sockets.txt tells how
 */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <sys/time.h>

#include "groups.h"
#include "peer.h"
#include "shim.h"
#include "tap.h"

/* How long nobody looks at the keyboard, milliseconds */
#define SLICE_MS	100

static bool leave_poll(int s)
{
    while (!wait_for(s, POLLIN, SLICE_MS))
	if (shim_key())
	    return true;
    return false;
}

static bool leave_recv(int s)
{
    char byte;

    set_timeout(s, SO_RCVTIMEO, SLICE_MS);
    while (recv(s, &byte, 1, 0) < 0 && errno == EAGAIN)
	if (shim_key())
	    return true;
    return false;
}

static bool leave_accept(int s)
{
    set_timeout(s, SO_RCVTIMEO, SLICE_MS);
    while (accept(s, NULL, NULL) < 0 && errno == EAGAIN)
	if (shim_key())
	    return true;
    return false;
}

static bool leave_send(int s)
{
    static char data[65536];

    set_timeout(s, SO_SNDTIMEO, SLICE_MS);
    for (;;)
	if (send(s, data, sizeof(data), 0) < 0) {
	    if (errno != EAGAIN)
		return false;
	    if (shim_key())
		return true;
	}
}

/* Nobody answers; the keys come before ETIMEDOUT does */
static bool leave_connect(int s)
{
    const struct sockaddr_in lost = address(inet_addr(IP_VOID), PORT_ECHO);

    set_timeout(s, SO_SNDTIMEO, SLICE_MS);
    if (!connect_to(s, &lost) || errno != EINPROGRESS)
	return false;
    while (!wait_for(s, POLLOUT, SLICE_MS))
	if (shim_key())
	    return true;
    return false;
}

void test_operator(void)
{
    int port;
    const struct {
	const char *name;
	bool (*leave)(int s);
	int s;
    } rows[] = {
	{ "poll", leave_poll, connect_peer(PORT_MUTE) },
	{ "recv", leave_recv, connect_peer(PORT_MUTE) },
	{ "accept", leave_accept, listen_any(1, &port) },
	{ "send", leave_send, connect_peer(PORT_MUTE) },
	{ "connect", leave_connect, open_socket(SOCK_STREAM) },
    };
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
	note("press a key to leave %s", rows[i].name);
	ok(rows[i].leave(rows[i].s), "operator: leaves %s", rows[i].name);
	closesocket(rows[i].s);
    }
}
