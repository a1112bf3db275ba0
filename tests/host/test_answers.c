/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_answers.c - what is news among boss's answers, and what each of them
 * and each RESTART leaves of what was counted before
 */
#include "judge.h"
#include "node.h"

/* A reply with this content comes from boss */
static struct policy_event hear(struct node *node,
				const struct bootinfo_what *what)
{
    const struct bootinfo_message msg = {
	.version = BOOTINFO_VERSION, .opcode = BOOTINFO_REPLY,
	.status = BOOTINFO_SUCCESS, .what = *what,
    };
    uint8_t packet[BOOTINFO_PACKET_SIZE];

    bootinfo_encode(packet, &msg);
    return node_receive(node, BOSS, BOOTINFO_SERVER_PORT, packet,
			sizeof(packet));
}

/* "A second reply to the same question counts for 10 s if it says something
   new": whatever it is that is new, and no longer */
static void second_replies(void **state)
{
    static const struct {
	const char *row;
	struct bootinfo_what first, second;
    } table[] = {
	{ "type", { .type = BOOTINFO_WAIT }, { .type = BOOTINFO_REBOOT } },
	{ "type, both with a partition",
	  { .type = BOOTINFO_PART, .partition = 1 },
	  { .type = BOOTINFO_DISKPART, .partition = 1 } },
	{ "partition", { .type = BOOTINFO_PART, .partition = 1 },
	  { .type = BOOTINFO_PART, .partition = 2 } },
	{ "partition of a disk",
	  { .type = BOOTINFO_DISKPART, .disk = 1, .partition = 1 },
	  { .type = BOOTINFO_DISKPART, .disk = 1, .partition = 2 } },
	{ "disk", { .type = BOOTINFO_DISKPART, .disk = 0x80, .partition = 1 },
	  { .type = BOOTINFO_DISKPART, .disk = 0x81, .partition = 1 } },
	{ "sysid", { .type = BOOTINFO_SYSID, .sysid = 131 },
	  { .type = BOOTINFO_SYSID, .sysid = 165 } },
	{ "path", { .type = BOOTINFO_MFS, .path = "/mfs/a" },
	  { .type = BOOTINFO_MFS, .path = "/mfs/b" } },
	{ "arguments of an MFS",
	  { .type = BOOTINFO_MFS, .path = "/mfs", .cmdline = "a" },
	  { .type = BOOTINFO_MFS, .path = "/mfs", .cmdline = "b" } },
	{ "arguments, none before", { .type = BOOTINFO_MFS, .path = "/mfs" },
	  { .type = BOOTINFO_MFS, .path = "/mfs", .cmdline = "b" } },
	{ "address of an image",
	  { .type = BOOTINFO_MB, .tftp_ip = 0x0a000001, .path = "/mb" },
	  { .type = BOOTINFO_MB, .tftp_ip = 0x0a000002, .path = "/mb" } },
	{ "file of an image",
	  { .type = BOOTINFO_MB, .tftp_ip = 0x0a000001, .path = "/mb" },
	  { .type = BOOTINFO_MB, .tftp_ip = 0x0a000001, .path = "/mc" } },
    };
    struct policy_event event;
    struct node node;
    uint32_t asked_ms;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].row;

	node_bring_into(&node, ASKED);
	asked_ms = node.now_ms - 10;
	event = hear(&node, &table[i].first);
	check_int(row, event.result, POLICY_ANSWERED);
	event = hear(&node, &table[i].first);
	check_int(row, event.result, POLICY_IGNORED);
	check_int(row, event.reason, ERR_UNASKED);
	node.now_ms = asked_ms + 9999;
	event = hear(&node, &table[i].second);
	check_int(row, event.result, POLICY_ANSWERED);
	check_int(row, event.what.type, table[i].second.type);
	check_int(row, hear(&node, &table[i].second).reason, ERR_UNASKED);
	node.now_ms = asked_ms + 10000;
	check_int(row, hear(&node, &table[i].first).reason, ERR_UNASKED);
    }
}

