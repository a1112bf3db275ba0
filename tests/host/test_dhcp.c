/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_dhcp.c - the cached DHCPACK
 */
#include <errno.h>

#include "dhcp.h"
#include "ipv4.h"
#include "test.h"

/* Offsets in bytes, RFC 2131 section 2 */
#define OFFSET_SNAME	44
#define OFFSET_FILE	108
#define OFFSET_COOKIE	236
#define OFFSET_OPTIONS	240

/* The fixed fields up to sname */
#define FIXED							\
    "02 01 06 00 # BOOTREPLY, Ethernet, 6 bytes, hops\n"	\
    "deadbeef 0000 8000 # xid, secs, flags\n"			\
    "00000000 0a00020f # ciaddr, yiaddr 10.0.2.15\n"		\
    "0a000202 0a000203 # siaddr 10.0.2.2, giaddr\n"		\
    "525400123456 00*10 # chaddr\n"

/* What a row expects; NULL stands for 0.0.0.0 and for "" */
static const struct row {
    const char *name;
    const char *options;		/* behind the magic cookie */
    const char *sname;
    const char *file;
    const char *netmask, *gateway, *server_id, *bootinfo;
    const char *hostname, *domain, *tftp_server;
    int has_edgeboot;
    uint32_t edgeboot;
    int type;
    const char *boot_file, *dns[DHCP_DNS_MAX];
} rows[] = {
    { .name = "no options", .options = "ff" },
    { .name = "no end either", .options = "" },
    { .name = "an ordinary lease",
      .options = "35 01 05 # DHCPACK\n 01 04 ffffff00 03 04 0a000202\n"
		 "36 04 0a000202 0c 05 6e6f646531 0f 03 6c6162 ff",
      .netmask = "255.255.255.0", .gateway = "10.0.2.2",
      .server_id = "10.0.2.2", .hostname = "node1", .domain = "lab",
      .type = DHCP_ACK },
    { .name = "type of two bytes", .options = "35 02 0505 ff" },
    { .name = "a name server", .options = "06 04 0a000203 ff",
      .dns = { "10.0.2.3" } },
    { .name = "more name servers than there is room for",
      .options = "06 14 0a000201 0a000202 0a000203 0a000204 0a000205 ff",
      .dns = { "10.0.2.1", "10.0.2.2", "10.0.2.3", "10.0.2.4" } },
    { .name = "name servers of 6 bytes", .options = "06 06 0a0002030a00 ff" },
    { .name = "file", .options = "ff", .file = "612e30",
      .boot_file = "a.0" },
    { .name = "option 67 before file", .options = "43 01 62 ff",
      .file = "612e30", .boot_file = "b" },
    { .name = "file with a blank", .options = "ff", .file = "612062" },
    { .name = "padding between options",
      .options = "00*7 01 04 ffffff00 00 ff", .netmask = "255.255.255.0" },
    { .name = "nothing counts behind the end",
      .options = "ff 01 04 ffffff00" },
    { .name = "the first of two routers",
      .options = "03 08 0a000202 0a000203 ff", .gateway = "10.0.2.2" },
    { .name = "router of 3 bytes", .options = "03 03 0a0002 ff" },
    { .name = "router of 5 bytes", .options = "03 05 0a00020202 ff" },
    { .name = "router of no bytes", .options = "03 00 ff" },
    { .name = "option that goes past the end",
      .options = "01 04 ffffff00 03 05 0a000202",
      .netmask = "255.255.255.0" },
    { .name = "option without its length",
      .options = "01 04 ffffff00 03", .netmask = "255.255.255.0" },
    { .name = "option 66",
      .options = "42 08 31302e302e322e39 ff", .tftp_server = "10.0.2.9" },
    { .name = "option 66 with a NUL at its end",
      .options = "42 09 31302e302e322e3900 ff", .tftp_server = "10.0.2.9" },
    { .name = "option 66 with a newline", .options = "42 03 610a62 ff" },
    { .name = "option 66 with blanks, commas and semicolons",
      .options = "42 0a 61202062 2c63 3b64 2065 ff",
      .tftp_server = "a,,b,c,d,e" },
    { .name = "sname with a blank",
      .options = "ff", .sname = "612062", .tftp_server = "a,b" },
    { .name = "option 66 with a DEL", .options = "42 03 617f62 ff" },
    { .name = "option 66 with a byte of 0x80", .options = "42 03 618062 ff" },
    { .name = "sname instead of option 66",
      .options = "ff", .sname = "626f7373", .tftp_server = "boss" },
    { .name = "option 66 before sname",
      .options = "42 01 61 ff", .sname = "62", .tftp_server = "a" },
    { .name = "sname that fills its field",
      .options = "ff", .sname = "61*64",
      .tftp_server = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" },
    { .name = "sname with an escape", .options = "ff", .sname = "621b" },
    { .name = "overload into file",
      .options = "34 01 01 ff", .file = "01 04 ffff0000 ff",
      .netmask = "255.255.0.0" },
    { .name = "overload into sname, which is no name then",
      .options = "34 01 02 ff", .sname = "01 04 ffff0000 ff",
      .netmask = "255.255.0.0" },
    { .name = "overload into both, file first",
      .options = "0c 01 61 34 01 03 ff", .file = "0c 01 62 ff",
      .sname = "0c 01 63 ff", .hostname = "abc" },
    { .name = "no overload: file is a name, though not a good one",
      .options = "ff", .file = "01 04 ffff0000 ff" },
    { .name = "overload said in an overloaded field",
      .options = "34 01 01 ff", .file = "34 01 02 ff",
      .sname = "62", .tftp_server = "b" },
    { .name = "overload of 2 bytes",
      .options = "34 02 0101 ff", .file = "01 04 ffff0000 ff" },
    { .name = "an option in two pieces (RFC 3396)",
      .options = "0c 02 6162 01 04 ffffff00 0c 01 63 ff",
      .netmask = "255.255.255.0", .hostname = "abc" },
    { .name = "option 43 with a bootinfo server",
      .options = "2b 06 80 04 c0a8fc01 ff", .bootinfo = "192.168.252.1" },
    { .name = "option 43 with others around it",
      .options = "2b 0c 06 01 08 00 80 04 c0a8fc01 00 ff ff",
      .bootinfo = "192.168.252.1" },
    { .name = "option 43 in two pieces",
      .options = "2b 03 80 04 c0 2b 03 a8fc01 ff",
      .bootinfo = "192.168.252.1" },
    { .name = "sub-option 128 behind the end of option 43",
      .options = "2b 07 ff 80 04 c0a8fc01 ff" },
    { .name = "sub-option 128 of 3 bytes",
      .options = "2b 05 80 03 c0a8fc ff" },
    { .name = "sub-option 128 of 5 bytes",
      .options = "2b 07 80 05 c0a8fc0101 ff" },
    { .name = "sub-option 128 that goes past option 43",
      .options = "2b 05 80 04 c0a8fc 01 04 ffffff00 ff",
      .netmask = "255.255.255.0" },
    { .name = "option 128 outside of option 43",
      .options = "80 04 c0a8fc01 ff" },
    { .name = "edgeboot",
      .options = "93 04 00000102 ff", .has_edgeboot = 1, .edgeboot = 258 },
    { .name = "edgeboot 0", .options = "93 04 00000000 ff",
      .has_edgeboot = 1 },
    { .name = "edgeboot of 1 byte", .options = "93 01 02 ff" },
    { .name = "edgeboot of 5 bytes", .options = "93 05 0000000002 ff" },
};

static const char *or_none(const char *text)
{
    return text ? text : "0.0.0.0";
}

/* A reply with these options, on the heap in its exact size */
static uint8_t *make_reply(const struct row *row, size_t *len)
{
    uint8_t packet[1500], field[128];
    size_t used;

    hex(packet, sizeof(packet), FIXED);
    used = hex(field, 64, row->sname ? row->sname : "");
    memcpy(packet + OFFSET_SNAME, field, used);
    used = hex(field, 128, row->file ? row->file : "");
    memcpy(packet + OFFSET_FILE, field, used);
    hex(packet + OFFSET_COOKIE, 4, "63825363");
    *len = OFFSET_OPTIONS + hex(packet + OFFSET_OPTIONS,
				sizeof(packet) - OFFSET_OPTIONS, row->options);
    return exact_copy(packet, *len);
}

static void options_of_replies(void **state)
{
    static const uint8_t mac[6] = { 0x52, 0x54, 0x00, 0x12, 0x34, 0x56 };
    char text[IPV4_TEXT_SIZE];
    size_t i, server;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	const struct row *row = &rows[i];
	struct dhcp_lease lease;
	size_t len;
	uint8_t *reply = make_reply(row, &len);

	memset(&lease, 0xff, sizeof(lease));
	check_int(row->name, dhcp_decode(&lease, reply, len), 0);
	free(reply);
	check_int(row->name, lease.hwaddr_len, 6);
	check_mem(row->name, lease.hwaddr, mac, 6);
	check_str(row->name, ipv4_format(text, lease.ip), "10.0.2.15");
	check_str(row->name, ipv4_format(text, lease.next_server), "10.0.2.2");
	check_str(row->name, ipv4_format(text, lease.netmask),
		  or_none(row->netmask));
	check_str(row->name, ipv4_format(text, lease.gateway),
		  or_none(row->gateway));
	check_str(row->name, ipv4_format(text, lease.server_id),
		  or_none(row->server_id));
	check_str(row->name, ipv4_format(text, lease.bootinfo_server),
		  or_none(row->bootinfo));
	check_str(row->name, lease.hostname, row->hostname ? row->hostname : "");
	check_str(row->name, lease.domain, row->domain ? row->domain : "");
	check_str(row->name, lease.tftp_server,
		  row->tftp_server ? row->tftp_server : "");
	check_int(row->name, lease.tftp_server_is_sname, row->sname &&
		  row->tftp_server && strcmp(row->tftp_server, "a"));
	check_int(row->name, lease.type, row->type);
	check_int(row->name, lease.hwtype, 1);
	check_mem(row->name, &lease.xid, "\xde\xad\xbe\xef", 4);
	check_str(row->name, lease.boot_file,
		  row->boot_file ? row->boot_file : "");
	for (server = 0; server < DHCP_DNS_MAX; server++)
	    check_str(row->name, ipv4_format(text, lease.dns[server]),
		      or_none(row->dns[server]));
	check_int(row->name, lease.has_edgeboot, row->has_edgeboot);
	check_int(row->name, lease.edgeboot_partition, row->edgeboot);
    }
}

