/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * query.c - ask boss without doing what it says
 */
#include <string.h>

#include "query.h"

void query_question(uint8_t packet[BOOTINFO_PACKET_SIZE])
{
    const struct bootinfo_message msg = {
	.version = BOOTINFO_VERSION,
	.opcode = BOOTINFO_INFO,
    };

    bootinfo_encode(packet, &msg);
}

static int is_boss(const struct policy *policy, uint32_t ip, uint16_t port)
{
    unsigned int i;

    for (i = 0; i < policy->bosses; i++)
	if (policy->boss[i].ip == ip && policy->boss[i].port == port)
	    return 1;
    return 0;
}

int query_answer(struct policy *policy, uint32_t ip, uint16_t port,
		 const void *packet, size_t len, struct policy_event *event)
{
    struct bootinfo_message msg;

    if (!is_boss(policy, ip, port) || bootinfo_decode(&msg, packet, len) ||
	msg.opcode != BOOTINFO_REPLY)
	return 0;
    memset(event, 0, sizeof(*event));
    event->boss_ip = ip;
    event->result = POLICY_REFUSED;
    if (msg.status == BOOTINFO_SUCCESS) {
	event->result = POLICY_ANSWERED;
	event->what = msg.what;
	policy->last = msg.what;
    }
    return 1;
}
