/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * node_restart.c - a node that starts over, and the names of its servers
 */
#include "dhcp.h"
#include "world.h"

/* How many questions went to this address, between two times */
static unsigned int asked(uint32_t whom, uint32_t from_ms, uint32_t until_ms)
{
    unsigned int i, count = 0;

    for (i = 0; i < world.deeds; i++)
	count += world.deed[i].kind == DEED_SENT && world.deed[i].ip == whom &&
		 world.deed[i].at_ms >= from_ms &&
		 world.deed[i].at_ms < until_ms;
    return count;
}

static void a_new_lease(void **state)
{
    (void)state;
    world_begin();
    world.dhcp_reply_len = world_lease(world.dhcp_reply, DHCP_ACK,
				       ip(10, 0, 2, 77), OTHER, NULL);
    world_message(5000, BOOTINFO_ORDER, BOOTINFO_RESTART, 0);
    world_run(20000, NULL);
    world_expect("order from boss: RESTART; starting over with DHCP\n"
		 "deterboot: asking for a DHCP lease (try 1)\n");
    world_expect("node 10.0.2.77 ");
    assert_int_equal(asked(BOSS, 0, 5000), 1);
    assert_in_range(asked(OTHER, 5000, 8000), 2, 3);
    world_end();
}

static void no_new_lease(void **state)
{
    (void)state;
    world_begin();
    world.dhcp_delay_ms = SILENT;
    world.files[0] = "10.0.2.2::pxelinux.0";
    world_message(5000, BOOTINFO_ORDER, BOOTINFO_RESTART, 0);
    world_run(60000, NULL);
    world_expect("no DHCP server makes an offer [D60]");
    assert_string_equal(world_deed(DEED_RAN, 0)->text,
			"pxechn.c32 10.0.2.2::pxelinux.0");
    assert_int_equal(asked(BOSS, 5000, 60000), 1);
    world_end();
}

/* The name servers are silent when a node starts over: the boss of before is
   asked until the new one is known */
static void a_name_that_is_lost(void **state)
{
    (void)state;
    world_begin();
    world.names[0] = (struct known_name){ "boss.example", OTHER, 0, 10000 };
    world.names[1] = (struct known_name){ "boss.example", BOSS, 200000,
					  FOREVER };
    world_message(20000, BOOTINFO_ORDER, BOOTINFO_RESTART, 0)->ip = OTHER;
    world_run(600000, "boss=boss.example", NULL);
    world_expect("starting over with DHCP");
    world_expect("the name of boss cannot be resolved [D06]: boss.example\n");
    assert_in_range(asked(OTHER, 20000, 30000), 1, 5);
    assert_in_range(asked(OTHER, 30000, 200000), 3, 20);
    assert_int_equal(asked(BOSS, 0, 200000), 0);
    assert_in_range(asked(BOSS, 200000, 400000), 1, 2);
    world_expect("boss says: WAIT");
    world_end();
}

/* The same for the name in the DHCP reply, next to the other servers */
static void a_name_of_dhcp_that_is_lost(void **state)
{
    (void)state;
    world_begin();
    world.boss_delay_ms = SILENT;
    world.ack_len = world_lease(world.ack, DHCP_ACK, NODE_IP, BOSS,
				"boss.example");
    world.dhcp_reply_len = world_lease(world.dhcp_reply, DHCP_ACK, NODE_IP,
				       BOSS, "boss.example");
    world.names[0] = (struct known_name){ "boss.example", OTHER, 0, 10000 };
    world_message(20000, BOOTINFO_ORDER, BOOTINFO_RESTART, 0)->ip = OTHER;
    world_message(200000, BOOTINFO_ORDER, BOOTINFO_WAIT, 0)->ip = OTHER;
    world_run(210000, NULL);
    world_expect("or boss 10.0.2.3:6969 (DHCP option 66)");
    world_expect("[D06]: boss.example\n");
    assert_in_range(asked(OTHER, 30000, 200000), 2, 20);
    world_expect("order from boss: WAIT");
    world_end();
}

/* A DHCP server may name several in option 66, and a name may have several
   addresses: a dead one keeps no node from booting */
