/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_strl.c - com32/lib/strlcpy.c and strlcat.c: what fits, what does not
 */
#include "test.h"

/* A buffer of `size` bytes on the heap that holds `text`, or x's without NUL */
static char *buffer(size_t size, const char *text)
{
    char *buf = malloc(size);

    assert_non_null(buf);
    memset(buf, 'x', size);
    if (text)
	memcpy(buf, text, strlen(text) + 1);
    return buf;
}

static void test_strlcpy(void **state)
{
    static const struct {
	const char *src;
	size_t size;
	const char *want;
    } table[] = {
	{ "", 1, "" },
	{ "abc", 4, "abc" },
	{ "abc", 5, "abc" },
	{ "abc", 3, "ab" },
	{ "abc", 2, "a" },
	{ "abc", 1, "" },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].want;
	char *buf = buffer(table[i].size, NULL);

	check_int(row, strlcpy(buf, table[i].src, table[i].size),
		  strlen(table[i].src));
	check_str(row, buf, row);
	free(buf);
    }
    check_int("no size", strlcpy(NULL, "abc", 0), 3);
}

static void test_strlcat(void **state)
{
    static const struct {
	const char *dst, *src;
	size_t size;
	const char *want;
    } table[] = {
	{ "", "", 1, "" },
	{ "ab", "cd", 5, "abcd" },
	{ "ab", "cd", 6, "abcd" },
	{ "ab", "cd", 4, "abc" },
	{ "ab", "cd", 3, "ab" },
    };
    char *full = buffer(3, NULL);
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].want;
	char *buf = buffer(table[i].size, table[i].dst);

	check_int(row, strlcat(buf, table[i].src, table[i].size),
		  strlen(table[i].dst) + strlen(table[i].src));
	check_str(row, buf, row);
	free(buf);
    }

    /* A buffer without a NUL is full, and stays as it is */
    check_int("full", strlcat(full, "cd", 3), 3 + 2);
    check_mem("full", full, "xxx", 3);
    free(full);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_strlcpy),
	cmocka_unit_test(test_strlcat),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
