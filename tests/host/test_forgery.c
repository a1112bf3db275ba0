/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_forgery.c - what a node must not believe: forged datagrams, floods and
 * storms, copies and replies that come too late
 */
#include "node.h"

/* Datagrams that nobody may believe, whatever the node is doing */
static const struct forgery {
    const char *name;
    unsigned int from;			/* last byte of 10.0.2.x */
    uint16_t port;
    const char *packet;
    enum error reason;
} forgeries[] = {
    { "reply from a stranger", 9, 6969, "01000200 00000000 00000100 01 00*507",
      ERR_FROM_ADDRESS },
    { "order from a stranger", 9, 6970, "01000400 00000000 00000500 00*508",
      ERR_FROM_ADDRESS },
    { "garbage from a stranger", 9, 53, "ff*100", ERR_FROM_ADDRESS },
    { "reply from another port", 2, 6971,
      "01000200 00000000 00000100 01 00*507", ERR_FROM_PORT },
    { "reply from the order port", 2, 6970,
      "01000200 00000000 00000100 01 00*507", ERR_FROM_PORT },
    { "order from another port", 2, 9696, "01000400 00000000 00000500 00*508",
      ERR_FROM_PORT },
    { "empty", 2, 6969, "", ERR_LENGTH },
    { "one byte short", 2, 6969, "01000200 00000000 00000100 01 00*506",
      ERR_LENGTH },
    { "one byte long", 2, 6969, "01000200 00000000 00000100 01 00*508",
      ERR_LENGTH },
    { "order, one byte short", 2, 6970, "01000400 00000000 00000500 00*507",
      ERR_LENGTH },
    { "version 2", 2, 6969, "02000200 00000000 00000100 01 00*507",
      ERR_VERSION },
    { "opcode 0", 2, 6969, "01000000 00000000 00000100 01 00*507",
      ERR_OPCODE },
    { "opcode 7", 2, 6969, "01000700 00000000 00000100 01 00*507",
      ERR_OPCODE },
    { "our own question comes back", 2, 6969, "01000100 00*516", ERR_OPCODE },
    { "INFO", 2, 6969, "01000500 00*516", ERR_OPCODE },
    { "ACK", 2, 6969, "01000300 00*516", ERR_OPCODE },
    { "KEYED_REQUEST", 2, 6969, "01000600 00*516", ERR_OPCODE },
    { "status 2", 2, 6969, "01000200 02000000 00000100 01 00*507",
      ERR_STATUS },
    { "order of status FAIL", 2, 6970, "01000400 01000000 00000500 00*508",
      ERR_STATUS },
    { "type 0", 2, 6969, "01000200 00*516", ERR_TYPE },
    { "type 10", 2, 6969, "01000200 00000000 00000a00 00*508", ERR_TYPE },
    { "order of type 10", 2, 6970, "01000400 00000000 00000a00 00*508",
      ERR_TYPE },
    { "escape sequence in a path", 2, 6969,
      "01000200 00000000 00000700 2f1b5b32 4a 00*503", ERR_STRING },
};

static void forged_packets_change_nothing(void **state)
{
    unsigned int situation;
    size_t i;

    (void)state;
    for (situation = 0; situation < SITUATIONS; situation++) {
	for (i = 0; i < ARRAY_SIZE(forgeries); i++) {
	    const struct forgery *row = &forgeries[i];
	    struct policy_event event;
	    struct policy before;
	    uint8_t packet[600];
	    size_t len = hex(packet, sizeof(packet), row->packet);
	    struct node node;
	    unsigned int n;
	    char name[80];

	    snprintf(name, sizeof(name), "%s: %s", situation_names[situation],
		     row->name);
	    node_bring_into(&node, situation);
	    before = node.policy;
	    for (n = 0; n < 3; n++) {
		event = node_receive(&node, ip(10, 0, 2, row->from), row->port,
				packet, len);
		check_int(name, event.result, POLICY_IGNORED);
		check_int(name, event.reason, row->reason);
		check_int(name, event.first, n == 0);
	    }
	    check_int(name, node.policy.heard.ignored[row->reason],
		      before.heard.ignored[row->reason] + 3);
	    check_unchanged(name, &before, &node.policy);
	}
    }
}

/* One hour of a flood: every question goes out when it would have anyway */
static void floods_change_no_schedule(void **state)
{
    uint8_t packet[ARRAY_SIZE(forgeries)][600];
    size_t len[ARRAY_SIZE(forgeries)], i;
    struct node quiet, flooded;
    uint32_t flood = 7;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(forgeries); i++)
	len[i] = hex(packet[i], sizeof(packet[i]), forgeries[i].packet);
    node_boot(&quiet, 0);
    node_boot(&flooded, 0);
    while (flooded.now_ms < 3600000) {
	struct policy_step a, b;
	uint32_t random = schedule_random(&quiet.random);

	policy_next(&quiet.policy, quiet.now_ms, random, &a);
	policy_next(&flooded.policy, flooded.now_ms, random, &b);
	check_int("verb", b.verb, a.verb);
	check_int("wait", b.wait_ms, a.wait_ms);
	check_int("try", b.try, a.try);
	if (b.verb != POLICY_LISTEN)
	    continue;
	for (i = 0; i < 20; i++) {
	    size_t n = schedule_random(&flood) % ARRAY_SIZE(forgeries);

	    node_receive(&flooded, ip(10, 0, 2, forgeries[n].from),
		    forgeries[n].port, packet[n], len[n]);
	    flooded.now_ms += a.wait_ms / 20;
	}
	quiet.now_ms += a.wait_ms;
	flooded.now_ms = quiet.now_ms;
    }
}