/* FAIL after an answer, and AUTO, are no second thoughts of boss's */
static void no_second_replies(void **state)
{
    struct node node;

    (void)state;
    node_bring_into(&node, ASKED);
    reply(&node, BOOTINFO_PART, 1);
    assert_int_equal(reply_fail(&node).reason, ERR_UNASKED);
    assert_int_equal(reply(&node, BOOTINFO_AUTO, 0).reason, ERR_UNASKED);
    assert_int_equal(reply(&node, BOOTINFO_REBOOT, 0).result, POLICY_ANSWERED);

    /* Nor is anything before the first question */
    node_boot(&node, 0);
    assert_int_equal(reply(&node, BOOTINFO_PART, 1).reason, ERR_UNASKED);
}

/* So many refusals in a row; each of them has been asked for */
static void refuse(struct node *node, unsigned int times)
{
    while (times--) {
	node_run_to_question(node);
	reply_fail(node);
    }
}

static void check_pause(const char *row, uint32_t got_ms, uint32_t mean_ms)
{
    check_true(row, got_ms >= mean_ms - mean_ms / 4);
    check_true(row, got_ms <= mean_ms + mean_ms / 4);
}

/* "If that fails, too, boss is asked again, and the rounds are counted anew" */
static void after_giving_up(void **state)
{
    static const uint32_t means[] = { 5000, 10000, 20000, 40000, 80000,
				      120000, 120000 };
    struct policy_step step;
    struct node node;
    size_t i;

    (void)state;
    node_boot(&node, 0);
    policy_set_limit(&node.policy, 2);
    for (i = 0; i < ARRAY_SIZE(means); i++) {
	refuse(&node, 1);
	assert_false(policy_gives_up(&node.policy));
	refuse(&node, 1);
	assert_true(policy_gives_up(&node.policy));
	check_pause("pause", policy_gave_up(&node.policy, node.now_ms,
					    schedule_random(&node.random)),
		    means[i]);
	assert_false(policy_gives_up(&node.policy));
    }

    /* Refusals begin anew as well: with the shortest pause */
    node_run_to_question(&node);
    check_pause("refusal", reply_fail(&node).wait_ms, 5000);

    /* Silence counts as refusals do, and then the tries are counted anew */
    node_boot(&node, 0);
    policy_set_limit(&node.policy, 1);
    while ((step = node_next(&node)).verb != POLICY_GIVE_UP)
	node.now_ms += step.verb == POLICY_LISTEN ? step.wait_ms : 0;
    policy_gave_up(&node.policy, node.now_ms, 1);
    node.now_ms += policy_next_ms(&node.policy, node.now_ms);
    step = node_next(&node);
    assert_int_equal(step.verb, POLICY_ASK);
    assert_int_equal(step.try, 1);
}

/* WAIT is what boss wants: nothing that went wrong before it counts on */
static void wait_forgives(void **state)
{
    struct node node;
    unsigned int i;

    (void)state;
    node_boot(&node, 0);
    policy_set_limit(&node.policy, 3);
    for (i = 0; i < 3; i++) {
	refuse(&node, 3);
	policy_gave_up(&node.policy, node.now_ms, 1);
    }
    refuse(&node, 2);
    node_run_to_question(&node);
    reply(&node, BOOTINFO_WAIT, 0);
    order(&node, BOOTINFO_PART, 1);
    check_pause("failure", policy_failed(&node.policy, node.now_ms, 7), 5000);
    refuse(&node, 1);
    assert_false(policy_gives_up(&node.policy));
    refuse(&node, 1);
    assert_true(policy_gives_up(&node.policy));
    check_pause("gave up", policy_gave_up(&node.policy, node.now_ms, 7), 5000);
}

/* What other answers forgive: an answer that is followed is the end of it, but
   nobody knows that before the boot */
static void answers_count_on(void **state)
{
    struct node node;

    (void)state;
    node_boot(&node, 0);
    policy_set_limit(&node.policy, 3);
    refuse(&node, 2);
    node_run_to_question(&node);
    reply(&node, BOOTINFO_PART, 1);
    assert_false(policy_gives_up(&node.policy));
    check_pause("third", policy_failed(&node.policy, node.now_ms, 7), 20000);
    assert_true(policy_gives_up(&node.policy));
}

static const struct policy_boss boss = {
    .port = BOOTINFO_SERVER_PORT, .source = "next-server",
};

static void restart(struct node *node, const char *key)
{
    struct policy_boss same = boss;

    same.ip = BOSS;
    policy_restart(&node->policy, &same, 1, key, node->now_ms, 1);
}

