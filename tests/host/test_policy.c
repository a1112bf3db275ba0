/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_policy.c - when to ask, whom, and what to do with answers
 */
#include "node.h"

#define BOSS2		ip(10, 0, 2, 3)

static void asks_with_growing_pauses(void **state)
{
    struct node node;
    uint32_t waited, mean;
    unsigned int try;

    (void)state;
    node_boot(&node, 1000);
    assert_int_equal(policy_round_due(&node.policy, 1000), 1);
    assert_int_equal(node_run_to_question(&node), 0);
    for (try = 1; try < 40; try++) {
	assert_int_equal(policy_round_due(&node.policy, node.now_ms + 100000),
			 0);
	waited = node_run_to_question(&node);
	mean = try < 7 ? 1000u << (try - 1) : 60000;
	assert_in_range(waited, mean - mean / 4, mean + mean / 4);
    }
    assert_int_equal(node.policy.tries, 40);
}

/* "No answer yet" comes once for each question, and names the next one */
static void silence_is_told_once(void **state)
{
    unsigned int asks = 0, silences = 0;
    struct policy_step step;
    struct node node;
    uint32_t due_ms = 0, asked_ms = 0;

    (void)state;
    node_boot(&node, 0);
    while (node.now_ms < 600000) {
	step = node_next(&node);
	if (step.verb == POLICY_ASK) {
	    check_int("as announced", asks ? due_ms : 0, node.now_ms);
	    check_int("one line each", silences, asks);
	    check_int("try", step.try, ++asks);
	    check_int("boss", step.boss.ip, BOSS);
	    check_int("port", step.boss.port, BOOTINFO_SERVER_PORT);
	    check_str("source", step.boss.source, "next-server");
	    asked_ms = node.now_ms;
	} else if (step.verb == POLICY_SILENCE) {
	    silences++;
	    assert_int_not_equal(step.wait_ms, 0);
	    due_ms = node.now_ms + step.wait_ms;
	    /* Half of the wait is over, or a second of a long one */
	    if (step.wait_ms <= POLICY_SILENCE_MS)
		assert_in_range(node.now_ms - asked_ms, step.wait_ms - 1,
				step.wait_ms);
	    else
		check_int("soon", node.now_ms - asked_ms, POLICY_SILENCE_MS);
	} else {
	    node.now_ms += step.wait_ms;
	}
    }
    assert_in_range(asks, 10, 20);
}

/* RESTART as the first answer: the new boss is asked at once. As the only one:
   ever less often. What was asked and counted before is not forgotten. */
static void restart_asks_the_new_boss(void **state)
{
    static const uint32_t means[] = { 0, 1000, 2000, 4000 };
    const struct policy_boss boss2 = {
	BOSS2, BOOTINFO_SERVER_PORT, "next-server",
    };
    struct policy_event event;
    struct policy_step step;
    struct node node;
    uint32_t delay_ms;
    size_t i;

    (void)state;
    node_boot(&node, 0);
    policy_set_limit(&node.policy, 3);
    node.policy.troubles = 2;
    for (i = 0; i < ARRAY_SIZE(means); i++) {
	node_run_to_question(&node);
	node.policy.boss[0].ip = BOSS;		/* who answers in reply() */
	event = reply(&node, BOOTINFO_RESTART, 0);
	assert_int_equal(event.result, POLICY_ANSWERED);
	delay_ms = policy_restart(&node.policy, &boss2, 1, "", node.now_ms,
				  schedule_random(&node.random));
	if (!means[i])
	    assert_int_equal(delay_ms, POLICY_ASK_GAP_MS);
	else
	    assert_in_range(delay_ms, means[i] - means[i] / 4,
			    means[i] + means[i] / 4);
	step = node_next(&node);
	assert_int_equal(step.verb, POLICY_LISTEN);
	assert_int_equal(node.policy.boss[0].ip, BOSS2);
    }
    assert_int_equal(node.policy.limit, 3);
    assert_int_equal(node.policy.troubles, 2);

    /* The old boss is nobody now */
    node_run_to_question(&node);
    event = reply(&node, BOOTINFO_PART, 1);
    assert_int_equal(event.reason, ERR_FROM_ADDRESS);
}

