/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_boss_config.c - the reference boss's answers and config
 */
#include <errno.h>

#include "lab.h"

/* How an answer is described again; NULL: it is none */
static void answers(void **state)
{
    static const struct {
	const char *text, *want;
    } table[] = {
	{ "PART 1", "PART 1" },
	{ "  part\t0x10  ", "PART 16" },
	{ "PART 0xaAfF", "PART 43775" },
	{ "PART 4294967295", "PART 4294967295" },
	{ "PART 1 -- single user", "PART 1 \"single user\"" },
	{ "PART 1 --   a   b  ", "PART 1 \"a   b\"" },
	{ "PART 1 --", "PART 1" },
	{ "SYSID 0xa5", "SYSID 165" },
	{ "MB 192.0.2.1:/k", "MB 192.0.2.1:/k" },
	{ "MB 192.0.2.1:/k -- -s", "MB 192.0.2.1:/k \"-s\"" },
	{ "WAIT", "WAIT" }, { "REBOOT", "REBOOT" }, { "AUTO", "AUTO" },
	{ "RESTART", "RESTART" }, { "fail", "FAIL" }, { "None", "NONE" },
	{ "MFS /mfs", "MFS /mfs" },
	{ "MFS http://10.0.2.2:8080/mfs -- nonce=1 -- x",
	  "MFS http://10.0.2.2:8080/mfs \"nonce=1 -- x\"" },
	{ "MFS /mfs -- a;b", "MFS /mfs \"a;b\"" },
	{ "MFS /b\xc3\xb6ss", "MFS /b\\xc3\\xb6ss" },
	{ "MFS " P256, "MFS " P256 },
	{ "PART 1 -- " C223, "PART 1 \"" C223 "\"" },
	{ "DISKPART 0x80 1", "DISKPART 0x80 1" },
	{ "DISKPART 1 0", "DISKPART 0x1 0" },
	{ "", NULL }, { "   ", NULL }, { "HUH", NULL }, { "PARTY 1", NULL },
	{ "PART", NULL }, { "PART x", NULL }, { "PART -1", NULL },
	{ "PART 1x", NULL }, { "PART 0x", NULL }, { "PART 0xg", NULL }, { "PART 0xG", NULL },
	{ "PART a", NULL }, { "PART 1/", NULL }, { "PART 0x@", NULL },
	{ "PART 4294967296", NULL }, { "PART 99999999999999999999", NULL },
	{ "PART 1 2", NULL }, { "PART 1 -x", NULL }, { "PART -- x", NULL },
	{ "SYSID", NULL }, { "SYSID 165 -- x", NULL },
	{ "MB", NULL }, { "MB /k", NULL }, { "MB 192.0.2.1:", NULL },
	{ "MB 192.0.2.300:/k", NULL }, { "MB host:/k", NULL },
	{ "MB 192.0.2.1:/k x", NULL }, { "MB 192.0.2.1:" P256 "p", NULL },
	{ "WAIT 5", NULL }, { "WAIT -- x", NULL }, { "FAIL 1", NULL },
	{ "NONE -- x", NULL }, { "MFS", NULL }, { "MFS a b", NULL },
	{ "MFS " P256 "p", NULL }, { "MFS /a\x01", NULL },
	{ "MFS /a -- \x7f", NULL }, { "MFS /a -- b\tc", NULL }, { "MFS /a\n", NULL },
	{ "PART 1 -- " C223 "c", NULL }, { "DISKPART 0x80", NULL },
	{ "DISKPART 0x80 1 2", NULL }, { "DISKPART a 1", NULL },
    };
    char description[BOSS_DESCRIPTION_SIZE];
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	size_t len = strlen(table[i].text);
	char *text = exact_copy(table[i].text, len);
	struct boss_answer answer;
	const char *why = NULL;

	check_int(table[i].text, boss_answer_parse(&answer, text, len, &why),
		  table[i].want ? 0 : -EINVAL);
	free(text);
	check_int(table[i].text, why == NULL, table[i].want != NULL);
	if (!table[i].want)
	    continue;
	boss_answer_describe(&answer, description, sizeof(description));
	check_str(table[i].text, description, table[i].want);
    }
}

/* Never written past the end of the buffer, and the longest one fits */
static void descriptions(void **state)
{
    static const char text[] = "MFS /\xff\xff -- a";
    char longest[BOSS_DESCRIPTION_SIZE];
    struct boss_answer answer;
    const char *why;
    size_t size;

    (void)state;
    assert_int_equal(boss_answer_parse(&answer, text, strlen(text), &why), 0);
    for (size = 1; size < 20; size++) {
	char *description = malloc(size);

	assert_non_null(description);
	boss_answer_describe(&answer, description, size);
	assert_non_null(memchr(description, '\0', size));
	free(description);
    }

    memset(answer.what.path, 0xff, BOOTINFO_PATH_SIZE);
    memset(answer.what.cmdline, 0xff, BOOTINFO_CMDLINE_MAX);
    boss_answer_describe(&answer, longest, sizeof(longest));
    assert_int_equal(strlen(longest), strlen("MFS  \"\"") +
		     4 * (BOOTINFO_PATH_SIZE + BOOTINFO_CMDLINE_MAX));
}

