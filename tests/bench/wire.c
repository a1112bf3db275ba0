/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * wire.c - a wire between two taps, with a delay and losses
 *
 *	wire TAP TAP DELAY-MS LOSS-PERCENT
 *
 * What netem does, for kernels that lack it. Each way has half of the delay,
 * so that DELAY-MS is what it adds to a round trip. Losses are drawn from a
 * generator with a fixed start, so every run loses as often. Prints "ready"
 * when it forwards.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define FRAME_MAX	2048
#define QUEUE		8192	/* frames on their way; more are dropped */

struct frame {
    uint64_t due;		/* nanoseconds */
    int size;			/* bytes */
    uint8_t data[FRAME_MAX];
};

/* One way of the wire: frames in the order in which they leave */
struct way {
    int from, to;
    unsigned int first, count;
    struct frame *queue;
};

static uint64_t now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000ull + time.tv_nsec;
}

static int open_tap(const char *name)
{
    struct ifreq request = { .ifr_flags = IFF_TAP | IFF_NO_PI };
    int fd = open("/dev/net/tun", O_RDWR | O_NONBLOCK);

    snprintf(request.ifr_name, sizeof request.ifr_name, "%s", name);
    if (fd < 0 || ioctl(fd, TUNSETIFF, &request)) {
	perror(name);
	exit(1);
    }
    return fd;
}

/* Take in what has come */
static void take(struct way *way, uint64_t delay, double loss)
{
    struct frame spill, *frame;

    for (;;) {
	int full = way->count == QUEUE;

	frame = full ? &spill :
	    &way->queue[(way->first + way->count) % QUEUE];
	frame->size = read(way->from, frame->data, FRAME_MAX);
	if (frame->size <= 0)
	    return;
	frame->due = now() + delay;
	if (!full && drand48() * 100 >= loss)
	    way->count++;
    }
}

/* Put out what is due. Returns when the next one is, or UINT64_MAX */
static uint64_t put(struct way *way)
{
    while (way->count) {
	struct frame *frame = &way->queue[way->first];

	if (frame->due > now())
	    return frame->due;
	if (write(way->to, frame->data, frame->size) < 0 && errno == EAGAIN)
	    return now() + 100000;
	way->first = (way->first + 1) % QUEUE;
	way->count--;
    }
    return UINT64_MAX;
}

int main(int argc, char **argv)
{
    struct pollfd fds[2];
    struct way ways[2];
    uint64_t delay;
    double loss;
    int i;

    if (argc != 5) {
	fprintf(stderr, "wire: TAP TAP DELAY-MS LOSS-PERCENT\n");
	return 2;
    }
    delay = atof(argv[3]) * 1000000 / 2;
    loss = atof(argv[4]);
    srand48(9696);
    for (i = 0; i < 2; i++) {
	fds[i].fd = ways[i].from = ways[!i].to = open_tap(argv[1 + i]);
	fds[i].events = POLLIN;
	ways[i].first = ways[i].count = 0;
	ways[i].queue = calloc(QUEUE, sizeof *ways[i].queue);
	if (!ways[i].queue)
	    return 1;
    }
    puts("ready");
    fflush(stdout);
    for (;;) {
	uint64_t due = UINT64_MAX, next, time;
	struct timespec wait;

	for (i = 0; i < 2; i++) {
	    take(&ways[i], delay, loss);
	    next = put(&ways[i]);
	    due = next < due ? next : due;
	}
	time = now();
	due = due == UINT64_MAX ? 1000000000 : due > time ? due - time : 0;
	wait.tv_sec = due / 1000000000;
	wait.tv_nsec = due % 1000000000;
	if (ppoll(fds, 2, &wait, NULL) < 0 && errno != EINTR)
	    return 1;
    }
}
