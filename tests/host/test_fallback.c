/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_fallback.c - the option fallback=, and when it is used
 */
#include "action.h"
#include "fallback.h"
#include "node.h"

static void good_values(void **state)
{
    static const struct {
	const char *value;
	enum fallback_kind kind;
	const char *says;		/* what boss would have said */
    } table[] = {
	{ "local", FALLBACK_BOOT, "DISKPART 0 0" },
	{ "local:1", FALLBACK_BOOT, "DISKPART 1 0" },
	{ "local:0,2", FALLBACK_BOOT, "DISKPART 0 2" },
	{ "local:127,255", FALLBACK_BOOT, "DISKPART 127 255" },
	{ "reboot", FALLBACK_BOOT, "REBOOT" },
	{ "mfs:/rescue", FALLBACK_BOOT, "MFS /rescue" },
	{ "mfs:http://10.0.0.1:80/r", FALLBACK_BOOT,
	  "MFS http://10.0.0.1:80/r" },
	{ "prompt", FALLBACK_PROMPT, NULL },
    };
    struct fallback fallback;
    struct action action;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].value;

	memset(&fallback, 0xff, sizeof(fallback));
	check_true(row, fallback_parse(&fallback, row) == NULL);
	check_int(row, fallback.kind, table[i].kind);
	if (!table[i].says)
	    continue;
	if (fallback.path[0])
	    action_plan_mfs(&action, fallback.path);
	else
	    action_plan(&action, &fallback.what);
	check_str(row, action.says, table[i].says);
	check_true(row, action.kind != ACTION_REFUSE);
    }
}

static void mistakes(void **state)
{
    static const char *const values[] = {
	"", "disk", "local:", "local:x", "local:128", "local:1,", "local:1,x",
	"local:1,256", "local:1,2,3", "local:1 ", "local:-1", "local:1111",
	"local:0x80", "localhost", "reboot:1", "prompt1", "mfs:", "mfs",
	"mfs:/a b", "mfs:nfs://a/b", "MFS:/a",
    };
    struct fallback fallback;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(values); i++)
	check_true(values[i], fallback_parse(&fallback, values[i]) != NULL);
}

/* Run until the policy gives up; returns how many questions went out */
static int questions_until_hopeless(struct node *node)
{
    int questions = 0;

    for (;;) {
	struct policy_step step = node_next(node);

	if (step.verb == POLICY_GIVE_UP)
	    return questions;
	if (step.verb == POLICY_ASK)
	    questions++;
	if (step.verb == POLICY_LISTEN)
	    node->now_ms += step.wait_ms;
	assert_in_range(questions, 0, 1000);
    }
}

static void silence_counts(void **state)
{
    struct node node;
    uint32_t wait_ms;

    (void)state;
    node_boot(&node, 0);
    policy_set_limit(&node.policy, 3);
    assert_int_equal(questions_until_hopeless(&node),
		     3 * POLICY_ASKS_PER_BOSS);
    /* Until the caller says what came of it */
    assert_int_equal(questions_until_hopeless(&node), 0);

    /* In vain, too: the rounds are counted anew, after growing pauses */
    wait_ms = policy_gave_up(&node.policy, node.now_ms, 1);
    assert_in_range(wait_ms, 3750, 6250);
    assert_int_equal(node_run_to_question(&node), wait_ms);
    assert_int_equal(questions_until_hopeless(&node),
		     3 * POLICY_ASKS_PER_BOSS - 1);
    assert_in_range(policy_gave_up(&node.policy, node.now_ms, 1), 7500, 12500);
}

/* A round asks every boss */
static void every_boss_gets_its_questions(void **state)
{
    struct policy_boss bosses[2] = { { .port = 6969 }, { .port = 6969 } };
    struct node node;

    (void)state;
    bosses[0].ip = BOSS;
    bosses[1].ip = ip(10, 0, 2, 3);
    memset(&node, 0, sizeof(node));
    policy_init(&node.policy, bosses, 2, "", 0);
    policy_set_limit(&node.policy, 1);
    assert_int_equal(questions_until_hopeless(&node),
		     2 * POLICY_ASKS_PER_BOSS);
}

