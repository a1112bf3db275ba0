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
#include <syslinux/netconfig.h>

#include "bootinfo.h"
#include "dhcpclient.h"
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
WEAK(setsockopt);
WEAK(syslinux_set_netconfig);

static const char *const needed[] = {
    "socket", "closesocket", "bind", "sendto", "recvfrom", "select",
    "getaddrinfo", "freeaddrinfo", "setsockopt", "syslinux_set_netconfig",
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

static int open_port(struct net *net, uint16_t port)
{
    struct sockaddr_in sin;
    int rc;

    net->fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (net->fd < 0) {
	net->fd = NET_CLOSED;
	return -errno;
    }
    set_address(&sin, htonl(INADDR_ANY), port);
    if (bind(net->fd, (const struct sockaddr *)&sin, sizeof(sin))) {
	rc = -errno;
	net_close(net);
	return rc;
    }
    return 0;
}

int net_open(struct net *net)
{
    return open_port(net, BOOTINFO_CLIENT_PORT);
}

int net_open_dhcp(struct net *net)
{
    static const int on = 1;
    int rc = open_port(net, DHCP_CLIENT_PORT);

    if (rc)
	return rc;
    if (setsockopt(net->fd, SOL_SOCKET, SO_BROADCAST, &on, sizeof(on))) {
	rc = -errno;
	net_close(net);
    }
    return rc;
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

/* Wait until a socket can be read; -EAGAIN when time is up */
static int wait_for(int fd, uint32_t wait_ms)
{
    struct timeval tv;
    fd_set set;
    int rc;

    FD_ZERO(&set);
    FD_SET(fd, &set);
    tv.tv_sec = (long)(wait_ms / 1000);
    tv.tv_usec = (long)(wait_ms % 1000 * 1000);
    rc = select(fd + 1, &set, NULL, NULL, &tv);
    if (rc < 0)
	return -errno;
    return rc ? 0 : -EAGAIN;
}

int net_receive(const struct net *net, uint32_t wait_ms, void *data,
		size_t size, uint32_t *ip, uint16_t *port)
{
    struct sockaddr_in sin;
    socklen_t sin_len = sizeof(sin);
    int rc = wait_for(net->fd, wait_ms);

    if (rc)
	return rc;

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

int net_configure(const struct dhcp_lease *lease)
{
    struct syslinux_netconfig config = {
	.ip = lease->ip,
	.netmask = lease->netmask,
	.gateway = lease->gateway,
	.server = lease->next_server ? lease->next_server : lease->server_id,
	.domain = lease->domain,
    };

    memcpy(config.dns, lease->dns, sizeof(config.dns));
    return syslinux_set_netconfig(&config) ? -errno : 0;
}