/* An option that no field of the lease is for */
static void any_option_as_text(void **state)
{
    static const struct row replies[] = {
	{ .name = "key", .options = "e0 06 7261636b2d37 ff" },
	{ .name = "in pieces", .options = "e0 03 726163 e0 03 6b2d37 ff" },
	{ .name = "in file", .options = "34 01 01 ff",
	  .file = "e0 06 7261636b2d37 ff" },
	{ .name = "none", .options = "e1 01 61 ff" },
	{ .name = "with a blank", .options = "e0 03 612062 ff" },
	{ .name = "no options", .options = "" },
    };
    char text[DHCP_TEXT_SIZE];
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(replies); i++) {
	const struct row *row = &replies[i];
	size_t len;
	uint8_t *reply = make_reply(row, &len);
	int rc = dhcp_find_text(text, reply, len, 224);

	free(reply);
	check_int(row->name, rc, i < 3 ? 0 : -ENOENT);
	check_str(row->name, text, i < 3 ? "rack-7" : "");
    }
    assert_int_equal(dhcp_find_text(text, "", 0, 224), -ENOENT);
}

/* The same reply with one thing wrong in its fixed fields */
static void fixed_fields(void **state)
{
    static const struct {
	const char *name;
	size_t len;
	size_t offset;
	uint8_t byte;
	int rc;
    } table[] = {
	{ "nothing wrong", 300, 0, 2, 0 },
	{ "empty", 0, 0, 2, -EMSGSIZE },
	{ "ends before the cookie", 235, 0, 2, -EMSGSIZE },
	{ "BOOTP without options", 236, 0, 2, 0 },
	{ "ends in the cookie", 239, 0, 2, 0 },
	{ "a request", 300, 0, 1, -EPROTO },
	{ "op 0", 300, 0, 0, -EPROTO },
	{ "hardware address of 16 bytes", 300, 2, 16, 0 },
	{ "hardware address of 17 bytes", 300, 2, 17, -EPROTO },
	{ "hardware address of 255 bytes", 300, 2, 255, -EPROTO },
	{ "no hardware address", 300, 2, 0, 0 },
	{ "no DHCP cookie", 300, 236, 0, 0 },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	uint8_t packet[300], *copy;
	struct dhcp_lease lease;

	hex(packet, sizeof(packet), FIXED);
	hex(packet + OFFSET_COOKIE, 64, "63825363 01 04 ffffff00 ff");
	packet[table[i].offset] = table[i].byte;
	copy = exact_copy(packet, table[i].len);
	check_int(table[i].name, dhcp_decode(&lease, copy, table[i].len),
		  table[i].rc);
	free(copy);
	if (table[i].rc)
	    continue;
	check_int(table[i].name, lease.netmask != 0,
		  table[i].len == 300 && table[i].offset != 236);
    }
}