static void a_list_of_servers(void **state)
{
    static const struct {
	const char *name, *option66;
	uint32_t lives;
    } table[] = {
	{ "addresses", "10.0.2.7 10.0.2.8", 8 },
	{ "commas", "10.0.2.7, 10.0.2.8", 8 },
	{ "names", "dead.example;two.example", 9 },
	{ "a name that nobody knows", "lost.example two.example", 9 },
	{ "a name of two addresses", "two.example", 10 },
	{ "a name behind an address", "10.0.2.7,two.example", 10 },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].name;
	const uint32_t lives = ip(10, 0, 2, table[i].lives);

	world_begin();
	world.boss_delay_ms = SILENT;
	world.ack_len = world_lease(world.ack, DHCP_ACK, NODE_IP, OTHER,
				    table[i].option66);
	world.names[0] = (struct known_name){ "dead.example", ip(10, 0, 2, 7),
					      0, FOREVER };
	world.names[1] = (struct known_name){ "two.example", ip(10, 0, 2, 9),
					      0, FOREVER };
	world.names[2] = (struct known_name){ "two.example", ip(10, 0, 2, 10),
					      0, FOREVER };
	world.disks = 1;
	world_message(90000, BOOTINFO_ORDER, BOOTINFO_PART, 1)->ip = lives;
	world_run(92000, NULL);
	check_true(row, asked(lives, 0, 90000));
	check_int(row, world_deeds(DEED_RAN, 90000, 92000), 1);
	check_int(row, world_printed("[D06]: lost.example\n") != 0,
		  !strncmp(table[i].option66, "lost", 4));
	world_end();
    }
}

/* One of two names is known only later */
static void a_name_that_comes_later(void **state)
{
    (void)state;
    world_begin();
    world.boss_delay_ms = SILENT;
    world.ack_len = world_lease(world.ack, DHCP_ACK, NODE_IP, OTHER,
				"late.example two.example");
    world.names[0] = (struct known_name){ "two.example", ip(10, 0, 2, 9), 0,
					  FOREVER };
    world.names[1] = (struct known_name){ "late.example", ip(10, 0, 2, 8),
					  60000, FOREVER };
    world_run(600000, NULL);
    world_expect("or boss 10.0.2.8:6969 (DHCP option 66)\n"
		 "deterboot: or boss 10.0.2.9:6969 (DHCP option 66)\n");
    assert_in_range(asked(ip(10, 0, 2, 8), 60000, 600000), 2, 20);
    assert_in_range(world_printed("looking up boss two.example"), 2, 20);
    world_end();
}

/* No host has these addresses, whatever a name server says */
static void names_of_no_host(void **state)
{
    const uint32_t addresses[] = {
	ip(0, 0, 0, 0), ip(255, 255, 255, 255), ip(127, 0, 0, 1),
	ip(224, 0, 0, 1), ip(0, 1, 2, 3),
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(addresses); i++) {
	world_begin();
	world.names[0] = (struct known_name){ "boss.example", addresses[i], 0,
					      FOREVER };
	world_run(60000, "boss=boss.example", NULL);
	assert_int_equal(world_deeds(DEED_SENT, 0, FOREVER), 0);
	world_expect("the name of boss cannot be resolved [D06]: boss.example");
	world_expect_not("[D05]");
	world_end();

	/* The server of an MFS is no better */
	world_begin();
	world.names[0] = (struct known_name){ "mfs.example", addresses[i], 0,
					      FOREVER };
	world_answer(BOOTINFO_MFS, 0);
	strcpy(world.answer.what.path, "mfs.example:/mfs");
	world_run(3000, NULL);
	world_expect("host name cannot be resolved [D41]: mfs.example");
	assert_int_equal(world_deeds(DEED_RAN, 0, FOREVER), 0);
	world_end();
    }
}

/* Ctrl-C ends the talk with the DHCP server, and the prompt opens */
static void stopped_while_asking_for_a_lease(void **state)
{
    (void)state;
    world_begin();
    world.dhcp_delay_ms = SILENT;
    world_message(5000, BOOTINFO_ORDER, BOOTINFO_RESTART, 0);
    world_keys(7000, "\003");
    world_keys(8000, "continue\r");
    world_run(20000, NULL);
    world_expect("stopped while asking for a DHCP lease, keeping the old one");
    world_expect("stopped by Ctrl-C; help lists the commands");
    assert_int_equal(asked(BOSS, 8000, 20000), 1);
    world_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_new_lease),
	cmocka_unit_test(no_new_lease),
	cmocka_unit_test(a_name_that_is_lost),
	cmocka_unit_test(a_name_of_dhcp_that_is_lost),
	cmocka_unit_test(a_list_of_servers),
	cmocka_unit_test(a_name_that_comes_later),
	cmocka_unit_test(names_of_no_host),
	cmocka_unit_test(stopped_while_asking_for_a_lease),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
