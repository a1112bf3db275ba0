/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_command.c - what comes from the keyboard: keys, and the lines they make
 *
 * Each byte is a key; 0xc0 to 0xcf are those that have no character. What is
 * drawn fits the row, and a line that was understood gives an action or a
 * refusal.
 */
#include "action.h"
#include "command.h"
#include "fuzz.h"
#include "line.h"

#define KEYS_MAX	(LINE_SIZE + 64)	/* enough to overflow a line */

static void require_output(const char *output)
{
    require(memchr(output, '\0', LINE_OUTPUT_SIZE));
}

static void require_line(struct line *line)
{
    char output[LINE_OUTPUT_SIZE];
    const char *c;

    require(line->len < LINE_SIZE && line->text[line->len] == '\0');
    require(strlen(line->text) == line->len);
    require(line->cursor <= line->len);
    require(line->remembered <= LINE_HISTORY);
    require(line->browsed <= line->remembered);
    for (c = line->text; *c; c++)
	require(*c >= ' ' && *c < 0x7f);
    memset(output, 'x', sizeof(output));
    line_draw(line, output);
    require_output(output);
    require(line->cursor >= line->shift &&
	    line->cursor <= line->shift + LINE_WINDOW);
}

static void run_line(const char *text)
{
    struct command command;
    struct action action;
    const char *why = NULL;
    enum error error;

    memset(&command, 0xff, sizeof(command));
    error = command_parse(&command, text, &why);
    require(!error || why);
    if (error || command.verb != COMMAND_BOOT)
	return;
    require(bootinfo_type_name(command.what.type));
    memset(&action, 0xff, sizeof(action));
    action_plan(&action, &command.what);
    require(action.says[0]);
    require(action.kind != ACTION_REFUSE || action.error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char output[LINE_OUTPUT_SIZE], text[2048];
    struct line line;
    size_t i;

    /* As a whole line, with characters that no key gives */
    if (size < sizeof(text)) {
	memcpy(text, data, size);
	text[size] = '\0';
	run_line(text);
    }

    memset(&line, 0, sizeof(line));
    line_begin(&line);
    for (i = 0; i < size && i < KEYS_MAX; i++) {
	int key = data[i];

	if (key >= 0xc0 && key < 0xd0)
	    key = LINE_KEY_LEFT + key - 0xc0;
	memset(output, 'x', sizeof(output));
	if (line_key(&line, key, output)) {
	    if (!line.too_long)
		run_line(line.text);
	    line_begin(&line);
	}
	require_output(output);
	if (i % 64 == 0)
	    require_line(&line);
    }
    require_line(&line);
    return 0;
}
