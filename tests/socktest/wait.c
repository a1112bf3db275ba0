/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * wait.c - poll() and select()
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <sys/time.h>

#include "groups.h"
#include "peer.h"
#include "shim.h"
#include "tap.h"

static void test_poll(int s)
{
    struct pollfd fds[3] = { { -1, POLLIN, 99 }, { s, POLLIN, 99 },
			     { s, POLLOUT, 99 } };
    const struct sockaddr_in sin = peer_address(PORT_ECHO);

    is(poll(fds, 3, 0), 1, "poll: one of three");
    is(fds[0].revents, 0, "poll: -1 is ignored");
    is(fds[1].revents, 0, "poll: not readable");
    is(fds[2].revents, POLLOUT, "poll: writable");
    is(poll(NULL, 0, 10), 0, "poll: nothing at all");
    sendto(s, "x", 1, 0, (const struct sockaddr *)&sin, sizeof(sin));
    is(poll(fds, 2, PATIENCE_MS), 1, "poll: waits");
    is(fds[1].revents, POLLIN, "poll: readable");
    fds[1].events = POLLRDNORM;
    is(poll(fds, 3, -1), 2, "poll: for ever");
    is(fds[1].revents, POLLRDNORM, "poll: POLLRDNORM");
}

/* s has a datagram, which test_poll() has left there */
static void test_select(int s)
{
    struct timeval tv = { 0, 0 };
    fd_set in, out, error;
    char byte;

    FD_ZERO(&in);
    FD_ZERO(&out);
    FD_ZERO(&error);
    FD_SET(s, &in);
    FD_SET(s, &out);
    FD_SET(s, &error);
    is(select(s + 1, &in, &out, &error, &tv), 2, "select: both ways");
    ok(FD_ISSET(s, &in) && FD_ISSET(s, &out) && !FD_ISSET(s, &error),
       "select: the sets");
    FD_CLR(s, &out);
    ok(!FD_ISSET(s, &out), "FD_CLR");
    recv(s, &byte, 1, 0);
    is(select(s + 1, &in, NULL, NULL, &tv), 0, "select: time is over");
    ok(!FD_ISSET(s, &in), "select: the set is empty");
    tv.tv_usec = 1000;
    is(select(0, NULL, NULL, NULL, &tv), 0, "select: just wait");
}

/* A wait ends when something comes, not when the time is over */
static void test_wake(void)
{
    const uint64_t start = shim_clock_us();
    int s = connect_peer(PORT_DRIP), i, woken = 0;
    char byte;

    for (i = 0; i < 5; i++) {
	woken += wait_for(s, POLLIN, 60000) == POLLIN;
	recv(s, &byte, 1, 0);
    }
    is(woken, 5, "poll: wakes for each byte");
    ok(shim_clock_us() - start < 60000000, "poll: before its time is over");
    closesocket(s);
}

void test_wait(void)
{
    int s = open_socket(SOCK_DGRAM);

    test_poll(s);
    test_select(s);
    closesocket(s);
    test_wake();
}
