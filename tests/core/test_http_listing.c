/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_http_listing.c - core/fs/pxe/http_readdir.c: the index of an HTTP server
 */
#include "test.h"
#include "fake_net.h"

static void test_listing(void **state)
{
    static const struct {
	const char *page, *names;
    } table[] = {
	{ "<a href=\"a\">a</a> <a href=\"b/\">b</a>", "a b/" },
	{ "<A class=x HREF=a>a</A>", "a" },
	{ "<a href=\"../\">up</a><a href=\"/abs\">x</a><a href=\"a?b\">x</a>"
	  "<a href=\"a#b\">x</a><a href=\"a/b\">x</a>", "../" },
	{ "<a href=\"a&amp;b\">x</a>", "a&b" },
	{ "<a href=\"&quot;&lt;&gt;&amp;\">x</a>", "\"<>&" },
	{ "<a href=\"&#65;&#x42;&#233;\">x</a>", "AB\xc3\xa9" },
	{ "<a href=\"a&quot\">x</a><a href=\"b\">x</a>", "a b" },
	{ "<a href=\"&#1114111;&#0;&#4294967295;c\">x</a>", "c" },
	{ "<img src=\"a\"><b href=\"x\">", "" },
	{ "<a href=\"cut off", "" },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].page;
	struct fake_server server = { .piece = 7 };
	struct file file;
	char names[1024], reply[1024];

	sprintf(reply, "HTTP/1.0 200 OK\n\n%s", row);
	server.reply = reply;
	fake_net(&server, 1);
	check_int(row, fake_open(&file, "http://h/", O_DIRECTORY), 0);
	fake_list(&file, names, sizeof(names));
	fake_close(&file);
	check_str(row, names, table[i].names);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_listing),
    };

    http_bake_cookies();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
