/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * portable.c - what portable programs use besides: more options, readv(),
 * accept4(), interfaces, the types of IPv6
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/uio.h>

#include "groups.h"
#include "peer.h"
#include "shim.h"
#include "tap.h"

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

/* Both ends of a connection with ourselves */
static bool make_pair(int listener, int port, int *ours, int *theirs)
{
    struct sockaddr_in sin = address(htonl(INADDR_LOOPBACK), port);

    *ours = open_socket(SOCK_STREAM);
    if (connect_to(*ours, &sin))
	return ok(false, "a pair for the next test");
    *theirs = accept(listener, NULL, NULL);
    return *theirs >= 0;
}

static void test_numbers(void)
{
    static const struct {
	int type, level, name, value, low, high;
	const char *text;
    } rows[] = {
	{ SOCK_STREAM, IPPROTO_IP, IP_TTL, 9, 0, 256, "IP_TTL, TCP" },
	{ SOCK_DGRAM, IPPROTO_IP, IP_TTL, 255, -2, 256, "IP_TTL, UDP" },
	{ SOCK_STREAM, IPPROTO_TCP, TCP_KEEPIDLE, 30, 0, 32768,
	  "TCP_KEEPIDLE" },
	{ SOCK_STREAM, IPPROTO_TCP, TCP_KEEPINTVL, 3, 0, 32768,
	  "TCP_KEEPINTVL" },
	{ SOCK_STREAM, IPPROTO_TCP, TCP_KEEPCNT, 4, 0, 128, "TCP_KEEPCNT" },
    };
    unsigned char byte = 33;
    size_t i;
    int s;

    for (i = 0; i < COUNT(rows); i++) {
	s = open_socket(rows[i].type);
	ok(get_int(s, rows[i].level, rows[i].name) > 0, "%s: get",
	   rows[i].text);
	ok(!set_int(s, rows[i].level, rows[i].name, rows[i].value) &&
	   get_int(s, rows[i].level, rows[i].name) == rows[i].value,
	   "%s: set", rows[i].text);
	fails(set_int(s, rows[i].level, rows[i].name, rows[i].low), EINVAL,
	      rows[i].text);
	fails(set_int(s, rows[i].level, rows[i].name, rows[i].high), EINVAL,
	      rows[i].text);
	ok(get_int(s, rows[i].level, rows[i].name) == rows[i].value,
	   "%s: as it was", rows[i].text);
	closesocket(s);
    }

    s = open_socket(SOCK_DGRAM);
    is(setsockopt(s, IPPROTO_IP, IP_TTL, &byte, 1), 0, "IP_TTL: a byte");
    is(get_int(s, IPPROTO_IP, IP_TTL), 33, "IP_TTL: it is");
    is(set_int(s, IPPROTO_IP, IP_TTL, -1), 0, "IP_TTL: -1");
    ok(get_int(s, IPPROTO_IP, IP_TTL) > 33, "IP_TTL: as at first");
    is(set_int(s, IPPROTO_IP, IP_TOS, 0x10), 0, "IP_TOS: set");
    is(get_int(s, IPPROTO_IP, IP_TOS), 0x10, "IP_TOS: it is");
    fails(set_int(s, IPPROTO_TCP, TCP_KEEPIDLE, 9), ENOPROTOOPT,
	  "TCP_KEEPIDLE of UDP");
    is(get_int(s, SOL_SOCKET, SO_DOMAIN), AF_INET, "SO_DOMAIN");
    is(get_int(s, SOL_SOCKET, SO_PROTOCOL), IPPROTO_UDP, "SO_PROTOCOL: UDP");
    is(set_int(s, SOL_SOCKET, SO_SNDBUF, 8192), 0, "SO_SNDBUF: set");
    ok(get_int(s, SOL_SOCKET, SO_SNDBUF) >= 8192, "SO_SNDBUF: get");
    fails(set_int(s, SOL_SOCKET, SO_DOMAIN, 2), ENOPROTOOPT,
	  "SO_DOMAIN: set");
    closesocket(s);

    s = open_socket(SOCK_STREAM);
    is(get_int(s, SOL_SOCKET, SO_PROTOCOL), IPPROTO_TCP, "SO_PROTOCOL: TCP");
    is(set_int(s, IPPROTO_IP, IP_TOS, 0x13), 0, "IP_TOS, TCP: set");
    is(get_int(s, IPPROTO_IP, IP_TOS), 0x10, "IP_TOS, TCP: without ECN");
    is(get_int(s, IPPROTO_TCP, TCP_MAXSEG), 536, "TCP_MAXSEG: at first");
    fails(set_int(s, IPPROTO_TCP, TCP_MAXSEG, 87), EINVAL,
	  "TCP_MAXSEG: too small");
    is(set_int(s, IPPROTO_TCP, TCP_MAXSEG, 500), 0, "TCP_MAXSEG: set");
    closesocket(s);
    s = connect_peer(PORT_ECHO);
    ok(get_int(s, IPPROTO_TCP, TCP_MAXSEG) > 1000, "TCP_MAXSEG: connected");
    closesocket(s);
}

