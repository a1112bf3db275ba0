/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * keyboard.c - keys, from the keyboard or the serial line
 */
#include <getkey.h>
#include <stdio.h>

#include "keyboard.h"
#include "line.h"

/* The core's, behind every get_key(); true if something was typed. get_key()
   itself would wait, and halt the processor for up to a tick */
extern int pollchar(void);

int keyboard_key(void)
{
    int key;

    if (!pollchar())
	return LINE_KEY_NONE;
    key = get_key(stdin, 1);
    switch (key) {
    case KEY_LEFT:
	return LINE_KEY_LEFT;
    case KEY_RIGHT:
	return LINE_KEY_RIGHT;
    case KEY_UP:
	return LINE_KEY_UP;
    case KEY_DOWN:
	return LINE_KEY_DOWN;
    case KEY_HOME:
	return LINE_KEY_HOME;
    case KEY_END:
	return LINE_KEY_END;
    case KEY_DELETE:
	return LINE_KEY_DELETE;
    default:
	return key <= 0xff ? key : LINE_KEY_OTHER;
    }
}
