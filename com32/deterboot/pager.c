/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pager.c - lines for an operator, who wants to read them
 */
#include <stdarg.h>

#include "operator.h"

#define ROWS		22	/* of 25 that may be filled without a key */

int pager_line(struct operator *operator, const char *format, ...)
{
    va_list args;
    int key;

    if (operator->rows == ROWS) {
	print("-- any key for more, q to stop --");
	key = typing_key(operator);
	print("\r\033[K");
	operator->rows = 0;
	if (key == LINE_KEY_NONE || key == 'q' || key == LINE_KEY_CTRL_C)
	    return 1;
    }
    operator->rows++;
    print("  ");
    va_start(args, format);
    print_text(format, args);
    va_end(args);
    print("\n");
    return 0;
}
