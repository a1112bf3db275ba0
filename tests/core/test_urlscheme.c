/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_urlscheme.c - core/fs/pxe/urlscheme.c: which module a scheme loads
 */
#include <syslinux/urlstream.h>
#include "fake_printf.h"
#include "pxe.h"
#include "test.h"

static struct url_stream https = { .scheme = "https" };

/* What is loaded, and what that does then; whether it was there before */
static char loaded[64];
static unsigned int loads;
static struct elf_module *there;
static void (*constructor)(void);

struct elf_module *module_find(const char *name)
{
    return there;
}

int spawn_load(const char *name, int argc, char **argv)
{
    snprintf(loaded, sizeof(loaded), "%s", name);
    loads++;
    check_int("argc", argc, 1);
    check_str("argv", argv[0], name);
    if (constructor)
	constructor();
    return 0;
}

static int begin(void **state)
{
    url_unregister(&https);
    loaded[0] = '\0';
    loads = 0;
    there = NULL;
    constructor = NULL;
    fake_screen[0] = '\0';
    return 0;
}

/* Anybody may have written the scheme: it names a library here, or nothing */
static void test_names(void **state)
{
    static const char *const table[][2] = {
	{ "https", "libhttps.c32" }, { "HttpS", "libhttps.c32" },
	{ "x", "libx.c32" }, { "12345678", "lib12345678.c32" },
	{ "123456789", "" }, { "a/b", "" }, { "..", "" }, { "a.c32", "" },
	{ "a b", "" }, { "a-b", "" }, { "a+b", "" }, { "\xe4", "" },
	{ "%s", "" }, { "a@", "" }, { "a[", "" }, { "a`", "" }, { "a{", "" },
	{ "a:", "" },
    };
    size_t i;

    for (i = 0; i < ARRAY_SIZE(table); i++) {
	begin(NULL);
	check_true(table[i][0], url_find_stream(table[i][0]) == NULL);
	check_str(table[i][0], loaded, table[i][1]);
    }
}

static void register_https(void)
{
    url_register(&https);
}

static void test_loaded_once(void **state)
{
    constructor = register_https;
    check_true("first", url_find_stream("https") == &https);
    check_true("again", url_find_stream("HTTPS") == &https);
    check_int("loads", loads, 1);
    check_int("registered", url_is_registered(&https), 1);

    url_unregister(&https);
    check_int("gone", url_is_registered(&https), 0);
    check_true("new", url_find_stream("https") == &https);
    check_int("loads", loads, 2);
}

/* The module's own file comes by a URL of its scheme */
static void open_itself(void)
{
    check_true("itself", url_find_stream("https") == NULL);
}

static void open_itself_and_register(void)
{
    open_itself();
    register_https();
}

static void test_itself(void **state)
{
    constructor = open_itself;
    check_true("https", url_find_stream("https") == NULL);
    check_int("loads", loads, 1);
    check_str("said", fake_screen,
	      "\nlibhttps.c32 cannot come over itself\n");

    /* Not so if the file is not there, or comes by another way in the end */
    begin(NULL);
    check_true("not there", url_find_stream("https") == NULL);
    check_str("said", fake_screen, "");
    constructor = open_itself_and_register;
    check_true("there", url_find_stream("https") == &https);
    check_str("said", fake_screen, "");
}

static void test_library_without_the_scheme(void **state)
{
    there = (struct elf_module *)&https;
    check_true("https", url_find_stream("https") == NULL);
    check_int("loads", loads, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test_setup(test_names, begin),
	cmocka_unit_test_setup(test_loaded_once, begin),
	cmocka_unit_test_setup(test_itself, begin),
	cmocka_unit_test_setup(test_library_without_the_scheme, begin),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
