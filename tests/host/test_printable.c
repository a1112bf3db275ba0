/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_printable.c - texts of others on our console
 */
#include "printable.h"
#include "test.h"

static void texts(void **state)
{
    static const struct {
	const char *name, *text, *want;
    } table[] = {
	{ "nothing", "", "" },
	{ "ASCII", "a ~\\x9b", "a ~\\x9b" },
	{ "controls", "\033[2J\a\r\n\t\177", "\\x1b[2J\\x07\\x0d\\x0a\\x09\\x7f" },
	{ "CSI of 8 bits", "\2332J", "\\x9b2J" },
	{ "all of C1 is", "\200\237", "\\x80\\x9f" },
	{ "CSI in UTF-8", "\302\2332J", "\\xc2\\x9b2J" },
	{ "the last C1", "\302\237", "\\xc2\\x9f" },
	{ "the first behind", "\302\240", "\302\240" },
	{ "UTF-8", "Gr\303\266\303\237e \342\202\254 \360\237\230\200",
	  "Gr\303\266\303\237e \342\202\254 \360\237\230\200" },
	{ "Latin-1", "Gr\366\337e", "Gr\\xf6\\xdfe" },
	{ "0xff", "\377\376", "\\xff\\xfe" },
	{ "overlong", "\300\233 \301\233 \340\200\233 \360\200\200\233",
	  "\\xc0\\x9b \\xc1\\x9b \\xe0\\x80\\x9b \\xf0\\x80\\x80\\x9b" },
	{ "longest overlong", "\340\237\277 \360\217\277\277",
	  "\\xe0\\x9f\\xbf \\xf0\\x8f\\xbf\\xbf" },
	{ "shortest of three and four", "\340\240\200 \360\220\200\200",
	  "\340\240\200 \360\220\200\200" },
	{ "surrogate", "\355\240\200", "\\xed\\xa0\\x80" },
	{ "before the surrogates", "\355\237\277", "\355\237\277" },
	{ "U+10FFFF", "\364\217\277\277", "\364\217\277\277" },
	{ "U+110000", "\364\220\200\200", "\\xf4\\x90\\x80\\x80" },
	{ "f5", "\365\200\200\200", "\\xf5\\x80\\x80\\x80" },
	{ "cut", "\303", "\\xc3" },
	{ "cut at two of three", "\342\202", "\\xe2\\x82" },
	{ "cut at three of four", "\360\237\230", "\\xf0\\x9f\\x98" },
	{ "broken", "\342(\202", "\\xe2(\\x82" },
	{ "broken at the third", "\342\202(", "\\xe2\\x82(" },
	{ "alone", "\277", "\\xbf" },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	char *text = exact_copy(table[i].text, strlen(table[i].text) + 1);
	char out[100];

	check_str(table[i].name, printable(out, sizeof(out), text), "");
	check_str(table[i].name, out, table[i].want);
	free(text);
    }
}

/* Whatever the size of the pieces, nothing is cut, and nothing gets lost */
static void pieces(void **state)
{
    static const char text[] = "a\303\266\233\342\202\254\360\237\230\200\001b";
    static const char want[] =
	"a\303\266\\x9b\342\202\254\360\237\230\200\\x01b";
    size_t size;

    (void)state;
    for (size = 5; size < 40; size++) {
	const char *next = text;
	char all[100] = "";

	while (*next) {
	    char *out = malloc(size);
	    const char *before = next;

	    assert_non_null(out);
	    next = printable(out, size, next);
	    assert_true(next > before);
	    strcat(all, out);
	    free(out);
	}
	assert_string_equal(all, want);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(texts),
	cmocka_unit_test(pieces),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
