/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_attention.c - which keys stop the node, how long the prompt waits, and
 * what is shown of the time
 */
#include "attention.h"
#include "infotext.h"
#include "line.h"
#include "test.h"
#include "waiting.h"

#define IDLE_MS		300000U
#define DAY_MS		86400000U

/* Times at which the clock wraps around soon, or not */
static const uint32_t starts[] = { 0, 1000, 0x7fffff00, 0xffffff00 };

static void only_one_key_stops(void **state)
{
    struct attention attention;
    int key;

    (void)state;
    attention_init(&attention, IDLE_MS);
    for (key = 0; key <= LINE_KEY_OTHER; key++)
	assert_int_equal(attention_key(&attention, key, 5) == ATTENTION_PROMPT,
			 key == LINE_KEY_CTRL_C);
}

/* A line that is never still gets some hints a day, an operator one at once */
static void hints_are_rare(void **state)
{
    struct attention attention;
    uint32_t ms;
    unsigned int i, hints;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(starts); i++) {
	attention_init(&attention, IDLE_MS);
	assert_int_equal(attention_key(&attention, 'x', starts[i]),
			 ATTENTION_HINT);
	assert_int_equal(attention_key(&attention, 'x', starts[i] + 9999),
			 ATTENTION_IGNORE);
	assert_int_equal(attention_key(&attention, 'x', starts[i] + 10000),
			 ATTENTION_HINT);
	for (ms = 10001, hints = 2; ms < DAY_MS; ms += 250)
	    hints += attention_key(&attention, 0, starts[i] + ms) ==
		     ATTENTION_HINT;
	assert_in_range(hints, 24, 34);
	attention_open(&attention, starts[i] + ms);
	assert_int_equal(attention_key(&attention, 'x', starts[i] + ms),
			 ATTENTION_HINT);
    }
}

/* However long the node has waited, the first key is answered */
static void hints_come_after_months(void **state)
{
    struct attention attention;
    unsigned int i, days;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(starts); i++) {
	for (days = 1; days < 49; days++) {
	    attention_init(&attention, IDLE_MS);
	    attention_key(&attention, 'x', starts[i]);
	    assert_int_equal(attention_key(&attention, 'x',
					   starts[i] + days * DAY_MS),
			     ATTENTION_HINT);
	}
    }
}

/* Nobody types: a minute; somebody did: the idle time since the last key */
static void the_prompt_ends(void **state)
{
    struct attention attention;
    unsigned int i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(starts); i++) {
	uint32_t start = starts[i];

	attention_init(&attention, IDLE_MS);
	attention_open(&attention, start);
	assert_false(attention_expired(&attention, start));
	assert_false(attention_expired(&attention,
				       start + ATTENTION_NOBODY_MS - 1));
	assert_true(attention_expired(&attention,
				      start + ATTENTION_NOBODY_MS));
	attention_touch(&attention, start + 50000);
	assert_false(attention_expired(&attention,
				       start + 50000 + IDLE_MS - 1));
	assert_true(attention_expired(&attention, start + 50000 + IDLE_MS));
    }
}

/* A shorter idle time counts from the start */
static void short_idle_time(void **state)
{
    struct attention attention;

    (void)state;
    attention_init(&attention, 1000);
    attention_open(&attention, 7);
    assert_false(attention_expired(&attention, 1006));
    assert_true(attention_expired(&attention, 1007));
}

/* Keys without a command do not keep the prompt open for ever, commands do */
static void noise_at_the_prompt(void **state)
{
    struct attention attention;
    uint32_t ms;

    (void)state;
    attention_init(&attention, IDLE_MS);
    attention_open(&attention, 0);
    for (ms = 0; !attention_expired(&attention, ms); ms += 1000)
	attention_touch(&attention, ms);
    assert_int_equal(ms, ATTENTION_USELESS * IDLE_MS);

    attention_open(&attention, 0);
    for (ms = 0; ms < DAY_MS; ms += 200000) {
	assert_false(attention_expired(&attention, ms));
	attention_command(&attention, ms);
    }
}

/* A prompt that ended without a command was opened by noise, it seems: the next
   Ctrl-C counts where the line was quiet before */
static void noise_after_the_prompt(void **state)
{
    struct attention attention;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(starts); i++) {
	uint32_t ms = starts[i];

	attention_init(&attention, IDLE_MS);
	attention_open(&attention, ms);
	attention_touch(&attention, ms + 10);
	attention_close(&attention);
	ms += 10;
	assert_int_not_equal(attention_key(&attention, LINE_KEY_CTRL_C,
					   ms + ATTENTION_QUIET_MS - 1),
			     ATTENTION_PROMPT);
	assert_int_equal(attention_key(&attention, LINE_KEY_CTRL_C,
				       ms + ATTENTION_QUIET_MS),
			 ATTENTION_PROMPT);
	attention_key(&attention, 'x', ms + 20000);
	assert_int_not_equal(attention_key(&attention, LINE_KEY_CTRL_C,
					   ms + 20001), ATTENTION_PROMPT);

	/* Nobody has pressed a key, or somebody gave a command: no doubt */
	attention_open(&attention, ms);
	attention_close(&attention);
	assert_int_equal(attention_key(&attention, LINE_KEY_CTRL_C, ms + 1),
			 ATTENTION_PROMPT);
	attention_open(&attention, ms);
	attention_command(&attention, ms);
	attention_close(&attention);
	attention_key(&attention, 'x', ms);
	assert_int_equal(attention_key(&attention, LINE_KEY_CTRL_C, ms + 1),
			 ATTENTION_PROMPT);
    }
}

