/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_urlparse.c - core/fs/pxe/urlparse.c: a URL, taken apart and escaped
 */
#include "test.h"
#include "core/fs/pxe/url.h"

static void test_parts(void **state)
{
    static const struct {
	const char *url;
	enum url_type type;
	const char *scheme, *user, *passwd, *host;
	unsigned int port;
	const char *path;
    } table[] = {
	{ "http://h/p", URL_NORMAL, "http", NULL, NULL, "h", 0, "p" },
	{ "http://h:8080/p?q", URL_NORMAL, "http", NULL, NULL, "h", 8080,
	  "p?q" },
	{ "http://h/p#f", URL_NORMAL, "http", NULL, NULL, "h", 0, "p" },
	{ "http://h", URL_NORMAL, "http", NULL, NULL, "h", 0, "" },
	{ "http://h/p?a#f?b", URL_NORMAL, "http", NULL, NULL, "h", 0, "p?a" },
	{ "http://h?q=/#f", URL_NORMAL, "http", NULL, NULL, "h", 0, "?q=/" },
	{ "http://u@h:8?q", URL_NORMAL, "http", "u", NULL, "h", 8, "?q" },
	{ "http://h#f/g", URL_NORMAL, "http", NULL, NULL, "h", 0, "" },
	{ "http://h:80#f", URL_NORMAL, "http", NULL, NULL, "h", 80, "" },
	{ "HTTP://h:/p", URL_NORMAL, "HTTP", NULL, NULL, "h", 0, "p" },
	{ "http://h:65535/p", URL_NORMAL, "http", NULL, NULL, "h", 65535, "p" },
	{ "http://h:65536/", URL_NORMAL, "http", NULL, NULL, "h", URL_BAD_PORT,
	  "" },
	{ "http://h:4294967376/", URL_NORMAL, "http", NULL, NULL, "h",
	  URL_BAD_PORT, "" },
	{ "http://h:8-0/", URL_NORMAL, "http", NULL, NULL, "h", URL_BAD_PORT,
	  "" },
	{ "http://h:8:0/", URL_NORMAL, "http", NULL, NULL, "h", URL_BAD_PORT,
	  "" },
	{ "http:///p", URL_NORMAL, "http", NULL, NULL, "", 0, "p" },
	{ "ftp://u:@h/", URL_NORMAL, "ftp", "u", "", "h", 0, "" },
	{ "ftp://u:a%40b%3ac%2Fd@h/", URL_NORMAL, "ftp", "u", "a@b:c/d", "h", 0,
	  "" },
	{ "ftp://u:a@b:c@h:2/p@q", URL_NORMAL, "ftp", "u", "a@b:c", "h", 2,
	  "p@q" },
	{ "ftp://u@h/p", URL_NORMAL, "ftp", "u", NULL, "h", 0, "p" },
	{ "ftp://u:w@h:21/p", URL_NORMAL, "ftp", "u", "w", "h", 21, "p" },
	{ "10.0.2.2::p", URL_OLD_TFTP, "tftp", NULL, NULL, "10.0.2.2", 0, "p" },
	{ "::/p", URL_OLD_TFTP, "tftp", NULL, NULL, "", 0, "/p" },
	{ "a/b", URL_SUFFIX, NULL, NULL, NULL, NULL, 0, "a/b" },
	{ "a/b?c=http://d/", URL_SUFFIX, NULL, NULL, NULL, NULL, 0,
	  "a/b?c=http://d/" },
	{ "7://h/p", URL_SUFFIX, NULL, NULL, NULL, NULL, 0, "7://h/p" },
	{ "://h/p", URL_SUFFIX, NULL, NULL, NULL, NULL, 0, "://h/p" },
	{ "a:b", URL_SUFFIX, NULL, NULL, NULL, NULL, 0, "a:b" },
	{ "", URL_SUFFIX, NULL, NULL, NULL, NULL, 0, "" },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].url;
	char *copy = exact_copy(row, strlen(row) + 1);
	struct url_info url;

#define check_part(part) do {						\
    check_int(row, !url.part, !table[i].part);				\
    if (table[i].part)							\
	check_str(row, url.part, table[i].part);			\
} while (0)
	check_int(row, url_type(row), table[i].type);
	parse_url(&url, copy);
	check_int(row, url.type, table[i].type);
	check_part(scheme);
	check_part(user);
	check_part(passwd);
	check_part(host);
	check_int(row, url.port, table[i].port);
	check_part(path);
	url_unescape(url.path, 0);	/* as tftp_open() and ftp_open() do */
	free(copy);
    }
}

static void test_escape(void **state)
{
    static const struct {
	const char *in, *out;
    } table[] = {
	{ "", "" },
	{ "a/b?c=d&e", "a/b?c=d&e" },
	{ "a b", "a%20b" },
	{ "\x01\x7f\x80\xff", "%01%7F%80%FF" },
	{ "%41", "%41" },
    };
    char out[64];
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].out;

	check_int(row, url_escape_unsafe(out, table[i].in, sizeof(out)),
		  strlen(row));
	check_str(row, out, row);
    }
}

static void test_unescape(void **state)
{
    static const struct {
	const char *in, *out;
	char end;
	const char *rest;
    } table[] = {
	{ "", "", 0, NULL },
	{ "a%20b", "a b", 0, NULL },
	{ "%fF%", "\xff%", 0, NULL },
	{ "%4", "%4", 0, NULL },
	{ "%g0%0g", "%g0%0g", 0, NULL },
	{ "a;b", "a", ';', ";b" },
	{ "a%3bb", "a;b", ';', NULL },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].in;
	char *copy = exact_copy(row, strlen(row) + 1);
	const char *rest = url_unescape(copy, table[i].end);

	check_int(row, !rest, !table[i].rest);
	check_str(row, copy, table[i].out);
	free(copy);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_parts),
	cmocka_unit_test(test_escape),
	cmocka_unit_test(test_unescape),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
