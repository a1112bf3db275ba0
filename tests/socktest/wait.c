/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * wait.c - poll() and select()
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
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

/* Is there something to read? Ask, and do not wait */
enum how { RECV, POLL, SELECT, BYTES, HOWS };

static bool is_readable(int s, enum how how)
{
    struct timeval tv = { 0, 0 };
    int bytes = 0;
    char byte;
    fd_set set;

    switch (how) {
    case RECV:
	return recv(s, &byte, 1, MSG_DONTWAIT | MSG_PEEK) == 1;
    case POLL:
	return wait_for(s, POLLIN, 0) == POLLIN;
    case SELECT:
	FD_ZERO(&set);
	FD_SET(s, &set);
	return select(s + 1, &set, NULL, NULL, &tv) == 1;
    default:
	return !ioctl(s, FIONREAD, &bytes) && bytes == 1;
    }
}

/* Ask again and again: what comes must come all the same */
static void test_spin(void)
{
    static const char *const names[] = { "recv", "poll", "select", "FIONREAD" };
    const uint64_t end = shim_clock_us() + 1000 * PATIENCE_MS;
    const struct sockaddr_in sin = peer_address(PORT_ECHO);
    const int s = open_socket(SOCK_DGRAM), rounds = 20;
    int i, how, good;
    char byte;

    for (how = 0; how < HOWS; how++) {
	for (i = good = 0; i < rounds; i++) {
	    sendto(s, "s", 1, 0, (const struct sockaddr *)&sin, sizeof(sin));
	    while (!is_readable(s, (enum how)how) && shim_clock_us() < end)
		continue;
	    good += recv(s, &byte, 1, MSG_DONTWAIT) == 1;
	}
	ok(good == rounds, "%s: asking again and again", names[how]);
    }
    closesocket(s);
}

/* The same while somebody connects, and is connected to */
static void test_spin_connect(void)
{
    const uint64_t end = shim_clock_us() + 1000 * PATIENCE_MS;
    struct sockaddr_in sin = peer_address(PORT_ECHO);
    int port, rv, s = open_socket(SOCK_STREAM), listener = listen_any(1, &port);
    char line[32];

    set_nonblocking(s, true);
    do
	rv = connect_to(s, &sin);
    while (rv && (errno == EINPROGRESS || errno == EALREADY) &&
	   shim_clock_us() < end);
    ok(!rv, "connect: again and again");
    closesocket(s);

    snprintf(line, sizeof(line), "connect %d hello\n", port);
    ok(tell_peer(line), "accept: somebody comes");
    set_nonblocking(listener, true);
    do
	s = accept(listener, NULL, NULL);
    while (s < 0 && errno == EAGAIN && shim_clock_us() < end);
    ok(s >= 0, "accept: again and again");
    closesocket(s);
    closesocket(listener);
}

void test_wait(void)
{
    int s = open_socket(SOCK_DGRAM);

    test_poll(s);
    test_select(s);
    closesocket(s);
    test_wake();
    test_spin();
    test_spin_connect();
}
