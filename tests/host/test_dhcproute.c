/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_dhcproute.c - routes, MTU and search list of a DHCPACK
 */
#include "dhcpask.h"
#include "dhcproute.h"
#include "infotext.h"
#include "ipv4.h"
#include "network.h"
#include "test.h"

/* RFC 2131 section 2 and 3 */
#define OFFSET_HOPS	3
#define OFFSET_CIADDR	12
#define OFFSET_COOKIE	236
#define BOOTREQUEST	1
#define OPTION_MAX_SIZE	57		/* RFC 2132 section 9.10 */

static void decode(struct dhcp_lease *lease, const char *options)
{
    uint8_t packet[1500], *copy;
    size_t len;

    memset(packet, 0, sizeof(packet));
    packet[0] = 2;			/* BOOTREPLY */
    hex(packet + OFFSET_COOKIE, 4, "63825363");
    len = DHCP_OFF_OPTIONS + hex(packet + DHCP_OFF_OPTIONS,
				 sizeof(packet) - DHCP_OFF_OPTIONS, options);
    copy = exact_copy(packet, len);
    memset(lease, 0xff, sizeof(*lease));
    assert_int_equal(dhcp_decode(lease, copy, len), 0);
    free(copy);
}

static void test_network(void **state)
{
    char text[NETWORK_TEXT_SIZE], gateway[IPV4_TEXT_SIZE];
    struct dhcp_lease lease;
    size_t i;
    unsigned int r;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(network_rows); i++) {
	const struct network_row *row = &network_rows[i];

	decode(&lease, row->options);
	text[0] = '\0';
	for (r = 0; r < lease.routes; r++)
	    network_add_route(text, lease.route[r].dest,
			      lease.route[r].netmask, lease.route[r].router);
	check_str(row->name, ipv4_format(gateway, lease.gateway),
		  row->gateway ? row->gateway : "0.0.0.0");
	check_str(row->name, text, row->routes ? row->routes : "");
	check_str(row->name, lease.search, row->search ? row->search : "");
	check_int(row->name, lease.mtu, row->mtu);
    }
}

/* More than there is room for: the first ones count */
static void test_too_many(void **state)
{
    char options[1500] = "";
    struct dhcp_lease lease;
    int i;

    (void)state;
    for (i = 0; i < 40; i++)
	sprintf(options + strlen(options), "79 08 18 0a01%02x 0a000203 ", i);
    decode(&lease, strcat(options, "ff"));
    assert_int_equal(lease.routes, DHCP_ROUTES_MAX);
    assert_int_equal(lease.route[31].dest, ip(10, 1, 31, 0));

    strcpy(options, "");
    for (i = 0; i < 5; i++)
	strcat(options, "77 41 3f 61*63 00 ");
    decode(&lease, strcat(options, "ff"));
    assert_int_equal(strlen(lease.search), 4 * 63 + 3);
}

/* More bytes than one option has make a name as long as there is room for, and
   one that is too long, or cut off, is none */
static void test_long_names(void **state)
{
    static const struct {
	const char *value;
	size_t len;			/* of the name */
    } table[] = {
	{ "3f 61*63 3f 61*63 3f 61*63 3f 61*63 00", 0 },
	{ "3f 61*63 3f 61*63 3f 61*63 3f 61*63 01 61 00", 0 },
	{ "3f 61*63 3f 61*63 3f 61*63 3e 61*62 01 61 00", 0 },
	{ "3f 61*63 3f 61*63 3f 61*63 3e 61*62 00", 254 },
	{ "3f 61*63 3f 61*63 3f 61*63 3f 61*63 3f 61*63 3f 61*63 00", 0 },
	{ "01 61 00 c0 00", 3 },
	{ "03 62*3 00 01 61 00", 5 },
	{ "01 61 00 c0", 1 },		/* cut in the middle of a pointer */
	{ "c0", 0 },
    };
    char search[DHCP_TEXT_SIZE];
    uint8_t value[400], *copy;
    size_t i, len;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	len = hex(value, sizeof(value), table[i].value);
	copy = exact_copy(value, len);
	memset(search, 'x', sizeof(search));
	dhcp_search_list(search, copy, len);
	check_int(table[i].value, strlen(search), table[i].len);
	free(copy);
    }
}

