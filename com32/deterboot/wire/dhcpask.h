/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dhcpask.h - write what a PXE client asks a DHCP server
 */
#ifndef DETERBOOT_DHCPASK_H
#define DETERBOOT_DHCPASK_H

#include <stddef.h>
#include <stdint.h>

#include "dhcp.h"

#define DHCP_ASK_SIZE		548	/* what every server takes: 576 with IP
					   and UDP headers (RFC 2131 section 2) */
#define DHCP_ASK_MIN_SIZE	300	/* what old relays want (RFC 1542 2.1) */
#define DHCP_ANSWER_SIZE	1472	/* what fits an Ethernet frame */
#define DHCP_IDENTITY_SIZE	224	/* fits behind the other options */

/* How a node shows itself to the DHCP server: as its boot ROM did */
struct dhcp_identity {
    uint8_t hwtype;
    uint8_t hwaddr_len;
    uint8_t hwaddr[DHCP_HWADDR_SIZE];
    uint8_t options[DHCP_IDENTITY_SIZE]; /* 60, 61, 77, 93, 94, 97 */
    size_t options_len;			/* bytes of it in use */
};

struct dhcp_ask {
    uint8_t type;			/* DHCP_DISCOVER or DHCP_REQUEST */
    uint32_t xid;			/* as the bytes are on the wire */
    uint16_t secs;			/* since the first question */
    uint32_t ip;			/* DHCP_REQUEST: the address offered and */
    uint32_t server_id;			/* who offered it; network byte order */
};

/**
 * Work out how to show the node to the DHCP server
 *
 * A server that hands out addresses by client identifier, or answers PXE
 * clients only, is to see the same client as at power-on: the options that
 * tell are those of the boot ROM's own DISCOVER. What does not fit is left
 * out, the client identifier last. Without a DISCOVER it is a plain PXE client
 * of a PC with a BIOS.
 *
 * @v identity	Receives the result
 * @v lease	The lease that the node has, for the hardware address
 * @v discover	The ROM's DISCOVER, from its `op` field on; NULL = none
 * @v len	Its length in bytes
 */
void dhcp_identify(struct dhcp_identity *identity,
		   const struct dhcp_lease *lease, const void *discover,
		   size_t len);

/**
 * Write a question
 *
 * The answer is asked for as a broadcast: the node has no address yet that
 * could be trusted.
 *
 * @v packet	Receives it, from its `op` field on
 * @v ask	What to ask
 * @v identity	Who asks
 * @ret len	Its length in bytes, at least DHCP_ASK_MIN_SIZE
 */
size_t dhcp_ask_encode(uint8_t packet[DHCP_ASK_SIZE],
		       const struct dhcp_ask *ask,
		       const struct dhcp_identity *identity);

#endif /* DETERBOOT_DHCPASK_H */
