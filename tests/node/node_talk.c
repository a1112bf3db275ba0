/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * node_talk.c - a node and boss
 */
#include <errno.h>

#include "world.h"

#define DAY_MS		86400000U

/* Boss says WAIT, and later what to boot, which fails; boss is asked again */
static void a_day_of_a_node(void **state)
{
    (void)state;
    world_begin();
    world.disks = 1;
    world_message(20000, BOOTINFO_ORDER, BOOTINFO_PART, 1);
    world_run(27000, NULL);
    world_expect("deterboot: node 10.0.2.15 (52:54:00:12:34:56), netmask "
		 "255.255.255.0, gateway 10.0.2.2\n");
    world_expect("asking boss 10.0.2.2 what to boot (try 1)\n"
		 "deterboot: boss says: WAIT; waiting for an order");
    world_expect("order from boss: PART 1; booting partition 1 of hd0\n"
		 "deterboot: running: chain.c32 hd0 1\n"
		 "deterboot: the boot failed [D46]");
    assert_int_equal(world_deeds(DEED_SENT, 0, 27000), 2);
    assert_int_equal(world_deeds(DEED_SENT, 20000, 27000), 1);
    assert_non_null(strstr(world.live, "waiting 10 s, asking again in "));
    assert_int_equal(world.ending, ENDED_IN_TIME);
    world_end();
}

/* Where the screen is copied to a serial line only keys show how it waits */
static void no_screen(void **state)
{
    (void)state;
    world_begin();
    world.no_screen = 1;
    world_run(27000, NULL);
    world_expect("boss says: WAIT; waiting for an order");
    assert_int_equal(strlen(world.live), 0);
    world_end();
}

/* However long something took, the next question comes when it is due */
static void after_a_very_long_load(void **state)
{
    unsigned int days;
    char row[16];

    (void)state;
    for (days = 1; days < 49; days += 4) {
	snprintf(row, sizeof(row), "%u days", days);
	world_begin();
	world.disks = 1;
	world.load_ms = days * DAY_MS;
	world_answer(BOOTINFO_PART, 1);
	world_run(world.load_ms + 10000, NULL);
	check_int(row, world_deeds(DEED_SENT, world.load_ms + 3000,
				   world.load_ms + 8000), 1);
	world_end();
    }
}

/* A boss that says WAIT and is then broken is no boss that says WAIT */
static void wait_and_then_fail(void **state)
{
    (void)state;
    world_begin();
    world.disks = 1;
    world.losses = 1;
    world_message(500, BOOTINFO_REPLY, BOOTINFO_WAIT, 0);
    world_answer(0, 0);
    world_run(900000, "fallback=local", "rounds=3", NULL);
    world_expect("boss refused (status FAIL) [D21]");
    world_expect("nothing to boot from boss in so many rounds [D58]");
    world_expect("falling back: ");
    assert_int_equal(strcmp(world_deed(DEED_RAN, 0)->text, "chain.c32 hd0 0"),
		     0);
    world_end();

    /* But one that is gone may be away for a week */
    world_begin();
    world.disks = 1;
    world.losses = 100000;
    world_message(500, BOOTINFO_REPLY, BOOTINFO_WAIT, 0);
    world_run(DAY_MS, "fallback=local", "rounds=3", NULL);
    world_expect_not("[D58]");
    assert_int_equal(world_deeds(DEED_RAN, 0, FOREVER), 0);
    world_end();
}

/* It does answer: once a minute that, and never that it does not */
static void a_boss_that_makes_no_sense(void **state)
{
    static const char *const names[] = { "type 0", "type 99", "status 7",
					 "version 9", "short" };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(names); i++) {
	static const char *const codes[] = { "[D17]", "[D17]", "[D16]",
					     "[D14]", "[D13]" };
	const char *row = names[i];
	unsigned int told;

	world_begin();
	world_answer(BOOTINFO_PART, 1);
	world.answer.what.type = i == 1 ? 99 : 0;
	world.answer.status = i == 2 ? 7 : BOOTINFO_SUCCESS;
	world.answer.version = i == 3 ? 9 : 1;
	world.answer_len = i == 4 ? 100 : 0;
	world_run(600000, NULL);
	told = world_printed(codes[i]);
	if (told < 5 || told > 10)
	    fprintf(stderr, "%s", world.printed);
	check_true(row, told >= 5 && told <= 10);
	check_int(row, world_printed("no answer yet"), 0);
	check_true(row, world_deeds(DEED_SENT, 0, FOREVER) >= 10);
	world_end();
    }

    /* One that has gone away afterwards is told, too */
    world_begin();
    world_answer(BOOTINFO_PART, 1);
    world.answer.what.type = 0;
    world.answers = 4;
    world_run(600000, NULL);
    assert_in_range(world_printed("no answer yet"), 5, 20);
    world_end();
}