static void question_on_the_wire(void **state)
{
    uint8_t packet[BOOTINFO_PACKET_SIZE], want[BOOTINFO_PACKET_SIZE];
    struct policy_boss boss = { .port = BOOTINFO_SERVER_PORT };
    char key[BOOTINFO_KEY_MAX + 1];
    struct policy policy;

    (void)state;
    policy_init(&policy, &boss, 1, "", 0);
    policy_question(&policy, packet);
    hex(want, sizeof(want), "01000100 00*516");
    assert_memory_equal(packet, want, sizeof(want));

    memset(key, 'k', BOOTINFO_KEY_MAX);
    key[BOOTINFO_KEY_MAX] = '\0';
    policy_init(&policy, &boss, 1, key, 0);
    policy_question(&policy, packet);
    hex(want, sizeof(want), "01000600 00000000 6b*129 00*383");
    assert_memory_equal(packet, want, sizeof(want));
}

/* Each type as a reply to a question, and as an order while waiting */
static void every_type_is_answered(void **state)
{
    static const uint16_t types[] = {
	BOOTINFO_PART, BOOTINFO_SYSID, BOOTINFO_MB, BOOTINFO_WAIT,
	BOOTINFO_REBOOT, BOOTINFO_AUTO, BOOTINFO_MFS, BOOTINFO_RESTART,
	BOOTINFO_DISKPART,
    };
    struct policy_event event;
    struct node node;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(types); i++) {
	const char *row = bootinfo_type_name(types[i]);

	node_bring_into(&node, ASKED);
	event = reply(&node, types[i], 3);
	check_int(row, event.result, POLICY_ANSWERED);
	check_int(row, event.what.type, types[i]);
	check_int(row, event.is_order, 0);
	check_int(row, event.boss_ip, BOSS);

	node_bring_into(&node, WAITING);
	event = order(&node, types[i], 3);
	check_int(row, event.result, POLICY_ANSWERED);
	check_int(row, event.what.type, types[i]);
	check_int(row, event.is_order, 1);
    }
}

/* An order is obeyed at once in every state, AUTO within the gap */
static void orders_are_obeyed_in_every_state(void **state)
{
    unsigned int situation;

    (void)state;
    for (situation = ASKED; situation < SITUATIONS; situation++) {
	const char *row = situation_names[situation];
	struct policy_event event;
	struct node node;

	node_bring_into(&node, situation);
	event = order(&node, BOOTINFO_PART, 5);
	check_int(row, event.result, POLICY_ANSWERED);
	check_int(row, event.what.partition, 5);

	node_bring_into(&node, situation);
	event = order(&node, BOOTINFO_AUTO, 0);
	check_int(row, event.result, POLICY_ANSWERED);
	check_true(row, event.wait_ms <= POLICY_ASK_GAP_MS);
	check_true(row, node_run_to_question(&node) <= POLICY_ASK_GAP_MS);
    }
}

/* Real bosses send orders from 6970; one that uses its own port is boss too */
static void orders_from_the_port_of_boss(void **state)
{
    uint8_t packet[BOOTINFO_PACKET_SIZE];
    struct node node;

    (void)state;
    hex(packet, sizeof(packet), "01000400 00000000 00000500 00*508");
    node_bring_into(&node, WAITING);
    assert_int_equal(node_receive(&node, BOSS, BOOTINFO_SERVER_PORT, packet,
				  sizeof(packet)).result, POLICY_ANSWERED);
}

static void waiting_is_quiet(void **state)
{
    struct policy_event event;
    struct node node;
    uint32_t start_ms;

    (void)state;
    node_bring_into(&node, ASKED);
    event = reply(&node, BOOTINFO_WAIT, 0);
    start_ms = node.now_ms;
    assert_in_range(event.wait_ms, 450000, 750000);
    assert_int_equal(node_run_until(&node, start_ms + event.wait_ms - 1), 0);
    assert_int_equal(node.policy.state, POLICY_WAITING);
    assert_int_equal(node_run_to_question(&node), 1);
    assert_int_equal(node.policy.state, POLICY_ASKING);

    /* That question is asked again soon if it is lost, then WAIT counts anew */
    assert_in_range(node_run_to_question(&node), 750, 1250);
    event = reply(&node, BOOTINFO_WAIT, 0);
    assert_int_equal(event.result, POLICY_ANSWERED);
    assert_in_range(event.wait_ms, 450000, 750000);
}

