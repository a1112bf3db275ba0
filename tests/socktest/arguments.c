/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * arguments.c - what each call refuses, and with which errno value
 *
 * POSIX names the errors; where it leaves a choice, Linux's is expected.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
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

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

/* Sockets in the states that matter; UNUSED is a number that is none */
enum state { UNUSED, NEGATIVE, UDP, TCP, LISTENER, CONNECTED, STATES };

static int sockets[STATES];

static void make_sockets(void)
{
    int port;

    sockets[NEGATIVE] = -1;
    sockets[UDP] = open_socket(SOCK_DGRAM);
    sockets[TCP] = open_socket(SOCK_STREAM);
    sockets[LISTENER] = listen_any(1, &port);
    sockets[CONNECTED] = connect_peer(PORT_ECHO);
    sockets[UNUSED] = open_socket(SOCK_DGRAM);
    closesocket(sockets[UNUSED]);
}

static void close_sockets(void)
{
    int i;

    for (i = UDP; i < STATES; i++)
	closesocket(sockets[i]);
}

static void test_socket(void)
{
    static const struct {
	int domain, type, protocol, error;
	const char *name;
    } rows[] = {
	{ AF_INET, SOCK_DGRAM, 0, 0, "socket: UDP" },
	{ AF_INET, SOCK_STREAM, 0, 0, "socket: TCP" },
	{ AF_INET, SOCK_DGRAM, IPPROTO_UDP, 0, "socket: UDP by its number" },
	{ AF_INET, SOCK_STREAM, IPPROTO_TCP, 0, "socket: TCP by its number" },
	{ AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, 0,
	  "socket: flags in the type" },
	{ 99, SOCK_DGRAM, 0, EAFNOSUPPORT, "socket: EAFNOSUPPORT" },
	{ AF_INET, 4711, 0, EINVAL, "socket: no such type: EINVAL" },
	{ AF_INET, 5, 0, ESOCKTNOSUPPORT, "socket: ESOCKTNOSUPPORT" },
	{ AF_INET, SOCK_RAW, 0, EPROTONOSUPPORT, "socket: EPROTONOSUPPORT" },
	{ AF_INET, SOCK_DGRAM, IPPROTO_TCP, EPROTONOSUPPORT,
	  "socket: datagrams over TCP" },
	{ AF_INET, SOCK_STREAM, IPPROTO_UDP, EPROTONOSUPPORT,
	  "socket: a stream over UDP" },
    };
    size_t i;
    int s;

    for (i = 0; i < COUNT(rows); i++) {
	s = socket(rows[i].domain, rows[i].type, rows[i].protocol);
	if (rows[i].error)
	    fails(s, rows[i].error, rows[i].name);
	else
	    ok(s >= 0, "%s", rows[i].name);
	if (s >= 0)
	    closesocket(s);
    }
}

/* Calls that take an address: bind(), connect(), sendto() */
static void test_addresses(void)
{
    static const struct {
	enum state state;
	in_addr_t ip;		/* 0: that of the peer */
	int family, length, bind_error, connect_error, sendto_error;
	const char *name;
    } rows[] = {
	{ UNUSED, 0, AF_INET, 16, EBADF, EBADF, EBADF, "a closed socket" },
	{ NEGATIVE, 0, AF_INET, 16, EBADF, EBADF, EBADF, "socket -1" },
	{ UDP, 0, AF_INET, 8, EINVAL, EINVAL, EINVAL, "an address too short" },
	{ UDP, 0, AF_INET6, 16, EAFNOSUPPORT, EAFNOSUPPORT, EAFNOSUPPORT,
	  "another family" },
	{ TCP, 0, AF_INET, 16, EADDRNOTAVAIL, 0, 0, "not our address" },
	{ UDP, 0, AF_INET, 16, EADDRNOTAVAIL, 0, 0, "not our address (UDP)" },
	{ UDP, INADDR_NONE, AF_INET, 16, 0, EACCES, EACCES, "broadcast" },
	{ CONNECTED, 0, AF_INET, 16, EINVAL, EISCONN, 0, "connected already" },
	{ LISTENER, 0, AF_INET, 16, EINVAL, EISCONN, 0, "a listening socket" },
    };
    struct sockaddr_in sin;
    char text[80];
    size_t i;
    int s;

    for (i = 0; i < COUNT(rows); i++) {
	sin = address(rows[i].ip ? rows[i].ip : peer_ip.s_addr, PORT_ECHO);
	sin.sin_family = (sa_family_t)rows[i].family;
	s = sockets[rows[i].state];
	snprintf(text, sizeof(text), "bind: %s", rows[i].name);
	if (rows[i].bind_error)
	    fails_either(bind(s, (struct sockaddr *)&sin,
			      (socklen_t)rows[i].length),
			 rows[i].bind_error,
			 rows[i].bind_error == EINVAL ? EADDRNOTAVAIL : 0, text);
	snprintf(text, sizeof(text), "connect: %s", rows[i].name);
	if (rows[i].connect_error)
	    fails(connect(s, (struct sockaddr *)&sin,
			  (socklen_t)rows[i].length), rows[i].connect_error,
		  text);
	snprintf(text, sizeof(text), "sendto: %s", rows[i].name);
	if (rows[i].sendto_error)
	    fails(sendto(s, "x", 1, 0, (struct sockaddr *)&sin,
			 (socklen_t)rows[i].length), rows[i].sendto_error, text);
    }
}

