/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pointers.c - NULL where something has to be, and lists that are too long
 */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/uio.h>

#include "groups.h"
#include "peer.h"
#include "shim.h"
#include "tap.h"

#define TOO_MANY	4096		/* more than there can be sockets */

/* The compiler is not to see that it is NULL */
static void *volatile nothing;

static void test_addresses(int udp, int tcp)
{
    struct sockaddr_in sin = peer_address(PORT_ECHO);
    struct sockaddr *sa = (struct sockaddr *)&sin;
    socklen_t len = sizeof(sin), *no_length = nothing;
    struct sockaddr *no_address = nothing;
    char data[8];

    fails(bind(udp, no_address, len), EFAULT, "bind: no address");
    fails(connect(udp, no_address, len), EFAULT, "connect: no address");
    fails(connect(tcp, no_address, len), EFAULT, "connect: none, TCP");
    fails(getsockname(udp, no_address, &len), EFAULT, "getsockname: no room");
    fails(getsockname(udp, sa, no_length), EFAULT, "getsockname: no length");
    fails(getpeername(tcp, no_address, &len), EFAULT, "getpeername: no room");
    fails(getpeername(tcp, sa, no_length), EFAULT, "getpeername: no length");

    sendto(udp, "x", 1, 0, sa, sizeof(sin));
    wait_for(udp, POLLIN, PATIENCE_MS);
    fails(recvfrom(udp, data, sizeof(data), 0, sa, no_length), EFAULT,
	  "recvfrom: an address without a length");
}

static void test_data(int udp)
{
    struct sockaddr_in sin = peer_address(PORT_ECHO);
    struct iovec iov = { nothing, 4 };
    struct msghdr msg;

    fails(sendto(udp, nothing, 4, 0, (struct sockaddr *)&sin, sizeof(sin)),
	  EFAULT, "sendto: no data");
    fails(sendmsg(udp, nothing, 0), EFAULT, "sendmsg: no message");
    fails(recvmsg(udp, nothing, MSG_DONTWAIT), EFAULT, "recvmsg: no message");
    memset(&msg, 0, sizeof(msg));
    msg.msg_name = &sin;
    msg.msg_namelen = sizeof(sin);
    msg.msg_iov = &iov;
    msg.msg_iovlen = 1;
    fails(sendmsg(udp, &msg, 0), EFAULT, "sendmsg: a piece of nothing");
    msg.msg_iov = nothing;
    fails(sendmsg(udp, &msg, 0), EFAULT, "sendmsg: no pieces");
    fails(recvmsg(udp, &msg, MSG_DONTWAIT), EFAULT, "recvmsg: no pieces");
}

static void test_rest(int udp)
{
    static struct pollfd many[TOO_MANY];
    socklen_t len = sizeof(int);
    int value;

    fails(getsockopt(udp, SOL_SOCKET, SO_TYPE, nothing, &len), EFAULT,
	  "getsockopt: no room");
    fails(getsockopt(udp, SOL_SOCKET, SO_TYPE, &value, nothing), EFAULT,
	  "getsockopt: no length");
    fails(ioctl(udp, FIONREAD, nothing), EFAULT, "FIONREAD: no room");
    fails(ioctl(udp, FIONBIO, nothing), EFAULT, "FIONBIO: no value");
    fails(poll(nothing, 1, 0), EFAULT, "poll: no list");
    fails(poll(many, TOO_MANY, 0), EINVAL, "poll: too many");
}

void test_pointers(void)
{
    int udp = open_socket(SOCK_DGRAM), tcp = connect_peer(PORT_ECHO);

    test_addresses(udp, tcp);
    test_data(udp);
    test_rest(udp);
    closesocket(udp);
    closesocket(tcp);
}