static void refusals_back_off(void **state)
{
    struct policy_event event;
    uint32_t mean = 5000;
    struct node node;
    int i;

    (void)state;
    node_boot(&node, 0);
    for (i = 0; i < 12; i++) {
	node_run_to_question(&node);
	node.now_ms += 10;
	event = reply_fail(&node);
	assert_int_equal(event.result, POLICY_REFUSED);
	assert_in_range(event.wait_ms, mean - mean / 4, mean + mean / 4);
	assert_int_equal(node_run_until(&node, node.now_ms + event.wait_ms - 1), 0);
	mean = mean * 2 < 120000 ? mean * 2 : 120000;
    }
    node_run_to_question(&node);
    event = reply(&node, BOOTINFO_PART, 1);
    assert_int_equal(event.result, POLICY_ANSWERED);
}

/* A boot that fails each time is tried ever more rarely, but for ever */
static void failures_back_off(void **state)
{
    uint32_t mean = 5000, wait_ms;
    struct node node;
    int i;

    (void)state;
    node_boot(&node, 0);
    for (i = 0; i < 12; i++) {
	node_run_to_question(&node);
	reply(&node, BOOTINFO_PART, 1);
	wait_ms = policy_failed(&node.policy, node.now_ms, 0xffffffff);
	assert_in_range(wait_ms, mean - mean / 4, mean + mean / 4);
	assert_int_equal(node_run_to_question(&node), wait_ms);
	node.now_ms += 10;
	mean = mean * 2 < 120000 ? mean * 2 : 120000;
    }
}

/* An answer ends what was counted before it: AUTOs, and troubles by WAIT */
static void answers_reset_the_back_off(void **state)
{
    static const uint16_t types[] = { BOOTINFO_WAIT, BOOTINFO_PART };
    struct node node;
    size_t i;
    int n;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(types); i++) {
	node_bring_into(&node, ASKED);
	for (n = 0; n < 5; n++) {
	    reply(&node, BOOTINFO_AUTO, 0);
	    node_run_to_question(&node);
	}
	reply(&node, types[i], 1);
	order(&node, BOOTINFO_AUTO, 0);
	node_run_to_question(&node);
	assert_in_range(reply(&node, BOOTINFO_AUTO, 0).wait_ms, 0,
			POLICY_ASK_GAP_MS);
    }

    node_bring_into(&node, ASKED);
    for (n = 0; n < 5; n++) {
	reply_fail(&node);
	node_run_to_question(&node);
    }
    reply(&node, BOOTINFO_WAIT, 0);
    node_run_to_question(&node);
    assert_in_range(reply_fail(&node).wait_ms, 3750, 6250);
}

/* Once boss has answered, nobody says that it has not */
static void no_silence_after_an_answer(void **state)
{
    struct node node;

    (void)state;
    node_bring_into(&node, ASKED);
    reply(&node, BOOTINFO_PART, 1);
    node.now_ms = node.policy.asked_ms + node.policy.silence_ms;
    assert_int_equal(node_next(&node).verb, POLICY_LISTEN);
}

/* Boss does not answer: the next one is asked, and the first one again */
static void several_bosses_take_turns(void **state)
{
    struct policy_boss bosses[2] = { { .port = 6969 }, { .port = 7070 } };
    struct policy_event event;
    uint8_t packet[BOOTINFO_PACKET_SIZE];
    struct policy_step step;
    struct node node;
    unsigned int try;

    (void)state;
    bosses[0].ip = BOSS;
    bosses[1].ip = BOSS2;
    memset(&node, 0, sizeof(node));
    policy_init(&node.policy, bosses, 2, "", 0);
    for (try = 1; try <= 24; try++) {
	while ((step = node_next(&node)).verb != POLICY_ASK)
	    node.now_ms += step.verb == POLICY_LISTEN ? step.wait_ms : 0;
	check_int("try", step.try, try);
	check_int("boss", step.boss.ip,
		  bosses[(try - 1) / POLICY_ASKS_PER_BOSS % 2].ip);
    }

    /* A late word of the other boss counts, and that one is asked from then */
    hex(packet, sizeof(packet), "01000200 00000000 00000400 00*508");
    event = node_receive(&node, BOSS, 7070, packet, sizeof(packet));
    assert_int_equal(event.reason, ERR_FROM_PORT);
    event = node_receive(&node, BOSS, 6969, packet, sizeof(packet));
    assert_int_equal(event.result, POLICY_ANSWERED);
    assert_int_equal(event.boss_ip, BOSS);
    node_run_to_question(&node);
    assert_int_equal(node.policy.current, 0);
}

