/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_dhcp_option.c - core/fs/pxe/dhcp_option.c and dhcp_route.c: the packets
 * of DHCP that the boot ROM keeps
 */
#include "network.h"
#include "test.h"
#include "core/fs/pxe/pxe.h"
#include <netroute.h>

extern char ConfigName[];
extern int over_load;

static void forget(void)
{
    memset(&IPInfo, 0, sizeof(IPInfo));
    memset(net_routes, 0, sizeof(net_routes));
    memset(dns_server, 0, 4 * sizeof(*dns_server));
    net_route_count = net_mtu = 0;
    net_classless = have_uuid = false;
    net_search[0] = boot_file[0] = path_prefix[0] = '\0';
    ConfigName[0] = LocalDomain[0] = '\0';
    DHCPMagic = MAC_len = MAC_type = 0;
    RebootTime = 0;
}

/* A reply with these options, and what is in its file and sname, as hex */
static void parse(const char *options, const char *file, const char *sname)
{
    struct bootp_t packet;
    size_t len = offsetof(struct bootp_t, options);
    void *copy;

    memset(&packet, 0, sizeof(packet));
    packet.opcode = 2;
    packet.yip = ip(10, 0, 2, 15);
    packet.option_magic = BOOTP_OPTION_MAGIC;
    hex((uint8_t *)packet.bootfile, sizeof(packet.bootfile), file);
    hex(packet.sname, sizeof(packet.sname), sname);
    len += hex(packet.options, sizeof(packet.options), options);
    copy = exact_copy(&packet, len);
    parse_dhcp(copy, len, 2);
    free(copy);
}

static void test_network(void **state)
{
    char text[NETWORK_TEXT_SIZE], router[32];
    uint8_t b[4];
    size_t i;
    int r;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(network_rows); i++) {
	const struct network_row *row = &network_rows[i];

	forget();
	parse(row->options, "", "");
	text[0] = '\0';
	for (r = 0; r < net_route_count; r++)
	    network_add_route(text, net_routes[r].dest, net_routes[r].netmask,
			      net_routes[r].router);
	memcpy(b, &IPInfo.gateway, 4);
	sprintf(router, "%u.%u.%u.%u", b[0], b[1], b[2], b[3]);
	check_str(row->name, router, row->gateway ? row->gateway : "0.0.0.0");
	check_str(row->name, text, row->routes ? row->routes : "");
	check_str(row->name, net_search, row->search ? row->search : "");
	check_int(row->name, net_mtu, row->mtu);
    }
}

/* Each text in every length, from an option, from pieces of one and from the
   fields, with nothing behind it */
static void test_texts(void **state)
{
    static const struct {
	int code;
	char *text;
    } texts[] = {
	{ 15, LocalDomain }, { 67, boot_file }, { 209, ConfigName },
	{ 210, path_prefix },
    };
    char options[4096];
    size_t i, len;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(texts); i++) {
	for (len = 0; len < 256; len++) {
	    forget();
	    sprintf(options, "%02x %02zx", texts[i].code, len);
	    if (len)
		sprintf(options + strlen(options), "61*%zu", len);
	    parse(options, "", "");
	    check_int(options, strlen(texts[i].text), len);
	}
	/* What does not fit counts as not given */
	for (len = 1; len < 256; len++) {
	    forget();
	    sprintf(options, "%02x ff 61*255 %02x %02zx 62*%zu",
		    texts[i].code, texts[i].code, len, len);
	    parse(options, "", "");
	    check_str(options, texts[i].text, "");
	    check_int(options, DHCPMagic, 0);
	}
    }
}

static void test_file(void **state)
{
    char file[128], what[16];
    size_t len;

    (void)state;
    for (len = 1; len <= 128; len++) {
	forget();
	sprintf(file, "61*%zu", len);
	parse("01 04 62626262 43 04 62626262 ff", file, "");
	sprintf(what, "%zu", len);
	check_int(what, strlen(boot_file), len);
    }
    forget();
    parse("34 01 01 ff", "43 03 616263 ff", "");
    assert_string_equal(boot_file, "abc");
    forget();
    parse("34 01 02 ff", "", "43 03 616263 ff");
    assert_string_equal(boot_file, "abc");
    forget();
    parse("34 01 03 43 01 61 ff", "43 01 62 ff", "43 01 63");
    assert_string_equal(boot_file, "abc");
    forget();
    parse("34 01 01", "43 7e 61*126", "");
    assert_int_equal(strlen(boot_file), 126);
    parse("34 01 01", "43 7f 62*126", "");
    assert_int_equal(boot_file[0], 'a');
    parse("34 01 02", "", "43 ff 62*62");
    assert_int_equal(boot_file[0], 'a');
}

