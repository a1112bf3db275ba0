/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fake_printf.c - the core's screen, see core.mk
 */
#include "fake_printf.h"

char fake_screen[4096];

int core_printf(const char *format, ...)
{
    size_t len = strlen(fake_screen);
    va_list ap;
    int rc;

    va_start(ap, format);
    rc = vsnprintf(fake_screen + len, sizeof(fake_screen) - len, format, ap);
    va_end(ap);
    return rc;
}

void writestr(char *text)
{
    core_printf("%s", text);
}