/* A boss that is found later joins the others, who lose nothing by it */
static void another_boss_joins(void **state)
{
    struct policy_boss bosses[3] = {
	{ .port = 6969 }, { .port = 6969 }, { .port = 6969 },
    };
    struct policy_boss two[2];
    struct node node;
    unsigned int i;

    (void)state;
    bosses[0].ip = BOSS;
    bosses[1].ip = BOSS2;
    bosses[2].ip = ip(10, 0, 2, 4);
    two[0] = bosses[0];
    two[1] = bosses[2];
    memset(&node, 0, sizeof(node));
    policy_init(&node.policy, two, 2, "", 0);
    node_run_to_question(&node);

    /* At first a new one waits for its turn */
    policy_set_bosses(&node.policy, bosses, 3, node.now_ms);
    assert_int_equal(node.policy.bosses, 3);
    assert_int_equal(node.policy.current, 0);
    policy_set_bosses(&node.policy, two, 2, node.now_ms);
    for (i = 0; i < POLICY_ASKS_PER_BOSS; i++)
	node_run_to_question(&node);
    assert_int_equal(node.policy.current, 1);

    /* When the others have been silent for long it is asked at once */
    policy_set_bosses(&node.policy, bosses, 3, node.now_ms);
    assert_int_equal(node.policy.current, 1);
    assert_int_equal(node.policy.step[0], POLICY_ASKS_PER_BOSS);
    assert_int_equal(node.policy.step[1], 0);
    assert_int_equal(node.policy.step[2], 1);
    assert_in_range(node_run_to_question(&node), 0, POLICY_ASK_GAP_MS);
    assert_int_equal(node.policy.current, 1);

    policy_set_bosses(&node.policy, bosses, 1, node.now_ms);
    assert_int_equal(node.policy.current, 0);
}

/* No more bosses than there is room for */
static void too_many_bosses(void **state)
{
    struct policy_boss bosses[POLICY_BOSSES_MAX + 1] = { { .port = 6969 } };
    struct policy policy;

    (void)state;
    policy_init(&policy, bosses, POLICY_BOSSES_MAX, "", 0);
    assert_int_equal(policy.bosses, POLICY_BOSSES_MAX);
    policy_init(&policy, bosses, POLICY_BOSSES_MAX + 1, "", 0);
    assert_int_equal(policy.bosses, POLICY_BOSSES_MAX);
    policy_set_bosses(&policy, bosses, POLICY_BOSSES_MAX + 1, 0);
    assert_int_equal(policy.bosses, POLICY_BOSSES_MAX);
}

/* The same story at every start of the clock, also when it wraps around */
static void clock_wraps_around(void **state)
{
    static const uint32_t starts[] = {
	0, 0x7fffffff, 0x7ffff000, 0x80000000, 0xffffffff, 0xfffffff0,
	0xfffff000, 0xfff80000,
    };
    struct node first, node;
    size_t i;

    (void)state;
    node_boot(&first, 1234);
    for (i = 0; i < ARRAY_SIZE(starts); i++) {
	int n;

	node_boot(&first, 1234);
	node_boot(&node, starts[i]);
	for (n = 0; n < 400; n++) {
	    struct policy_step a = node_next(&first), b = node_next(&node);

	    check_int("verb", b.verb, a.verb);
	    check_int("wait", b.wait_ms, a.wait_ms);
	    if (a.verb == POLICY_LISTEN) {
		first.now_ms += a.wait_ms;
		node.now_ms += b.wait_ms;
	    }
	    if (n % 50 == 40) {
		check_int("WAIT", reply(&node, BOOTINFO_WAIT, 0).wait_ms,
			  reply(&first, BOOTINFO_WAIT, 0).wait_ms);
	    }
	}
    }
}

/* A load, or a name server, has kept the node for days */
static void after_days_of_something_else(void **state)
{
    unsigned int hours, situation;

    (void)state;
    for (situation = 0; situation < SITUATIONS; situation++) {
	for (hours = 12; hours < 49 * 24; hours += 12) {
	    const char *row = situation_names[situation];
	    struct node node;
	    uint32_t wait_ms;

	    node_bring_into(&node, situation);
	    node.now_ms += hours * 3600000;
	    check_true(row, node_run_to_question(&node) == 0);

	    node_bring_into(&node, situation);
	    node.now_ms += hours * 3600000;
	    wait_ms = policy_failed(&node.policy, node.now_ms, 0);
	    check_true(row, wait_ms >= 3750 && wait_ms <= 12500);
	    check_int(row, node_run_to_question(&node), wait_ms);
	}
    }
}