/* The longest key, and one that is longer */
static void long_keys(void **state)
{
    char text[BOOTINFO_KEY_MAX + 20], report[REPORT_SIZE];
    struct boss_config config;

    (void)state;
    memset(text, 'k', sizeof(text));
    memcpy(text, "key:", 4);
    strcpy(text + 4 + BOOTINFO_KEY_MAX, " WAIT");
    assert_int_equal(parse_config(&config, text, report), 0);
    assert_int_equal(strlen(config.rules[0].key), BOOTINFO_KEY_MAX);
    boss_config_free(&config);
    strcpy(text + 4 + BOOTINFO_KEY_MAX, "k WAIT");
    assert_int_equal(parse_config(&config, text, report), -EINVAL);
}

static void good_config(void **state)
{
    struct boss_config config;
    const struct boss_rule *rule;
    char report[REPORT_SIZE];

    (void)state;
    assert_int_equal(parse_config(&config,
	"# nodes of the lab\n"
	"\n"
	"10.0.2.15 WAIT ; MFS http://10.0.2.2/mfs#1 -- a;b ; PART 1 # then\n"
	"\t10.0.2.16\tPART 2\r\n"
	"key:abc DISKPART 0x81 1\n"
	"default NONE", report), 0);
    assert_string_equal(report, "");
    assert_int_equal(config.count, 4);

    rule = boss_config_find(&config, ip(10, 0, 2, 15), NULL);
    assert_int_equal(rule->line, 3);
    assert_int_equal(rule->count, 3);
    assert_string_equal(rule->answers[1].what.path, "http://10.0.2.2/mfs#1");
    assert_string_equal(rule->answers[1].what.cmdline, "a;b");
    assert_int_equal(rule->answers[2].what.partition, 1);
    rule = boss_config_find(&config, ip(10, 0, 2, 16), NULL);
    assert_int_equal(rule->line, 4);
    rule = boss_config_find(&config, ip(10, 0, 2, 16), "abc");
    assert_int_equal(rule->line, 5);
    rule = boss_config_find(&config, ip(10, 0, 2, 16), "abcd");
    assert_int_equal(rule->line, 6);
    rule = boss_config_find(&config, ip(10, 0, 2, 17), NULL);
    assert_int_equal(rule->line, 6);
    boss_config_free(&config);
}

static void empty_config(void **state)
{
    static const char *const texts[] = { "", "\n\n", "# nothing", " \t \n" };
    struct boss_config config;
    char report[REPORT_SIZE];
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(texts); i++) {
	check_int(texts[i], parse_config(&config, texts[i], report), 0);
	check_int(texts[i], config.count, 0);
	assert_null(boss_config_find(&config, ip(10, 0, 2, 15), NULL));
	boss_config_free(&config);
    }
}

/* Each broken line is reported with its number, and nothing is kept */
static void broken_configs(void **state)
{
    static const struct {
	const char *text, *report;
    } table[] = {
	{ "10.0.2.15\n", "1: an answer is missing\n" },
	{ "default PART 1\n\nnode1 PART 1\ndefault\n",
	  "3: the node is neither an IPv4 address nor key:STRING nor default\n"
	  "4: an answer is missing\n" },
	{ "10.0.2.300 PART 1",
	  "1: the node is neither an IPv4 address nor key:STRING nor default\n" },
	{ "10.0.2.15 PART 1\n10.0.2.16 PART 1\n10.0.2.15 PART 2\n",
	  "3: the node already has an answer in line 1\n" },
	{ "key:a WAIT\nkey:a WAIT\n",
	  "2: the node already has an answer in line 1\n" },
	{ "default WAIT\ndefault WAIT\n",
	  "2: the node already has an answer in line 1\n" },
	{ "key: WAIT\n", "1: a key has 1 to 129 characters\n" },
	{ "key:\x01 WAIT\n", "1: a control character in the key\n" },
	/* A separator stands between blanks */
	{ "default DISKPART 0x81 1; WAIT\n",
	  "1: DISKPART needs two numbers: DISKPART disk n\n" },
	{ "default WAIT ;\n", "1: an answer is missing\n" },
	{ "default ; WAIT\n", "1: an answer is missing\n" },
	{ "default WAIT ; ; WAIT\n", "1: an answer is missing\n" },
	{ "default WAIT ; HUH\n", "1: unknown answer\n" },
	{ "default PART 1\rdefault PART 2\n", "1: a control character\n" },
    };
    struct boss_config config;
    char report[REPORT_SIZE];
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	check_int(table[i].text, parse_config(&config, table[i].text, report),
		  -EINVAL);
	check_str(table[i].text, report, table[i].report);
	check_int(table[i].text, config.count, 0);
    }
    report[0] = '\0';
    assert_int_equal(boss_config_parse(&config, "1.2.3.4\0 WAIT", 13, collect,
				       report), -EINVAL);
    assert_string_equal(report, "1: the node is neither an IPv4 address nor "
			"key:STRING nor default\n");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(answers),
	cmocka_unit_test(descriptions),
	cmocka_unit_test(long_keys),
	cmocka_unit_test(good_config),
	cmocka_unit_test(empty_config),
	cmocka_unit_test(broken_configs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
