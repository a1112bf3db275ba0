/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_policy.c - a node's life: time, datagrams and failed boots in any order
 *
 * Input: records of an operation byte, an operand byte and what they need.
 * Whatever comes, the node neither stops asking nor asks too often, what is
 * ignored changes nothing, and only boss's own words are believed.
 */
#include "fuzz.h"
#include "policy.h"

#define BOSS_IP		0x0202000a
#define NAMED_IP	0x0402000a
#define STRANGER_IP	0x0902000a

/* No wait of any schedule is longer: 600 s and a quarter */
#define LONGEST_WAIT_MS	750000

static const struct policy_boss boss = {
    BOSS_IP, BOOTINFO_SERVER_PORT, "fuzz"
};

struct input {
    const uint8_t *data;
    size_t left;
};

struct node {
    struct policy policy;
    uint32_t now_ms;
    uint32_t random;
    uint32_t asked_ms;
    int asked;
};

static uint8_t take(struct input *in)
{
    if (!in->left)
	return 0;
    in->left--;
    return *in->data++;
}

/* Let `ms` go by as the module would: do what is due, then listen */
static void pass(struct node *node, uint32_t ms)
{
    unsigned int turns = 0;

    for (;;) {
	struct policy_step step;

	require(++turns < 100000);
	policy_next(&node->policy, node->now_ms,
		    schedule_random(&node->random), &step);
	if (step.verb == POLICY_GIVE_UP) {
	    require(node->policy.limit);
	    require(policy_gave_up(&node->policy, node->now_ms,
				   schedule_random(&node->random)) > 0);
	    continue;
	}
	if (step.verb == POLICY_ASK) {
	    require(!node->asked ||
		    node->now_ms - node->asked_ms >= POLICY_ASK_GAP_MS);
	    require(step.try > 0 && step.boss.port);
	    node->asked = 1;
	    node->asked_ms = node->now_ms;
	    continue;
	}
	require(step.wait_ms > 0 && step.wait_ms <= LONGEST_WAIT_MS);
	if (step.verb == POLICY_SILENCE)
	    continue;
	if (step.wait_ms > ms) {
	    node->now_ms += ms;
	    return;
	}
	node->now_ms += step.wait_ms;
	ms -= step.wait_ms;
    }
}

/* A packet from the wire: header and type by the input, strings too */
static size_t make_packet(struct input *in, uint8_t *packet)
{
    uint8_t shape = take(in);
    size_t len = BOOTINFO_PACKET_SIZE, offset;

    memset(packet, 0, BOOTINFO_PACKET_SIZE + 1);
    packet[0] = shape & 0x40 ? take(in) : 1;
    packet[2] = shape & 0x01 ? BOOTINFO_ORDER : BOOTINFO_REPLY;
    packet[4] = shape & 0x02 ? 1 : 0;
    packet[10] = (shape >> 2 & 7) + 1;
    if (shape & 0x20)
	packet[10] = take(in);
    packet[12] = take(in);
    if (shape & 0x80) {
	offset = take(in) * 2u;
	packet[offset] = take(in);
	len += (size_t)take(in) % 3 - 1;
    }
    return len;
}

static void receive(struct node *node, struct input *in, uint8_t operand)
{
    static const uint16_t ports[] = { 6969, 6970, 9696, 53 };
    uint32_t from = operand & 0x08 ? STRANGER_IP : BOSS_IP;
    uint16_t port = ports[operand & 3];
    uint8_t packet[BOOTINFO_PACKET_SIZE + 1], *copy;
    struct policy before = node->policy, after;
    size_t len = make_packet(in, packet);
    struct policy_event event;

    copy = malloc(len);
    require(copy);
    memcpy(copy, packet, len);
    policy_receive(&node->policy, node->now_ms, schedule_random(&node->random),
		   from, port, copy, len, &event);
    free(copy);

    if (event.result == POLICY_IGNORED) {
	require(event.reason > ERR_NONE && event.reason < ERR_COUNT);
	require(event.first == !before.ignored[event.reason]);
	after = node->policy;
	memcpy(after.ignored, before.ignored, sizeof(after.ignored));
	require(memcmp(&before, &after, sizeof(before)) == 0);
	return;
    }
    require(from == BOSS_IP && event.boss_ip == BOSS_IP);
    require(len == BOOTINFO_PACKET_SIZE);
    require(event.is_order ? port == 6969 || port == 6970 : port == 6969);
    require(event.is_order || node->asked);
    require(event.wait_ms <= LONGEST_WAIT_MS);
    if (event.result != POLICY_ANSWERED)
	return;
    require(bootinfo_type_name(event.what.type));
    if (event.what.type == BOOTINFO_RESTART)
	require(policy_restart(&node->policy, &boss, 1, "", node->now_ms,
			       schedule_random(&node->random)) <=
		LONGEST_WAIT_MS);
}

/* The list of servers grows by one that was looked up, or shrinks again */
static void set_bosses(struct node *node, unsigned int count)
{
    const struct policy_boss bosses[] = {
	{ BOSS_IP, BOOTINFO_SERVER_PORT, "fuzz" },
	{ NAMED_IP, BOOTINFO_SERVER_PORT, "named" },
    };
    uint8_t packet[BOOTINFO_PACKET_SIZE];

    policy_set_bosses(&node->policy, bosses, count);
    require(node->policy.current < count);
    policy_question(&node->policy, packet);
    require(packet[2] == BOOTINFO_REQUEST);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input in = { data, size };
    struct node node;

    memset(&node, 0, sizeof(node));
    node.now_ms = (uint32_t)take(&in) << 24;
    node.random = take(&in) + 1;
    policy_init(&node.policy, &boss, 1, "", node.now_ms);
    policy_set_limit(&node.policy, size % 8);
    while (in.left) {
	uint8_t operation = take(&in), operand = take(&in);

	if (operation & 0x40) {
	    set_bosses(&node, 1 + operand % 2);
	    continue;
	}
	switch (operation % 4) {
	case 0:
	    pass(&node, operand);
	    break;
	case 1:
	    pass(&node, operand * 4000u);
	    break;
	case 2:
	    receive(&node, &in, operand);
	    break;
	case 3:
	    require(policy_failed(&node.policy, node.now_ms,
				  schedule_random(&node.random)) <=
		    LONGEST_WAIT_MS);
	    break;
	}
    }
    return 0;
}
