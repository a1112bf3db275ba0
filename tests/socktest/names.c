/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * names.c - addresses to text, names to addresses
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>

#include "groups.h"
#include "peer.h"
#include "tap.h"

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

static void test_text(void)
{
    static const struct {
	const char *text;
	int aton, pton;		/* does it take it? */
	uint32_t ip;
    } rows[] = {
	{ "10.77.0.1", 1, 1, 0x0a4d0001 },
	{ "0.0.0.0", 1, 1, 0 },
	{ "255.255.255.255", 1, 1, 0xffffffff },
	{ "10.1", 1, 0, 0x0a000001 },
	{ "10.1.2", 1, 0, 0x0a010002 },
	{ "2130706433", 1, 0, 0x7f000001 },
	{ "0x7f.1", 1, 0, 0x7f000001 },
	{ "010.0.0.1", 1, 0, 0x08000001 },
	{ "10.0.0.1 x", 1, 0, 0x0a000001 },
	{ "", 0, 0, 0 },
	{ "300.1.1.1", 0, 0, 0 },
	{ "1.2.3.256", 0, 0, 0 },
	{ "1.2.3", 1, 0, 0x01020003 },
	{ "1.2.3.", 0, 0, 0 },
	{ "1.2.3.4.5", 0, 0, 0 },
	{ "1.2.3.4x", 0, 0, 0 },
	{ "08.1.1.1", 0, 0, 0 },
	{ "1..2.3", 0, 0, 0 },
	{ "-1.2.3.4", 0, 0, 0 },
	{ "4294967296", 0, 0, 0 },
    };
    struct in_addr ip;
    size_t i;

    for (i = 0; i < COUNT(rows); i++) {
	ip.s_addr = 1;
	ok(inet_aton(rows[i].text, &ip) == rows[i].aton &&
	   (!rows[i].aton || ip.s_addr == htonl(rows[i].ip)),
	   "inet_aton: \"%s\"", rows[i].text);
	ip.s_addr = 1;
	ok(inet_pton(AF_INET, rows[i].text, &ip) == rows[i].pton &&
	   (!rows[i].pton || ip.s_addr == htonl(rows[i].ip)),
	   "inet_pton: \"%s\"", rows[i].text);
    }
    is(inet_addr("x") == INADDR_NONE, 1, "inet_addr: no address");
    fails(inet_pton(99, "1.2.3.4", &ip), EAFNOSUPPORT, "inet_pton: family");
}

static void test_ntop(void)
{
    struct in_addr ip;
    char text[INET_ADDRSTRLEN];

    ip.s_addr = htonl(0x0a4d00ff);
    ok(!strcmp(inet_ntoa(ip), "10.77.0.255"), "inet_ntoa");
    ok(inet_ntop(AF_INET, &ip, text, sizeof(text)) == text &&
       !strcmp(text, "10.77.0.255"), "inet_ntop");
    ok(inet_ntop(AF_INET, &ip, text, 12) == text, "inet_ntop: just fits");
    ok(!inet_ntop(AF_INET, &ip, text, 11) && errno == ENOSPC,
       "inet_ntop: ENOSPC");
    ok(!inet_ntop(99, &ip, text, sizeof(text)) && errno == EAFNOSUPPORT,
       "inet_ntop: family");
    ok(htons(0x1234) == ntohs(0x1234) && htonl(0x12345678) ==
       ntohl(0x12345678), "htons, htonl: there and back");
    ok(*(const uint8_t *)&ip.s_addr == 10, "htonl: network byte order");
}

