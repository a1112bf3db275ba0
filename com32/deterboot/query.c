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

int query_answer(struct policy *policy, uint32_t ip, uint16_t port,
		 const void *packet, size_t len, struct policy_event *event)
{
    struct bootinfo_message msg;

    if (policy_find_boss(policy, ip, port) < 0 || bootinfo_decode(&msg, packet, len) ||
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
