/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_dhcpclient.c - the exchange with a DHCP server: time and datagrams in
 * any order
 *
 * Input: the length of the ROM's DISCOVER and its bytes, then records of an
 * operation byte and what it needs. Whatever comes, it ends in time, asks
 * within bounds, and ends with a lease only after an offer and an ACK that
 * both carry its id and its hardware address.
 */
#include "dhcpclient.h"
#include "fuzz.h"

#define SERVER		0x0202000a
#define OPERATIONS_MAX	64		/* more find nothing, and take long */
#define ASKS_MAX	(DHCP_CLIENT_DISCOVERS * (1 + DHCP_CLIENT_REQUESTS))

struct node {
    struct dhcp_client client;
    uint32_t now_ms, begin_ms, random;
    unsigned int asks;
    int ended;
};

static const uint8_t mac[6] = { 0x52, 0x54, 0x00, 0x12, 0x34, 0x56 };

/* Let `ms` go by as the module would: do what is due, then listen */
static void pass(struct node *node, uint32_t ms)
{
    struct dhcp_client_step step;

    for (;;) {
	dhcp_client_next(&node->client, node->now_ms,
			 schedule_random(&node->random), &step);
	require(node->now_ms - node->begin_ms <= DHCP_CLIENT_TIME_MS);
	switch (step.verb) {
	case DHCP_CLIENT_SEND:
	    require(++node->asks <= ASKS_MAX);
	    require(step.len >= DHCP_ASK_MIN_SIZE && step.len <= DHCP_ASK_SIZE);
	    require(!memcmp(step.packet + 4, &node->client.xid, 4));
	    break;
	case DHCP_CLIENT_LISTEN:
	    require(step.wait_ms > 0);
	    if (step.wait_ms > ms) {
		node->now_ms += ms;
		return;
	    }
	    node->now_ms += step.wait_ms;
	    ms -= step.wait_ms;
	    break;
	case DHCP_CLIENT_DONE:
	    node->ended = 1;
	    require(node->asks >= 2);
	    return;
	case DHCP_CLIENT_GIVE_UP:
	    node->ended = 1;
	    require(node->client.error);
	    return;
	}
    }
}

/* A reply that is right but for what the input changes */
static size_t make_reply(struct fuzz_input *in, const struct node *node,
			 uint8_t packet[512])
{
    uint8_t changes = fuzz_take(in) % 4;
    static const uint8_t options[] = {
	99, 130, 83, 99, 53, 1, 2, 54, 4, 10, 0, 2, 2, 255,
    };
    size_t len = 300;

    memset(packet, 0, 512);
    packet[0] = 2;
    packet[1] = 1;
    packet[2] = 6;
    memcpy(packet + 4, &node->client.xid, 4);
    memcpy(packet + 16, "\12\0\2\115", 4);
    memcpy(packet + 28, mac, sizeof(mac));
    memcpy(packet + 236, options, sizeof(options));
    packet[242] = fuzz_take(in) % 8;
    while (changes--) {
	size_t offset = fuzz_take(in) * 2u;

	packet[offset] = fuzz_take(in);
	len = 200 + fuzz_take(in);
    }
    return len;
}

static void receive(struct node *node, struct fuzz_input *in)
{
    const struct dhcp_client before = node->client;
    uint16_t port = fuzz_take(in) % 8 ? DHCP_SERVER_PORT : 68;
    uint8_t packet[512], *copy;
    size_t len = make_reply(in, node, packet);
    int rc;

    copy = fuzz_copy(packet, len);
    rc = dhcp_client_receive(&node->client, node->now_ms,
			     schedule_random(&node->random), port, copy, len);
    free(copy);
    if (!rc) {
	require(!memcmp(&before, &node->client, sizeof(before)));
	return;
    }
    require(port == DHCP_SERVER_PORT);
    require(!memcmp(packet + 4, &before.xid, 4));
    require(!memcmp(packet + 28, mac, sizeof(mac)));
    if (node->client.state == DHCP_CLIENT_BOUND) {
	require(before.state == DHCP_CLIENT_REQUESTING);
	require(node->client.ack_len == len);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct dhcp_lease lease = { .hwtype = 1, .hwaddr_len = 6 };
    struct dhcp_identity identity;
    struct fuzz_input in = { data, size };
    struct node node;
    unsigned int i;
    size_t rom;

    rom = fuzz_take(&in) * 4u;
    if (rom > in.left)
	rom = in.left;
    memcpy(lease.hwaddr, mac, sizeof(mac));
    dhcp_identify(&identity, &lease, in.data, rom);
    require(identity.options_len <= DHCP_IDENTITY_SIZE);
    in.data += rom;
    in.left -= rom;

    memset(&node, 0, sizeof(node));
    node.now_ms = node.begin_ms = (uint32_t)fuzz_take(&in) << 24;
    node.random = fuzz_take(&in) + 1;
    dhcp_client_init(&node.client, &identity, SERVER, node.now_ms,
		     schedule_random(&node.random));
    pass(&node, 0);
    for (i = 0; i < OPERATIONS_MAX && in.left && !node.ended; i++) {
	uint8_t operation = fuzz_take(&in);

	if (operation & 1)
	    receive(&node, &in);
	pass(&node, (operation >> 1) * 50u);
    }
    if (!node.ended)
	pass(&node, DHCP_CLIENT_TIME_MS);
    require(node.ended);
    return 0;
}
