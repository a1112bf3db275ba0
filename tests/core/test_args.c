/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_args.c - core/elflink/load_env32.c: the words of a module's command line,
 * and com32/include/ctype.h, which tells what is between them
 */
#include <sys/exec.h>

#include "test.h"

#define WORDS_MAX	8

int create_args_and_load(char *cmdline);
const char *com32_cmdline(void);

/* The words that the module was given */
static char given[WORDS_MAX][64];
static int count;

int spawn_load(const char *name, int argc, char **argv)
{
    int i;

    check_str("the module", name, argv[0]);
    check_true("its last argument", !argv[argc]);
    assert_in_range(argc, 1, WORDS_MAX);
    count = argc;
    for (i = 0; i < argc; i++)
	strlcpy(given[i], argv[i], sizeof(given[i]));
    return 0;
}

/* A copy on the heap, for the address sanitizer */
static void run(const char *text)
{
    char *cmdline = strdup(text);

    count = 0;
    check_int(text, create_args_and_load(cmdline), 0);
    check_str(text, com32_cmdline(), text + (com32_cmdline() - cmdline));
    free(cmdline);
}

static void test_words(void **state)
{
    static const struct {
	const char *cmdline;
	int count;
	const char *words[WORDS_MAX];
    } table[] = {
	{ "hdt.c32", 1, { "hdt.c32" } },
	{ "linux.c32 a b=c", 3, { "linux.c32", "a", "b=c" } },
	{ "linux.c32\ta \t b  ", 3, { "linux.c32", "a", "b" } },
	/* UTF-8: the second byte of this a is that of Latin-1's blank */
	{ "linux.c32 /voil\xc3\xa0/bzImage quiet", 3,
	    { "linux.c32", "/voil\xc3\xa0/bzImage", "quiet" } },
	{ "linux.c32 \xe2\x82\xac\xf0\x9f\x98\x80 quiet", 3,
	    { "linux.c32", "\xe2\x82\xac\xf0\x9f\x98\x80", "quiet" } },
    };
    size_t i;
    int j;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	run(table[i].cmdline);
	check_int(table[i].cmdline, count, table[i].count);
	for (j = 0; j < count; j++)
	    check_str(table[i].cmdline, given[j], table[i].words[j]);
    }
}

/* Each character is part of a word, or none is */
static void test_each(void **state)
{
    char cmdline[] = "x.c32 a?b", row[8];
    int c, blank;

    (void)state;
    for (c = 1; c < 256; c++) {
	cmdline[7] = (char)c;
	blank = !!strchr(" \t\n\v\f\r", c);
	snprintf(row, sizeof(row), "0x%02x", c);
	run(cmdline);
	check_int(row, count, blank ? 3 : 2);
	check_str(row, given[1], blank ? "a" : cmdline + 6);
    }
}

#define LOWER	"abcdefghijklmnopqrstuvwxyz"
#define UPPER	"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGIT	"0123456789"
#define PUNCT	"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
#define CNTRL	"\1\2\3\4\5\6\a\b\t\n\v\f\r\16\17\20\21\22\23\24\25\26\27" \
    "\30\31\32\33\34\35\36\37\177"

/* A char may come as it is, signed, or as <ctype.h> wants it; none from 0x80 on
   is anything, as nobody knows which character it is */
static void test_classes(void **state)
{
    static const struct {
	const char *name;
	int (*is)(int c);
	const char *characters;
	int nul;
    } table[] = {
	{ "isalnum", isalnum, UPPER LOWER DIGIT, 0 },
	{ "isalpha", isalpha, UPPER LOWER, 0 },
	{ "isblank", isblank, " \t", 0 },
	{ "iscntrl", iscntrl, CNTRL, 1 },
	{ "isdigit", isdigit, DIGIT, 0 },
	{ "isgraph", isgraph, UPPER LOWER DIGIT PUNCT, 0 },
	{ "islower", islower, LOWER, 0 },
	{ "isprint", isprint, UPPER LOWER DIGIT PUNCT " ", 0 },
	{ "ispunct", ispunct, PUNCT, 0 },
	{ "isspace", isspace, " \t\n\v\f\r", 0 },
	{ "isupper", isupper, UPPER, 0 },
	{ "isxdigit", isxdigit, DIGIT "abcdefABCDEF", 0 },
    };
    char row[24];
    size_t i;
    int c;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++)
	for (c = -128; c < 256; c++) {
	    snprintf(row, sizeof(row), "%s(%d)", table[i].name, c);
	    check_int(row, !!table[i].is(c), c ? c > 0 && c < 128 &&
		      strchr(table[i].characters, c) : table[i].nul);
	}
    for (c = -128; c < 256; c++) {
	snprintf(row, sizeof(row), "%d", c);
	check_int(row, toupper(c), c >= 'a' && c <= 'z' ? c - 32 : c);
	check_int(row, tolower(c), c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
}

/* Where a line of a header or a configuration is trimmed */
static void test_skipspace(void **state)
{
    (void)state;
    check_str("blanks", skipspace(" \t\r\n\v\fx"), "x");
    check_str("Latin-1's", skipspace(" \xa0x"), "\xa0x");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_words),
	cmocka_unit_test(test_each),
	cmocka_unit_test(test_classes),
	cmocka_unit_test(test_skipspace),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
