/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * net.h - the one UDP socket, and names
 */
#ifndef DETERBOOT_NET_H
#define DETERBOOT_NET_H

#include <stddef.h>
#include <stdint.h>

#include "dhcp.h"

#define NET_CLOSED	(-1)

struct net {
    int fd;				/* NET_CLOSED, or a socket number */
};

/**
 * Name of a function that the core or libcom32.c32 should have and has not,
 * or NULL if all are there; nothing else in net.h may be used otherwise
 */
const char *net_missing(void);

/**
 * Open the socket, bound to BOOTINFO_CLIENT_PORT
 *
 * @v net	Receives the socket
 * @ret 0	Done
 * @ret -errno	Failed; *net is closed
 */
int net_open(struct net *net);

/**
 * Open a socket for a DHCP client: bound to DHCP_CLIENT_PORT, and allowed to
 * send to everybody
 *
 * @v net	Receives the socket
 * @ret 0	Done
 * @ret -errno	Failed; *net is closed
 */
int net_open_dhcp(struct net *net);

/**
 * Close the socket, if it is open
 */
void net_close(struct net *net);

/**
 * Send a datagram
 *
 * @v net	Socket
 * @v ip	Where to, network byte order
 * @v port	Where to, host byte order
 * @v data	Bytes
 * @v len	How many
 * @ret 0	Done
 * @ret -errno	Failed
 */
int net_send(const struct net *net, uint32_t ip, uint16_t port,
	     const void *data, size_t len);

/**
 * Wait for a datagram
 *
 * @v net	Socket
 * @v wait_ms	How long, at most; waits are as coarse as 55 ms
 * @v data	Receives the datagram, cut to `size` bytes
 * @v size	Room
 * @v ip	Receives its source, network byte order
 * @v port	Receives its source, host byte order
 * @ret len	Bytes received, 0 or more
 * @ret -EAGAIN	None came
 * @ret -errno	Failed
 */
int net_receive(const struct net *net, uint32_t wait_ms, void *data,
		size_t size, uint32_t *ip, uint16_t *port);

/**
 * Give the machine the address, the routes, the MTU, the name servers and the
 * TFTP server of a lease; open UDP sockets go on
 *
 * @v lease	The lease
 * @ret 0	Done
 * @ret -errno	Failed, nothing has changed
 */
int net_configure(const struct dhcp_lease *lease);

/**
 * Tell a server something over TCP, and wait until it closes the connection
 *
 * @v ip	Server, network byte order
 * @v port	Its port, host byte order
 * @v data	Bytes, not more than a segment
 * @v len	How many
 * @v wait_ms	How long all of it may take; waits are as coarse as 55 ms
 * @ret 0	Done
 * @ret -ETIMEDOUT	It takes longer; nobody knows if the server has it
 * @ret -errno	Failed
 */
int net_tell(uint32_t ip, uint16_t port, const void *data, size_t len,
	     uint32_t wait_ms);

/**
 * Address of a host
 *
 * @v ip	Receives the address, network byte order
 * @v name	Name or dotted address
 * @ret 0	Done
 * @ret -ENOENT	No such name, or no name server that answers
 */
int net_resolve(uint32_t *ip, const char *name);

/**
 * All addresses of a host, as many as there is room for
 *
 * @v ip	Receives the addresses, network byte order
 * @v max	Room
 * @v name	Name or dotted address
 * @ret count	Addresses received, 1 to max
 * @ret 0	No such name, or no name server that answers
 */
unsigned int net_resolve_all(uint32_t *ip, unsigned int max, const char *name);

#endif /* DETERBOOT_NET_H */
