/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_bosses.c - which servers may be boss, and in which order
 */
#include "bosses.h"
#include "ipv4.h"
#include "test.h"

#define A	"10.0.0.1"
#define B	"10.0.0.2"
#define C	"10.0.0.3"
#define D	"10.0.0.4"

static uint32_t address(const char *text)
{
    uint32_t value = 0;

    if (text)
	assert_int_equal(ipv4_parse(&value, text, strlen(text)), 0);
    return value;
}

/* NULL stands for 0.0.0.0 and for "" */
static const struct row {
    const char *name;
    const char *vendor, *next, *text, *resolved, *second, *server;
    int is_sname;
    const char *want[POLICY_BOSSES_MAX + 1];
    const char *source;			/* of the first */
    int needs_name;
} rows[] = {
    { .name = "nothing" },
    { .name = "all four in their order", .vendor = A, .next = B, .text = C,
      .server = D, .want = { A, B, C, D }, .source = "DHCP option 43.128" },
    { .name = "next-server only", .next = B, .want = { B },
      .source = "next-server" },
    { .name = "server only", .server = D, .want = { D },
      .source = "DHCP server" },
    { .name = "the same one everywhere", .vendor = A, .next = A, .text = A,
      .server = A, .want = { A }, .source = "DHCP option 43.128" },
    { .name = "the third is the first", .vendor = A, .next = B, .text = A,
      .server = B, .want = { A, B }, .source = "DHCP option 43.128" },
    { .name = "option 66", .text = C, .want = { C },
      .source = "DHCP option 66" },
    { .name = "sname", .text = C, .is_sname = 1, .want = { C },
      .source = "DHCP server name" },
    { .name = "a name not looked up", .next = B, .text = "boss.lab",
      .server = D, .want = { B, D }, .source = "next-server",
      .needs_name = 1 },
    { .name = "a name", .next = B, .text = "boss.lab", .resolved = C,
      .server = D, .want = { B, C, D }, .source = "next-server",
      .needs_name = 1 },
    { .name = "a name of the next server", .next = B, .text = "boss.lab",
      .resolved = B, .want = { B }, .source = "next-server",
      .needs_name = 1 },
    { .name = "neither name nor address", .next = B, .text = "bo/ss",
      .resolved = C, .want = { B }, .source = "next-server" },
    { .name = "address gone wrong", .text = "10.0.0.300", .resolved = C },
    { .name = "an address wins over what was looked up", .text = A,
      .resolved = C, .want = { A }, .source = "DHCP option 66" },
    { .name = "two addresses", .next = A, .text = B "," C, .server = D,
      .want = { A, B, C, D }, .source = "next-server" },
    { .name = "commas everywhere", .text = ",," B ",," C ",",
      .want = { B, C }, .source = "DHCP option 66" },
    { .name = "addresses and what is none", .text = B ",bo/ss,10.0.0.300," C,
      .want = { B, C }, .source = "DHCP option 66" },
    { .name = "a name of two addresses", .next = A, .text = "boss.lab",
      .resolved = B, .second = C, .server = D, .want = { A, B, C, D },
      .source = "next-server", .needs_name = 1 },
    { .name = "a name among addresses", .text = A ",boss.lab," D,
      .resolved = B, .second = C, .want = { A, B, C, D },
      .source = "DHCP option 66", .needs_name = 1 },
    { .name = "two names", .text = "boss.lab,boss2.lab", .resolved = B,
      .second = C, .want = { B, C }, .source = "DHCP option 66",
      .needs_name = 1 },
    { .name = "more than there is room for", .next = A,
      .text = "10.0.1.1,10.0.1.2,10.0.1.3,10.0.1.4,10.0.1.5,10.0.1.6,10.0.1.7,"
	      "10.0.1.8", .server = D,
      .want = { A, "10.0.1.1", "10.0.1.2", "10.0.1.3", "10.0.1.4",
		"10.0.1.5", "10.0.1.6", D }, .source = "next-server" },
    { .name = "no host's addresses", .vendor = "224.0.0.1",
      .next = "255.255.255.255", .text = "0.0.0.0", .server = "0.1.2.3" },
};

static void candidates(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	const struct row *row = &rows[i];
	struct policy_boss boss[POLICY_BOSSES_MAX];
	struct dhcp_lease lease;
	uint32_t named[2];
	unsigned int count, n;

	memset(boss, 0xff, sizeof(boss));
	memset(&lease, 0, sizeof(lease));
	lease.bootinfo_server = address(row->vendor);
	lease.next_server = address(row->next);
	lease.server_id = address(row->server);
	lease.tftp_server_is_sname = row->is_sname;
	if (row->text)
	    strcpy(lease.tftp_server, row->text);

	check_int(row->name, bosses_need_name(&lease), row->needs_name);
	named[0] = address(row->resolved);
	named[1] = address(row->second);
	count = bosses_list(boss, &lease, named, !!row->resolved +
			    !!row->second, 7070);
	for (n = 0; n < count; n++) {
	    check_true(row->name, row->want[n] != NULL);
	    check_int(row->name, boss[n].ip, address(row->want[n]));
	    check_int(row->name, boss[n].port, 7070);
	}
	check_true(row->name, row->want[count] == NULL);
	if (count)
	    check_str(row->name, boss[0].source, row->source);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(candidates),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