/* Longest option, and pieces of one that are longer than any buffer */
static void long_options(void **state)
{
    static const struct row longest = { .options = "42 ff 61*255 ff" };
    static const struct row pieces = {
	.options = "42 ff 61*255 42 ff 61*255 2b ff 00*255 2b ff 00*255"
		   " 2b 06 80 04 0a000001 ff",
    };
    struct dhcp_lease lease;
    uint8_t *reply;
    size_t len;

    (void)state;
    reply = make_reply(&longest, &len);
    assert_int_equal(dhcp_decode(&lease, reply, len), 0);
    assert_int_equal(strlen(lease.tftp_server), 255);
    free(reply);

    reply = make_reply(&pieces, &len);
    assert_int_equal(dhcp_decode(&lease, reply, len), 0);
    assert_int_equal(strlen(lease.tftp_server), 255);
    free(reply);
}

/* The address from one server, the boot program from another */
static void two_servers(void **state)
{
    struct dhcp_lease lease, proxy;

    (void)state;
    memset(&lease, 0, sizeof(lease));
    memset(&proxy, 0, sizeof(proxy));
    proxy.ip = 1;
    proxy.next_server = 2;
    proxy.bootinfo_server = 3;
    proxy.server_id = 4;
    strcpy(proxy.tftp_server, "proxy");
    proxy.tftp_server_is_sname = 1;
    strcpy(proxy.boot_file, "pxelinux.0");
    dhcp_add_boot(&lease, &proxy);
    assert_int_equal(lease.ip, 0);
    assert_int_equal(lease.server_id, 0);
    assert_int_equal(lease.next_server, 2);
    assert_int_equal(lease.bootinfo_server, 3);
    assert_string_equal(lease.tftp_server, "proxy");
    assert_true(lease.tftp_server_is_sname);
    assert_string_equal(lease.boot_file, "pxelinux.0");

    /* Where both say something */
    proxy.next_server = proxy.bootinfo_server = 9;
    strcpy(proxy.tftp_server, "another");
    strcpy(proxy.boot_file, "other.0");
    dhcp_add_boot(&lease, &proxy);
    assert_int_equal(lease.next_server, 9);
    assert_string_equal(lease.boot_file, "other.0");
    assert_int_equal(lease.bootinfo_server, 3);
    assert_string_equal(lease.tftp_server, "proxy");

    /* A reply that says nothing takes nothing away */
    memset(&proxy, 0, sizeof(proxy));
    dhcp_add_boot(&lease, &proxy);
    assert_int_equal(lease.next_server, 9);
    assert_string_equal(lease.boot_file, "other.0");
}

/* Cut at every byte: never a read past the end, never a failure */
static void every_length(void **state)
{
    static const struct row row = {
	.options = "35 01 05 01 04 ffffff00 2b 06 80 04 c0a8fc01 34 01 03"
		   "0c 05 6e6f646531 ff",
    };
    struct dhcp_lease lease;
    size_t len, cut;
    uint8_t *reply = make_reply(&row, &len);

    (void)state;
    for (cut = 0; cut <= len; cut++) {
	uint8_t *copy = exact_copy(reply, cut);

	check_int("length", dhcp_decode(&lease, copy, cut),
		  cut < OFFSET_COOKIE ? -EMSGSIZE : 0);
	free(copy);
    }
    free(reply);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(options_of_replies),
	cmocka_unit_test(any_option_as_text),
	cmocka_unit_test(fixed_fields),
	cmocka_unit_test(long_options),
	cmocka_unit_test(two_servers),
	cmocka_unit_test(every_length),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
