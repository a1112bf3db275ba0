/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * prompt.c - the operator says what to do
 */
#include "operator.h"
#include "platform.h"

/* A whole line was typed; 1 if the prompt is to be left for *next */
static int take_line(struct operator *operator, enum next *next)
{
    struct command command;
    const char *why = NULL;
    enum error error;
    int leaves;

    if (operator->line.too_long)
	error = ERR_LINE_LONG;
    else
	error = command_parse(&command, operator->line.text, &why);
    operator->rows = 0;
    if (error) {
	say_error(error, why);
	return 0;
    }
    line_begin(&operator->line);
    leaves = execute(operator, &command, next);
    /* However long it took, the operator has the whole time again. What noise
       and echoes make up easily is no sign of one. */
    if (!command.is_trifle)
	attention_command(&operator->attention, platform_ms());
    return leaves;
}

enum next prompt(struct operator *operator)
{
    struct line *line = &operator->line;
    char output[LINE_OUTPUT_SIZE];
    enum next next = NEXT_GO;
    int key;

    live_clear(&operator->node->live);
    attention_open(&operator->attention, platform_ms());
    operator->has_kept = 0;
    operator->retries = 0;
    typing_open(operator);
    say("stopped by Ctrl-C; help lists the commands, continue goes on");
    line_begin(line);
    typing_draw(operator);
    while ((key = typing_key(operator)) != LINE_KEY_NONE) {
	int done = line_key(line, key, output);

	print("%s", output);
	if (!done)
	    continue;
	print("\n");
	if (take_line(operator, &next)) {
	    attention_close(&operator->attention);
	    return next;
	}
	line_begin(line);
	typing_draw(operator);
    }
    print("\n");
    say("nobody at the prompt, going on");
    attention_close(&operator->attention);
    return operator->has_kept ? NEXT_ACT : NEXT_GO;
}