/* FAIL is no WAIT: rounds count again; silence is WAIT still */
static void a_refusal_ends_the_waiting(void **state)
{
    struct node node;

    (void)state;
    node_bring_into(&node, ASKED);
    policy_set_limit(&node.policy, 2);
    reply(&node, BOOTINFO_WAIT, 0);
    assert_int_equal(node.policy.waited, 1);
    node_run_until(&node, node.now_ms + 1000000);
    assert_int_equal(policy_gives_up(&node.policy), 0);
    reply_fail(&node);
    assert_int_equal(node.policy.waited, 0);
    assert_int_equal(policy_gives_up(&node.policy), 0);
    node_run_to_question(&node);
    reply_fail(&node);
    assert_int_equal(policy_gives_up(&node.policy), 1);
}

/* The first order at once, of what comes within the gap the last that differs,
   and no copy */
static void orders_within_the_gap(void **state)
{
    struct policy_event event;
    struct policy_step step;
    struct node node;

    (void)state;
    node_bring_into(&node, WAITING);
    assert_int_equal(order(&node, BOOTINFO_PART, 1).result, POLICY_ANSWERED);
    assert_int_equal(order(&node, BOOTINFO_PART, 1).reason, ERR_REPEATED);
    assert_int_equal(order(&node, BOOTINFO_PART, 2).result, POLICY_HELD);
    assert_int_equal(order(&node, BOOTINFO_PART, 3).result, POLICY_HELD);
    assert_int_equal(order(&node, BOOTINFO_PART, 1).reason, ERR_REPEATED);
    assert_int_equal(policy_held(&node.policy, node.now_ms, 0, &event), 0);
    step = node_next(&node);
    assert_int_equal(step.verb, POLICY_LISTEN);
    assert_int_equal(step.wait_ms, POLICY_ORDER_GAP_MS);
    node.now_ms += step.wait_ms;
    assert_int_equal(policy_held(&node.policy, node.now_ms, 0, &event), 1);
    assert_int_equal(event.result, POLICY_ANSWERED);
    assert_int_equal(event.is_order, 1);
    assert_int_equal(event.what.partition, 3);
    assert_int_equal(policy_held(&node.policy, node.now_ms, 0, &event), 0);

    /* A copy counts as long as they keep coming, then it is an order again */
    node.now_ms += POLICY_ORDER_GAP_MS - 1;
    assert_int_equal(order(&node, BOOTINFO_PART, 3).reason, ERR_REPEATED);
    node.now_ms += POLICY_ORDER_GAP_MS - 1;
    assert_int_equal(order(&node, BOOTINFO_PART, 3).reason, ERR_REPEATED);
    node.now_ms += POLICY_ORDER_GAP_MS;
    assert_int_equal(order(&node, BOOTINFO_PART, 3).result, POLICY_ANSWERED);
    node.now_ms += POLICY_ORDER_GAP_MS;
    assert_int_equal(policy_held(&node.policy, node.now_ms, 0, &event), 0);
}

/* The question has no answer that makes sense: told once a minute */
static void nonsense_is_told_once_a_minute(void **state)
{
    uint8_t packet[BOOTINFO_PACKET_SIZE];
    unsigned int told = 0, silences = 0;
    struct policy_step step;
    uint32_t told_ms = 0;
    struct node node;

    (void)state;
    hex(packet, sizeof(packet), "01000200 00*516");
    node_boot(&node, 0);
    while (node.now_ms < 600000) {
	step = node_next(&node);
	if (step.verb == POLICY_ASK &&
	    node_receive(&node, BOSS, BOOTINFO_SERVER_PORT, packet,
			 sizeof(packet)).first)
	    told_ms = node.now_ms;
	else if (step.verb == POLICY_LISTEN)
	    node.now_ms += step.wait_ms;
	silences += step.verb == POLICY_SILENCE;
	if (step.verb == POLICY_SILENCE)
	    check_int("reason", step.reason, ERR_TYPE);
	told += step.tell;
	if (step.verb == POLICY_SILENCE)
	    check_int("a minute", step.tell,
		      node.now_ms - told_ms >= POLICY_NONSENSE_MS);
	if (step.tell)
	    told_ms = node.now_ms;
    }
    assert_true(silences > 10);
    assert_in_range(told, 4, 9);
}