static void test_fd(void)
{
    int s = open_socket(SOCK_STREAM);

    is(fcntl(s, F_GETFD), 0, "F_GETFD");
    is(fcntl(s, F_SETFD, FD_CLOEXEC), 0, "F_SETFD");
    is(fcntl(s, F_GETFD), FD_CLOEXEC, "F_GETFD: it is");
    closesocket(s);
    s = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    is(fcntl(s, F_GETFD), FD_CLOEXEC, "F_GETFD: SOCK_CLOEXEC");
    is(fcntl(s, F_SETFD, 0), 0, "F_SETFD: 0");
    is(fcntl(s, F_GETFD), 0, "F_GETFD: it is not");
    closesocket(s);
}

/* What is set before connect() has failed is set when it is tried again */
static void test_again(void)
{
    struct sockaddr_in sin = address(htonl(INADDR_ANY), 0), name;
    socklen_t len = sizeof(name);
    int s = open_socket(SOCK_STREAM);

    /* A fixed port: one that bind() finds is free again after a failure */
    sin.sin_port = htons(6363);
    set_int(s, SOL_SOCKET, SO_REUSEADDR, 1);
    is(bind_to(s, &sin), 0, "again: bind");
    set_int(s, IPPROTO_TCP, TCP_NODELAY, 1);
    set_int(s, SOL_SOCKET, SO_KEEPALIVE, 1);
    set_int(s, IPPROTO_TCP, TCP_KEEPIDLE, 77);
    set_int(s, IPPROTO_IP, IP_TTL, 44);
    sin = peer_address(PORT_CLOSED);
    fails(connect_to(s, &sin), ECONNREFUSED, "again: refused");
    sin = peer_address(PORT_ECHO);
    is(connect_to(s, &sin), 0, "again: connected");
    is(get_int(s, IPPROTO_TCP, TCP_NODELAY), 1, "again: TCP_NODELAY");
    is(get_int(s, SOL_SOCKET, SO_KEEPALIVE), 1, "again: SO_KEEPALIVE");
    is(get_int(s, IPPROTO_TCP, TCP_KEEPIDLE), 77, "again: TCP_KEEPIDLE");
    is(get_int(s, IPPROTO_IP, IP_TTL), 44, "again: IP_TTL");
    memset(&name, 0, sizeof(name));
    getsockname(s, (struct sockaddr *)&name, &len);
    is(ntohs(name.sin_port), 6363, "again: the bound port");
    closesocket(s);
}

