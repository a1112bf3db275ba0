/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_line.c - editing a command line
 */
#include "line.h"
#include "test.h"

/* Type characters; `<` `>` `^` `v` `{` `}` `x` after a backslash are keys */
static int type(struct line *line, const char *keys)
{
    static const struct {
	char letter;
	int key;
    } special[] = {
	{ '<', LINE_KEY_LEFT }, { '>', LINE_KEY_RIGHT }, { '^', LINE_KEY_UP },
	{ 'v', LINE_KEY_DOWN }, { '{', LINE_KEY_HOME }, { '}', LINE_KEY_END },
	{ 'x', LINE_KEY_DELETE }, { 'f', LINE_KEY_OTHER },
    };
    char output[LINE_OUTPUT_SIZE];
    int done = 0;
    size_t i;

    for (; *keys; keys++) {
	int key = (unsigned char)*keys;

	if (key == '\\')
	    for (i = 0, keys++; i < ARRAY_SIZE(special); i++)
		if (special[i].letter == *keys)
		    key = special[i].key;
	memset(output, 'x', sizeof(output));
	done = line_key(line, key, output);
	assert_non_null(memchr(output, '\0', sizeof(output)));
    }
    return done;
}

static void edits(void **state)
{
    static const struct {
	const char *keys, *text;
	unsigned int cursor;
    } table[] = {
	{ "", "", 0 },
	{ "info", "info", 4 },
	{ "inof\b\bfo", "info", 4 },
	{ "inof\x7f\x7f" "fo", "info", 4 },
	{ "\b\x7f", "", 0 },
	{ "ab\\<c", "acb", 2 },
	{ "ab\\<\\<\\<c\\>\\>\\>d", "cabd", 4 },
	{ "bc\\{a\\}d", "abcd", 4 },
	{ "bc\x01" "a\x05" "d", "abcd", 4 },
	{ "abc\x02\x02\x06x", "abxc", 3 },
	{ "abc\\{\\x", "bc", 0 },
	{ "abc\\x", "abc", 3 },
	{ "abc\x01\x04", "bc", 0 },
	{ "abc\x15", "", 0 },
	{ "abc\x03", "", 0 },
	{ "abc\\<\x0b", "ab", 2 },
	{ "one two  \x17", "one ", 4 },
	{ "one two\\<\x17", "one o", 4 },
	{ "\x17\x0b\x15\x04", "", 0 },
	/* Nothing of this is a key of ours */
	{ "a\t\x1b\x01\x05\\f\xff\x80" "b", "ab", 2 },
	{ "a\x0e\x10" "b", "ab", 2 },
    };
    struct line line;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].keys;

	memset(&line, 0, sizeof(line));
	line_begin(&line);
	check_int(row, type(&line, row), 0);
	check_str(row, line.text, table[i].text);
	check_int(row, line.len, strlen(table[i].text));
	check_int(row, line.cursor, table[i].cursor);
    }
}

static void history(void **state)
{
    struct line line;
    char text[16];
    int i;

    (void)state;
    memset(&line, 0, sizeof(line));
    line_begin(&line);
    assert_int_equal(type(&line, "\\^"), 0);
    assert_string_equal(line.text, "");
    assert_int_equal(type(&line, "one\r"), 1);
    assert_string_equal(line.text, "one");
    line_begin(&line);
    assert_int_equal(type(&line, "two\n"), 1);
    line_begin(&line);
    assert_int_equal(type(&line, "two\r"), 1);	/* once is enough */
    line_begin(&line);
    assert_int_equal(type(&line, "\r"), 1);	/* nothing to remember */
    line_begin(&line);

    type(&line, "half\\^");
    assert_string_equal(line.text, "two");
    type(&line, "\\^");
    assert_string_equal(line.text, "one");
    type(&line, "\\^");
    assert_string_equal(line.text, "one");
    type(&line, "\\v");
    assert_string_equal(line.text, "two");
    type(&line, "\\v\\v");
    assert_string_equal(line.text, "");

    for (i = 0; i < 3 * LINE_HISTORY; i++) {
	snprintf(text, sizeof(text), "%d\r", i);
	line_begin(&line);
	type(&line, text);
    }
    line_begin(&line);
    for (i = 0; i < LINE_HISTORY + 3; i++)
	type(&line, "\\^");
    assert_string_equal(line.text, "32");
}

