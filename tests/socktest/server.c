/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * server.c - connections that come to us
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "groups.h"
#include "peer.h"
#include "shim.h"
#include "tap.h"

static bool ask_for(int port, const char *how, int times)
{
    char line[64];

    snprintf(line, sizeof(line), "connect %d %s %d\n", port, how, times);
    return ok(tell_peer(line), "server: the peer comes: %s", how);
}

static void test_accept(void)
{
    struct sockaddr_in peer = address(0, 0), name = address(0, 0);
    socklen_t len = sizeof(peer);
    char data[16];
    int port = 0, s = listen_any(4, &port), conn;

    ok(port > 0, "server: any port");
    is(wait_for(s, POLLIN, 0), 0, "server: nobody there");
    set_nonblocking(s, true);
    fails(accept(s, NULL, NULL), EAGAIN, "server: accept: EAGAIN");
    set_nonblocking(s, false);
    ask_for(port, "echo", 1);
    is(wait_for(s, POLLIN, PATIENCE_MS), POLLIN, "server: poll");
    conn = accept(s, (struct sockaddr *)&peer, &len);
    ok(conn >= 0 && conn != s, "server: accept");
    ok(len == sizeof(peer) && peer.sin_family == AF_INET &&
       peer.sin_addr.s_addr == peer_ip.s_addr && peer.sin_port,
       "server: accept: who it is");
    is(getsockname(conn, (struct sockaddr *)&name, &len), 0,
       "server: getsockname");
    is(ntohs(name.sin_port), port, "server: getsockname: the port");
    is(getpeername(conn, (struct sockaddr *)&name, &len), 0,
       "server: getpeername");
    is(name.sin_port, peer.sin_port, "server: getpeername: as accept");
    fails(recv(conn, data, sizeof(data), MSG_DONTWAIT), EAGAIN,
	  "server: nothing to read");
    ok(send_all(conn, "hello", 5) && recv_all(conn, data, 5) &&
       !memcmp(data, "hello", 5), "server: to and fro");
    is(get_int(s, SOL_SOCKET, SO_ACCEPTCONN), 1, "SO_ACCEPTCONN: listener");
    is(get_int(conn, SOL_SOCKET, SO_ACCEPTCONN), 0, "SO_ACCEPTCONN: other");
    closesocket(conn);
    closesocket(s);
}

/* Connections that wait for accept() keep what was sent, and their end */
static void test_backlog(void)
{
    char data[16];
    int port = 0, s = listen_any(4, &port), conn, i, whole = 0;

    ask_for(port, "hello", 4);
    for (i = 0; i < 4; i++) {
	conn = accept(s, NULL, NULL);
	whole += recv_text(conn, data, sizeof(data)) == 5 &&
	    !strcmp(data, "hello");
	closesocket(conn);
    }
    is(whole, 4, "server: four in the backlog");

    ask_for(port, "reset", 1);
    poll(NULL, 0, 500);
    set_nonblocking(s, true);
    conn = accept(s, NULL, NULL);
    if (conn >= 0) {
	fails(recv(conn, data, sizeof(data), 0), ECONNRESET,
	      "server: reset before accept");
	closesocket(conn);
    } else {
	fails_either(conn, EAGAIN, ECONNABORTED,
		     "server: reset before accept");
    }
    closesocket(s);
}

static void test_ports(void)
{
    struct sockaddr_in sin = address(htonl(INADDR_ANY), 6262);
    int one = open_socket(SOCK_STREAM), two = open_socket(SOCK_STREAM);
    int conn;

    set_int(one, SOL_SOCKET, SO_REUSEADDR, 1);
    is(bind_to(one, &sin), 0, "server: bind");
    fails(bind_to(one, &sin), EINVAL, "server: bind twice");
    is(listen(one, 1), 0, "server: listen");
    is(listen(one, 2), 0, "server: listen again");
    fails(bind_to(two, &sin), EADDRINUSE, "server: EADDRINUSE");

    /* What closes first leaves the port in TIME_WAIT */
    ask_for(6262, "hold", 1);
    conn = accept(one, NULL, NULL);
    ok(conn >= 0, "server: accept on a fixed port");
    closesocket(conn);
    closesocket(one);
    poll(NULL, 0, 500);
    fails(bind_to(two, &sin), EADDRINUSE, "server: EADDRINUSE: TIME_WAIT");
    set_int(two, SOL_SOCKET, SO_REUSEADDR, 1);
    is(bind_to(two, &sin), 0, "server: SO_REUSEADDR");
    is(listen(two, 1), 0, "server: listen on it");
    closesocket(two);

    one = open_socket(SOCK_STREAM);
    is(listen(one, 1), 0, "server: listen without bind");
    closesocket(one);
}

/* To ourselves, without a peer and a network card */
static void test_loopback(void)
{
    struct sockaddr_in sin;
    char data[8];
    int port = 0, s = listen_any(2, &port), conn, ours;

    ours = open_socket(SOCK_STREAM);
    sin = address(htonl(INADDR_LOOPBACK), port);
    is(connect_to(ours, &sin), 0, "loopback: connect");
    conn = accept(s, NULL, NULL);
    ok(conn >= 0, "loopback: accept");
    ok(send_all(ours, "hello", 5) && recv_all(conn, data, 5) &&
       !memcmp(data, "hello", 5), "loopback: one way");
    ok(send_all(conn, "world", 5) && recv_all(ours, data, 5) &&
       !memcmp(data, "world", 5), "loopback: the other way");
    closesocket(conn);
    is(recv(ours, data, sizeof(data), 0), 0, "loopback: the end");
    closesocket(ours);
    closesocket(s);
}

void test_server(void)
{
    test_loopback();
    test_accept();
    test_backlog();
    test_ports();
}
