/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * query.h - ask boss without doing what it says
 *
 * The opcode INFO: boss answers it as a REQUEST, but does not take it for the
 * boot of the node. It has no key, so boss looks the node up by its address.
 */
#ifndef DETERBOOT_QUERY_H
#define DETERBOOT_QUERY_H

#include <stddef.h>
#include <stdint.h>

#include "policy.h"

/* Site policy */
#define QUERY_TRIES	3
#define QUERY_WAIT_MS	1000		/* for an answer, after each of them */

/**
 * The question, as it goes onto the wire
 */
void query_question(uint8_t packet[BOOTINFO_PACKET_SIZE]);

/**
 * Is this datagram the answer?
 *
 * Which question a reply belongs to cannot be told; boss says the same to both
 * kinds. A copy that comes later changes nothing.
 *
 * @v policy	State, which knows who is boss
 * @v ip	Source address, network byte order
 * @v port	Source port, host byte order
 * @v packet	Its bytes
 * @v len	How many
 * @v event	Receives the answer, ANSWERED or REFUSED
 * @ret 1	It is
 * @ret 0	It is not; *event is not set
 */
int query_answer(struct policy *policy, uint32_t ip, uint16_t port,
		 const void *packet, size_t len, struct policy_event *event);

#endif /* DETERBOOT_QUERY_H */