static void spans(void **state)
{
    static const struct {
	uint64_t ms;
	const char *text;
    } table[] = {
	{ 0, "0 s" }, { 999, "0 s" }, { 59999, "59 s" },
	{ 60000, "1 min 0 s" }, { 3599999, "59 min 59 s" },
	{ 3600000, "1 h 0 min" }, { 86399999, "23 h 59 min" },
	{ 86400000, "1 d 0 h" }, { 8640000000ULL, "100 d 0 h" },
	{ ~0ULL, NULL },
    };
    char text[SPAN_SIZE];
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	memset(text, 'x', sizeof(text));
	span_format(text, table[i].ms);
	assert_non_null(memchr(text, '\0', sizeof(text)));
	if (table[i].text)
	    check_str(table[i].text, text, table[i].text);
    }
}

/* A wait is counted beyond the 49 days of the clock, and drawn ever more
   rarely */
static void waits(void **state)
{
    struct waiting waiting = { 0 };
    char text[WAITING_TEXT_SIZE];
    unsigned int drawn = 0;
    uint64_t ms;

    (void)state;
    waiting_look(&waiting, 0xfffffff0U, 0);
    assert_false(waiting_draw(&waiting));
    assert_string_equal(waiting_format(text, &waiting, 2500),
			"asking again in 2 s");
    waiting_look(&waiting, 0xfffffff8U, 1);
    assert_true(waiting_draw(&waiting));
    assert_false(waiting_draw(&waiting));
    assert_string_equal(waiting_format(text, &waiting, 600000),
			"waiting 0 s, asking again in 10 min 0 s");
    for (ms = 200; ms <= 7200000; ms += 200) {
	waiting_look(&waiting, 0xfffffff8U + (uint32_t)ms, 1);
	drawn += waiting_draw(&waiting);
	if (ms == 60000)
	    assert_in_range(drawn, 59, 60);
	if (ms == 3600000)
	    assert_in_range(drawn, 60 + 353, 60 + 354);
    }
    assert_in_range(drawn, 60 + 353 + 58, 60 + 354 + 60);
    for (; ms < 100ULL * DAY_MS; ms += DAY_MS / 2)
	waiting_look(&waiting, 0xfffffff8U + (uint32_t)ms, 1);
    waiting_format(text, &waiting, 750000);
    assert_string_equal(text, "waiting 99 d 14 h, asking again in 12 min 30 s");
    /* With what is around it it fits a row of the screen */
    assert_in_range(strlen("deterboot: ") + strlen(text) +
		    strlen(" (Ctrl-C: prompt)"), 1, 79);

    waiting_look(&waiting, 5, 0);
    waiting_look(&waiting, 1005, 1);
    assert_string_equal(waiting_format(text, &waiting, 0),
			"waiting 0 s, asking again in 0 s");
}

/* Up to 10 units with a tenth, which is cut and not rounded */
static void sizes(void **state)
{
    static const struct {
	uint64_t bytes;
	const char *text;
    } table[] = {
	{ 0, "0.0 kB" }, { 512, "0.5 kB" }, { 1023, "0.9 kB" },
	{ 1024, "1.0 kB" }, { 1025, "1.0 kB" }, { 1536, "1.5 kB" },
	{ 2048, "2.0 kB" }, { 9215, "8.9 kB" }, { 9216, "9.0 kB" },
	{ 10239, "9.9 kB" }, { 10240, "10 kB" }, { 11263, "10 kB" },
	{ 11264, "11 kB" }, { 1 << 20, "1024 kB" }, { 10239999, "9999 kB" },
	{ 10240000, "9.7 MB" }, { 64 << 20, "64 MB" },
	{ 2000398934016ULL, "1863 GB" }, { 1ULL << 50, "1024 TB" },
	{ ~0ULL, "15 EB" },
    };
    char text[SIZE_TEXT_SIZE];
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++)
	check_str(table[i].text, size_format(text, table[i].bytes),
		  table[i].text);
}

static void partitions(void **state)
{
    struct partition mbr = {
	.scheme = PARTITION_MBR, .number = 5, .sectors = 4194304, .type = 131,
    };
    struct partition gpt = {
	.scheme = PARTITION_GPT, .number = 128, .sectors = ~0ULL / 4096,
    };
    char text[PARTITION_TEXT_SIZE];

    (void)state;
    assert_string_equal(partition_format(text, &mbr, 512),
			"  5    2048 MB  Linux (131)");
    mbr.type = 0x42;
    assert_string_equal(partition_format(text, &mbr, 512),
			"  5    2048 MB  type (66)");
    assert_string_equal(partition_format(text, &gpt, 4096),
			"128      15 EB  00000000-0000-0000-0000-000000000000");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(only_one_key_stops),
	cmocka_unit_test(hints_are_rare),
	cmocka_unit_test(hints_come_after_months),
	cmocka_unit_test(the_prompt_ends),
	cmocka_unit_test(short_idle_time),
	cmocka_unit_test(noise_at_the_prompt),
	cmocka_unit_test(noise_after_the_prompt),
	cmocka_unit_test(spans),
	cmocka_unit_test(waits),
	cmocka_unit_test(sizes),
	cmocka_unit_test(partitions),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