/* 1000 orders a second, and a good one among them */
static void a_flood_of_orders(void **state)
{
    static const struct {
	const char *name;
	uint16_t type, other;		/* other: every second one; 0 = none */
	unsigned int lines;		/* at most, in 5 s */
    } table[] = {
	{ "WAIT", BOOTINFO_WAIT, 0, 2 },
	{ "AUTO", BOOTINFO_AUTO, 0, 6 },
	{ "RESTART", BOOTINFO_RESTART, 0, 10 },
	{ "PART that fails", BOOTINFO_PART, 0, 6 },
	{ "WAIT and AUTO", BOOTINFO_WAIT, BOOTINFO_AUTO, 20 },
    };
    struct coming *flood;
    unsigned int lines;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].name;

	world_begin();
	world.disks = 1;
	flood = world_message(5000, BOOTINFO_ORDER, table[i].type, 9);
	flood->period_ms = table[i].other ? 2 : 1;
	flood->until_ms = 20000;
	if (table[i].other) {
	    flood = world_message(5001, BOOTINFO_ORDER, table[i].other, 0);
	    flood->period_ms = 2;
	    flood->until_ms = 20000;
	}
	world_message(12345, BOOTINFO_ORDER, BOOTINFO_PART, 1);
	world_run(13500, NULL);
	lines = world_lines_between(5000, 10000);
	if (!lines || lines > table[i].lines)
	    fail_msg("%s: %u lines\n%s", row, lines, world.printed);
	check_int(row, world.lost, 0);
	/* Among two that take turns it is not the last that differs */
	if (!table[i].other)
	    check_true(row, world_deed(DEED_RAN, 0)->at_ms < 13400);
	world_end();
    }
}

/* A boss that repeats an order later means it */
static void orders_again(void **state)
{
    (void)state;
    world_begin();
    world.disks = 1;
    world.run_errno = ENOEXEC;
    world_message(5000, BOOTINFO_ORDER, BOOTINFO_PART, 1)->period_ms = 2000;
    world.coming[0].until_ms = 10000;
    world_message(20000, BOOTINFO_ORDER, BOOTINFO_AUTO, 0)->period_ms = 2000;
    world.coming[1].until_ms = 30000;
    world_run(30000, NULL);
    assert_int_equal(world_deeds(DEED_RAN, 0, FOREVER), 3);
    assert_int_equal(world_deeds(DEED_SENT, 20000, 30000), 5);
    world_end();
}

/* What boss sends is shown, and moves no cursor */
static void an_answer_that_a_console_would_obey(void **state)
{
    (void)state;
    world_begin();
    world_answer(BOOTINFO_MFS, 0);
    strcpy(world.answer.what.path, "/m\2332Jx\302\233fs\377");
    strcpy(world.answer.what.cmdline, "na\303\257ve \2332J");
    world_run(3000, NULL);
    world_expect("MFS /m\\x9b2Jx\\xc2\\x9bfs\\xff, arguments "
		 "\"na\303\257ve \\x9b2J\"");
    world_expect("the path has a character that a command line cannot carry "
		 "[D27]");
    world_expect_not("\233");
    world_expect_not("\377");
    world_end();

    /* Latin-1 is no control character, but no UTF-8 either */
    world_begin();
    world_answer(BOOTINFO_MFS, 0);
    strcpy(world.answer.what.path, "/b\366ss");
    world_run(3000, NULL);
    world_expect("kernel not found [D42]: 10.0.2.2::/b\\xf6ss/bzImage");
    assert_non_null(strstr(world_deed(DEED_RAN, 0)->text,
			   " 10.0.2.2::/b\366ss/bzImage "));
    world_end();

    /* At the prompt, too */
    world_begin();
    world_answer(BOOTINFO_MFS, 0);
    strcpy(world.answer.what.path, "/m\2332J");
    world_keys(500, "\003query\r");
    world_run(3000, NULL);
    world_expect("would say: MFS /m\\x9b2J");
    world_expect_not("\233");
    world_end();
}