/* A new lease is no boot: the rounds, and how often it gave up, count on */
static void restart_counts_on(void **state)
{
    struct node node;

    (void)state;
    node_boot(&node, 0);
    policy_set_limit(&node.policy, 3);
    refuse(&node, 3);
    policy_gave_up(&node.policy, node.now_ms, 1);
    refuse(&node, 3);
    policy_gave_up(&node.policy, node.now_ms, 1);
    refuse(&node, 2);
    node_run_to_question(&node);
    reply(&node, BOOTINFO_RESTART, 0);
    restart(&node, "");
    assert_false(policy_gives_up(&node.policy));
    node_run_to_question(&node);
    check_pause("refusal", reply_fail(&node).wait_ms, 20000);
    assert_true(policy_gives_up(&node.policy));
    check_pause("gave up", policy_gave_up(&node.policy, node.now_ms, 1), 20000);
}

/* Nor does it change when boss may be asked, nor what is news */
static void restart_remembers(void **state)
{
    uint8_t packet[BOOTINFO_PACKET_SIZE];
    struct node node;
    uint32_t asked_ms;

    (void)state;
    node_bring_into(&node, ASKED);
    asked_ms = node.now_ms - 10;
    reply(&node, BOOTINFO_RESTART, 0);
    restart(&node, "rack-7");
    assert_int_equal(reply(&node, BOOTINFO_RESTART, 0).reason, ERR_UNASKED);
    assert_int_equal(reply(&node, BOOTINFO_AUTO, 0).reason, ERR_UNASKED);
    node_run_to_question(&node);
    assert_int_equal(node.now_ms, asked_ms + POLICY_ASK_GAP_MS);
    policy_question(&node.policy, packet);
    assert_memory_equal(packet + 8, "rack-7", 7);

    /* A third one of boss's own waits a while; an order never does */
    reply(&node, BOOTINFO_RESTART, 0);
    restart(&node, "");
    assert_in_range(node_run_to_question(&node), 750, 1250);
    order(&node, BOOTINFO_RESTART, 0);
    node.now_ms += 5000;
    restart(&node, "");
    assert_in_range(node_run_to_question(&node), 750, 1250);
    reply(&node, BOOTINFO_WAIT, 0);
    order(&node, BOOTINFO_RESTART, 0);
    node.now_ms += 5000;
    restart(&node, "");
    assert_int_equal(node_run_to_question(&node), 0);

    /* The order that it followed, again; another one is kept for its time */
    assert_int_equal(order(&node, BOOTINFO_RESTART, 0).reason, ERR_REPEATED);
    assert_int_equal(order(&node, BOOTINFO_WAIT, 0).result, POLICY_HELD);
    node.now_ms += POLICY_ORDER_GAP_MS;
    assert_int_equal(order(&node, BOOTINFO_WAIT, 0).result, POLICY_ANSWERED);
}

/* Nobody is asked twice in a row for one AUTO, whoever said it first */
static void an_order_to_ask(void **state)
{
    struct node node;

    (void)state;
    node_bring_into(&node, WAITING);
    assert_int_equal(order(&node, BOOTINFO_AUTO, 0).wait_ms, 0);

    node_bring_into(&node, ASKED);
    reply(&node, BOOTINFO_AUTO, 0);
    assert_int_equal(order(&node, BOOTINFO_AUTO, 0).reason, ERR_REPEATED);
    node_run_to_question(&node);
    assert_int_equal(order(&node, BOOTINFO_AUTO, 0).result, POLICY_ANSWERED);
}

/* What makes no sense is what nobody can mean, not what comes from elsewhere */
static void kinds_of_ignored(void **state)
{
    static const struct {
	enum error error;
	int nonsense;
    } table[] = {
	{ ERR_NONE, 0 }, { ERR_FROM_ADDRESS, 0 }, { ERR_FROM_PORT, 0 },
	{ ERR_LENGTH, 1 }, { ERR_VERSION, 1 }, { ERR_OPCODE, 1 },
	{ ERR_STATUS, 1 }, { ERR_TYPE, 1 }, { ERR_STRING, 1 },
	{ ERR_UNASKED, 0 }, { ERR_REPEATED, 0 },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++)
	check_int(error_code(table[i].error), judge_is_nonsense(table[i].error),
		  table[i].nonsense);
}

