/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_corners.c - shortest texts, options without a byte, and who said it
 */
#include <errno.h>

#include "dhcp.h"
#include "node.h"
#include "query.h"
#include "what.h"

/* A name of one letter is one */
static void names_of_one_letter(void **state)
{
    struct dhcp_lease lease, proxy;

    (void)state;
    memset(&lease, 0, sizeof(lease));
    memset(&proxy, 0, sizeof(proxy));
    strcpy(lease.tftp_server, "x");
    strcpy(proxy.tftp_server, "proxy");
    proxy.tftp_server_is_sname = 1;
    strcpy(proxy.boot_file, "b");
    dhcp_add_boot(&lease, &proxy);
    assert_string_equal(lease.tftp_server, "x");
    assert_false(lease.tftp_server_is_sname);
    assert_string_equal(lease.boot_file, "b");
}

/* An option of no bytes is there, also as the last two bytes of all */
static void options_of_no_bytes(void **state)
{
    static const struct {
	const char *row, *options;
	int len;
    } table[] = {
	{ "at the end", "e0 00", 0 }, { "before the end", "e0 00 ff", 0 },
	{ "without its length", "e0", -ENOENT },
	{ "of another", "e1 00", -ENOENT },
	{ "one byte", "e0 01 61", 1 }, { "one byte too few", "e0 02 61",
					 -ENOENT },
    };
    uint8_t packet[DHCP_OFF_OPTIONS + 16], value[4], *copy;
    char text[DHCP_TEXT_SIZE];
    size_t i, len;

    (void)state;
    memset(packet, 0, sizeof(packet));
    packet[DHCP_OFF_OP] = 2;
    hex(packet + DHCP_OFF_COOKIE, 4, "63825363");
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	len = DHCP_OFF_OPTIONS + hex(packet + DHCP_OFF_OPTIONS, 16,
				     table[i].options);
	copy = exact_copy(packet, len);
	check_int(table[i].row, dhcp_find_option(value, sizeof(value), copy,
						 len, 224), table[i].len);
	memset(text, 'x', sizeof(text));
	check_int(table[i].row, dhcp_find_text(text, copy, len, 224),
		  table[i].len > 0 ? 0 : -ENOENT);
	check_str(table[i].row, text, table[i].len > 0 ? "a" : "");
	free(copy);
    }
}

/* BOOTP without any options: the fields are there all the same */
static void without_a_cookie(void **state)
{
    struct dhcp_lease lease;
    uint8_t packet[300];

    (void)state;
    memset(packet, 0, sizeof(packet));
    packet[DHCP_OFF_OP] = 2;
    strcpy((char *)packet + DHCP_OFF_SNAME, "boss");
    strcpy((char *)packet + DHCP_OFF_FILE, "pxelinux.0");
    assert_int_equal(dhcp_decode(&lease, packet, sizeof(packet)), 0);
    assert_string_equal(lease.tftp_server, "boss");
    assert_true(lease.tftp_server_is_sname);
    assert_string_equal(lease.boot_file, "pxelinux.0");
    assert_int_equal(dhcp_find_option(packet, 4, packet, 300, 53), -ENOENT);
}

/* What boss would say tells which of them said it */
static void who_answers_a_query(void **state)
{
    const struct bootinfo_message msg = {
	.version = 1, .opcode = BOOTINFO_REPLY, .status = BOOTINFO_SUCCESS,
	.what = { .type = BOOTINFO_WAIT },
    };
    struct policy_boss bosses[2] = { { .port = 6969 }, { .port = 7070 } };
    uint8_t packet[BOOTINFO_PACKET_SIZE];
    struct policy_event event;
    struct policy policy;
    int i;

    (void)state;
    bosses[0].ip = BOSS;
    bosses[1].ip = ip(10, 0, 2, 3);
    policy_init(&policy, bosses, 2, "", 0);
    bootinfo_encode(packet, &msg);
    for (i = 0; i < 2; i++) {
	memset(&event, 0xff, sizeof(event));
	assert_int_equal(query_answer(&policy, bosses[i].ip, bosses[i].port,
				      packet, sizeof(packet), &event), 1);
	assert_int_equal(event.boss_ip, bosses[i].ip);
	assert_int_equal(event.is_order, 0);
	assert_int_equal(event.reason, ERR_NONE);
	assert_int_equal(event.wait_ms, 0);
	assert_int_equal(query_answer(&policy, bosses[i].ip,
				      bosses[1 - i].port, packet,
				      sizeof(packet), &event), 0);
    }
}

/* What is wrong with an answer as text: also of its first character */
static void control_characters(void **state)
{
    struct bootinfo_what what;
    char text[16];
    const char *why;
    int c;

    (void)state;
    for (c = 1; c < 256; c++) {
	const int control = (c < ' ' && c != '\t') || c == 0x7f;

	snprintf(text, sizeof(text), "%cWAIT", c);
	why = "";
	check_int("rc", what_parse(&what, text, strlen(text), &why),
		  c == ' ' || c == '\t' ? 0 : -EINVAL);
	check_int("why", !strcmp(why, "a control character"), control);
	snprintf(text, sizeof(text), "WAIT%c", c);
	why = "";
	check_int("rc", what_parse(&what, text, strlen(text), &why),
		  c == ' ' || c == '\t' ? 0 : -EINVAL);
	check_int("why", !strcmp(why, "a control character"), control);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(names_of_one_letter),
	cmocka_unit_test(options_of_no_bytes),
	cmocka_unit_test(without_a_cookie),
	cmocka_unit_test(who_answers_a_query),
	cmocka_unit_test(control_characters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
