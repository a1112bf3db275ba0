/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_template.c - texts with %-letters in them
 */
#include <errno.h>

#include "template.h"
#include "test.h"

static const struct template_value values[] = {
    { 'i', "10.0.2.15" }, { 'p', "/mfs%i" }, { 'h', "" }, { 0, NULL },
};

static void good_templates(void **state)
{
    static const struct {
	const char *template, *text;
    } table[] = {
	{ "", "" },
	{ "bzImage", "bzImage" },
	{ "%i", "10.0.2.15" },
	{ "a%ib%i", "a10.0.2.15b10.0.2.15" },
	{ "100%%", "100%" },
	{ "%%i", "%i" },
	{ "%p", "/mfs%i" },			/* values are no templates */
	{ "x%hx", "xx" },
	{ "x%bx", "xx" },			/* no such value */
    };
    char text[32];
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].template;
	size_t len = strlen(table[i].text);
	char *exact = malloc(len + 1);

	check_true(row, template_valid(row, TEMPLATE_LETTERS));
	check_int(row, template_expand(text, sizeof(text), row, values), 0);
	check_str(row, text, table[i].text);

	/* It fits a room of exactly its size, and none that is smaller */
	check_int(row, template_expand(exact, len + 1, row, values), 0);
	check_str(row, exact, table[i].text);
	if (len)
	    check_int(row, template_expand(exact, len, row, values),
		      -ENAMETOOLONG);
	free(exact);
    }
}

static void mistakes(void **state)
{
    static const char *const templates[] = {
	"%", "a%", "%x", "%I", "%%%", "%k", "% i", "%\x80",
    };
    char text[8], *cut;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(templates); i++)
	check_true(templates[i],
		   !template_valid(templates[i], TEMPLATE_LETTERS));
    assert_true(template_valid("m %k --- %r %a %c", TEMPLATE_RUN_LETTERS));

    /* One that was not looked at is read to its end all the same */
    cut = exact_copy("a%", 3);
    assert_int_equal(template_expand(text, sizeof(text), cut, values), 0);
    assert_string_equal(text, "a");
    free(cut);
}

static void letters_in_use(void **state)
{
    (void)state;
    assert_true(template_uses("%h", 'h'));
    assert_true(template_uses("a%ib%h", 'h'));
    assert_false(template_uses("", 'h'));
    assert_false(template_uses("h", 'h'));
    assert_false(template_uses("%%h", 'h'));
    assert_false(template_uses("%", 'h'));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(good_templates),
	cmocka_unit_test(mistakes),
	cmocka_unit_test(letters_in_use),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
