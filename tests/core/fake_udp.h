/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fake_udp.h - the core's UDP: a server that the test plays, and a clock that
 * moves on while nothing comes
 */
#ifndef DETERBOOT_FAKE_UDP_H
#define DETERBOOT_FAKE_UDP_H

#include "core/include/core.h"

/* A packet that was sent comes to the server: one of ours, or of an attacker */
typedef void (*fake_server)(const uint8_t *packet, size_t size, uint32_t ip,
			    uint16_t port);

extern struct fake_udp {
    fake_server server;
    bool no_route;		/* nothing can be sent */
    unsigned int opens_left;	/* until the next open fails */
    unsigned int opened;	/* sockets that are open */
    uint32_t ip;		/* where core_udp_send() sends to... */
    uint16_t port, local_port;	/* ...and from where; host byte order */
} fake_udp;

/** Begin anew: no packet is on its way, the clock shows some time. */
void fake_udp_start(fake_server server);

/**
 * Send a packet to the port that is open now
 *
 * @v ip	Sender, network byte order
 * @v port	Its port, host byte order
 * @v ticks	How long it takes
 * @v packet	UDP data
 * @v size	Bytes of it
 */
void fake_udp_reply(uint32_t ip, uint16_t port, unsigned int ticks,
		    const void *packet, size_t size);

#endif /* DETERBOOT_FAKE_UDP_H */
