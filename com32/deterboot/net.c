/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * net.c - the one UDP socket, and names
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/module.h>
#include <sys/select.h>
#include <sys/socket.h>

#include "bootinfo.h"
#include "net.h"

/*
 * Weak, so that the module can be loaded where they are missing, and tell it
 */
#define WEAK(function) extern __typeof__(function) function __weak

WEAK(socket);
WEAK(closesocket);
WEAK(bind);
WEAK(sendto);
WEAK(recvfrom);
WEAK(select);
WEAK(getaddrinfo);
WEAK(freeaddrinfo);

static const char *const needed[] = {
    "socket", "closesocket", "bind", "sendto", "recvfrom", "select",
    "getaddrinfo", "freeaddrinfo",
};

const char *net_missing(void)
{
    size_t i;

    /* An address would not tell: a missing function binds to a trap */
    for (i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
	if (!global_find_symbol(needed[i], NULL))
	    return needed[i];
    return NULL;
}

static void set_address(struct sockaddr_in *sin, uint32_t ip, uint16_t port)
{
    memset(sin, 0, sizeof(*sin));
    sin->sin_family = AF_INET;
    sin->sin_addr.s_addr = ip;
    sin->sin_port = htons(port);
}

int net_open(struct net *net)
{
    struct sockaddr_in sin;
    int rc;

    net->fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (net->fd < 0) {
	net->fd = NET_CLOSED;
	return -errno;
    }
    set_address(&sin, htonl(INADDR_ANY), BOOTINFO_CLIENT_PORT);
    if (bind(net->fd, (const struct sockaddr *)&sin, sizeof(sin))) {
	rc = -errno;
	net_close(net);
	return rc;
    }
    return 0;
}

void net_close(struct net *net)
{
    if (net->fd != NET_CLOSED)
	closesocket(net->fd);
    net->fd = NET_CLOSED;
}

int net_send(const struct net *net, uint32_t ip, uint16_t port,
	     const void *data, size_t len)
{
    struct sockaddr_in sin;

    set_address(&sin, ip, port);
    if (sendto(net->fd, data, len, 0, (const struct sockaddr *)&sin,
	       sizeof(sin)) < 0)
	return -errno;
    return 0;
}

int net_receive(const struct net *net, uint32_t wait_ms, void *data,
		size_t size, uint32_t *ip, uint16_t *port)
{
    struct timeval tv;
    struct sockaddr_in sin;
    socklen_t sin_len = sizeof(sin);
    fd_set set;
    int rc;

    FD_ZERO(&set);
    FD_SET(net->fd, &set);
    tv.tv_sec = (long)(wait_ms / 1000);
    tv.tv_usec = (long)(wait_ms % 1000 * 1000);
    rc = select(net->fd + 1, &set, NULL, NULL, &tv);
    if (rc < 0)
	return -errno;
    if (!rc)
	return -EAGAIN;

    set_address(&sin, 0, 0);
    rc = (int)recvfrom(net->fd, data, size, MSG_DONTWAIT,
		       (struct sockaddr *)&sin, &sin_len);
    if (rc < 0)
	return -errno;
    *ip = sin.sin_addr.s_addr;
    *port = ntohs(sin.sin_port);
    return rc;
}

int net_resolve(uint32_t *ip, const char *name)
{
    static const struct addrinfo hints = {
	.ai_family = AF_INET,
	.ai_socktype = SOCK_DGRAM,
    };
    struct addrinfo *found;
    struct sockaddr_in sin;

    if (getaddrinfo(name, NULL, &hints, &found))
	return -ENOENT;
    memcpy(&sin, found->ai_addr, sizeof(sin));
    freeaddrinfo(found);
    *ip = sin.sin_addr.s_addr;
    return 0;
}
