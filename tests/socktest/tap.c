/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * tap.c - results
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "tap.h"

static int run, failed;

bool ok(bool passed, const char *format, ...)
{
    char name[128];
    va_list args;

    va_start(args, format);
    vsnprintf(name, sizeof(name), format, args);
    va_end(args);
    run++;
    if (!passed)
	failed++;
    printf("%sok %d - %s\n", passed ? "" : "not ", run, name);
    return passed;
}

bool is(long got, long want, const char *name)
{
    if (!ok(got == want, "%s", name))
	note("got %ld, want %ld, errno %d", got, want, errno);
    return got == want;
}

bool fails_either(long result, int want, int or_else, const char *name)
{
    const int error = errno;
    const bool passed = result == -1 &&
	(error == want || (or_else && error == or_else));

    if (!ok(passed, "%s", name))
	note("returned %ld, errno %d, want -1 and %d", result, error, want);
    return passed;
}

void note(const char *format, ...)
{
    va_list args;

    printf("# ");
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    printf("\n");
}

int tap_end(void)
{
    printf("1..%d\n", run);
    return failed;
}
