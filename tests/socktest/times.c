/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * times.c - time-outs: never early, and how late
 */
#include <poll.h>
#include <sys/select.h>
#include <sys/time.h>

#include "groups.h"
#include "peer.h"
#include "shim.h"
#include "tap.h"

enum how { POLL, SELECT, RCVTIMEO, HOWS };

static const char *const how_text[] = { "poll", "select", "SO_RCVTIMEO" };

static void wait_once(int s, enum how how, int ms)
{
    struct timeval tv;
    char byte;
    fd_set set;

    tv.tv_sec = ms / 1000;
    tv.tv_usec = ms % 1000 * 1000;
    FD_ZERO(&set);
    FD_SET(s, &set);
    switch (how) {
    case POLL:
	wait_for(s, POLLIN, ms);
	break;
    case SELECT:
	select(s + 1, &set, NULL, NULL, &tv);
	break;
    default:
	recv(s, &byte, 1, 0);
	break;
    }
}

/* Begin at another part of a tick each time */
void test_times(void)
{
    static const int times_ms[] = { 1, 10, 54, 55, 56, 100, 110, 300 };
    const int rounds = 5, count = sizeof(times_ms) / sizeof(times_ms[0]);
    const int s = open_socket(SOCK_DGRAM);
    uint64_t start;
    int64_t error, most;
    int how, i, round, early;

    for (how = 0; how < HOWS; how++) {
	early = 0;
	most = 0;
	for (i = 0; i < count; i++)
	    for (round = 0; round < rounds; round++) {
		start = shim_clock_us();
		while (shim_clock_us() - start < 7919u * (unsigned int)round)
		    continue;
		set_timeout(s, SO_RCVTIMEO, times_ms[i]);
		start = shim_clock_us();
		wait_once(s, (enum how)how, times_ms[i]);
		error = (int64_t)(shim_clock_us() - start) -
		    1000 * times_ms[i];
		if (error < 0) {
		    early++;
		    note("%d ms were %d us short", times_ms[i], (int)-error);
		}
		if (error > most)
		    most = error;
	    }
	is(early, 0, how_text[how]);
	note("%s: at most %d us late, the clock ticks every %d ms",
	     how_text[how], (int)most, SHIM_TICK_MS);
    }
    closesocket(s);
}
