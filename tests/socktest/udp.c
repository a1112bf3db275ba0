/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * udp.c - datagrams
 */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>

#include "groups.h"
#include "peer.h"
#include "shim.h"
#include "tap.h"

static ssize_t send_to(int s, const char *text, int port)
{
    const struct sockaddr_in sin = peer_address(port);

    return sendto(s, text, strlen(text), 0, (const struct sockaddr *)&sin,
		  sizeof(sin));
}

static void test_echo(int s)
{
    struct sockaddr_in sin = address(0, 0);
    socklen_t len = sizeof(sin);
    char data[64];

    is(getsockname(s, (struct sockaddr *)&sin, &len), 0, "udp: getsockname");
    ok(len == sizeof(sin) && !sin.sin_port && !sin.sin_addr.s_addr,
       "udp: no address before the first datagram");
    is(send_to(s, "hello", PORT_ECHO), 5, "sendto");
    len = sizeof(sin);
    is(recvfrom(s, data, sizeof(data), 0, (struct sockaddr *)&sin, &len), 5,
       "recvfrom");
    ok(!memcmp(data, "hello", 5), "recvfrom: the data");
    ok(len == sizeof(sin) && sin.sin_family == AF_INET &&
       sin.sin_addr.s_addr == peer_ip.s_addr &&
       ntohs(sin.sin_port) == PORT_ECHO, "recvfrom: the source");
    getsockname(s, (struct sockaddr *)&sin, &len);
    ok(sin.sin_port != 0, "udp: a port after the first datagram");

    send_to(s, "again", PORT_ECHO);
    memset(&sin, 0xaa, sizeof(sin));
    len = 4;
    is(recvfrom(s, data, sizeof(data), 0, (struct sockaddr *)&sin, &len), 5,
       "recvfrom: room for half an address");
    ok(len == sizeof(sin) && sin.sin_addr.s_addr == 0xaaaaaaaa,
       "recvfrom: the address is cut, its length is whole");
}

static void test_flags(int s)
{
    char data[64];
    int bytes = -1;

    is(send_to(s, "", PORT_ECHO), 0, "sendto: nothing");
    is(recv(s, data, sizeof(data), 0), 0, "recv: an empty datagram");
    fails(recv(s, data, sizeof(data), MSG_DONTWAIT), EAGAIN, "MSG_DONTWAIT");

    send_to(s, "peek at me", PORT_ECHO);
    is(recv(s, data, sizeof(data), MSG_PEEK), 10, "MSG_PEEK");
    is(ioctl(s, FIONREAD, &bytes), 0, "FIONREAD");
    is(bytes, 10, "FIONREAD: the length of the datagram");
    is(recv(s, data, 4, MSG_PEEK), 4, "MSG_PEEK: a part");
    is(recv(s, data, 4, MSG_PEEK | MSG_TRUNC), 10, "MSG_TRUNC, MSG_PEEK");
    is(recv(s, data, 4, 0), 4, "recv: cut");
    fails(recv(s, data, sizeof(data), MSG_DONTWAIT), EAGAIN,
	  "recv: the rest is gone");
    send_to(s, "length", PORT_ECHO);
    is(recv(s, data, 2, MSG_TRUNC), 6, "MSG_TRUNC");
    ok(!memcmp(data, "le", 2), "MSG_TRUNC: the data");
}

static void test_connect(int s)
{
    struct sockaddr_in sin = peer_address(PORT_ECHO), name;
    struct sockaddr unspec;
    socklen_t len = sizeof(name);
    char data[64];

    is(connect_to(s, &sin), 0, "udp: connect");
    is(getpeername(s, (struct sockaddr *)&name, &len), 0, "udp: getpeername");
    ok(name.sin_port == sin.sin_port && name.sin_addr.s_addr ==
       sin.sin_addr.s_addr, "udp: getpeername: the peer");
    is(getsockname(s, (struct sockaddr *)&name, &len), 0, "udp: getsockname");
    ok(name.sin_addr.s_addr && name.sin_port, "udp: an address");
    is(send(s, "one", 3, 0), 3, "udp: send");
    is(recv(s, data, sizeof(data), 0), 3, "udp: recv");
    is(write(s, "two!", 4), 4, "udp: write");
    is(read(s, data, sizeof(data)), 4, "udp: read");

    is(send_to(s, "other", PORT_OTHER), 5, "udp: sendto somebody else");
    set_timeout(s, SO_RCVTIMEO, 500);
    fails(recv(s, data, sizeof(data), 0), EAGAIN,
	  "udp: nothing comes from elsewhere");
    set_timeout(s, SO_RCVTIMEO, PATIENCE_MS);

    memset(&unspec, 0, sizeof(unspec));
    unspec.sa_family = AF_UNSPEC;
    is(connect(s, &unspec, sizeof(unspec)), 0, "udp: disconnect");
    fails(send(s, "x", 1, 0), EDESTADDRREQ, "udp: no peer any more");
    fails(getpeername(s, (struct sockaddr *)&name, &len), ENOTCONN,
	  "udp: getpeername: no peer any more");
    send_to(s, "other", PORT_OTHER);
    is(recv(s, data, sizeof(data), 0), 5, "udp: from elsewhere again");
}

static void test_bind(void)
{
    struct sockaddr_in sin = address(htonl(INADDR_ANY), 6161);
    int one = open_socket(SOCK_DGRAM), two = open_socket(SOCK_DGRAM);
    char data[64];

    is(bind_to(one, &sin), 0, "udp: bind");
    fails(bind_to(one, &sin), EINVAL, "udp: bind twice");
    fails(bind_to(two, &sin), EADDRINUSE, "udp: EADDRINUSE");
    ok(tell_peer("datagram 6161 knock\n"), "udp: a datagram for our port");
    is(recv(one, data, sizeof(data), 0), 5, "udp: it comes");
    closesocket(one);
    is(bind_to(two, &sin), 0, "udp: the port is free again");
    closesocket(two);
}

/* More than a card has room for, and it hears of them when something comes */
static void test_unanswered(int s)
{
    struct sockaddr_in sin = address(inet_addr(IP_VOID), 9);
    char data[64];
    int i;

    for (i = 0; i < 40; i++)
	sendto(s, "void", 4, 0, (struct sockaddr *)&sin, sizeof(sin));
    set_timeout(s, SO_RCVTIMEO, 1500);
    fails(recv(s, data, sizeof(data), 0), EAGAIN, "udp: no answers");
    set_timeout(s, SO_RCVTIMEO, PATIENCE_MS);
    send_to(s, "still here", PORT_ECHO);
    is(recv(s, data, sizeof(data), 0), 10, "udp: after 40 without an answer");
}

/* Errors of the core's own threads must not become ours */
static void test_errno(int s)
{
    const uint64_t end = shim_clock_us() + 1500000;

    send_to(s, "go", PORT_FLOOD);
    errno = 4711;
    while (shim_clock_us() < end)
	continue;
    is(errno, 4711, "errno stays, whatever comes meanwhile");
}

static void test_real_server(int s)
{
    char data[64];

    is(send_to(s, "socat", PORT_REAL_ECHO), 5, "udp: to socat");
    is(recv(s, data, sizeof(data), 0), 5, "udp: socat answers");
    ok(!memcmp(data, "socat", 5), "udp: as it should");
}

void test_udp(void)
{
    int s = open_socket(SOCK_DGRAM);

    test_echo(s);
    test_flags(s);
    test_connect(s);
    test_real_server(s);
    test_unanswered(s);
    test_errno(s);
    closesocket(s);
    test_bind();
}
