/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * node_prompt.c - a node and who is at its console
 */
#include <errno.h>

#include "world.h"

#define LEFT		"nobody at the prompt, going on"
#define IDLE_MS		5000		/* of idle=5 */
#define SLACK_MS	500		/* for what is printed at the end */

/* A console server that echoes all it gets: what comes back is no command */
static void an_echo_does_not_hold_the_prompt(void **state)
{
    uint32_t opened;

    (void)state;
    world_begin();
    world.echoes = 1;
    world_keys(10000, "\003");
    world_run(200000, "idle=5", NULL);
    opened = world_when("stopped by Ctrl-C", 0);
    assert_in_range(world_when(LEFT, 0), opened,
		    opened + 4 * IDLE_MS + SLACK_MS);
    assert_int_equal(world_printed(LEFT), 1);
    world_end();
}

/* Whatever a line that floats delivers: four times the idle time in all, and
   then boss is asked as if nothing were */
static void noise_does_not_hold_the_prompt(void **state)
{
    static const struct {
	unsigned int per_s;
	uint32_t end_ms;
    } table[] = {
	{ 1, 3600000 }, { 3, 3600000 }, { 10, 3600000 }, { 30, 1200000 },
	{ 100, 1200000 }, { 300, 600000 }, { 1000, 600000 },
    };
    uint32_t left, opened, held;
    unsigned int n;
    char row[32];
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	snprintf(row, sizeof(row), "%u bytes/s", table[i].per_s);
	world_begin();
	world.boss_delay_ms = SILENT;
	world.noise_per_s = table[i].per_s;
	world.noise_until_ms = FOREVER;
	world.random = 7 * table[i].per_s;
	world_keys(1000, "\003");
	world_run(table[i].end_ms, "idle=5", NULL);
	held = 0;
	for (n = 0; (opened = world_when("stopped by Ctrl-C", n)) != FOREVER;
	     n++) {
	    left = world_when(LEFT, n);
	    check_true(row, left != FOREVER);
	    held += left - opened;
	}
	check_true(row, n);
	check_true(row, held <= 4 * IDLE_MS + SLACK_MS);
	/* Every 60 s, give or take 25 % */
	check_true(row, world_deeds(DEED_SENT, 120000, table[i].end_ms) >=
			(table[i].end_ms - 120000) / 75000 - 1);
	world_end();
    }
}

/* Somebody who works at the prompt has all the time he needs */
static void an_operator_holds_the_prompt(void **state)
{
    struct coming *typing;

    (void)state;
    world_begin();
    world_keys(1000, "\003");
    world_keys(3000, "info\r");
    typing = &world.coming[world.comings - 1];
    typing->period_ms = 4000;
    typing->until_ms = 300000;
    world_run(302000, "idle=5", NULL);
    world_expect_not(LEFT);
    assert_int_equal(world_printed("memory "), 75);
    world_end();
}

/* After noise has opened the prompt in vain, an operator still can */
static void an_operator_after_noise(void **state)
{
    (void)state;
    world_begin();
    world.noise_per_s = 100;
    world.noise_until_ms = 60000;
    world_keys(1000, "\003");
    world_keys(80000, "\003");
    world_keys(81000, "info\r");
    world_run(82000, "idle=5", NULL);
    assert_int_equal(world_printed(LEFT), 1);
    assert_in_range(world_when("stopped by Ctrl-C", 1), 80000, 80500);
    world_expect("memory ");
    world_end();
}

/* The first question is lost, boss is slow, and two INFOs are under way */
static void a_query_boots_nothing(void **state)
{
    (void)state;
    world_begin();
    world.disks = 1;
    world.losses = 1;
    world.boss_delay_ms = 1500;
    world_answer(BOOTINFO_PART, 1);
    world_keys(500, "\003");
    world_keys(1000, "query\r");
    world_keys(5000, "continue\r");
    world_run(9000, NULL);
    world_expect("boss 10.0.2.2 would say: PART 1");
    world_expect_not("kept until");
    /* It is asked anew, and that is what is done */
    assert_int_equal(world_deeds(DEED_SENT, 5000, 5500), 1);
    assert_int_equal(world_deeds(DEED_RAN, 0, 6400), 0);
    assert_int_equal(world_deeds(DEED_RAN, 6400, 7000), 1);
    world_end();
}

/* D83 is for a boss that was asked */
static void a_query_tells_what_failed(void **state)
{
    (void)state;
    world_begin();
    world.send_errno = EHOSTUNREACH;
    world.broken_from_ms = 4000;
    world.broken_until_ms = 6000;
    world_keys(3000, "\003");
    world_keys(5000, "query\r");
    world_keys(7000, "query\r");
    world_run(8000, NULL);
    world_expect("cannot send to boss [D08]: ");
    world_expect_not("[D83]");
    world_expect("would say: WAIT");
    world_end();

    world_begin();
    world.receive_errno = EIO;
    world.open_errno = EMFILE;
    world.broken_from_ms = 4000;
    world.broken_until_ms = 6000;
    world_keys(3000, "\003");
    world_keys(5000, "query\r");
    world_run(8000, NULL);
    world_expect("cannot open UDP port 9696 [D07]: ");
    world_expect_not("[D83]");
    world_end();

    world_begin();
    world_keys(3000, "\003");
    world_keys(5000, "query\r");
    world.losses = 100;
    world_run(12000, NULL);
    assert_int_equal(world_printed("what it would say"), 3);
    world_expect("boss did not answer [D83]: 10.0.2.2\n");
    world_end();
}

