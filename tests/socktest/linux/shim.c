/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * shim.c - Linux
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "shim.h"

uint64_t shim_clock_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

void shim_start(void)
{
    struct rlimit limit = { SHIM_SOCKETS, SHIM_SOCKETS };

    signal(SIGPIPE, SIG_IGN);
    setrlimit(RLIMIT_NOFILE, &limit);
    setvbuf(stdout, NULL, _IOLBF, 0);
}

void shim_run(const char *command)
{
    if (system(command))
	perror(command);
}

bool shim_key(void)
{
    struct pollfd fd = { STDIN_FILENO, POLLIN, 0 };
    char key;

    return poll(&fd, 1, 0) > 0 && read(STDIN_FILENO, &key, 1) == 1;
}
