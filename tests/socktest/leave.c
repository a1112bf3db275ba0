/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * leave.c - end with sockets open; who cleans up is not this program
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "groups.h"
#include "peer.h"
#include "shim.h"
#include "tap.h"

#define EACH	10

void test_leave(void)
{
    int i, s, port, opened = 0;

    for (i = 0; i < EACH; i++) {
	s = connect_peer(PORT_ECHO);
	opened += s >= 0 && send(s, "left behind", 11, 0) == 11;
	opened += listen_any(1, &port) >= 0;
	opened += open_socket(SOCK_DGRAM) >= 0;
    }
    is(opened, 3 * EACH, "leave: all are open");
}

void leave(const char *how)
{
    if (!strcmp(how, "exit"))
	exit(3);
    if (!strcmp(how, "abort"))
	abort();
    if (!strncmp(how, "run:", 4))
	shim_run(how + 4);
    if (!strcmp(how, "stay"))
	poll(NULL, 0, 600000);
}
