/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_hidepasswords.c - com32/lib/syslinux/hidepasswords.c
 */
#include "test.h"
#include <syslinux/loadfile.h>

static void test_hide(void **state)
{
    static const struct {
	const char *text, *all, *word;
    } table[] = {
	{ "http://u:w@h/f", "http://u@h/f", "http://u@h/f" },
	{ "http://u:w@x:y@h:8/f", "http://u@h:8/f", "http://u@h:8/f" },
	{ "initrd=http://u:w@h/a,ftp://v:x@h/b", "initrd=http://u@h/a,ftp://v@h/b",
	  "initrd=http://u@h/a,ftp://v@h/b" },
	{ "http://u:w@h/f ks=http://u:w@h/k", "http://u@h/f ks=http://u@h/k",
	  "http://u@h/f ks=http://u:w@h/k" },
	{ "http://u:@h/", "http://u@h/", "http://u@h/" },
	{ "http://:w@h", "http://@h", "http://@h" },
	{ "http://u@h:80/a:b@c", "http://u@h:80/a:b@c", "http://u@h:80/a:b@c" },
	{ "http://h:80/f", "http://h:80/f", "http://h:80/f" },
	{ "a:b@c", "a:b@c", "a:b@c" },
	{ "http://u:w", "http://u:w", "http://u:w" },
	{ "x://", "x://", "x://" },
	{ "", "", "" },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].text;
	char *copy = exact_copy(row, strlen(row) + 1);

	hide_passwords(copy, false);
	check_str(row, copy, table[i].all);
	strcpy(copy, row);
	hide_passwords(copy, true);
	check_str(row, copy, table[i].word);
	free(copy);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_hide),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
