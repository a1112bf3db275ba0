/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * line.h - a command line that an operator edits, key by key
 *
 * syslinux's own editor (com32/elflink/ldlinux/cli.c) keeps the machine until
 * Enter is pressed. Here the caller stays in charge between two keys, so that
 * it can listen to boss and see the time pass. The keys are those of cli.c.
 *
 * The line stays within one row of the screen and scrolls sideways in it.
 */
#ifndef DETERBOOT_LINE_H
#define DETERBOOT_LINE_H

#define LINE_SIZE	512	/* longest answer of boss, and a NUL (policy) */
#define LINE_HISTORY	16	/* lines that are remembered (policy) */
#define LINE_PROMPT	"deterboot> "
#define LINE_WINDOW	(79 - (sizeof(LINE_PROMPT) - 1)) /* visible at once */
#define LINE_OUTPUT_SIZE 128	/* a whole row and some escape sequences */

/* A key is a character, or one of these */
enum line_key {
    LINE_KEY_NONE = -1,
    LINE_KEY_CTRL_C = 0x03,
    LINE_KEY_ENTER = 0x0d,
    LINE_KEY_LEFT = 0x100,
    LINE_KEY_RIGHT,
    LINE_KEY_UP,
    LINE_KEY_DOWN,
    LINE_KEY_HOME,
    LINE_KEY_END,
    LINE_KEY_DELETE,
    LINE_KEY_OTHER,			/* a function key, say */
};

struct line {
    char text[LINE_SIZE];		/* always ends in a NUL */
    unsigned int len;
    unsigned int cursor;		/* 0 to len */
    unsigned int shift;			/* first character in the window */
    int too_long;			/* characters were left out */
    char history[LINE_HISTORY][LINE_SIZE];	/* [0] is the last one */
    unsigned int remembered;
    unsigned int browsed;		/* 0 = the new line, 1 = history[0] */
};

/**
 * Begin an empty line; the history stays
 */
void line_begin(struct line *line);

/**
 * Take a key
 *
 * @v line	The line
 * @v key	A character or an enum line_key
 * @v output	Receives what is to be printed, maybe ""
 * @ret 1	Enter: the line is in line->text, and in the history
 * @ret 0	Not yet
 */
int line_key(struct line *line, int key, char output[LINE_OUTPUT_SIZE]);

/**
 * Draw the row anew
 *
 * @v line	The line
 * @v output	Receives what is to be printed
 */
void line_draw(struct line *line, char output[LINE_OUTPUT_SIZE]);

#endif /* DETERBOOT_LINE_H */