static void an_mfs(void **state)
{
    (void)state;
    world_begin();
    world_answer(BOOTINFO_MFS, 0);
    strcpy(world.answer.what.path, "/mfs");
    strcpy(world.answer.what.cmdline, "a=b");
    world.files[0] = "10.0.2.2::/mfs/bzImage";
    world.files[1] = "10.0.2.2::/mfs/rootfs.cpio.gz";
    world.has_tmcd = 1;
    world_run(3000, "report", "args=x", NULL);
    assert_string_equal(world_deed(DEED_RAN, 0)->text,
			"linux.c32 10.0.2.2::/mfs/bzImage "
			"initrd=10.0.2.2::/mfs/rootfs.cpio x a=b");
    assert_string_equal(world_deed(DEED_RAN, 1)->text,
			"linux.c32 10.0.2.2::/mfs/bzImage "
			"initrd=10.0.2.2::/mfs/rootfs.cpio.gz x a=b");
    /* Nobody looks first whether they are there */
    assert_int_equal(world_deeds(DEED_OPENED, 0, FOREVER), 0);
    assert_string_equal(world_deed(DEED_TOLD, 0)->text,
			"VERSION=37 state PXEBOOTING\n");
    assert_string_equal(world_deed(DEED_TOLD, 1)->text,
			"VERSION=37 state BOOTING\n");
    assert_string_equal(world_deed(DEED_TOLD, 2)->text,
			"VERSION=37 state PXEFAILED\n");
    world_end();

    /* Missing files are named */
    world_begin();
    world_answer(BOOTINFO_MFS, 0);
    strcpy(world.answer.what.path, "/mfs");
    world_run(3000, NULL);
    world_expect("kernel not found [D42]: 10.0.2.2::/mfs/bzImage\n");
    world_expect_not("[D66]");
    world_end();
}

/* A tmcd that does not answer costs 2 s, once */
static void reports_take_two_seconds(void **state)
{
    (void)state;
    world_begin();
    world_run(60000, "report", NULL);
    assert_in_range(world_deed(DEED_SENT, 0)->at_ms, 2000, 2300);
    assert_int_equal(world_printed("[D66]"), 1);
    world_end();
}

/* The network is what boots, where that is asked for */
static void the_boot_order(void **state)
{
    (void)state;
    world_begin();
    world.boot_entry = "Boot0007";
    world_run(5000, NULL);
    world_expect_not("boots the network");
    assert_non_null(world.boot_entry);
    world_end();

    world_begin();
    world.boot_entry = "Boot0007";
    world_run(5000, "efi-bootorder=network", NULL);
    world_expect("the firmware boots the network (Boot0007) first again\n");
    assert_int_equal(world_printed("boots the network"), 1);
    world_end();

    world_begin();
    world_run(5000, "efi-bootorder=network", NULL);
    world_expect_not("boots the network");
    world_end();

    world_begin();
    world.boot_entry_rc = -EIO;
    world_run(5000, "efi-bootorder=network", NULL);
    world_expect("the firmware does not keep its boot order [D101]\n");
    world_expect("asking boss 10.0.2.2 what to boot");
    world_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_day_of_a_node),
	cmocka_unit_test(no_screen),
	cmocka_unit_test(after_a_very_long_load),
	cmocka_unit_test(wait_and_then_fail),
	cmocka_unit_test(a_boss_that_makes_no_sense),
	cmocka_unit_test(a_flood_of_orders),
	cmocka_unit_test(orders_again),
	cmocka_unit_test(an_answer_that_a_console_would_obey),
	cmocka_unit_test(an_mfs),
	cmocka_unit_test(reports_take_two_seconds),
	cmocka_unit_test(the_boot_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