static void test_accept4(void)
{
    int port = 0, s = listen_any(4, &port), ours, theirs;
    struct sockaddr_in sin = address(htonl(INADDR_LOOPBACK), port);
    char data[4];

    set_int(s, IPPROTO_TCP, TCP_NODELAY, 1);
    set_int(s, IPPROTO_TCP, TCP_KEEPCNT, 5);
    is(get_int(s, IPPROTO_TCP, TCP_NODELAY), 1, "listening: TCP_NODELAY");
    fails(accept4(s, NULL, NULL, 1), EINVAL, "accept4: no such flag");
    ours = open_socket(SOCK_STREAM);
    is(connect_to(ours, &sin), 0, "accept4: connect");
    theirs = accept4(s, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    ok(theirs >= 0, "accept4");
    fails(recv(theirs, data, sizeof(data), 0), EAGAIN,
	  "accept4: SOCK_NONBLOCK");
    is(fcntl(theirs, F_GETFD), FD_CLOEXEC, "accept4: SOCK_CLOEXEC");
    is(get_int(theirs, IPPROTO_TCP, TCP_NODELAY), 1,
       "accept: TCP_NODELAY comes from what listens");
    is(get_int(theirs, IPPROTO_TCP, TCP_KEEPCNT), 5,
       "accept: TCP_KEEPCNT, too");
    closesocket(ours);
    closesocket(theirs);
    closesocket(s);
}

static void test_linger(void)
{
    struct linger linger = { 1, 0 };
    socklen_t len = sizeof(linger);
    static char data[65536];
    int port = 0, s = listen_any(4, &port), ours, theirs;
    uint64_t start;
    long ms;

    make_pair(s, port, &ours, &theirs);
    is(setsockopt(ours, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger)), 0,
       "SO_LINGER: set");
    memset(&linger, 0, sizeof(linger));
    is(getsockopt(ours, SOL_SOCKET, SO_LINGER, &linger, &len), 0,
       "SO_LINGER: get");
    ok(linger.l_onoff && !linger.l_linger && len == sizeof(linger),
       "SO_LINGER: it is");
    fails(setsockopt(ours, SOL_SOCKET, SO_LINGER, &linger, 4), EINVAL,
	  "SO_LINGER: too short");
    closesocket(ours);
    fails(recv(theirs, data, 1, 0), ECONNRESET, "SO_LINGER: 0 resets");
    closesocket(theirs);

    /* What can be sent is, at once */
    linger.l_linger = 10;
    make_pair(s, port, &ours, &theirs);
    setsockopt(ours, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger));
    is(send(ours, "12345", 5, 0), 5, "SO_LINGER: send");
    start = shim_clock_us();
    closesocket(ours);
    ms = (long)((shim_clock_us() - start) / 1000);
    ok(ms < 5000, "SO_LINGER: close took %ld ms", ms);
    is(recv_text(theirs, data, sizeof(data)), 5, "SO_LINGER: it came");
    closesocket(theirs);
    closesocket(s);

    /* Nobody takes it: the time that was set, and no longer */
    linger.l_linger = 1;
    s = connect_peer(PORT_MUTE);
    setsockopt(s, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger));
    set_nonblocking(s, true);
    while (send(s, data, sizeof(data), 0) > 0 || wait_for(s, POLLOUT, 500))
	continue;
    start = shim_clock_us();
    closesocket(s);
    ms = (long)((shim_clock_us() - start) / 1000);
    ok(ms >= 900 && ms < 10000, "SO_LINGER: 1 s: close took %ld ms", ms);
}

static void test_pieces(void)
{
    volatile int too_few = -1, too_many = 1025;	/* gcc need not know */
    char one[3], two[16], whole[16];
    struct iovec out[2] = { { (char *)"abc", 3 }, { (char *)"defg", 4 } };
    struct iovec in[2] = { { one, sizeof(one) }, { two, sizeof(two) } };
    struct sockaddr_in sin = peer_address(PORT_ECHO);
    int s = open_socket(SOCK_DGRAM);

    connect_to(s, &sin);
    is(writev(s, out, 2), 7, "writev: a datagram");
    is(recv(s, whole, sizeof(whole), 0), 7, "writev: one of them");
    is(send(s, "abcdefg", 7, 0), 7, "readv: send a datagram");
    is(readv(s, in, 2), 7, "readv: a datagram");
    ok(!memcmp(one, "abc", 3) && !memcmp(two, "defg", 4), "readv: it is");
    fails(readv(s, in, too_few), EINVAL, "readv: -1 pieces");
    fails(writev(s, out, too_many), EINVAL, "writev: 1025 pieces");
    closesocket(s);
    fails(writev(s, out, 2), EBADF, "writev: closed");

    s = connect_peer(PORT_ECHO);
    is(writev(s, out, 2), 7, "writev: a stream");
    memset(one, 0, sizeof(one));
    in[1].iov_len = 4;
    poll(NULL, 0, 500);			/* until all of it is there */
    is(readv(s, in, 2), 7, "readv: a stream");
    ok(!memcmp(one, "abc", 3) && !memcmp(two, "defg", 4), "readv: it is");
    closesocket(s);
}

