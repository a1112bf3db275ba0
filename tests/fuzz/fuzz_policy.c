/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_policy.c - a node's life: time, datagrams and failed boots in any order
 *
 * Input: records of an operation byte, an operand byte and what they need.
 * Whatever comes, the node neither stops asking nor asks too often, what is
 * ignored changes nothing, and only boss's own words are believed. An operator
 * may ask boss what it would say, and speak in its place.
 */
#include "fuzz.h"
#include "hear.h"
#include "query.h"

#define BOSS_IP		0x0202000a
#define NAMED_IP	0x0402000a
#define STRANGER_IP	0x0902000a

/* No wait of any schedule is longer: 600 s and a quarter */
#define LONGEST_WAIT_MS	750000

static const struct policy_boss boss = {
    BOSS_IP, BOOTINFO_SERVER_PORT, "fuzz"
};

struct node {
    struct policy policy;
    uint32_t now_ms;
    uint32_t random;
    uint32_t asked_ms;
    int asked;
};

/* Boss said it, or an operator did */
static void require_answer(struct node *node, const struct policy_event *event)
{
    require(event->wait_ms <= LONGEST_WAIT_MS);
    require(policy_next_ms(&node->policy, node->now_ms) <= LONGEST_WAIT_MS);
    if (event->result != POLICY_ANSWERED)
	return;
    require(bootinfo_type_name(event->what.type));
    if (event->what.type == BOOTINFO_RESTART)
	require(policy_restart(&node->policy, &boss, 1, "", node->now_ms,
			       schedule_random(&node->random)) <=
		LONGEST_WAIT_MS);
}

/* Let `ms` go by as the module would: do what is due, then listen */
static void pass(struct node *node, uint32_t ms)
{
    unsigned int turns = 0;

    for (;;) {
	struct policy_event event;
	struct policy_step step;
	int round_due;

	require(++turns < 100000);
	if (policy_held(&node->policy, node->now_ms,
			schedule_random(&node->random), &event)) {
	    require(event.result == POLICY_ANSWERED && event.is_order);
	    require_answer(node, &event);
	}
	round_due = policy_round_due(&node->policy, node->now_ms);
	policy_next(&node->policy, node->now_ms,
		    schedule_random(&node->random), &step);
	require(round_due == (step.verb == POLICY_ASK && step.try == 1));
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
static size_t make_packet(struct fuzz_input *in, uint8_t *packet)
{
    uint8_t shape = fuzz_take(in);
    size_t len = BOOTINFO_PACKET_SIZE, offset;

    memset(packet, 0, BOOTINFO_PACKET_SIZE + 1);
    packet[0] = shape & 0x40 ? fuzz_take(in) : 1;
    packet[2] = shape & 0x01 ? BOOTINFO_ORDER : BOOTINFO_REPLY;
    packet[4] = shape & 0x02 ? 1 : 0;
    packet[10] = (shape >> 2 & 7) + 1;
    if (shape & 0x20)
	packet[10] = fuzz_take(in);
    packet[12] = fuzz_take(in);
    if (shape & 0x80) {
	offset = fuzz_take(in) * 2u;
	packet[offset] = fuzz_take(in);
	len += (size_t)fuzz_take(in) % 3 - 1;
    }
    return len;
}

/* Who sends, from which port */
static void choose_sender(uint8_t operand, uint32_t *from, uint16_t *port)
{
    static const uint16_t ports[] = { 6969, 6970, 9696, 53 };

    *from = operand & 0x08 ? STRANGER_IP :
	    operand & 0x10 ? NAMED_IP : BOSS_IP;
    *port = ports[operand & 3];
}

static int is_boss(const struct node *node, uint32_t from)
{
    return from == BOSS_IP || (from == NAMED_IP && node->policy.bosses == 2);
}

static void receive(struct node *node, struct fuzz_input *in, uint8_t operand)
{
    uint8_t packet[BOOTINFO_PACKET_SIZE + 1], *copy;
    struct policy before = node->policy, after;
    size_t len = make_packet(in, packet);
    struct policy_event event;
    uint32_t from;
    uint16_t port;

    choose_sender(operand, &from, &port);
    copy = fuzz_copy(packet, len);
    policy_receive(&node->policy, node->now_ms, schedule_random(&node->random),
		   from, port, copy, len, &event);
    free(copy);

    if (event.result == POLICY_IGNORED) {
	require(event.reason > ERR_NONE && event.reason < ERR_COUNT);
	require(event.first == !before.heard.ignored[event.reason]);
	after = node->policy;
	after.heard = before.heard;
	require(memcmp(&before, &after, sizeof(before)) == 0);
	return;
    }
    require(is_boss(node, from) && event.boss_ip == from);
    require(event.result != POLICY_HELD || event.is_order);
    require(len == BOOTINFO_PACKET_SIZE);
    require(event.is_order ? port == 6969 || port == 6970 : port == 6969);
    require(event.is_order || node->asked);
    require_answer(node, &event);
}

/* What an operator asked boss comes; nothing else may be taken for it */
static void query(struct node *node, struct fuzz_input *in, uint8_t operand)
{
    uint8_t packet[BOOTINFO_PACKET_SIZE + 1], *copy;
    struct policy before = node->policy;
    size_t len = make_packet(in, packet);
    struct policy_event event;
    uint32_t from;
    uint16_t port;
    int taken;

    choose_sender(operand, &from, &port);
    copy = fuzz_copy(packet, len);
    taken = query_answer(&node->policy, from, port, copy, len, &event);
    free(copy);
    if (taken) {
	require(is_boss(node, from) && event.boss_ip == from && port == 6969);
	require(len == BOOTINFO_PACKET_SIZE && packet[2] == BOOTINFO_REPLY);
	require(event.result != POLICY_IGNORED && !event.is_order);
	before.last = node->policy.last;
    }
    require(memcmp(&before, &node->policy, sizeof(before)) == 0);
}

/* An operator says one of boss's words */
static void tell(struct node *node, uint8_t operand)
{
    const struct bootinfo_what what = { .type = operand % 9 + 1 };
    struct policy_event event;

    policy_told(&node->policy, node->now_ms, schedule_random(&node->random),
		&what, &event);
    require(event.result == POLICY_ANSWERED && event.what.type == what.type);
    require_answer(node, &event);
}

/* The list of servers grows by one that was looked up, or shrinks again */
static void set_bosses(struct node *node, unsigned int count)
{
    const struct policy_boss bosses[] = {
	{ BOSS_IP, BOOTINFO_SERVER_PORT, "fuzz" },
	{ NAMED_IP, BOOTINFO_SERVER_PORT, "named" },
    };
    uint8_t packet[BOOTINFO_PACKET_SIZE];

    policy_set_bosses(&node->policy, bosses, count, node->now_ms);
    require(node->policy.current < count);
    policy_question(&node->policy, packet);
    require(packet[2] == BOOTINFO_REQUEST);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input in = { data, size };
    struct node node;

    memset(&node, 0, sizeof(node));
    node.now_ms = (uint32_t)fuzz_take(&in) << 24;
    node.random = fuzz_take(&in) + 1;
    policy_init(&node.policy, &boss, 1, "", node.now_ms);
    policy_set_limit(&node.policy, size % 8);
    while (in.left) {
	uint8_t operation = fuzz_take(&in), operand = fuzz_take(&in);

	if (operation & 0x40) {
	    set_bosses(&node, 1 + operand % 2);
	    continue;
	}
	if (operation & 0x20) {
	    query(&node, &in, operand);
	    continue;
	}
	if (operation & 0x10) {
	    tell(&node, operand);
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
