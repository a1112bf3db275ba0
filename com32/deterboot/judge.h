/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * judge.h - which datagrams are believed
 */
#ifndef DETERBOOT_JUDGE_H
#define DETERBOOT_JUDGE_H

#include <stddef.h>
#include <stdint.h>

#include "policy.h"

/**
 * Decode a datagram and decide whether to believe it
 *
 * @v policy	State
 * @v now_ms	Time
 * @v ip	Its source address, network byte order
 * @v port	Its source port, host byte order
 * @v packet	Its bytes
 * @v len	How many
 * @v msg	Receives the message
 * @ret error	ERR_NONE if it is believed, else the reason why it is not
 */
enum error judge(const struct policy *policy, uint32_t now_ms, uint32_t ip,
		 uint16_t port, const void *packet, size_t len,
		 struct bootinfo_message *msg);

/**
 * Is it boss who made no sense? Then it answered, whatever it meant
 *
 * @v error	What judge() has returned
 * @ret 1	The datagram, if it was boss's, cannot be understood
 * @ret 0	It was understood, or is somebody else's
 */
int judge_is_nonsense(enum error error);

/**
 * True if two answers say the same
 */
int judge_is_same(const struct bootinfo_what *a,
		  const struct bootinfo_what *b);

#endif /* DETERBOOT_JUDGE_H */
