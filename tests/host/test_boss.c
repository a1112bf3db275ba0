/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_boss.c - the reference boss's replies
 */
#include "lab.h"
#include "server.h"

/* A server with this config, on the heap; free with stop() */
static struct boss_server *start(const char *text)
{
    struct boss_server *server = calloc(1, sizeof(*server));
    struct boss_config config;
    char report[REPORT_SIZE];

    assert_non_null(server);
    assert_int_equal(parse_config(&config, text, report), 0);
    boss_server_config(server, &config);
    return server;
}

static void stop(struct boss_server *server)
{
    boss_config_free(&server->config);
    free(server);
}

static const char lab[] =
    "10.0.2.15 WAIT ; FAIL ; NONE ; PART 1\n"
    "key:abc MFS /mfs -- nonce=1\n";

/* Requests in this order, the line each logs and how its reply begins */
static void requests(void **state)
{
    static const struct {
	const char *packet, *log, *reply;
    } table[] = {
	{ "01000500 00*516", "10.0.2.15 INFO version 1 -> WAIT",
	  "01000200 00000000 0000 0400" },
	{ "01000500 00*516", "10.0.2.15 INFO version 1 -> WAIT",
	  "01000200 00000000 0000 0400" },
	{ "01000100 00*516", "10.0.2.15 REQUEST version 1 -> WAIT",
	  "01000200 00000000 0000 0400" },
	{ "01000500 00*516", "10.0.2.15 INFO version 1 -> FAIL",
	  "01000200 01000000 0000 0000" },
	{ "01000100 00*516", "10.0.2.15 REQUEST version 1 -> FAIL",
	  "01000200 01000000 0000 0000" },
	{ "01000100 00*516", "10.0.2.15 REQUEST version 1 -> NONE", NULL },
	{ "01000100 00*516", "10.0.2.15 REQUEST version 1 -> PART 1",
	  "01000200 00000000 0000 0100 01000000" },
	{ "01000500 00*516", "10.0.2.15 INFO version 1 -> PART 1",
	  "01000200 00000000 0000 0100 01000000" },
	{ "00000100 00*516", "10.0.2.15 REQUEST version 0 -> PART 1",
	  "00000200 00000000 0000 0100 01000000" },
	{ "00800100 00*516", "10.0.2.15 REQUEST version 32768 -> PART 1",
	  "00800200 00000000 0000 0100 01000000" },
	{ "01000100 07*516", "10.0.2.15 REQUEST version 1 -> PART 1",
	  "01000200 00000000 0000 0100 01000000" },
	{ "01000100 00000000", "10.0.2.15 REQUEST version 1, 8 bytes -> PART 1",
	  "01000200 00000000 0000 0100 01000000" },
	{ "01000100 00*1000",
	  "10.0.2.15 REQUEST version 1, 1004 bytes -> PART 1",
	  "01000200 00000000 0000 0100 01000000" },
	{ "01000600 00000000 616263 00*509",
	  "10.0.2.15 KEYED_REQUEST version 1, key \"abc\" -> "
	  "MFS /mfs \"nonce=1\"",
	  "01000200 00000000 0000 0700 2f6d6673 00" },
	{ "01000600 00000000 616263",
	  "10.0.2.15 KEYED_REQUEST version 1, 11 bytes, key \"abc\" -> "
	  "MFS /mfs \"nonce=1\"",
	  "01000200 00000000 0000 0700 2f6d6673 00" },
	{ "01000600 00000000 61ff 00*510",
	  "10.0.2.15 KEYED_REQUEST version 1, key \"a\\xff\", unknown node "
	  "-> FAIL", "01000200 01000000" },
	{ "01000600 00000000 61*512",
	  "10.0.2.15 KEYED_REQUEST version 1, no valid key -> FAIL",
	  "01000200 01000000" },
	{ "01000600 00000000 0a 00*511",
	  "10.0.2.15 KEYED_REQUEST version 1, no valid key -> FAIL",
	  "01000200 01000000" },
	{ "", "10.0.2.15 0 bytes, no header -> ignored", NULL },
	{ "01000100 000000", "10.0.2.15 7 bytes, no header -> ignored", NULL },
	{ "01000200 00*516",
	  "10.0.2.15 REPLY (2), version 1, 520 bytes -> ignored", NULL },
	{ "01000300 00*516",
	  "10.0.2.15 ACK (3), version 1, 520 bytes -> ignored", NULL },
	{ "01000400 00*516",
	  "10.0.2.15 ORDER (4), version 1, 520 bytes -> ignored", NULL },
	{ "01000000 00*516",
	  "10.0.2.15 unknown opcode (0), version 1, 520 bytes -> ignored",
	  NULL },
	{ "0100ffff 00*516",
	  "10.0.2.15 unknown opcode (65535), version 1, 520 bytes -> ignored",
	  NULL },
    };
    struct boss_server *server = start(lab);
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	uint8_t packet[2000], want[BOOTINFO_PACKET_SIZE], *copy;
	uint8_t reply[BOOTINFO_PACKET_SIZE];
	size_t len = hex(packet, sizeof(packet), table[i].packet), want_len;
	char log[BOSS_LOG_SIZE];

	copy = exact_copy(packet, len);
	check_int(table[i].log,
		  boss_server_handle(server, ip(10, 0, 2, 15), copy, len,
				     reply, log, sizeof(log)),
		  table[i].reply != NULL);
	free(copy);
	check_str(table[i].log, log, table[i].log);
	if (!table[i].reply)
	    continue;
	want_len = hex(want, sizeof(want), table[i].reply);
	check_mem(table[i].log, reply, want, want_len);
    }
    stop(server);
}