/* AUTO to each question: the first asks at once, an hour of them is bounded */
static void auto_storms_are_bounded(void **state)
{
    unsigned int questions = 0;
    struct node node;

    (void)state;
    node_boot(&node, 0);
    node_run_to_question(&node);
    assert_in_range(reply(&node, BOOTINFO_AUTO, 0).wait_ms, 0,
		    POLICY_ASK_GAP_MS);
    while (node.now_ms < 3600000) {
	node_run_to_question(&node);
	reply(&node, BOOTINFO_AUTO, 0);
	questions++;
    }
    assert_in_range(questions, 40, 90);
}

/* AUTO orders every 10 ms: no more than a question in POLICY_ASK_GAP_MS */
static void order_storms_are_bounded(void **state)
{
    unsigned int questions = 0;
    struct node node;
    uint32_t i;

    (void)state;
    node_bring_into(&node, WAITING);
    for (i = 0; i < 6000; i++) {
	order(&node, BOOTINFO_AUTO, 0);
	questions += node_run_until(&node, node.now_ms + 10);
    }
    assert_in_range(questions, 1, 60000 / POLICY_ASK_GAP_MS + 1);
    assert_int_equal(reply(&node, BOOTINFO_PART, 1).result, POLICY_ANSWERED);
}

/* Copies of a reply, and what comes without a question */
static void copies_and_late_replies(void **state)
{
    struct policy_event event;
    struct policy before;
    struct node node;

    (void)state;
    node_boot(&node, 0);
    event = reply(&node, BOOTINFO_PART, 1);
    check_int("before any question", event.reason, ERR_UNASKED);

    node_bring_into(&node, ASKED);
    reply(&node, BOOTINFO_WAIT, 0);
    before = node.policy;
    event = reply(&node, BOOTINFO_WAIT, 0);
    check_int("copy of WAIT", event.reason, ERR_UNASKED);
    event = reply_fail(&node);
    check_int("FAIL after an answer", event.reason, ERR_UNASKED);
    event = reply(&node, BOOTINFO_AUTO, 0);
    check_int("AUTO after an answer", event.reason, ERR_UNASKED);
    check_unchanged("copies", &before, &node.policy);

    event = reply(&node, BOOTINFO_PART, 2);
    check_int("boss's second word", event.result, POLICY_ANSWERED);

    event = reply(&node, BOOTINFO_PART, 3);
    check_int("boss's third word, only a number differs", event.result,
	      POLICY_ANSWERED);
    before = node.policy;
    event = reply(&node, BOOTINFO_PART, 3);
    check_int("copy of PART", event.reason, ERR_UNASKED);
    check_unchanged("copy of PART", &before, &node.policy);

    node_bring_into(&node, ASKED);
    check_int("PART", reply(&node, BOOTINFO_PART, 3).result, POLICY_ANSWERED);
    check_int("copy of the first PART", reply(&node, BOOTINFO_PART, 3).reason,
	      ERR_UNASKED);

    node_bring_into(&node, ASKED);
    reply(&node, BOOTINFO_WAIT, 0);
    node.now_ms += POLICY_REPLY_WINDOW_MS + 1;
    before = node.policy;
    event = reply(&node, BOOTINFO_PART, 2);
    check_int("a word too late", event.reason, ERR_UNASKED);
    check_unchanged("too late", &before, &node.policy);

    node_bring_into(&node, REFUSED);
    before = node.policy;
    event = reply_fail(&node);
    check_int("copy of FAIL", event.reason, ERR_UNASKED);
    check_unchanged("copy of FAIL", &before, &node.policy);

    node_bring_into(&node, ASKED);
    reply(&node, BOOTINFO_AUTO, 0);
    before = node.policy;
    event = reply(&node, BOOTINFO_AUTO, 0);
    check_int("copy of AUTO", event.reason, ERR_UNASKED);
    check_unchanged("copy of AUTO", &before, &node.policy);

    /* The question that an order called for is out: its reply counts */
    node_bring_into(&node, WAITING);
    order(&node, BOOTINFO_AUTO, 0);
    node_run_to_question(&node);
    check_int("reply after an order",
	      reply(&node, BOOTINFO_MFS, 0).result, POLICY_ANSWERED);
}

/* Two copies of an AUTO order make one question */
static void copy_of_an_order(void **state)
{
    struct policy_event event;
    struct node node;

    (void)state;
    node_bring_into(&node, WAITING);
    assert_int_equal(order(&node, BOOTINFO_AUTO, 0).result, POLICY_ANSWERED);
    event = order(&node, BOOTINFO_AUTO, 0);
    assert_int_equal(event.result, POLICY_IGNORED);
    assert_int_equal(event.reason, ERR_REPEATED);
    assert_int_equal(node_run_until(&node, node.now_ms + 300), 1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(forged_packets_change_nothing),
	cmocka_unit_test(floods_change_no_schedule),
	cmocka_unit_test(auto_storms_are_bounded),
	cmocka_unit_test(order_storms_are_bounded),
	cmocka_unit_test(copies_and_late_replies),
	cmocka_unit_test(copy_of_an_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
