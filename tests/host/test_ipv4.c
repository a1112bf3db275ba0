/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_ipv4.c - IPv4 addresses and host names as text
 */
#include <errno.h>

#include "ipv4.h"
#include "test.h"

static void addresses(void **state)
{
    static const struct {
	const char *text;
	const char *want;		/* NULL: not an address */
    } table[] = {
	{ "0.0.0.0", "0.0.0.0" },
	{ "10.0.2.15", "10.0.2.15" },
	{ "255.255.255.255", "255.255.255.255" },
	{ "199.89.9.0", "199.89.9.0" },
	{ "", NULL }, { ".", NULL }, { "1.2.3.0044", NULL }, { "1", NULL }, { "1.2.3", NULL },
	{ "1.2.3.", NULL }, { "1.2.3.4.", NULL }, { "1.2.3.4.5", NULL },
	{ ".1.2.3.4", NULL }, { "1..3.4", NULL }, { "256.1.1.1", NULL },
	{ "300.1.1.1", NULL }, { "1.1.1.256", NULL }, { "1.1.1.1000", NULL },
	{ "4294967297.1.1.1", NULL }, { "1.2.3.4 ", NULL },
	{ " 1.2.3.4", NULL }, { "1.2.3.-4", NULL }, { "1.2.3.+4", NULL },
	{ "0x1.2.3.4", NULL }, { "1.2.3.a", NULL }, { "1,2,3,4", NULL },
    };
    char text[IPV4_TEXT_SIZE];
    uint32_t value;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	size_t len = strlen(table[i].text);
	char *copy = exact_copy(table[i].text, len);

	check_int(table[i].text, ipv4_parse(&value, copy, len),
		  table[i].want ? 0 : -EINVAL);
	free(copy);
	if (table[i].want)
	    check_str(table[i].text, ipv4_format(text, value), table[i].want);
    }
    assert_int_equal(ipv4_parse(&value, "1.2.3.45", 7), 0);
    assert_int_equal(value, ip(1, 2, 3, 4));
}

static void host_names(void **state)
{
    static const struct {
	const char *text;
	int valid;
    } table[] = {
	{ "boss", 1 }, { "boss.emulab.net", 1 }, { "boss.emulab.net.", 1 },
	{ "b", 1 }, { "pc-3_1", 1 }, { "3com.com", 1 }, { "BOSS", 1 },
	{ "AZaz09", 1 }, { "z", 1 }, { "Z", 1 }, { "A", 1 },
	{ "", 0 }, { ".", 0 }, { ".boss", 0 }, { "boss..net", 0 },
	{ "10.0.0.300", 0 }, { "10.0.0", 0 }, { "123", 0 },
	{ "bo ss", 0 }, { "boss\n", 0 }, { "b\xc3\xb6ss", 0 }, { "bo/ss", 0 },
	{ "bo:ss", 0 }, { "bo@ss", 0 }, { "boss,", 0 },
    };
    char longest[HOSTNAME_MAX + 2];
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	size_t len = strlen(table[i].text);
	char *copy = exact_copy(table[i].text, len);

	check_int(table[i].text, hostname_valid(copy, len), table[i].valid);
	free(copy);
    }
    memset(longest, 'a', sizeof(longest));
    assert_int_equal(hostname_valid(longest, HOSTNAME_MAX), 1);
    assert_int_equal(hostname_valid(longest, HOSTNAME_MAX + 1), 0);
}

static void addresses_of_hosts(void **state)
{
    static const struct {
	const char *text;
	int is_host;
    } table[] = {
	{ "127.0.0.1", 0 },
	{ "126.255.255.255", 1 },
	{ "128.0.0.0", 1 },
	{ "0.0.0.0", 0 }, { "0.1.2.3", 0 }, { "1.0.0.0", 1 },
	{ "10.0.2.2", 1 }, { "223.255.255.255", 1 }, { "224.0.0.1", 0 },
	{ "255.255.255.255", 0 },
    };
    uint32_t ip;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *text = table[i].text;

	check_int(text, ipv4_parse(&ip, text, strlen(text)), 0);
	check_int(text, ipv4_is_host(ip), table[i].is_host);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(addresses),
	cmocka_unit_test(addresses_of_hosts),
	cmocka_unit_test(host_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