static void test_getaddrinfo(void)
{
    static const struct {
	const char *host, *service;
	int flags, family, socktype, protocol;
	int rv;
	uint32_t ip;
	int port;
	const char *name;
    } rows[] = {
	{ "10.1.2.3", "80", 0, 0, SOCK_STREAM, 0, 0, 0x0a010203, 80,
	  "an address" },
	{ "10.1.2.3", NULL, AI_NUMERICHOST, AF_INET, SOCK_DGRAM, IPPROTO_UDP,
	  0, 0x0a010203, 0, "no service" },
	{ NULL, "69", AI_PASSIVE, AF_INET, SOCK_DGRAM, 0, 0, 0, 69,
	  "AI_PASSIVE" },
	{ NULL, "69", 0, AF_INET, SOCK_DGRAM, 0, 0, 0x7f000001, 69,
	  "no host" },
	{ "peer.test", "7", 0, AF_INET, SOCK_STREAM, 0, 0, 0xc0a8fc01, 7,
	  "a name" },
	{ "alias.test", "7", 0, AF_INET, SOCK_STREAM, 0, 0, 0xc0a8fc01, 7,
	  "a CNAME" },
	{ "peer.test.", "7", 0, AF_INET, SOCK_STREAM, 0, 0, 0xc0a8fc01, 7,
	  "a name with a dot at its end" },
	{ "10.1.2.3 x", "7", 0, AF_INET, SOCK_STREAM, 0, EAI_NONAME, 0, 0,
	  "an address and more" },
	{ "1 \n", "7", 0, AF_INET, SOCK_STREAM, 0, EAI_NONAME, 0, 0,
	  "a short address and a blank" },
	{ "10.1.2.3\t", "7", AI_NUMERICHOST, AF_INET, SOCK_STREAM, 0,
	  EAI_NONAME, 0, 0, "an address and a tab" },
	{ "peer..test", "7", 0, AF_INET, SOCK_STREAM, 0, EAI_NONAME, 0, 0,
	  "an empty label" },
	{ "10.1.2.3", "7", AI_V4MAPPED | AI_ALL, AF_INET, SOCK_STREAM, 0, 0,
	  0x0a010203, 7, "flags of IPv6" },
	{ "10.1.2.3", "65535", AI_NUMERICSERV, 0, SOCK_STREAM, 0, 0,
	  0x0a010203, 65535, "the last port" },
	{ NULL, NULL, 0, 0, 0, 0, EAI_NONAME, 0, 0, "nothing" },
	{ "peer.test", NULL, AI_NUMERICHOST, 0, SOCK_STREAM, 0, EAI_NONAME, 0,
	  0, "a name where none may be" },
	{ "nobody.test", NULL, 0, AF_INET, SOCK_STREAM, 0, EAI_NONAME, 0, 0,
	  "no such name" },
	{ "300.1.1.1", NULL, 0, AF_INET, SOCK_STREAM, 0, EAI_NONAME, 0, 0,
	  "no address" },
	{ "10.1.2.3", "port", AI_NUMERICSERV, 0, SOCK_STREAM, 0, EAI_NONAME,
	  0, 0, "a service where none may be" },
	{ "10.1.2.3", "nosuchservice", 0, 0, SOCK_STREAM, 0, EAI_SERVICE, 0,
	  0, "no such service" },
	{ "10.1.2.3", NULL, 0, 99, SOCK_STREAM, 0, EAI_FAMILY, 0, 0,
	  "family" },
	{ "10.1.2.3", NULL, 0, 0, 99, 0, EAI_SOCKTYPE, 0, 0, "type" },
	{ "10.1.2.3", NULL, 0, 0, SOCK_STREAM, IPPROTO_UDP, EAI_SOCKTYPE, 0,
	  0, "a stream over UDP" },
	{ "10.1.2.3", NULL, 0x40000000, 0, 0, 0, EAI_BADFLAGS, 0, 0,
	  "flags" },
    };
    struct addrinfo hints, *list;
    struct sockaddr_in sin;
    size_t i;
    int rv;

    for (i = 0; i < COUNT(rows); i++) {
	memset(&hints, 0, sizeof(hints));
	hints.ai_flags = rows[i].flags;
	hints.ai_family = rows[i].family;
	hints.ai_socktype = rows[i].socktype;
	hints.ai_protocol = rows[i].protocol;
	rv = getaddrinfo(rows[i].host, rows[i].service, &hints, &list);
	if (!ok(rv == rows[i].rv, "getaddrinfo: %s", rows[i].name))
	    note("got %d, want %d", rv, rows[i].rv);
	if (rv)
	    continue;
	memcpy(&sin, list->ai_addr, sizeof(sin));
	ok(list->ai_family == AF_INET && sin.sin_family == AF_INET &&
	   list->ai_addrlen == sizeof(sin) &&
	   list->ai_socktype == rows[i].socktype && !list->ai_next &&
	   sin.sin_addr.s_addr == htonl(rows[i].ip) &&
	   ntohs(sin.sin_port) == rows[i].port,
	   "getaddrinfo: the address of %s", rows[i].name);
	freeaddrinfo(list);
    }
}

