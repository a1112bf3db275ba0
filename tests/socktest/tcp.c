/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * tcp.c - connections that we open
 */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "groups.h"
#include "peer.h"
#include "shim.h"
#include "tap.h"

static void test_echo(void)
{
    struct sockaddr_in name;
    socklen_t len = sizeof(name);
    char data[64];
    int bytes = 0, s = connect_peer(PORT_ECHO);

    is(send(s, "hello", 5, 0), 5, "tcp: send");
    ok(recv_all(s, data, 5) && !memcmp(data, "hello", 5), "tcp: recv");
    is(send(s, "peek", 4, 0), 4, "tcp: send once more");
    wait_for(s, POLLIN, PATIENCE_MS);
    is(recv(s, data, 2, MSG_PEEK), 2, "tcp: MSG_PEEK");
    is(ioctl(s, FIONREAD, &bytes), 0, "tcp: FIONREAD");
    is(bytes, 4, "tcp: FIONREAD: the bytes");
    is(recv(s, data, sizeof(data), 0), 4, "tcp: they are still there");
    is(write(s, "rw", 2), 2, "tcp: write");
    is(read(s, data, 1), 1, "tcp: read a part");
    is(read(s, data, sizeof(data)), 1, "tcp: read the rest");
    is(send(s, NULL, 0, 0), 0, "tcp: send nothing");
    fails(recv(s, data, sizeof(data), MSG_DONTWAIT), EAGAIN,
	  "tcp: MSG_DONTWAIT");
    is(getpeername(s, (struct sockaddr *)&name, &len), 0, "tcp: getpeername");
    ok(name.sin_addr.s_addr == peer_ip.s_addr && ntohs(name.sin_port) ==
       PORT_ECHO, "tcp: getpeername: the peer");
    is(getsockname(s, (struct sockaddr *)&name, &len), 0, "tcp: getsockname");
    ok(name.sin_addr.s_addr && name.sin_port, "tcp: an address");
    is(close(s), 0, "tcp: close");
    fails(send(s, "x", 1, 0), EBADF, "tcp: closed");
}

static void test_waitall(void)
{
    char data[8];
    int s = connect_peer(PORT_DRIP);

    is(recv(s, data, 5, MSG_WAITALL), 5, "tcp: MSG_WAITALL");
    ok(!memcmp(data, "12345", 5), "tcp: MSG_WAITALL: the data");
    is(recv(s, data, 5, MSG_WAITALL), 0, "tcp: MSG_WAITALL at the end");
    closesocket(s);
}

static void test_end(void)
{
    char data[64];
    int s = connect_peer(PORT_BYE);

    is(recv_text(s, data, sizeof(data)), 3, "tcp: to the end");
    is(recv(s, data, sizeof(data), 0), 0, "tcp: the end, again");
    is(wait_for(s, POLLIN | POLLOUT, 0), POLLIN | POLLOUT,
       "tcp: poll at the end");
    closesocket(s);

    s = connect_peer(PORT_SINK);
    is(send(s, "123456789", 9, 0), 9, "tcp: send before shutdown");
    is(shutdown(s, SHUT_WR), 0, "tcp: shutdown");
    is(shutdown(s, SHUT_WR), 0, "tcp: shutdown again");
    fails(send(s, "x", 1, MSG_NOSIGNAL), EPIPE, "tcp: EPIPE after shutdown");
    ok(recv_text(s, data, sizeof(data)) > 0 && !strcmp(data, "9 cbf43926\n"),
       "tcp: half closed, the answer comes");
    closesocket(s);

    s = connect_peer(PORT_ECHO);
    is(shutdown(s, SHUT_RD), 0, "tcp: shutdown for reading");
    is(recv(s, data, sizeof(data), 0), 0, "tcp: nothing to read any more");
    is(send(s, "x", 1, 0), 1, "tcp: but sending goes on");
    closesocket(s);
}