/* Calls of which only the state of the socket matters */
static void test_states(void)
{
    static const struct {
	enum state state;
	int listen, accept, send, recv, shutdown, name, peername, option;
	const char *name_of;
    } rows[] = {
	{ UNUSED, EBADF, EBADF, EBADF, EBADF, EBADF, EBADF, EBADF, EBADF,
	  "a closed socket" },
	{ NEGATIVE, EBADF, EBADF, EBADF, EBADF, EBADF, EBADF, EBADF, EBADF,
	  "socket -1" },
	{ UDP, EOPNOTSUPP, EOPNOTSUPP, EDESTADDRREQ, EAGAIN, ENOTCONN, 0,
	  ENOTCONN, 0, "UDP without a peer" },
	{ TCP, 0, EINVAL, EPIPE, ENOTCONN, ENOTCONN, 0, ENOTCONN, 0,
	  "TCP, not connected" },
	{ LISTENER, 0, EAGAIN, EPIPE, ENOTCONN, -1, 0, ENOTCONN, 0,
	  "TCP, listening" },
	{ CONNECTED, EINVAL, EINVAL, 0, EAGAIN, 0, 0, 0, 0,
	  "TCP, connected" },
    };
    const char *const calls[] = { "listen", "accept", "send", "recv",
	"shutdown", "getsockname", "getpeername", "getsockopt" };
    struct sockaddr_in sin;
    socklen_t len;
    char text[80], byte;
    size_t i, call;
    long rv = 0;
    int s, want = 0;

    for (i = 0; i < COUNT(rows); i++) {
	s = sockets[rows[i].state];
	if (s >= 0)
	    fcntl(s, F_SETFL, O_NONBLOCK);
	for (call = 0; call < COUNT(calls); call++) {
	    len = sizeof(sin);
	    errno = 0;
	    switch (call) {
	    case 0:
		want = rows[i].listen;
		if (want)
		    rv = listen(s, 1);
		break;
	    case 1:
		want = rows[i].accept;
		if (want)
		    rv = accept(s, NULL, NULL);
		break;
	    case 2:
		want = rows[i].send;
		if (want)
		    rv = send(s, "x", 1, MSG_NOSIGNAL);
		break;
	    case 3:
		want = rows[i].recv;
		rv = want ? recv(s, &byte, 1, 0) : 0;
		break;
	    case 4:
		want = rows[i].shutdown;
		if (want > 0)
		    rv = shutdown(s, SHUT_RDWR);
		break;
	    case 5:
		want = rows[i].name;
		rv = getsockname(s, (struct sockaddr *)&sin, &len);
		break;
	    case 6:
		want = rows[i].peername;
		rv = getpeername(s, (struct sockaddr *)&sin, &len);
		break;
	    default:
		want = rows[i].option;
		len = sizeof(int);
		rv = getsockopt(s, SOL_SOCKET, SO_TYPE, &want, &len);
		want = rows[i].option;
		break;
	    }
	    snprintf(text, sizeof(text), "%s: %s", calls[call],
		     rows[i].name_of);
	    if (want > 0)
		fails_either(rv, want, want == EPIPE ? ENOTCONN : 0, text);
	    else if (call >= 5)
		is(rv, 0, text);
	}
    }
}

/* The calls that are left */
static void test_rest(void)
{
    struct timeval tv = { 0, -1 };
    struct pollfd fd = { sockets[UNUSED], POLLIN, 0 };
    char buffer[16];
    int value = 1;
    fd_set set;

    fails(closesocket(sockets[UNUSED]), EBADF, "close: closed already");
    fails(read(sockets[UNUSED], buffer, 1), EBADF, "read: closed");
    fails(write(sockets[UNUSED], buffer, 1), EBADF, "write: closed");
    fails(close(-1), EBADF, "close: -1");
    fails(shutdown(sockets[CONNECTED], 99), EINVAL, "shutdown: no such way");
    fails(fcntl(sockets[UNUSED], F_GETFL), EBADF, "fcntl: closed");
    fails(fcntl(sockets[UDP], 4711), EINVAL, "fcntl: no such command");
    fails(ioctl(sockets[UNUSED], FIONBIO, &value), EBADF, "ioctl: closed");
    fails(ioctl(sockets[UDP], 0x4711, &value), ENOTTY,
	  "ioctl: no such request");
    fails(setsockopt(sockets[UDP], SOL_SOCKET, SO_REUSEADDR, &value, 1),
	  EINVAL, "setsockopt: too short");
    fails(setsockopt(sockets[UDP], SOL_SOCKET, SO_REUSEADDR, NULL, 4),
	  EFAULT, "setsockopt: no value");
    fails(set_int(sockets[UDP], SOL_SOCKET, 4711, 1), ENOPROTOOPT,
	  "setsockopt: no such option");
    fails(set_int(sockets[UDP], SOL_SOCKET, SO_TYPE, 1), ENOPROTOOPT,
	  "setsockopt: read only");
    fails(set_int(sockets[UDP], IPPROTO_TCP, TCP_NODELAY, 1), ENOPROTOOPT,
	  "setsockopt: TCP_NODELAY of UDP");
    fails(setsockopt(sockets[UDP], SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof(tv)),
	  EDOM, "setsockopt: a time-out below 0");
    fails(select(-1, NULL, NULL, NULL, NULL), EINVAL, "select: nfds");
    tv.tv_sec = -1;
    tv.tv_usec = 0;
    fails(select(0, NULL, NULL, NULL, &tv), EINVAL, "select: time below 0");
    FD_ZERO(&set);
    FD_SET(sockets[UNUSED], &set);
    tv.tv_sec = 0;
    fails(select(sockets[UNUSED] + 1, &set, NULL, NULL, &tv), EBADF,
	  "select: closed");
    is(poll(&fd, 1, 0), 1, "poll: closed");
    is(fd.revents, POLLNVAL, "poll: POLLNVAL");
}

void test_arguments(void)
{
    make_sockets();
    test_socket();
    test_addresses();
    test_states();
    test_rest();
    close_sockets();
}
