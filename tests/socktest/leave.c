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

/* How many more can be opened */
static int count_free(void)
{
    int s[SHIM_SOCKETS], i, count = 0;

    while (count < SHIM_SOCKETS &&
	   (s[count] = socket(AF_INET, SOCK_DGRAM, 0)) >= 0)
	count++;
    for (i = 0; i < count; i++)
	closesocket(s[i]);
    return count;
}

/* Results are printed when the other program has printed its own */
void test_inner(const char *command)
{
    int port, free_before, s = connect_peer(PORT_ECHO);
    int udp = open_socket(SOCK_DGRAM), listener = listen_any(1, &port);
    const struct sockaddr_in sin = peer_address(PORT_ECHO);
    char line[32], data[8];

    send_all(s, "before", 6);
    sendto(udp, "before", 6, 0, (const struct sockaddr *)&sin, sizeof(sin));
    free_before = count_free();
    shim_run(command);

    ok(recv_all(s, data, 6) && !memcmp(data, "before", 6),
       "inner: what has come meanwhile");
    is(recv(udp, data, sizeof(data), 0), 6, "inner: and as a datagram");
    ok(send_all(s, "after", 5) && recv_all(s, data, 5) &&
       !memcmp(data, "after", 5), "inner: the connection goes on");
    sendto(udp, "after", 5, 0, (const struct sockaddr *)&sin, sizeof(sin));
    is(recv(udp, data, sizeof(data), 0), 5, "inner: datagrams go on");
    is(count_free(), free_before, "inner: it has left no socket behind");
    closesocket(s);
    closesocket(udp);

    snprintf(line, sizeof(line), "connect %d hello\n", port);
    ok(tell_peer(line), "inner: somebody connects");
    s = accept(listener, NULL, NULL);
    ok(recv_all(s, data, 5) && !memcmp(data, "hello", 5),
       "inner: still listening");
    closesocket(s);
    closesocket(listener);
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
