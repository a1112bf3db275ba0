/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * messages.c - sendmsg() and recvmsg()
 */
#include <errno.h>
#include <string.h>
#include <sys/uio.h>

#include "groups.h"
#include "peer.h"
#include "shim.h"
#include "tap.h"

static struct msghdr message(struct iovec *iov, size_t pieces,
			     struct sockaddr_in *sin)
{
    struct msghdr msg;

    memset(&msg, 0, sizeof(msg));
    msg.msg_iov = iov;
    msg.msg_iovlen = pieces;
    msg.msg_name = sin;
    msg.msg_namelen = sin ? sizeof(*sin) : 0;
    return msg;
}

static struct iovec piece(void *base, size_t len)
{
    struct iovec iov;

    iov.iov_base = base;
    iov.iov_len = len;
    return iov;
}

static void test_udp_pieces(void)
{
    char one[] = "scatter", two[] = " and ", three[] = "gather";
    char first[4], second[32];
    struct iovec out[] = { piece(one, 7), piece(two, 0), piece(two, 5),
			   piece(three, 6) };
    struct iovec in[] = { piece(first, 4), piece(second, 32) };
    struct sockaddr_in sin = peer_address(PORT_ECHO);
    struct msghdr msg = message(out, 4, &sin);
    int s = open_socket(SOCK_DGRAM);

    is(sendmsg(s, &msg, 0), 18, "sendmsg: one datagram of four pieces");
    sin = address(0, 0);
    msg = message(in, 2, &sin);
    is(recvmsg(s, &msg, 0), 18, "recvmsg: into two pieces");
    ok(!memcmp(first, "scat", 4) && !memcmp(second, "ter and gather", 14),
       "recvmsg: the data");
    ok(!msg.msg_flags && msg.msg_namelen == sizeof(sin) &&
       ntohs(sin.sin_port) == PORT_ECHO, "recvmsg: the source");

    sin = peer_address(PORT_ECHO);
    msg = message(out, 4, &sin);
    sendmsg(s, &msg, 0);
    msg = message(in, 1, NULL);
    is(recvmsg(s, &msg, 0), 4, "recvmsg: cut");
    is(msg.msg_flags & MSG_TRUNC, MSG_TRUNC, "recvmsg: MSG_TRUNC");
    fails(recvmsg(s, &msg, MSG_DONTWAIT), EAGAIN, "recvmsg: MSG_DONTWAIT");
    msg = message(out, 4, NULL);
    fails(sendmsg(s, &msg, 0), EDESTADDRREQ, "sendmsg: to nobody");
    sin = peer_address(PORT_ECHO);
    msg = message(out, 100000, &sin);
    fails(sendmsg(s, &msg, 0), EMSGSIZE, "sendmsg: too many pieces");
    closesocket(s);
    msg = message(out, 1, &sin);
    fails(sendmsg(s, &msg, 0), EBADF, "sendmsg: closed");
    fails(recvmsg(s, &msg, 0), EBADF, "recvmsg: closed");
}

static void test_tcp_pieces(void)
{
    char one[] = "first", two[] = "second";
    char head[3], tail[8];
    struct iovec out[] = { piece(one, 5), piece(two, 6) };
    struct iovec in[] = { piece(head, 3), piece(tail, 8) };
    struct msghdr msg = message(out, 2, NULL);
    int s = connect_peer(PORT_ECHO);

    is(sendmsg(s, &msg, 0), 11, "sendmsg: TCP");
    msg = message(in, 2, NULL);
    is(recvmsg(s, &msg, MSG_WAITALL), 11, "recvmsg: TCP");
    ok(!memcmp(head, "fir", 3) && !memcmp(tail, "stsecond", 8),
       "recvmsg: TCP: the data");
    closesocket(s);
}

void test_messages(void)
{
    test_udp_pieces();
    test_tcp_pieces();
}