/* After RESTART nobody has answered yet, and nobody is said to be silent */
static void restart_is_quiet(void **state)
{
    struct node node;

    (void)state;
    node_bring_into(&node, WAITING_ASKED_AGAIN);
    reply(&node, BOOTINFO_RESTART, 0);
    node.now_ms += 100;
    assert_int_equal(node_next(&node).verb, POLICY_LISTEN);
    restart(&node, "");
    assert_int_equal(node_next(&node).verb, POLICY_LISTEN);
    node.now_ms += 1000;
    assert_int_equal(node_next(&node).try, 1);
}

/* Whoever is being asked is asked on, wherever it stands in a new list */
static void a_list_in_another_order(void **state)
{
    struct policy_boss list[2] = { { .port = 6969 }, { .port = 6969 } };
    struct policy_boss turned[2] = { { .port = 6969 }, { .port = 6969 } };
    struct policy_step step;
    struct node node;
    int n;

    (void)state;
    list[0].ip = turned[1].ip = BOSS;
    list[1].ip = turned[0].ip = ip(10, 0, 2, 3);
    memset(&node, 0, sizeof(node));
    policy_init(&node.policy, list, 2, "", 0);
    for (n = 0; n < 2; n++)
	node_run_to_question(&node);
    policy_set_bosses(&node.policy, turned, 2, node.now_ms);
    for (n = 2; n < 8; n++) {
	while ((step = node_next(&node)).verb != POLICY_ASK)
	    node.now_ms += step.verb == POLICY_LISTEN ? step.wait_ms : 0;
	check_int("who", step.boss.ip, n < POLICY_ASKS_PER_BOSS ? BOSS :
		  ip(10, 0, 2, 3));
    }
}

/* An operator says it: as an order of the boss that is asked now. Whatever he
   boots is his own affair, and changes nothing */
static void told_by_an_operator(void **state)
{
    static const struct {
	uint16_t type;
	uint32_t min_ms, max_ms;	/* until the next question */
    } table[] = {
	{ BOOTINFO_WAIT, 450000, 750000 },
	{ BOOTINFO_AUTO, 0, POLICY_ASK_GAP_MS },
    };
    static const uint16_t others[] = {
	BOOTINFO_PART, BOOTINFO_SYSID, BOOTINFO_MB, BOOTINFO_REBOOT,
	BOOTINFO_MFS, BOOTINFO_DISKPART,
    };
    struct bootinfo_what what = { .partition = 5 };
    struct policy_event event;
    struct node node;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	node_bring_into(&node, ASKED_OFTEN);
	what.type = table[i].type;
	memset(&event, 0xff, sizeof(event));
	policy_told(&node.policy, node.now_ms, 3, &what, &event);
	check_int("told", event.result, POLICY_ANSWERED);
	check_int("told", event.is_order, 1);
	check_int("told", event.boss_ip, BOSS);
	check_int("told", event.reason, ERR_NONE);
	check_int("told", event.what.partition, 5);
	assert_in_range(event.wait_ms, table[i].min_ms, table[i].max_ms);
	assert_int_equal(policy_next_ms(&node.policy, node.now_ms),
			 event.wait_ms);
	assert_int_equal(node_run_to_question(&node), event.wait_ms);
    }
    for (i = 0; i < ARRAY_SIZE(others); i++) {
	struct policy before;

	node_bring_into(&node, ASKED);
	before = node.policy;
	what.type = others[i];
	policy_told(&node.policy, node.now_ms, 3, &what, &event);
	check_int("told", event.result, POLICY_ANSWERED);
	check_unchanged("told", &before, &node.policy);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(second_replies),
	cmocka_unit_test(no_second_replies),
	cmocka_unit_test(after_giving_up),
	cmocka_unit_test(wait_forgives),
	cmocka_unit_test(answers_count_on),
	cmocka_unit_test(restart_counts_on),
	cmocka_unit_test(restart_remembers),
	cmocka_unit_test(an_order_to_ask),
	cmocka_unit_test(kinds_of_ignored),
	cmocka_unit_test(restart_is_quiet),
	cmocka_unit_test(a_list_in_another_order),
	cmocka_unit_test(told_by_an_operator),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