/* Characters beyond the end are left out, and that is known */
static void too_long(void **state)
{
    struct line line;
    int i;

    (void)state;
    memset(&line, 0, sizeof(line));
    line_begin(&line);
    for (i = 0; i < LINE_SIZE - 1; i++)
	type(&line, "a");
    assert_false(line.too_long);
    assert_int_equal(strlen(line.text), LINE_SIZE - 1);
    type(&line, "\b");
    assert_int_equal(line.len, LINE_SIZE - 2);
    type(&line, "a");
    type(&line, "\\{b");
    assert_true(line.too_long);
    assert_int_equal(strlen(line.text), LINE_SIZE - 1);
    assert_int_equal(type(&line, "\r"), 1);
    line_begin(&line);
    assert_false(line.too_long);
    type(&line, "\\^");
    assert_string_equal(line.text, "");		/* not in the history */
}

/* Draw, and leave out the escape sequences: the row as it is seen */
static void draw(struct line *line, char row[LINE_OUTPUT_SIZE],
		 unsigned int *column)
{
    char output[LINE_OUTPUT_SIZE];
    const char *end;

    memset(output, 'x', sizeof(output));
    line_draw(line, output);
    assert_non_null(memchr(output, '\0', sizeof(output)));
    assert_int_equal(output[0], '\r');
    end = strstr(output, "\033[K");
    assert_non_null(end);
    memcpy(row, output + 1, (size_t)(end - output) - 1);
    row[end - output - 1] = '\0';
    *column = (unsigned int)strlen(row);
    if (end[3])
	assert_int_equal(sscanf(end + 3, "\r\033[%uC", column), 1);
}

/* The row never reaches the last column, and the cursor is in it */
static void scrolls(void **state)
{
    char row[LINE_OUTPUT_SIZE], text[2] = "?";
    unsigned int column, i;
    struct line line;

    (void)state;
    memset(&line, 0, sizeof(line));
    line_begin(&line);
    for (i = 0; i < LINE_SIZE - 1; i++) {
	text[0] = (char)('a' + i % 26);
	type(&line, text);
	draw(&line, row, &column);
	assert_in_range(strlen(row), sizeof(LINE_PROMPT) - 1, 79);
	assert_int_equal(column, strlen(row));
	assert_int_equal(row[column - 1], text[0]);
    }
    for (; i > 0; i--) {
	type(&line, "\\<");
	draw(&line, row, &column);
	assert_in_range(strlen(row), sizeof(LINE_PROMPT) - 1, 79);
	assert_in_range(column, sizeof(LINE_PROMPT) - 1, 79);
	assert_int_equal(row[column], 'a' + (i - 1) % 26);
    }
    assert_memory_equal(row, LINE_PROMPT "abc", sizeof(LINE_PROMPT) + 2);
}

/* By half a window, to where the cursor is in its middle; to the beginning
   where that is nearer */
static void scrolls_by_half(void **state)
{
    char row[LINE_OUTPUT_SIZE];
    unsigned int column, shift, len, i;
    struct line line;

    (void)state;
    for (len = LINE_WINDOW; len < LINE_SIZE; len++) {
	memset(&line, 0, sizeof(line));
	line_begin(&line);
	for (i = 0; i < len; i++) {
	    shift = line.shift;
	    type(&line, "a");
	    draw(&line, row, &column);
	    if (line.shift != shift)
		assert_int_equal(line.cursor - line.shift, LINE_WINDOW / 2);
	}
	/* From any place on */
	type(&line, "\\{");
	draw(&line, row, &column);
	type(&line, "\\}");
	draw(&line, row, &column);
	for (; i; i--) {
	    shift = line.shift;
	    type(&line, "\\<");
	    draw(&line, row, &column);
	    if (line.shift != shift)
		assert_int_equal(line.cursor - line.shift, line.shift ?
				 LINE_WINDOW / 2 : shift - 1);
	}
	assert_int_equal(line.shift, 0);
    }
}

/* At its end a line grows by what was typed, and nothing is drawn anew */
static void echoes(void **state)
{
    char output[LINE_OUTPUT_SIZE];
    struct line line;

    (void)state;
    memset(&line, 0, sizeof(line));
    line_begin(&line);
    line_key(&line, 'a', output);
    assert_string_equal(output, "a");
    line_key(&line, 'b', output);
    assert_string_equal(output, "b");
    line_key(&line, 0, output);
    assert_string_equal(output, "");
    line_key(&line, 0xff, output);
    assert_string_equal(output, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(edits),
	cmocka_unit_test(history),
	cmocka_unit_test(too_long),
	cmocka_unit_test(scrolls),
	cmocka_unit_test(scrolls_by_half),
	cmocka_unit_test(echoes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
