/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_certname.c - certname.c and ipaddress.c: whose name is in a certificate?
 */
#include "certmake.h"
#include "certname.h"
#include "ipaddress.h"

#define DNS(name)	{ 0x82, name, sizeof(name) - 1 }
#define IP(bytes)	{ 0x87, bytes, sizeof(bytes) - 1 }
#define LABEL63		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

struct general_name {
    uint8_t tag;
    const char *bytes;
    size_t len;
};

/* A subjectAltName; free() its data */
static struct der make_names(const struct general_name *names, size_t count)
{
    uint8_t buffer[4096];
    size_t len = 0, i;

    for (i = 0; i < count; i++) {
	assert_true(names[i].len < 1000 && len < 3000);
	memcpy(buffer + len, names[i].bytes, names[i].len);
	len += certmake_wrap(buffer + len, names[i].len, names[i].tag);
    }
    len = certmake_wrap(buffer, len, 0x30);
    return (struct der){ exact_copy(buffer, len), len };
}

static void hosts(void **state)
{
    static const struct {
	const char *text;
	enum cert_host_kind kind;
	const char *name;		/* or address */
    } rows[] = {
	{ "a.example", CERT_HOST_NAME, "a.example" },
	{ "A.ExamplE", CERT_HOST_NAME, "a.example" },
	{ "a.example.", CERT_HOST_NAME, "a.example" },
	{ "boss", CERT_HOST_NAME, "boss" },
	{ "az.AZ", CERT_HOST_NAME, "az.az" },
	{ "4a.example", CERT_HOST_NAME, "4a.example" },
	{ "a.4b", CERT_HOST_NAME, "a.4b" },
	{ "1.2.3.example", CERT_HOST_NAME, "1.2.3.example" },
	{ "xn--bcher-kva.example", CERT_HOST_NAME, "xn--bcher-kva.example" },
	{ LABEL63 ".b", CERT_HOST_NAME, LABEL63 ".b" },
	{ LABEL63 "a.b", CERT_HOST_BAD, "" },
	{ LABEL63 "." LABEL63 "." LABEL63 ".aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	  "aaaaaaaaaaaaaaaaaaaaaaaaaa", CERT_HOST_NAME, NULL }, /* 253 */
	{ LABEL63 "." LABEL63 "." LABEL63 ".aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	  "aaaaaaaaaaaaaaaaaaaaaaaaaaa", CERT_HOST_BAD, "" },
	{ LABEL63 "." LABEL63 "." LABEL63 "." LABEL63 "." LABEL63 ".b",
	  CERT_HOST_BAD, "" },
	{ "", CERT_HOST_BAD, "" },
	{ ".", CERT_HOST_BAD, "" },
	{ "a..", CERT_HOST_BAD, "" },
	{ "a..b", CERT_HOST_BAD, "" },
	{ ".a", CERT_HOST_BAD, "" },
	{ "-a.b", CERT_HOST_BAD, "" },
	{ "a-.b", CERT_HOST_BAD, "" },
	{ "a.b-", CERT_HOST_BAD, "" },
	{ "a-b.c", CERT_HOST_NAME, "a-b.c" },
	{ "a_b.c", CERT_HOST_BAD, "" },
	{ "*.example.org", CERT_HOST_BAD, "" },
	{ "a b.c", CERT_HOST_BAD, "" },
	{ "b\xc3\xbc" "cher.example", CERT_HOST_BAD, "" },
	{ "a@b", CERT_HOST_BAD, "" },
	{ "a[b", CERT_HOST_BAD, "" },
	{ "a`b", CERT_HOST_BAD, "" },
	{ "a{b", CERT_HOST_BAD, "" },
	{ "a/b", CERT_HOST_BAD, "" },
	{ "10.0.0.1", CERT_HOST_IPV4, "10.0.0.1" },
	{ "255.255.255.255", CERT_HOST_IPV4, "255.255.255.255" },
	{ "9.10.99.100", CERT_HOST_IPV4, "9.10.99.100" },
	{ "0.0.0.0", CERT_HOST_IPV4, "0.0.0.0" },
	{ "10.0.0.1.", CERT_HOST_BAD, "" },
	{ "10.0.0", CERT_HOST_BAD, "" },
	{ "10.1", CERT_HOST_BAD, "" },
	{ "1", CERT_HOST_BAD, "" },
	{ "2130706433", CERT_HOST_BAD, "" },
	{ "0x7f000001", CERT_HOST_BAD, "" },
	{ "0x", CERT_HOST_BAD, "" },
	{ "0X7f.1", CERT_HOST_BAD, "" },
	{ "127.0x1", CERT_HOST_BAD, "" },
	{ "a.0x", CERT_HOST_BAD, "" },
	{ "a.x0", CERT_HOST_NAME, "a.x0" },
	{ "a.1x", CERT_HOST_NAME, "a.1x" },
	{ "a.0b", CERT_HOST_NAME, "a.0b" },
	{ "10.0.0.256", CERT_HOST_BAD, "" },
	{ "10.0.0.01", CERT_HOST_BAD, "" },
	{ "10.0.0.0001", CERT_HOST_BAD, "" },
	{ "10.0.0.1000", CERT_HOST_BAD, "" },
	{ "10.0.0.00", CERT_HOST_BAD, "" },
	{ "10.0.0.", CERT_HOST_BAD, "" },
	{ "10.0.0.0.1", CERT_HOST_BAD, "" },
	{ "10.0.0.1a", CERT_HOST_NAME, "10.0.0.1a" },
	{ "10.0.0.1 ", CERT_HOST_BAD, "" },
	{ "10,0.0.1", CERT_HOST_BAD, "" },
	{ "::", CERT_HOST_IPV6, "0:0:0:0:0:0:0:0" },
	{ "::1", CERT_HOST_IPV6, "0:0:0:0:0:0:0:1" },
	{ "[::1]", CERT_HOST_IPV6, "0:0:0:0:0:0:0:1" },
	{ "[::1", CERT_HOST_BAD, "" },
	{ "::1]", CERT_HOST_BAD, "" },
	{ "[]", CERT_HOST_BAD, "" },
	{ "[", CERT_HOST_BAD, "" },
	{ ":", CERT_HOST_BAD, "" },
	{ "[:]", CERT_HOST_BAD, "" },
	{ "[10.0.0.1]", CERT_HOST_BAD, "" },
	{ "2001:DB8::Ab:1", CERT_HOST_IPV6, "2001:db8:0:0:0:0:ab:1" },
	{ "1:2:3:4:5:6:7:8", CERT_HOST_IPV6, "1:2:3:4:5:6:7:8" },
	{ "1:2:3:4:5:6:7::", CERT_HOST_IPV6, "1:2:3:4:5:6:7:0" },
	{ "::2:3:4:5:6:7:8", CERT_HOST_IPV6, "0:2:3:4:5:6:7:8" },
	{ "1::8", CERT_HOST_IPV6, "1:0:0:0:0:0:0:8" },
	{ "1::", CERT_HOST_IPV6, "1:0:0:0:0:0:0:0" },
	{ "::ffff:10.0.0.1", CERT_HOST_IPV6, "0:0:0:0:0:ffff:a00:1" },
	{ "1:2:3:4:5:6:10.0.0.1", CERT_HOST_IPV6, "1:2:3:4:5:6:a00:1" },
	{ "1:2:3:4:5:6:7:10.0.0.1", CERT_HOST_BAD, "" },
	{ "1:2:3:4:5:10.0.0.1", CERT_HOST_BAD, "" },
	{ "::10.0.0.1:2", CERT_HOST_BAD, "" },
	{ "1:2:3:4:5:6:7", CERT_HOST_BAD, "" },
	{ "1:2:3:4:5:6:7:8:9", CERT_HOST_BAD, "" },
	{ "1:2:3:4:5:6:7:8::", CERT_HOST_BAD, "" },
	{ "1::2::3", CERT_HOST_BAD, "" },
	{ "::1::", CERT_HOST_BAD, "" },
	{ ":::", CERT_HOST_BAD, "" },
	{ ":1", CERT_HOST_BAD, "" },
	{ "1:", CERT_HOST_BAD, "" },
	{ "1:2:3:4:5:6:7:", CERT_HOST_BAD, "" },
	{ "::g", CERT_HOST_BAD, "" },
	{ "::G", CERT_HOST_BAD, "" },
	{ "::/", CERT_HOST_BAD, "" },
	{ "::@", CERT_HOST_BAD, "" },
	{ "::`", CERT_HOST_BAD, "" },
	{ "::fF9a", CERT_HOST_IPV6, "0:0:0:0:0:0:0:ff9a" },
	{ "::00001", CERT_HOST_BAD, "" },
	{ "::0001", CERT_HOST_IPV6, "0:0:0:0:0:0:0:1" },
	{ "::1%eth0", CERT_HOST_BAD, "" },
	{ "fe80::1.2", CERT_HOST_BAD, "" },
    };
    struct cert_host host;
    char text[IP_TEXT_SIZE];
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	char *copy = exact_copy(rows[i].text, strlen(rows[i].text) + 1);
	uint8_t *address = malloc(16);

	if (!strchr(rows[i].text, '['))
	    check_int(rows[i].text,
		      ip_read_v6(address, copy, strlen(copy)),
		      rows[i].kind == CERT_HOST_IPV6);
	free(address);
	cert_host_read(&host, copy);
	check_int(rows[i].text, host.kind, rows[i].kind);
	if (host.kind == CERT_HOST_IPV4 || host.kind == CERT_HOST_IPV6)
	    check_str(rows[i].text,
		      ip_text(text, host.address,
			      host.kind == CERT_HOST_IPV4 ? 4 : 16),
		      rows[i].name);
	else
	    check_str(rows[i].text, host.name,
		      rows[i].name ? rows[i].name : rows[i].text);
	free(copy);
    }
}

static void matching(void **state)
{
    static const struct {
	const char *host;
	struct general_name name;
	int match;
    } rows[] = {
	{ "a.example", DNS("a.example"), 1 },
	{ "a.example", DNS("A.EXAMPLE"), 1 },
	{ "A.Example.", DNS("a.example"), 1 },
	{ "a.example", DNS("a.example."), 0 },
	{ "a.example.", DNS("a.example."), 0 },
	{ "boss", DNS("boss"), 1 },
	{ "az.test", DNS("AZ.test"), 1 },
	{ "a.az.test", DNS("*.az.test"), 1 },
	{ "a.example", DNS("b.example"), 0 },
	{ "a.example", DNS("a.exampl"), 0 },
	{ "a.example", DNS("a.example2"), 0 },
	{ "a.example", DNS("example"), 0 },
	{ "a.example", DNS("x.a.example"), 0 },
	{ "a.example", DNS(""), 0 },
	{ "a.example", DNS("."), 0 },
	{ "a.example", DNS("a.example\0"), 0 },
	{ "a.example", DNS("a.example\0.evil.test"), 0 },
	{ "a.example", DNS("\0a.example"), 0 },
	{ "a.example", DNS(" a.example"), 0 },
	{ "a.example", DNS("a.example "), 0 },
	{ "a.example", DNS("a.example:443"), 0 },
	{ "a-example", DNS("a\rexample"), 0 },	/* the same but for one bit */
	{ "a_b.example", DNS("a_b.example"), 0 },
	/* Wildcards */
	{ "a.example.org", DNS("*.example.org"), 1 },
	{ "A.EXAMPLE.org", DNS("*.eXample.ORG"), 1 },
	{ "a.b.c.d", DNS("*.b.c.d"), 1 },
	{ "a.b.example.org", DNS("*.example.org"), 0 },
	{ "example.org", DNS("*.example.org"), 0 },
	{ "boss", DNS("*.example.org"), 0 },
	{ "xn--bcher-kva.example.org", DNS("*.example.org"), 1 },
	{ "a.com", DNS("*.com"), 0 },
	{ "a.com", DNS("*."), 0 },
	{ "a.com", DNS("*"), 0 },
	{ "boss", DNS("*"), 0 },
	{ "boss", DNS("*."), 0 },
	{ "a.com", DNS("*.com."), 0 },
	{ "a.b.com", DNS("*.b.com."), 0 },
	{ "a.example.org", DNS("*.*.org"), 0 },
	{ "a.example.org", DNS("a.*.org"), 0 },
	{ "a.example.org", DNS("a*.example.org"), 0 },
	{ "aa.example.org", DNS("a*.example.org"), 0 },
	{ "a.example.org", DNS("*a.example.org"), 0 },
	{ "a.example.org", DNS("**.example.org"), 0 },
	{ "a.example.org", DNS("*..example.org"), 0 },
	{ "a.example.org", DNS("*.example..org"), 0 },
	{ "a.example.org", DNS("*.example.net"), 0 },
	{ "a.example.org", DNS("*.xxample.org"), 0 },
	{ "a.example.org", DNS("*.example.org\0"), 0 },
	{ "a.example.org", DNS("xn--*.example.org"), 0 },
	/* Addresses */
	{ "10.0.0.1", IP("\x0a\0\0\1"), 1 },
	{ "10.0.0.1", IP("\x0a\0\0\2"), 0 },
	{ "10.0.0.1", IP("\x0a\0\0"), 0 },
	{ "10.0.0.1", IP("\x0a\0\0\1\xff\xff\xff\xff"), 0 },
	{ "10.0.0.1", IP("\x0a\0\0\1\0\0\0\0\0\0\0\0\0\0\0\0"), 0 },
	{ "10.0.0.1", IP("\0\0\0\0\0\0\0\0\0\0\xff\xff\x0a\0\0\1"), 0 },
	{ "10.0.0.1", DNS("10.0.0.1"), 0 },
	{ "10.0.0.1", DNS("*.0.0.1"), 0 },
	{ "10.0.0.1", DNS("\x0a\0\0\1"), 0 },
	{ "10.0.0.1.", DNS("10.0.0.1"), 0 },
	{ "127.1", DNS("127.1"), 0 },
	{ "0x7f.0.0.1", DNS("*.0.0.1"), 0 },
	{ "10.0.0.1", { 0x86, "10.0.0.1", 8 }, 0 },
	{ "10.0.0.1", { 0xa7, "\x0a\0\0\1", 4 }, 0 },
	{ "::1", IP("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1"), 1 },
	{ "[0:0::1]", IP("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1"), 1 },
	{ "::1", IP("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\2"), 0 },
	{ "::1", IP("\0\0\0\0"), 0 },
	{ "::1", DNS("::1"), 0 },
	{ "a.example", IP("\0\0\0\0"), 0 },
	{ "", IP("\0\0\0\0"), 0 },
	{ "", IP("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), 0 },
	{ "", DNS(""), 0 },
	/* Of another kind */
	{ "a.example", { 0x81, "a.example", 9 }, 0 },
	{ "a.example", { 0x86, "a.example", 9 }, 0 },
	{ "a.example", { 0xa2, "a.example", 9 }, 0 },
	{ "a.example", { 0x0c, "a.example", 9 }, 0 },
    };
    struct cert_host host;
    char name[64];
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	struct general_name three[3] = {
	    DNS("first.test"), rows[i].name, DNS("*.last.test")
	};
	struct der alone = make_names(&rows[i].name, 1);
	struct der among = make_names(three, 3);

	snprintf(name, sizeof(name), "row %d, %s", (int)i, rows[i].host);
	cert_host_read(&host, rows[i].host);
	check_int(name, cert_names_match(&alone, &host, 1), rows[i].match);
	check_int(name, cert_names_match(&among, &host, 1), rows[i].match);
	free((void *)(uintptr_t)alone.data);
	free((void *)(uintptr_t)among.data);
    }
}

static void broken(void **state)
{
    static const struct {
	const char *name, *hex;
	int match;
    } rows[] = {
	{ "good", "3003 8201 61", 1 },
	{ "nothing", "", 0 },
	{ "empty", "3000", 0 },
	{ "no list", "8201 61", 0 },
	{ "a set", "3103 8201 61", 0 },
	{ "something behind it", "3003 8201 61 00", 0 },
	{ "a match and something cut", "3005 8201 61 8201", 0 },
	{ "something cut first", "3005 8205 8201 61", 0 },
    };
    const struct der none = { NULL, 0 };
    struct cert_host host;
    uint8_t bytes[64];
    size_t i;

    (void)state;
    cert_host_read(&host, "a");
    check_int("none", cert_names_match(&none, &host, 1), 0);
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	size_t len = hex(bytes, sizeof(bytes), rows[i].hex);
	struct der names = { exact_copy(bytes, len), len };

	check_int(rows[i].name, cert_names_match(&names, &host, 1),
		  rows[i].match);
	free((void *)(uintptr_t)names.data);
    }
}

static void texts(void **state)
{
    static const char long_name[] = LABEL63 LABEL63;
    static const struct {
	struct general_name names[5];
	size_t count;
	const char *text;
    } rows[] = {
	{ { DNS("a.example") }, 1, "a.example" },
	{ { DNS("a.example"), DNS("*.b.example"), IP("\x0a\0\0\xff") }, 3,
	  "a.example, *.b.example, 10.0.0.255" },
	{ { IP("\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\xab\1") }, 1,
	  "2001:db8:0:0:0:0:0:ab01" },
	{ { IP("\x0a\0\0"), DNS("b") }, 2, "b" },
	{ { { 0x81, "x@b", 3 }, DNS("b") }, 2, "b" },
	{ { { 0x81, "x@b", 3 } }, 1, "neither a DNS name nor an address" },
	{ { DNS("x") }, 0, "neither a DNS name nor an address" },
	{ { DNS("a\0b\x1b[2J\x7f\x80 ~") }, 1, "a?b?[2J???~" },
	{ { DNS(""), DNS("b") }, 2, "?, b" },
	{ { DNS(long_name), DNS("b") }, 2,
	  LABEL63 "aaaaaaaaaaaaaa..., b" },
	{ { DNS(long_name), DNS(long_name), DNS("b") }, 3,
	  LABEL63 "aaaaaaaaaaaaaa..., " LABEL63 "aaaaaaaaaaaaaa..., ..." },
    };
    const struct der none = { NULL, 0 }, not_list = {
	(const uint8_t *)"\x02\x00", 2
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	struct der names = make_names(rows[i].names, rows[i].count);
	char *text = malloc(CERT_NAMES_SIZE);

	assert_non_null(text);
	check_str("names", cert_names_text(text, &names), rows[i].text);
	free(text);
	free((void *)(uintptr_t)names.data);
    }
    for (i = 0; i < 2; i++) {
	char text[CERT_NAMES_SIZE];

	check_str("none", cert_names_text(text, i ? &not_list : &none),
		  "no subjectAltName");
    }
}

/* Any number of names, of any length, has room */
static void many_names(void **state)
{
    struct general_name names[30];
    size_t len, i;

    (void)state;
    for (len = 0; len < 90; len++) {
	char *text = malloc(CERT_NAMES_SIZE), *name = malloc(len + 1);
	struct der der;

	assert_true(text && name);
	memset(name, 'a', len);
	for (i = 0; i < ARRAY_SIZE(names); i++)
	    names[i] = (struct general_name){ 0x82, name, len };
	der = make_names(names, ARRAY_SIZE(names));
	cert_names_text(text, &der);
	check_true("its end", strlen(text) < CERT_NAMES_SIZE);
	check_str("more", text + strlen(text) - (len < 2 ? 1 : 5),
		  len ? len == 1 ? "a" : ", ..." : "?");
	free((void *)(uintptr_t)der.data);
	free(name);
	free(text);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(hosts),
	cmocka_unit_test(matching),
	cmocka_unit_test(broken),
	cmocka_unit_test(texts),
	cmocka_unit_test(many_names),
    };

    return cmocka_run_group_tests_name("certname", tests, NULL, NULL);
}