/* The first nonsense of boss's is told, whoever said such a thing before; and
   that there is no answer at all is told each time */
static void nonsense_is_not_silence(void **state)
{
    uint8_t packet[BOOTINFO_PACKET_SIZE];
    struct policy_event event;
    struct policy_step step;
    struct node node;

    (void)state;
    hex(packet, sizeof(packet), "01000200 00*516");
    node_boot(&node, 0);
    event = node_receive(&node, BOSS, BOOTINFO_SERVER_PORT, packet,
			 sizeof(packet));
    assert_int_equal(event.first, 1);
    node_run_to_question(&node);
    event = node_receive(&node, BOSS, BOOTINFO_SERVER_PORT, packet,
			 sizeof(packet));
    assert_int_equal(event.first, 0);
    step = node_run_to_silence(&node);
    assert_int_equal(step.reason, ERR_TYPE);
    assert_int_equal(step.tell, 1);
    node_run_to_question(&node);
    node_receive(&node, BOSS, BOOTINFO_SERVER_PORT, packet, sizeof(packet));
    step = node_run_to_silence(&node);
    assert_int_equal(step.reason, ERR_TYPE);
    assert_int_equal(step.tell, 0);
    step = node_run_to_silence(&node);
    assert_int_equal(step.reason, ERR_NONE);
    assert_int_equal(step.tell, 1);
}

/* A reply that the network brings twice, with an order between the two */
static void a_copy_behind_an_order(void **state)
{
    struct node node;

    (void)state;
    node_bring_into(&node, ASKED);
    assert_int_equal(reply(&node, BOOTINFO_WAIT, 0).result, POLICY_ANSWERED);
    assert_int_equal(order(&node, BOOTINFO_PART, 1).result, POLICY_ANSWERED);
    assert_int_equal(reply(&node, BOOTINFO_WAIT, 0).reason, ERR_UNASKED);
    assert_int_equal(reply(&node, BOOTINFO_PART, 2).result, POLICY_ANSWERED);
}

/* What an operator asked boss has no answer that the node follows */
static void replies_to_a_query(void **state)
{
    unsigned int situation;
    struct node node;

    (void)state;
    for (situation = 0; situation < SITUATIONS; situation++) {
	const char *row = situation_names[situation];

	node_bring_into(&node, situation);
	policy_queried(&node.policy);
	check_int(row, reply(&node, BOOTINFO_PART, 7).reason, ERR_UNASKED);
	check_int(row, order(&node, BOOTINFO_PART, 7).result, POLICY_ANSWERED);

	node_bring_into(&node, situation);
	policy_queried(&node.policy);
	node_run_to_question(&node);
	check_int(row, reply(&node, BOOTINFO_PART, 7).result, POLICY_ANSWERED);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(after_days_of_something_else),
	cmocka_unit_test(a_refusal_ends_the_waiting),
	cmocka_unit_test(orders_within_the_gap),
	cmocka_unit_test(nonsense_is_told_once_a_minute),
	cmocka_unit_test(nonsense_is_not_silence),
	cmocka_unit_test(a_copy_behind_an_order),
	cmocka_unit_test(replies_to_a_query),
	cmocka_unit_test(asks_with_growing_pauses),
	cmocka_unit_test(silence_is_told_once),
	cmocka_unit_test(restart_asks_the_new_boss),
	cmocka_unit_test(question_on_the_wire),
	cmocka_unit_test(every_type_is_answered),
	cmocka_unit_test(orders_are_obeyed_in_every_state),
	cmocka_unit_test(orders_from_the_port_of_boss),
	cmocka_unit_test(waiting_is_quiet),
	cmocka_unit_test(refusals_back_off),
	cmocka_unit_test(failures_back_off),
	cmocka_unit_test(answers_reset_the_back_off),
	cmocka_unit_test(no_silence_after_an_answer),
	cmocka_unit_test(several_bosses_take_turns),
	cmocka_unit_test(another_boss_joins),
	cmocka_unit_test(too_many_bosses),
	cmocka_unit_test(clock_wraps_around),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
