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
#include "platform.h"

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
WEAK(connect);
WEAK(send);
WEAK(recv);
WEAK(getsockopt);
WEAK(setsockopt);
WEAK(syslinux_set_netconfig);

static const char *const needed[] = {
    "socket", "closesocket", "bind", "sendto", "recvfrom", "select",
    "getaddrinfo", "freeaddrinfo", "connect", "send", "recv", "getsockopt",
    "setsockopt", "syslinux_set_netconfig",
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

/* Wait until a socket can be read, or written; -EAGAIN when time is up */
static int wait_for(int fd, int writing, uint32_t wait_ms)
{
    struct timeval tv;
    fd_set set;
    int rc;

    FD_ZERO(&set);
    FD_SET(fd, &set);
    tv.tv_sec = (long)(wait_ms / 1000);
    tv.tv_usec = (long)(wait_ms % 1000 * 1000);
    rc = select(fd + 1, writing ? NULL : &set, writing ? &set : NULL, NULL,
		&tv);
    if (rc < 0)
	return -errno;
    return rc ? 0 : -EAGAIN;
}

/* A datagram that is there already; -EAGAIN if there is none */
static int receive_now(const struct net *net, void *data, size_t size,
		       uint32_t *ip, uint16_t *port)
{
    struct sockaddr_in sin;
    socklen_t sin_len = sizeof(sin);
    int rc;

    set_address(&sin, 0, 0);
    rc = (int)recvfrom(net->fd, data, size, MSG_DONTWAIT,
		       (struct sockaddr *)&sin, &sin_len);
    if (rc < 0)
	return -errno;
    *ip = sin.sin_addr.s_addr;
    *port = ntohs(sin.sin_port);
    return rc;
}

int net_receive(const struct net *net, uint32_t wait_ms, void *data,
		size_t size, uint32_t *ip, uint16_t *port)
{
    /* In a flood of datagrams there is no time to wait for each of them */
    int rc = receive_now(net, data, size, ip, port);

    if (rc != -EAGAIN)
	return rc;
    rc = wait_for(net->fd, 0, wait_ms);
    return rc ? rc : receive_now(net, data, size, ip, port);
}

unsigned int net_resolve_all(uint32_t *ip, unsigned int max, const char *name)
{
    static const struct addrinfo hints = {
	.ai_family = AF_INET,
	.ai_socktype = SOCK_DGRAM,
    };
    const struct addrinfo *each;
    struct addrinfo *found;
    struct sockaddr_in sin;
    unsigned int count = 0;

    if (getaddrinfo(name, NULL, &hints, &found))
	return 0;
    for (each = found; each && count < max; each = each->ai_next) {
	memcpy(&sin, each->ai_addr, sizeof(sin));
	ip[count++] = sin.sin_addr.s_addr;
    }
    freeaddrinfo(found);
    return count;
}

int net_resolve(uint32_t *ip, const char *name)
{
    return net_resolve_all(ip, 1, name) ? 0 : -ENOENT;
}

int net_configure(const struct dhcp_lease *lease)
{
    struct syslinux_route routes[SYSLINUX_NETCONFIG_ROUTES];
    struct syslinux_netconfig config = {
	.ip = lease->ip,
	.netmask = lease->netmask,
	.gateway = lease->gateway,
	.server = lease->next_server ? lease->next_server : lease->server_id,
	.domain = lease->domain,
	.search = lease->search,
	.routes = routes,
	.route_count = lease->routes,
	.mtu = lease->mtu,
    };
    unsigned int i;

    memcpy(config.dns, lease->dns, sizeof(config.dns));
    for (i = 0; i < lease->routes; i++) {
	routes[i].dest = lease->route[i].dest;
	routes[i].netmask = lease->route[i].netmask;
	routes[i].router = lease->route[i].router;
    }
    return syslinux_set_netconfig(&config) ? -errno : 0;
}

/* As wait_for(), for the rest of a time that has begun */
static int wait_on(int fd, int writing, uint32_t begin_ms, uint32_t wait_ms)
{
    uint32_t gone_ms = platform_ms() - begin_ms;
    int rc;

    if (gone_ms >= wait_ms)
	return -ETIMEDOUT;
    rc = wait_for(fd, writing, wait_ms - gone_ms);
    return rc == -EAGAIN ? -ETIMEDOUT : rc;
}

static int tell(int fd, const struct sockaddr_in *server, const void *data,
		size_t len, uint32_t begin_ms, uint32_t wait_ms)
{
    uint8_t answer[64];			/* of no interest */
    socklen_t error_len;
    int error = 0;
    int rc;

    if (connect(fd, (const struct sockaddr *)server, sizeof(*server)) &&
	errno != EINPROGRESS)
	return -errno;
    rc = wait_on(fd, 1, begin_ms, wait_ms);
    if (rc)
	return rc;
    error_len = sizeof(error);
    if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &error_len))
	return -errno;
    if (error)
	return -error;
    if (send(fd, data, len, 0) != (ssize_t)len)
	return -errno;
    do {
	rc = wait_on(fd, 0, begin_ms, wait_ms);
	if (rc)
	    return rc;
	rc = (int)recv(fd, answer, sizeof(answer), 0);
    } while (rc > 0);
    return rc ? -errno : 0;
}

int net_tell(uint32_t ip, uint16_t port, const void *data, size_t len,
	     uint32_t wait_ms)
{
    uint32_t begin_ms = platform_ms();
    struct sockaddr_in server;
    int fd, rc;

    fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (fd < 0)
	return -errno;
    set_address(&server, ip, port);
    rc = tell(fd, &server, data, len, begin_ms, wait_ms);
    closesocket(fd);
    return rc;
}