static void test_interface(void)
{
    struct sockaddr_in sin = peer_address(PORT_ECHO), ours, found;
    struct if_nameindex *names;
    struct ifaddrs *list = NULL, *ifa, *match = NULL;
    socklen_t len = sizeof(ours);
    char name[IF_NAMESIZE];
    unsigned int number;
    int s = open_socket(SOCK_DGRAM);

    connect_to(s, &sin);
    memset(&ours, 0, sizeof(ours));
    getsockname(s, (struct sockaddr *)&ours, &len);
    closesocket(s);

    is(getifaddrs(&list), 0, "getifaddrs");
    for (ifa = list; ifa; ifa = ifa->ifa_next) {
	if (!ifa->ifa_addr || ifa->ifa_addr->sa_family != AF_INET)
	    continue;
	memcpy(&found, ifa->ifa_addr, sizeof(found));
	if (found.sin_addr.s_addr == ours.sin_addr.s_addr)
	    match = ifa;
    }
    if (!ok(match != NULL, "getifaddrs: our address"))
	return;
    ok(match->ifa_flags & IFF_UP && !(match->ifa_flags & IFF_LOOPBACK),
       "getifaddrs: IFF_UP");
    memcpy(&found, match->ifa_netmask, sizeof(found));
    is(ntohl(found.sin_addr.s_addr), (long)0xffffff00u, "getifaddrs: netmask");

    number = if_nametoindex(match->ifa_name);
    ok(number > 0, "if_nametoindex");
    ok(if_indextoname(number, name) && !strcmp(name, match->ifa_name),
       "if_indextoname");
    fails(if_nametoindex("nosuch9") ? 0 : -1, ENODEV,
	  "if_nametoindex: another");
    fails(if_indextoname(9999, name) ? 0 : -1, ENXIO,
	  "if_indextoname: another");
    names = if_nameindex();
    for (s = 0; names && names[s].if_index; s++)
	if (names[s].if_index == number)
	    break;
    ok(names && names[s].if_index == number &&
       !strcmp(names[s].if_name, name), "if_nameindex");
    if_freenameindex(names);
    freeifaddrs(list);
}

/* Programs for both: they compile; where AF_INET6 is no family they are told */
static void test_ipv6(void)
{
    struct sockaddr_in6 sin6;
    struct in6_addr mapped = IN6ADDR_ANY_INIT;
    char text[INET6_ADDRSTRLEN];
    int s = open_socket(SOCK_STREAM), six;

    memset(&sin6, 0, sizeof(sin6));
    sin6.sin6_family = AF_INET6;
    sin6.sin6_port = htons(7);
    sin6.sin6_addr = in6addr_loopback;
    ok(IN6_IS_ADDR_LOOPBACK(&sin6.sin6_addr) &&
       !IN6_IS_ADDR_UNSPECIFIED(&sin6.sin6_addr) &&
       IN6_IS_ADDR_UNSPECIFIED(&in6addr_any), "IPv6: macros");
    mapped.s6_addr[10] = mapped.s6_addr[11] = 0xff;
    ok(IN6_IS_ADDR_V4MAPPED(&mapped) && !IN6_IS_ADDR_LINKLOCAL(&mapped),
       "IPv6: mapped");
    fails(connect(s, (const struct sockaddr *)&sin6, sizeof(sin6)),
	  EAFNOSUPPORT, "IPv6: an address for a socket of IPv4");
    fails(bind(s, (const struct sockaddr *)&sin6, sizeof(sin6)),
	  EAFNOSUPPORT, "IPv6: bind");
    closesocket(s);

    six = socket(AF_INET6, SOCK_STREAM, 0);
    if (six < 0) {
	fails(six, EAFNOSUPPORT, "IPv6: no such family");
	fails(inet_pton(AF_INET6, "::1", &mapped), EAFNOSUPPORT,
	      "IPv6: inet_pton");
	fails(inet_ntop(AF_INET6, &mapped, text, sizeof(text)) ? 0 : -1,
	      EAFNOSUPPORT, "IPv6: inet_ntop");
    } else {
	closesocket(six);
    }
}

void test_portable(void)
{
    test_numbers();
    test_fd();
    test_again();
    test_accept4();
    test_linger();
    test_pieces();
    test_interface();
    test_ipv6();
}
