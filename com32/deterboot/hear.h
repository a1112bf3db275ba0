/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * hear.h - what follows from boss's words for when it is asked
 *
 * Orders are followed once in POLICY_ORDER_GAP_MS, however many come: the first
 * at once, and then the last of those that say something else.
 */
#ifndef DETERBOOT_HEAR_H
#define DETERBOOT_HEAR_H

#include <stddef.h>
#include <stdint.h>

#include "policy.h"

/**
 * A datagram came
 *
 * WAIT, AUTO and FAIL need nothing more from the caller than a line on the
 * screen; every other answer is for the caller to act on, and policy_failed()
 * is to be called where that does not work out.
 *
 * @v policy	State
 * @v now_ms	Time
 * @v random	Any random number
 * @v ip	Its source address, network byte order
 * @v port	Its source port, host byte order
 * @v packet	Its bytes
 * @v len	How many
 * @v event	Receives what it means
 */
void policy_receive(struct policy *policy, uint32_t now_ms, uint32_t random,
		    uint32_t ip, uint16_t port, const void *packet, size_t len,
		    struct policy_event *event);

/**
 * Is there an order that had to wait for its time?
 *
 * To be called before policy_next(), and acted upon as after policy_receive().
 *
 * @v policy	State
 * @v now_ms	Time
 * @v random	Any random number
 * @v event	Receives it, a POLICY_ANSWERED
 * @ret 1	There is
 * @ret 0	There is none; *event is not set
 */
int policy_held(struct policy *policy, uint32_t now_ms, uint32_t random,
		struct policy_event *event);

/**
 * An operator asks boss what it would say: replies mean nothing until the next
 * question, which comes as if there had been no answer
 */
void policy_queried(struct policy *policy);

/**
 * An operator says WAIT, AUTO or RESTART in boss's place
 *
 * @v policy	State
 * @v now_ms	Time
 * @v random	Any random number
 * @v what	What is said; any other type changes nothing
 * @v event	Receives it, as if boss had ordered it
 */
void policy_told(struct policy *policy, uint32_t now_ms, uint32_t random,
		 const struct bootinfo_what *what, struct policy_event *event);

#endif /* DETERBOOT_HEAR_H */