/* protocol without socktype, and a name with two addresses */
static void test_filters(void)
{
    static const struct {
	int protocol, socktype;
    } rows[] = {
	{ IPPROTO_TCP, SOCK_STREAM }, { IPPROTO_UDP, SOCK_DGRAM },
    };
    struct addrinfo hints, *list, *each;
    struct sockaddr_in sin;
    int void_seen = 0, peer_seen = 0, n = 0;
    size_t i;

    for (i = 0; i < COUNT(rows); i++) {
	memset(&hints, 0, sizeof(hints));
	hints.ai_protocol = rows[i].protocol;
	if (!ok(!getaddrinfo("10.0.0.1", "1", &hints, &list),
		"getaddrinfo: protocol %d alone", rows[i].protocol))
	    continue;
	ok(list->ai_socktype == rows[i].socktype &&
	   list->ai_protocol == rows[i].protocol && !list->ai_next,
	   "getaddrinfo: protocol %d only", rows[i].protocol);
	freeaddrinfo(list);
    }

    memset(&hints, 0, sizeof(hints));
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    if (!ok(!getaddrinfo("two.test", "7", &hints, &list),
	    "getaddrinfo: a name with two addresses"))
	return;
    for (each = list; each; each = each->ai_next, n++) {
	memcpy(&sin, each->ai_addr, sizeof(sin));
	void_seen += sin.sin_addr.s_addr == inet_addr(IP_VOID);
	peer_seen += sin.sin_addr.s_addr == peer_ip.s_addr;
    }
    ok(n == 2 && void_seen == 1 && peer_seen == 1, "getaddrinfo: both");
    freeaddrinfo(list);
}

static void test_all_of_host(void)
{
    const struct hostent *host = gethostbyname("two.test");
    int n = 0;

    while (host && host->h_addr_list[n])
	n++;
    is(n, 2, "gethostbyname: two addresses");
}

static void test_lists(void)
{
    struct addrinfo hints, *first, *second, *each;
    int stream = 0, datagram = 0;

    memset(&hints, 0, sizeof(hints));
    hints.ai_flags = AI_CANONNAME;
    ok(!getaddrinfo("10.0.0.1", "1", &hints, &first), "getaddrinfo: one");
    ok(!getaddrinfo("10.0.0.2", "2", NULL, &second),
       "getaddrinfo: another, before the first is freed");
    for (each = first; each; each = each->ai_next) {
	stream += each->ai_socktype == SOCK_STREAM &&
	    each->ai_protocol == IPPROTO_TCP;
	datagram += each->ai_socktype == SOCK_DGRAM &&
	    each->ai_protocol == IPPROTO_UDP;
    }
    ok(stream == 1 && datagram == 1, "getaddrinfo: without hints, each type");
    ok(first->ai_canonname && !strcmp(first->ai_canonname, "10.0.0.1"),
       "getaddrinfo: AI_CANONNAME");
    freeaddrinfo(second);
    freeaddrinfo(first);
    ok(*gai_strerror(EAI_NONAME) && strcmp(gai_strerror(EAI_NONAME),
					   gai_strerror(EAI_SERVICE)),
       "gai_strerror");
}

static void test_getnameinfo(void)
{
    const struct sockaddr_in sin = address(htonl(0x0a010203), 8080);
    const struct sockaddr *sa = (const struct sockaddr *)&sin;
    const int numeric = NI_NUMERICHOST | NI_NUMERICSERV;
    char host[NI_MAXHOST], serv[NI_MAXSERV];

    ok(!getnameinfo(sa, sizeof(sin), host, sizeof(host), serv, sizeof(serv),
		    numeric) &&
       !strcmp(host, "10.1.2.3") && !strcmp(serv, "8080"), "getnameinfo");
    is(getnameinfo(sa, sizeof(sin), NULL, 0, serv, sizeof(serv), numeric), 0,
       "getnameinfo: the port only");
    is(getnameinfo(sa, sizeof(sin), host, 4, NULL, 0, numeric), EAI_OVERFLOW,
       "getnameinfo: host too long");
    is(getnameinfo(sa, sizeof(sin), NULL, 0, serv, 4, numeric), EAI_OVERFLOW,
       "getnameinfo: port too long");
    is(getnameinfo(sa, 4, host, sizeof(host), NULL, 0, numeric), EAI_FAMILY,
       "getnameinfo: address too short");
    is(getnameinfo(sa, sizeof(sin), host, sizeof(host), NULL, 0, 0x40000000),
       EAI_BADFLAGS, "getnameinfo: flags");
}

static void test_gethostbyname(void)
{
    struct hostent *host = gethostbyname("peer.test");
    struct in_addr ip;

    if (ok(host != NULL, "gethostbyname: a name")) {
	memcpy(&ip, host->h_addr, sizeof(ip));
	ok(host->h_addrtype == AF_INET && host->h_length == 4 &&
	   ip.s_addr == htonl(0xc0a8fc01) && !strcmp(host->h_name,
						     "peer.test"),
	   "gethostbyname: its address");
    }
    ok(gethostbyname("10.1.2.3") != NULL, "gethostbyname: an address");
    ok(!gethostbyname("nobody.test") && h_errno == HOST_NOT_FOUND,
       "gethostbyname: HOST_NOT_FOUND");
}

void test_names(void)
{
    test_text();
    test_ntop();
    test_getaddrinfo();
    test_filters();
    test_all_of_host();
    test_lists();
    test_getnameinfo();
    test_gethostbyname();
}