/* Options of addresses and numbers, in lengths that they should not have */
static void test_other(void **state)
{
    static const struct {
	const char *options;
	uint32_t *value;
	uint32_t want;
    } table[] = {
	{ "01 04 ffffff00", &IPInfo.netmask, 0x00ffffff },
	{ "01 03 ffffff", &IPInfo.netmask, 0 },
	{ "36 04 0a000203", &IPInfo.serverip, 0x0302000a },
	{ "36 08 0a000203 0a000204", &IPInfo.serverip, 0x0302000a },
	{ "36 04 e0000001", &IPInfo.serverip, 0 },
	{ "36 00", &IPInfo.serverip, 0 },
	{ "06 04 0a000203", &dns_server[0], 0x0302000a },
	{ "06 14 0a000201 0a000202 0a000203 0a000204 0a000205",
	  &dns_server[3], 0x0402000a },
	{ "06 08 7f000001 0a000203", &dns_server[0], 0x0302000a },
	{ "06 00", &dns_server[0], 0 },
	{ "d3 04 00000102", &RebootTime, 258 },
	{ "d3 03 000001", &RebootTime, 0 },
	{ "2b 06 d3 04 00000102", &RebootTime, 258 },
	{ "2b 06 01 04 ffffff00", &IPInfo.netmask, 0 },
	{ "2b 05 d3 04 000001", &RebootTime, 0 },
	{ "2b 03 d3 04 00 2b 03 000102", &RebootTime, 258 },
	{ "2b 08 2b 06 d3 04 00000102", &RebootTime, 0 },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	forget();
	parse(table[i].options, "", "");
	check_int(table[i].options, *table[i].value, table[i].want);
    }
    forget();
    parse("61 00", "", "");
    parse("61 10 00*16", "", "");
    parse("61 11 01*17", "", "");
    assert_false(have_uuid);
    parse("61 11 00 07*16", "", "");
    assert_true(have_uuid);
    assert_int_equal(uuid[15], 7);

    parse("3d 00", "", "");
    parse("3d 01 00", "", "");
    parse("3d ff 00*255", "", "");
    parse("3d 21 00*33", "", "");
    assert_int_equal(MAC_len, 0);
    parse("3d 20 00 05*31", "", "");
    assert_int_equal(MAC_len, 31);
    assert_int_equal(MAC[30], 5);
}

/* A packet that ends anywhere */
static void test_short(void **state)
{
    struct bootp_t packet;
    size_t len;
    void *copy;

    (void)state;
    memset(&packet, 0, sizeof(packet));
    packet.yip = ip(10, 0, 2, 15);
    packet.option_magic = BOOTP_OPTION_MAGIC;
    hex(packet.options, 16, "01 04 ffffff00 ff");
    for (len = 0; len < 260; len++) {
	forget();
	copy = exact_copy(&packet, len);
	parse_dhcp(copy, len, 2);
	free(copy);
	assert_int_equal(IPInfo.myip, len < 236 ? 0 : packet.yip);
	assert_int_equal(IPInfo.netmask, len < 246 ? 0 : 0x00ffffff);
    }
}

/* What the server of the address says of routes stays when that of the boot
   program (ProxyDHCP) names a router */
static void test_proxy(void **state)
{
    (void)state;
    forget();
    parse("79 07 10 0a01 0a000203 ff", "", "");
    parse("03 04 0a000202 21 08 0b000000 0a000204 ff", "", "");
    assert_int_equal(IPInfo.gateway, 0);
    assert_int_equal(net_route_count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_network),
	cmocka_unit_test(test_texts),
	cmocka_unit_test(test_file),
	cmocka_unit_test(test_other),
	cmocka_unit_test(test_short),
	cmocka_unit_test(test_proxy),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