static void test_reset(void)
{
    struct sockaddr_in name;
    socklen_t len = sizeof(name);
    char data[64];
    int i, s = connect_peer(PORT_RESET);
    ssize_t rv = 0;

    send(s, "x", 1, 0);
    fails(recv(s, data, sizeof(data), 0), ECONNRESET, "tcp: ECONNRESET");
    is(recv(s, data, sizeof(data), 0), 0, "tcp: then the end");
    fails(send(s, "x", 1, MSG_NOSIGNAL), EPIPE, "tcp: then EPIPE");
    fails(getpeername(s, (struct sockaddr *)&name, &len), ENOTCONN,
	  "tcp: then no peer");
    fails(shutdown(s, SHUT_RDWR), ENOTCONN, "tcp: then no connection");
    closesocket(s);

    s = connect_peer(PORT_RESET);
    send(s, "x", 1, 0);
    is(wait_for(s, POLLIN, PATIENCE_MS) & (POLLERR | POLLHUP | POLLIN),
       POLLERR | POLLHUP | POLLIN, "tcp: poll of a reset");
    is(get_int(s, SOL_SOCKET, SO_ERROR), ECONNRESET, "tcp: SO_ERROR");
    is(get_int(s, SOL_SOCKET, SO_ERROR), 0, "tcp: SO_ERROR is read once");
    is(recv(s, data, sizeof(data), 0), 0, "tcp: SO_ERROR took it");
    closesocket(s);

    s = connect_peer(PORT_BYE);
    wait_for(s, POLLIN, PATIENCE_MS);
    for (i = 0; i < 50 && rv >= 0; i++) {
	rv = send(s, "x", 1, MSG_NOSIGNAL);
	poll(NULL, 0, 100);
    }
    fails_either(rv, EPIPE, ECONNRESET, "tcp: sending to one who has gone");
    closesocket(s);
}

static void test_refused(void)
{
    struct sockaddr_in sin = peer_address(PORT_CLOSED);
    int s = open_socket(SOCK_STREAM);

    fails(connect_to(s, &sin), ECONNREFUSED, "tcp: ECONNREFUSED");
    sin = peer_address(PORT_ECHO);
    is(connect_to(s, &sin), 0, "tcp: connect after a refusal");
    fails(connect_to(s, &sin), EISCONN, "tcp: EISCONN");
    closesocket(s);
}

static void test_nonblocking(void)
{
    struct sockaddr_in sin = peer_address(PORT_ECHO), lost;
    char data[8];
    int s = open_socket(SOCK_STREAM);

    is(wait_for(s, POLLOUT, 0), POLLOUT | POLLHUP, "tcp: poll, unconnected");
    is(set_nonblocking(s, true), 0, "tcp: O_NONBLOCK");
    fails(connect_to(s, &sin), EINPROGRESS, "tcp: EINPROGRESS");
    is(wait_for(s, POLLOUT, PATIENCE_MS), POLLOUT, "tcp: becomes writable");
    is(get_int(s, SOL_SOCKET, SO_ERROR), 0, "tcp: SO_ERROR is 0");
    fails(recv(s, data, sizeof(data), 0), EAGAIN, "tcp: recv: EAGAIN");
    is(send(s, "abc", 3, 0), 3, "tcp: send after EINPROGRESS");
    is(wait_for(s, POLLIN, PATIENCE_MS), POLLIN, "tcp: becomes readable");
    is(recv(s, data, sizeof(data), 0), 3, "tcp: recv after poll");
    closesocket(s);

    s = open_socket(SOCK_STREAM);
    set_nonblocking(s, true);
    sin = peer_address(PORT_CLOSED);
    fails(connect_to(s, &sin), EINPROGRESS, "tcp: to a closed port");
    is(wait_for(s, POLLOUT, PATIENCE_MS), POLLOUT | POLLERR | POLLHUP,
       "tcp: poll of a refusal");
    is(get_int(s, SOL_SOCKET, SO_ERROR), ECONNREFUSED,
       "tcp: SO_ERROR: ECONNREFUSED");
    closesocket(s);

    s = open_socket(SOCK_STREAM);
    set_nonblocking(s, true);
    lost = address(inet_addr(IP_VOID), PORT_ECHO);
    fails(connect_to(s, &lost), EINPROGRESS, "tcp: to nowhere");
    fails(connect_to(s, &lost), EALREADY, "tcp: EALREADY");
    is(wait_for(s, POLLOUT, 200), 0, "tcp: nothing yet");
    fails(send(s, "x", 1, 0), EAGAIN, "tcp: send: EAGAIN");
    fails(recv(s, data, 1, 0), EAGAIN, "tcp: recv: EAGAIN");
    is(get_int(s, SOL_SOCKET, SO_ERROR), 0, "tcp: SO_ERROR: no error yet");
    is(closesocket(s), 0, "tcp: close while connecting");
}