/* A socket that fails is opened anew, also while the prompt is open */
static void the_prompt_hears_again(void **state)
{
    (void)state;
    world_begin();
    world.receive_errno = EIO;
    world.open_errno = EMFILE;
    world.broken_from_ms = 4000;
    world.broken_until_ms = 60000;
    world_keys(3000, "\003");
    world_keys(50000, "x");
    world_message(200000, BOOTINFO_ORDER, BOOTINFO_PART, 1);
    world_run(201000, NULL);
    world_expect("order from boss: PART 1; kept until you say continue");
    assert_in_range(world_printed("[D07]"), 1, 6);
    world_end();
}

/* RESTART, a name that does not resolve any more, Ctrl-C, RESTART... */
static void restarts_at_the_prompt_do_not_nest(void **state)
{
    unsigned int i;

    (void)state;
    world_begin();
    world.names[0] = (struct known_name){ "boss.example", BOSS, 0, 900 };
    world_keys(1000, "\003");
    world_keys(2000, "boot RESTART\r");
    for (i = 0; i < 2; i++) {
	world.coming[i].period_ms = 20000;
	world.coming[i].until_ms = 60 * 20000;
    }
    world_run(60 * 20000, "boss=boss.example", NULL);
    assert_int_equal(world_printed("operator says: RESTART"), 60);
    assert_int_equal(world_deeds(DEED_ASKED_DHCP, 0, FOREVER), 120);
    /* A DISCOVER and a REQUEST may differ by some bytes */
    assert_in_range(world.stack_max - world.stack_min, 0, 256);
    world_end();
}

/* What boss says while the prompt is open is done when it is left */
static void an_order_is_kept(void **state)
{
    (void)state;
    world_begin();
    world.disks = 1;
    world_keys(3000, "\003");
    world_message(4000, BOOTINFO_ORDER, BOOTINFO_PART, 1);
    world_keys(6000, "continue\r");
    world_run(7000, NULL);
    world_expect("order from boss: PART 1; kept until you say continue");
    assert_int_equal(world_deeds(DEED_RAN, 0, 6000), 0);
    assert_int_equal(world_deeds(DEED_RAN, 6000, 7000), 1);
    world_end();
}

/* A node can be stopped before it knows who is boss; then it looks on */
static void stopped_without_a_boss(void **state)
{
    (void)state;
    world_begin();
    world.names[0] = (struct known_name){ "boss.example", BOSS, 60000,
					  FOREVER };
    world_keys(8000, "\003");
    world_keys(9000, "ask\r");
    world_keys(10000, "info\r");
    world_keys(30000, "continue\r");
    world_run(100000, "boss=boss.example", NULL);
    world_expect("it is not known yet who is boss [D84]");
    world_expect("boss      not known yet");
    assert_int_equal(world_deeds(DEED_LOOKED_UP, 9000, 30000), 0);
    assert_int_equal(world_deeds(DEED_SENT, 60000, 100000), 1);
    world_end();
}

/* Back to pxelinux, from every place where a node can be stopped */
static void to_the_shell(void **state)
{
    (void)state;
    world_begin();
    world_keys(100, "\003");
    world_keys(1000, "shell\r");
    world_run(60000, "window=3", NULL);
    assert_int_equal(world.ending, ENDED_IN_SHELL);
    assert_int_equal(world_deeds(DEED_SENT, 0, FOREVER), 0);
    world_expect("nothing was booted, back to pxelinux\n");
    world_end();

    world_begin();
    world_keys(8000, "\003");
    world_keys(9000, "shell\r");
    world_run(60000, "boss=boss.example", NULL);
    assert_int_equal(world.ending, ENDED_IN_SHELL);
    world_end();

    world_begin();
    world_keys(8000, "\003");
    world_keys(9000, "shell\r");
    world_run(60000, NULL);
    assert_int_equal(world.ending, ENDED_IN_SHELL);
    world_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(an_echo_does_not_hold_the_prompt),
	cmocka_unit_test(noise_does_not_hold_the_prompt),
	cmocka_unit_test(an_operator_holds_the_prompt),
	cmocka_unit_test(an_operator_after_noise),
	cmocka_unit_test(a_query_boots_nothing),
	cmocka_unit_test(a_query_tells_what_failed),
	cmocka_unit_test(the_prompt_hears_again),
	cmocka_unit_test(restarts_at_the_prompt_do_not_nest),
	cmocka_unit_test(an_order_is_kept),
	cmocka_unit_test(stopped_without_a_boss),
	cmocka_unit_test(to_the_shell),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