static void refusals_and_failures_count(void **state)
{
    struct node node;

    (void)state;
    node_boot(&node, 0);
    policy_set_limit(&node.policy, 3);
    node_run_to_question(&node);
    reply_fail(&node);
    node_run_to_question(&node);
    reply(&node, BOOTINFO_PART, 1);
    policy_failed(&node.policy, node.now_ms, 1);
    node_run_to_question(&node);
    reply_fail(&node);
    assert_int_equal(questions_until_hopeless(&node), 0);

    node_boot(&node, 0);
    policy_set_limit(&node.policy, 2);
    node_run_to_question(&node);
    reply_fail(&node);
    assert_int_equal(questions_until_hopeless(&node), POLICY_ASKS_PER_BOSS);
}

/* A boss that says WAIT may be away for as long as it likes */
static void waiting_nodes_never_give_up(void **state)
{
    struct node node;

    (void)state;
    node_boot(&node, 0);
    policy_set_limit(&node.policy, 1);
    node_run_to_question(&node);
    reply(&node, BOOTINFO_WAIT, 0);
    assert_in_range(node_run_until(&node, 20000000), 100, 1000);

    /* It ends with an order; then silence counts again */
    order(&node, BOOTINFO_AUTO, 0);
    assert_int_equal(questions_until_hopeless(&node), POLICY_ASKS_PER_BOSS);
}

/* Who orders AUTO or RESTART wants boss to be asked, not the fallback */
static void orders_ask_boss(void **state)
{
    static const uint16_t types[] = { BOOTINFO_AUTO, BOOTINFO_RESTART };
    static const struct policy_boss other = { .port = 6969 };
    struct bootinfo_what what = { 0 };
    struct policy_event event;
    struct node node;
    size_t i;
    int told;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(types); i++) {
	for (told = 0; told < 2; told++) {
	    node_boot(&node, 0);
	    policy_set_limit(&node.policy, 1);
	    node_run_to_question(&node);
	    reply_fail(&node);
	    assert_true(policy_gives_up(&node.policy));
	    what.type = types[i];
	    if (told)
		policy_told(&node.policy, node.now_ms, 1, &what, &event);
	    else
		order(&node, types[i], 0);
	    if (types[i] == BOOTINFO_RESTART)
		policy_restart(&node.policy, &other, 1, "", node.now_ms, 1);
	    assert_false(policy_gives_up(&node.policy));
	    assert_int_equal(questions_until_hopeless(&node),
			     POLICY_ASKS_PER_BOSS);
	}
    }

    /* Boss may say so again and again: that is no boot */
    node_boot(&node, 0);
    policy_set_limit(&node.policy, 2);
    node_run_to_question(&node);
    reply_fail(&node);
    node_run_to_question(&node);
    reply(&node, BOOTINFO_AUTO, 0);
    node_run_to_question(&node);
    reply_fail(&node);
    assert_true(policy_gives_up(&node.policy));
}

static void without_a_limit(void **state)
{
    struct node node;

    (void)state;
    node_boot(&node, 0);
    assert_in_range(node_run_until(&node, 100000000), 1000, 3000);
}

/* An answer during the last pause is not too late */
static void last_minute_answer(void **state)
{
    struct node node;

    (void)state;
    node_boot(&node, 0);
    policy_set_limit(&node.policy, 1);
    questions_until_hopeless(&node);
    assert_int_equal(reply(&node, BOOTINFO_WAIT, 0).result, POLICY_ANSWERED);
    assert_int_equal(node_next(&node).verb, POLICY_LISTEN);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(good_values),
	cmocka_unit_test(mistakes),
	cmocka_unit_test(silence_counts),
	cmocka_unit_test(every_boss_gets_its_questions),
	cmocka_unit_test(refusals_and_failures_count),
	cmocka_unit_test(waiting_nodes_never_give_up),
	cmocka_unit_test(orders_ask_boss),
	cmocka_unit_test(without_a_limit),
	cmocka_unit_test(last_minute_answer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
