/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * line.c - a command line that an operator edits, key by key
 */
#include <stdio.h>
#include <string.h>

#include "line.h"

#define CTRL(letter)	((letter) & 0x1f)
#define BACKSPACE	0x08
#define RUBOUT		0x7f
#define NEWLINE		0x0a

void line_begin(struct line *line)
{
    line->text[0] = '\0';
    line->len = line->cursor = line->shift = 0;
    line->too_long = 0;
    line->browsed = 0;
}

void line_draw(struct line *line, char output[LINE_OUTPUT_SIZE])
{
    unsigned int visible;
    int used;

    /* Scroll by half a window, not at every key */
    if (line->cursor < line->shift)
	line->shift = line->cursor < LINE_WINDOW / 2 ? 0 :
		      line->cursor - LINE_WINDOW / 2;
    if (line->cursor > line->shift + LINE_WINDOW)
	line->shift = line->cursor - LINE_WINDOW / 2;

    visible = line->len - line->shift;
    if (visible > LINE_WINDOW)
	visible = LINE_WINDOW;
    used = snprintf(output, LINE_OUTPUT_SIZE, "\r" LINE_PROMPT "%.*s\033[K",
		    (int)visible, line->text + line->shift);
    if (line->cursor != line->shift + visible)
	snprintf(output + used, LINE_OUTPUT_SIZE - (size_t)used, "\r\033[%uC",
		 (unsigned int)(sizeof(LINE_PROMPT) - 1 + line->cursor -
				line->shift));
}

static void set_text(struct line *line, const char *text)
{
    strcpy(line->text, text);
    line->len = line->cursor = (unsigned int)strlen(text);
    line->shift = 0;
    line->too_long = 0;
}

/* Remove the characters from `from` up to `to` */
static void cut(struct line *line, unsigned int from, unsigned int to)
{
    memmove(line->text + from, line->text + to, line->len - to + 1);
    line->len -= to - from;
    line->cursor = from;
}

/* 1 if the character only has to be printed where the cursor is */
static int insert(struct line *line, char c)
{
    if (line->len == LINE_SIZE - 1) {
	line->too_long = 1;
	return 0;
    }
    memmove(line->text + line->cursor + 1, line->text + line->cursor,
	    line->len - line->cursor + 1);
    line->text[line->cursor++] = c;
    line->len++;
    return line->cursor == line->len && line->len <= line->shift + LINE_WINDOW;
}

/* Where the word left of the cursor begins */
static unsigned int word_start(const struct line *line)
{
    unsigned int i = line->cursor;

    while (i && line->text[i - 1] == ' ')
	i--;
    while (i && line->text[i - 1] != ' ')
	i--;
    return i;
}

static void browse(struct line *line, unsigned int to)
{
    if (to > line->remembered)
	return;
    line->browsed = to;
    set_text(line, to ? line->history[to - 1] : "");
}

static void remember(struct line *line)
{
    if (!line->len || line->too_long ||
	(line->remembered && !strcmp(line->history[0], line->text)))
	return;
    memmove(line->history[1], line->history[0],
	    sizeof(line->history) - sizeof(line->history[0]));
    strcpy(line->history[0], line->text);
    if (line->remembered < LINE_HISTORY)
	line->remembered++;
}

/* Keys that change the line or move in it */
static void edit(struct line *line, int key)
{
    switch (key) {
    case BACKSPACE:
    case RUBOUT:
	if (line->cursor)
	    cut(line, line->cursor - 1, line->cursor);
	break;
    case LINE_KEY_DELETE:
    case CTRL('D'):
	if (line->cursor < line->len)
	    cut(line, line->cursor, line->cursor + 1);
	break;
    case CTRL('U'):
    case LINE_KEY_CTRL_C:
	line_begin(line);
	break;
    case CTRL('K'):
	cut(line, line->cursor, line->len);
	break;
    case CTRL('W'):
	cut(line, word_start(line), line->cursor);
	break;
    case LINE_KEY_LEFT:
    case CTRL('B'):
	line->cursor -= line->cursor != 0;
	break;
    case LINE_KEY_RIGHT:
    case CTRL('F'):
	line->cursor += line->cursor != line->len;
	break;
    case LINE_KEY_HOME:
    case CTRL('A'):
	line->cursor = 0;
	break;
    case LINE_KEY_END:
    case CTRL('E'):
	line->cursor = line->len;
	break;
    case LINE_KEY_UP:
    case CTRL('P'):
	browse(line, line->browsed + 1);
	break;
    case LINE_KEY_DOWN:
    case CTRL('N'):
	if (line->browsed)
	    browse(line, line->browsed - 1);
	break;
    }
}

int line_key(struct line *line, int key, char output[LINE_OUTPUT_SIZE])
{
    output[0] = '\0';
    if (key == LINE_KEY_ENTER || key == NEWLINE) {
	remember(line);
	return 1;
    }
    if (key >= ' ' && key < RUBOUT) {
	if (insert(line, (char)key)) {
	    output[0] = (char)key;
	    output[1] = '\0';
	} else if (!line->too_long) {
	    line_draw(line, output);
	}
	return 0;
    }
    /* What is no key of ours changes nothing: a line may be noisy */
    if ((key > 0 && key < ' ') || key == RUBOUT || key >= LINE_KEY_LEFT) {
	edit(line, key);
	line_draw(line, output);
    }
    return 0;
}
