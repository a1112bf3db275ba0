/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_query.c - an operator asks boss, or speaks in its place
 */
#include "node.h"
#include "query.h"

/* A whole REPLY of boss; type 0 is FAIL */
static void make_reply(uint8_t packet[BOOTINFO_PACKET_SIZE], uint16_t opcode,
		       uint16_t type, uint32_t partition)
{
    struct bootinfo_message msg = {
	.version = 1, .opcode = opcode,
	.status = type ? BOOTINFO_SUCCESS : BOOTINFO_FAIL,
	.what = { .type = type, .partition = partition },
    };

    bootinfo_encode(packet, &msg);
}

static void the_question(void **state)
{
    uint8_t packet[BOOTINFO_PACKET_SIZE], want[BOOTINFO_PACKET_SIZE];

    (void)state;
    memset(packet, 0xff, sizeof(packet));
    query_question(packet);
    hex(want, sizeof(want), "01000500");
    assert_memory_equal(packet, want, sizeof(want));
}

/* Only a reply from boss is an answer, and it leaves the policy as it was */
static void answers(void **state)
{
    static const struct {
	const char *name;
	uint16_t opcode, type;
	uint8_t host;			/* 10.0.2.x */
	uint16_t port;
	size_t len;
	int want;
	enum policy_result result;
    } table[] = {
	{ "part", BOOTINFO_REPLY, BOOTINFO_PART, 2, 6969, 520, 1,
	  POLICY_ANSWERED },
	{ "wait", BOOTINFO_REPLY, BOOTINFO_WAIT, 2, 6969, 520, 1,
	  POLICY_ANSWERED },
	{ "fail", BOOTINFO_REPLY, 0, 2, 6969, 520, 1, POLICY_REFUSED },
	{ "order", BOOTINFO_ORDER, BOOTINFO_PART, 2, 6969, 520, 0, 0 },
	{ "echo", BOOTINFO_INFO, 0, 2, 6969, 520, 0, 0 },
	{ "stranger", BOOTINFO_REPLY, BOOTINFO_PART, 3, 6969, 520, 0, 0 },
	{ "other port", BOOTINFO_REPLY, BOOTINFO_PART, 2, 6970, 520, 0, 0 },
	{ "short", BOOTINFO_REPLY, BOOTINFO_PART, 2, 6969, 519, 0, 0 },
    };
    uint8_t packet[BOOTINFO_PACKET_SIZE];
    struct policy_event event;
    struct policy before;
    struct node node;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].name;

	node_bring_into(&node, WAITING);
	before = node.policy;
	make_reply(packet, table[i].opcode, table[i].type, 7);
	check_int(row, query_answer(&node.policy, ip(10, 0, 2, table[i].host),
				    table[i].port, packet, table[i].len,
				    &event), table[i].want);
	if (table[i].want)
	    check_int(row, event.result, table[i].result);
	if (table[i].want && event.result == POLICY_ANSWERED) {
	    check_int(row, event.what.type, table[i].type);
	    before.last = event.what;
	}
	check_mem(row, &before, &node.policy, sizeof(before));
    }
}

/* The same reply once more is no answer to the question before */
static void copies(void **state)
{
    uint8_t packet[BOOTINFO_PACKET_SIZE];
    struct policy_event event;
    struct node node;

    (void)state;
    node_bring_into(&node, WAITING);
    make_reply(packet, BOOTINFO_REPLY, BOOTINFO_PART, 7);
    assert_int_equal(query_answer(&node.policy, BOSS, 6969, packet,
				  sizeof(packet), &event), 1);
    event = node_receive(&node, BOSS, 6969, packet, sizeof(packet));
    assert_int_equal(event.result, POLICY_IGNORED);
    assert_int_equal(event.reason, ERR_UNASKED);
}

/* In every situation: AUTO means that boss is asked at once, WAIT that it is
   not, everything else changes nothing */
static void told(void **state)
{
    struct bootinfo_what what;
    struct policy_event event;
    struct policy before;
    enum situation s;
    struct node node;

    (void)state;
    for (s = 0; s < SITUATIONS; s++) {
	const char *row = situation_names[s];

	memset(&what, 0, sizeof(what));
	what.type = BOOTINFO_AUTO;
	node_bring_into(&node, s);
	policy_told(&node.policy, node.now_ms, 0, &what, &event);
	check_int(row, event.result, POLICY_ANSWERED);
	check_true(row, node_run_to_question(&node) <= POLICY_ASK_GAP_MS);

	what.type = BOOTINFO_WAIT;
	node_bring_into(&node, s);
	policy_told(&node.policy, node.now_ms, 0, &what, &event);
	check_int(row, policy_next_ms(&node.policy, node.now_ms),
		  event.wait_ms);
	check_true(row, node_run_to_question(&node) >= 450000);

	what.type = BOOTINFO_PART;
	what.partition = 3;
	node_bring_into(&node, s);
	before = node.policy;
	policy_told(&node.policy, node.now_ms, 0, &what, &event);
	check_int(row, event.what.partition, 3);
	check_int(row, event.boss_ip, BOSS);
	check_mem(row, &before, &node.policy, sizeof(before));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(the_question),
	cmocka_unit_test(answers),
	cmocka_unit_test(copies),
	cmocka_unit_test(told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
