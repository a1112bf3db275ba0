/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_urlresolve.c - core/fs/pxe/urlparse.c: where a redirect leads to
 */
#include "test.h"
#include "core/fs/pxe/url.h"

struct row {
    const char *ref, *want;
};

/* Resolve in a buffer that has exactly the bytes that are needed */
static void check_rows(const char *base, const struct row *rows, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++) {
	const char *row = rows[i].ref;
	size_t size = strlen(base) + strlen(row) + 2;
	char *url = malloc(size);

	assert_non_null(url);
	strcpy(url, base);
	check_int(row, url_resolve(url, size, row), 0);
	check_str(row, url, rows[i].want);
	free(url);
    }
}

/* RFC 3986, 5.4.1 and 5.4.2, for a strict parser */
static void test_rfc_3986(void **state)
{
    static const struct row table[] = {
	{ "g:h", "g:h" },
	{ "g", "http://a/b/c/g" },
	{ "./g", "http://a/b/c/g" },
	{ "g/", "http://a/b/c/g/" },
	{ "/g", "http://a/g" },
	{ "//g", "http://g" },
	{ "?y", "http://a/b/c/d;p?y" },
	{ "g?y", "http://a/b/c/g?y" },
	{ "#s", "http://a/b/c/d;p?q#s" },
	{ "g#s", "http://a/b/c/g#s" },
	{ "g?y#s", "http://a/b/c/g?y#s" },
	{ ";x", "http://a/b/c/;x" },
	{ "g;x", "http://a/b/c/g;x" },
	{ "g;x?y#s", "http://a/b/c/g;x?y#s" },
	{ "", "http://a/b/c/d;p?q" },
	{ ".", "http://a/b/c/" },
	{ "./", "http://a/b/c/" },
	{ "..", "http://a/b/" },
	{ "../", "http://a/b/" },
	{ "../g", "http://a/b/g" },
	{ "../..", "http://a/" },
	{ "../../", "http://a/" },
	{ "../../g", "http://a/g" },
	{ "../../../g", "http://a/g" },
	{ "../../../../g", "http://a/g" },
	{ "/./g", "http://a/g" },
	{ "/../g", "http://a/g" },
	{ "g.", "http://a/b/c/g." },
	{ ".g", "http://a/b/c/.g" },
	{ "g..", "http://a/b/c/g.." },
	{ "..g", "http://a/b/c/..g" },
	{ "./../g", "http://a/b/g" },
	{ "./g/.", "http://a/b/c/g/" },
	{ "g/./h", "http://a/b/c/g/h" },
	{ "g/../h", "http://a/b/c/h" },
	{ "g;x=1/./y", "http://a/b/c/g;x=1/y" },
	{ "g;x=1/../y", "http://a/b/c/y" },
	{ "g?y/./x", "http://a/b/c/g?y/./x" },
	{ "g?y/../x", "http://a/b/c/g?y/../x" },
	{ "g#s/./x", "http://a/b/c/g#s/./x" },
	{ "g#s/../x", "http://a/b/c/g#s/../x" },
	{ "http:g", "http:g" },
    };

    (void)state;
    check_rows("http://a/b/c/d;p?q", table, ARRAY_SIZE(table));
}

/* What the examples of the RFC leave out */
static void test_forms(void **state)
{
    static const struct row bare[] = {
	{ "g", "http://a:8/g" },
	{ "../g", "http://a:8/g" },
	{ "/g", "http://a:8/g" },
	{ "?y", "http://a:8?y" },
	{ "", "http://a:8?q" },
	{ "ftp://b", "ftp://b" },
	{ "10.0.2.2::g", "http://a:8/10.0.2.2::g" },
	{ "::g", "http://a:8/::g" },
	{ "FTP://b/./c/../d", "FTP://b/d" },
    };

    (void)state;
    check_rows("http://a:8?q#s", bare, ARRAY_SIZE(bare));
}

/* The password goes to whom it was meant for, and to nobody else */
static void test_user(void **state)
{
    static const struct row table[] = {
	{ "/x", "http://u:w@h:8/x" },
	{ "x", "http://u:w@h:8/p/x" },
	{ "http://h:8/x", "http://u:w@h:8/x" },
	{ "HTTP://H:8/x?y", "http://u:w@h:8/x?y" },
	{ "http://h:8", "http://u:w@h:8/" },
	{ "http://h:8?y", "http://u:w@h:8/?y" },
	{ "http://v@h:8/x", "http://v@h:8/x" },
	{ "http://h/x", "http://h/x" },
	{ "http://h:81/x", "http://h:81/x" },
	{ "http://h:8.evil/x", "http://h:8.evil/x" },
	{ "http://h:8@evil/x", "http://h:8@evil/x" },
	{ "//h:8/x", "http://h:8/x" },
	{ "ftp://h:8/x", "ftp://h:8/x" },
	{ "http://g/x", "http://g/x" },
    };

    (void)state;
    check_rows("http://u:w@h:8/p/q", table, ARRAY_SIZE(table));
}

static void test_too_long(void **state)
{
    static const char *const refs[] = { "/234567890", "234567890", "?34567890",
					"//34567890", "g://567890" };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(refs); i++) {
	char *url = malloc(32);
	size_t need;

	assert_non_null(url);
	strcpy(url, "http://a/b?c");
	check_int(refs[i], url_resolve(url, 32, refs[i]), 0);
	need = strlen(url) + 1;
	free(url);

	url = malloc(need);
	assert_non_null(url);
	strcpy(url, need > 12 ? "http://a/b?c" : "http://a/");
	check_int(refs[i], url_resolve(url, need - 1, refs[i]), -1);
	free(url);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_rfc_3986),
	cmocka_unit_test(test_forms),
	cmocka_unit_test(test_user),
	cmocka_unit_test(test_too_long),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