static void test_route_text(void **state)
{
    static const struct {
	const char *dest, *netmask, *router, *text;
    } table[] = {
	{ "10.1.0.0", "255.255.0.0", "10.0.2.3", "10.1.0.0/16 by 10.0.2.3" },
	{ "10.1.2.3", "255.255.255.255", "10.0.2.3",
	  "10.1.2.3/32 by 10.0.2.3" },
	{ "10.1.0.0", "255.255.128.0", "0.0.0.0",
	  "10.1.0.0/17 on this link" },
	{ "255.255.255.255", "255.255.255.255", "255.255.255.255",
	  "255.255.255.255/32 by 255.255.255.255" },
    };
    char text[ROUTE_TEXT_SIZE];
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	struct dhcp_route route;

	ipv4_parse(&route.dest, table[i].dest, strlen(table[i].dest));
	ipv4_parse(&route.netmask, table[i].netmask, strlen(table[i].netmask));
	ipv4_parse(&route.router, table[i].router, strlen(table[i].router));
	check_str(table[i].text, route_format(text, &route), table[i].text);
    }
}

/* RESTART's questions ask for them, for 121 before what it takes the place of
   (RFC 3442), and leave room in the smallest packet */
static void test_asked_for(void **state)
{
    static const uint8_t wanted[] = { 121, 33, 26, 119 };
    struct dhcp_ask ask = { .type = DHCP_REQUEST, .xid = 1 };
    struct dhcp_identity identity = { .hwtype = 1, .hwaddr_len = 6 };
    uint8_t packet[DHCP_ASK_SIZE], list[255];
    size_t len, i;
    int n;

    (void)state;
    identity.options_len = sizeof(identity.options);
    len = dhcp_ask_encode(packet, &ask, &identity);
    assert_true(len <= DHCP_ASK_SIZE);
    n = dhcp_find_option(list, sizeof(list), packet, len, 55);
    assert_true(n > 0);
    for (i = 0; i < ARRAY_SIZE(wanted); i++)
	assert_non_null(memchr(list, wanted[i], (size_t)n));
    assert_true(memchr(list, 121, (size_t)n) < memchr(list, 3, (size_t)n));
    assert_true(memchr(list, 121, (size_t)n) < memchr(list, 33, (size_t)n));
}

/* What a question does not say is zero: no relay, no address, no boot file */
static void test_rest_of_a_question(void **state)
{
    struct dhcp_ask ask = { .type = DHCP_REQUEST, .xid = 1 };
    struct dhcp_identity identity = { .hwtype = 1, .hwaddr_len = 6 };
    uint8_t packet[DHCP_ASK_SIZE], size[2];
    size_t i;

    (void)state;
    memset(packet, 0xff, sizeof(packet));
    dhcp_ask_encode(packet, &ask, &identity);
    assert_int_equal(packet[0], BOOTREQUEST);
    assert_int_equal(packet[OFFSET_HOPS], 0);
    for (i = OFFSET_CIADDR; i < OFFSET_COOKIE; i++)
	check_int("a byte", packet[i], 0);
    assert_int_equal(packet[DHCP_ASK_SIZE - 1], 0);

    /* The longest answer that is welcome */
    assert_int_equal(dhcp_find_option(size, sizeof(size), packet,
				      sizeof(packet), OPTION_MAX_SIZE), 2);
    assert_int_equal(size[0] << 8 | size[1], DHCP_ANSWER_SIZE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_network),
	cmocka_unit_test(test_too_many),
	cmocka_unit_test(test_long_names),
	cmocka_unit_test(test_route_text),
	cmocka_unit_test(test_asked_for),
	cmocka_unit_test(test_rest_of_a_question),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