/* More than fits into the buffers: what cannot be sent is not sent */
static void test_full(void)
{
    static char data[65536];
    int i, s = connect_peer(PORT_MUTE);
    ssize_t rv = 0;

    set_nonblocking(s, true);
    for (i = 0; i < 1000 && rv >= 0; i++) {
	rv = send(s, data, sizeof(data), 0);
	if (rv >= 0)
	    wait_for(s, POLLOUT, 300);
    }
    fails(rv, EAGAIN, "tcp: send: EAGAIN when the peer does not read");
    is(wait_for(s, POLLOUT, 0), 0, "tcp: not writable then");
    set_nonblocking(s, false);
    set_timeout(s, SO_SNDTIMEO, 300);
    fails(send(s, data, sizeof(data), 0), EAGAIN, "tcp: SO_SNDTIMEO");
    closesocket(s);
}

static void test_timeout(void)
{
    const struct sockaddr_in lost = address(inet_addr(IP_VOID), PORT_ECHO);
    int s = open_socket(SOCK_STREAM);

    set_timeout(s, SO_SNDTIMEO, 300);
    fails(connect_to(s, &lost), EINPROGRESS, "tcp: connect: SO_SNDTIMEO");
    closesocket(s);
    s = open_socket(SOCK_STREAM);
    set_timeout(s, SO_SNDTIMEO, 0);
    fails(connect_to(s, &lost), ETIMEDOUT, "tcp: connect: ETIMEDOUT");
    closesocket(s);
}

/* GET a file whose CRC the server has in a header */
static void test_http(void)
{
    static const char request[] =
	"GET /socktest.bin HTTP/1.0\r\nHost: peer.test\r\n\r\n";
    static char answer[300000];
    char *body, *crc;
    int s = connect_peer(PORT_HTTP);
    long len;

    ok(send_all(s, request, sizeof(request) - 1), "tcp: ask nginx");
    len = recv_text(s, answer, sizeof(answer));
    closesocket(s);
    ok(len > 0 && !strncmp(answer, "HTTP/1.1 200 ", 13), "tcp: 200");
    body = strstr(answer, "\r\n\r\n");
    crc = strstr(answer, "X-CRC: ");
    if (ok(body && crc, "tcp: a header and a body")) {
	body += 4;
	is((long)crc32_add(0, body, (size_t)(answer + len - body)),
	   (long)strtoul(crc + 7, NULL, 16), "tcp: the CRC of nginx's file");
    }
}

static void test_real_server(void)
{
    char data[8];
    int s = connect_peer(PORT_REAL_ECHO);

    ok(send_all(s, "socat", 5) && recv_all(s, data, 5) &&
       !memcmp(data, "socat", 5), "tcp: socat echoes");
    closesocket(s);
}

void test_tcp(void)
{
    test_echo();
    test_waitall();
    test_end();
    test_reset();
    test_refused();
    test_nonblocking();
    test_full();
    test_timeout();
    test_http();
    test_real_server();
}