/* Ask as a node; returns the partition of the answer, or -1 for a failure */
static int ask(struct boss_server *server, uint32_t node)
{
    static const uint8_t request[BOOTINFO_PACKET_SIZE] = { 1, 0, 1, 0 };
    uint8_t reply[BOOTINFO_PACKET_SIZE];
    struct bootinfo_message msg;
    char log[BOSS_LOG_SIZE];

    if (!boss_server_handle(server, node, request, sizeof(request), reply, log,
			    sizeof(log)))
	return -1;
    assert_int_equal(bootinfo_decode(&msg, reply, sizeof(reply)), 0);
    return msg.status == BOOTINFO_SUCCESS ? (int)msg.what.partition : -1;
}

/* Each node has its own place in a list, also in that of `default` */
static void lists_go_on_for_each_node(void **state)
{
    struct boss_server *server = start("10.0.2.15 PART 1 ; PART 2\n"
				       "default PART 3 ; PART 4 ; PART 5\n");
    struct boss_config config;
    char report[REPORT_SIZE];
    unsigned int i;

    (void)state;
    assert_int_equal(ask(server, ip(10, 0, 2, 15)), 1);
    assert_int_equal(ask(server, ip(10, 0, 2, 16)), 3);
    assert_int_equal(ask(server, ip(10, 0, 2, 17)), 3);
    assert_int_equal(ask(server, ip(10, 0, 2, 16)), 4);
    assert_int_equal(ask(server, ip(10, 0, 2, 15)), 2);
    assert_int_equal(ask(server, ip(10, 0, 2, 15)), 2);
    assert_int_equal(ask(server, ip(10, 0, 2, 16)), 5);
    assert_int_equal(ask(server, ip(10, 0, 2, 17)), 4);

    /* A flood of made-up nodes only makes it forget the silent ones */
    for (i = 0; i < 3 * BOSS_CLIENTS; i++) {
	assert_int_equal(ask(server, ip(172, 16, i >> 8, i & 0xff)), 3);
	if (i % 100 == 0)
	    assert_int_equal(ask(server, ip(10, 0, 2, 15)), 2);
    }
    assert_int_equal(ask(server, ip(10, 0, 2, 17)), 3);

    assert_int_equal(parse_config(&config, "10.0.2.15 PART 7", report), 0);
    boss_server_config(server, &config);
    for (i = 0; i < BOSS_CLIENTS; i++)
	assert_null(server->clients[i].rule);
    assert_int_equal(ask(server, ip(10, 0, 2, 15)), 7);
    assert_int_equal(ask(server, ip(10, 0, 2, 16)), -1);
    stop(server);
}

/* With garbage in the bytes that no field uses, each answer stays the same */
static void garbage_changes_no_answer(void **state)
{
    static const char *const texts[] = {
	"PART 1", "PART 1 -- x", "SYSID 165", "MB 192.0.2.1:/k -- y", "WAIT",
	"REBOOT", "AUTO", "MFS /mfs -- z", "MFS /mfs", "RESTART",
	"DISKPART 0x81 2", "MFS " P256, "MB 192.0.2.1:" P256,
	"PART 1 -- " C223,
    };
    static const uint8_t request[BOOTINFO_PACKET_SIZE] = { 1, 0, 1, 0 };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(texts); i++) {
	uint8_t clean[BOOTINFO_PACKET_SIZE], dirty[BOOTINFO_PACKET_SIZE];
	struct bootinfo_message a, b;
	char config[600], log[BOSS_LOG_SIZE];
	struct boss_server *server;

	snprintf(config, sizeof(config), "default %s", texts[i]);
	server = start(config);
	boss_server_handle(server, 0, request, sizeof(request), clean, log,
			   sizeof(log));
	server->garbage = true;
	boss_server_handle(server, 0, request, sizeof(request), dirty, log,
			   sizeof(log));
	stop(server);
	check_true(texts[i], memcmp(clean, dirty, sizeof(clean)) != 0);
	check_int(texts[i], bootinfo_decode(&a, clean, sizeof(clean)), 0);
	check_int(texts[i], bootinfo_decode(&b, dirty, sizeof(dirty)), 0);
	check_mem(texts[i], &a, &b, sizeof(a));
    }
}

/* Where the garbage lies */
static void garbage_fills_all_unused_bytes(void **state)
{
    static const struct {
	const char *config, *reply;
    } table[] = {
	{ "default FAIL", "01000200 01000000 a5*512" },
	{ "default WAIT", "01000200 00000000 00000400 a5*260 00 a5*247" },
	{ "default PART 1 -- x",
	  "01000200 00000000 00000100 01000000 a5*256 7800 a5*246" },
	{ "default DISKPART 0x81 2",
	  "01000200 00000000 00000900 81000000 02000000 a5*252 00 a5*247" },
	{ "default MFS /m", "01000200 00000000 00000700 2f6d00 a5*257 00 a5*247" },
	{ "default MB 10.0.2.2:/m",
	  "01000200 00000000 00000300 0a000202 2f6d00 a5*253 00 a5*247" },
    };
    static const uint8_t request[BOOTINFO_PACKET_SIZE] = { 1, 0, 1, 0 };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	uint8_t reply[BOOTINFO_PACKET_SIZE], want[BOOTINFO_PACKET_SIZE];
	struct boss_server *server = start(table[i].config);
	char log[BOSS_LOG_SIZE];

	server->garbage = true;
	boss_server_handle(server, 0, request, sizeof(request), reply, log,
			   sizeof(log));
	stop(server);
	check_int(table[i].config, hex(want, sizeof(want), table[i].reply),
		  sizeof(want));
	check_mem(table[i].config, reply, want, sizeof(want));
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(requests),
	cmocka_unit_test(lists_go_on_for_each_node),
	cmocka_unit_test(garbage_changes_no_answer),
	cmocka_unit_test(garbage_fills_all_unused_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
