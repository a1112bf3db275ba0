/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * tap.h - results, as the Test Anything Protocol has them
 */
#ifndef SOCKTEST_TAP_H
#define SOCKTEST_TAP_H

#include <stdbool.h>

/**
 * Print "ok" or "not ok"
 *
 * @v passed	Which of them
 * @v format	Name of the test, as for printf()
 * @ret passed
 */
bool ok(bool passed, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/**
 * A number must be another; both are printed when it is not
 *
 * @v got	What is
 * @v want	What should be
 * @v name	Name of the test
 * @ret passed
 */
bool is(long got, long want, const char *name);

/**
 * A call must have failed for one of two reasons; call it at once
 *
 * @v result	What the call returned; -1 is right
 * @v want	errno value
 * @v or_else	Another one that is right, or 0
 * @v name	Name of the test
 * @ret passed
 */
bool fails_either(long result, int want, int or_else, const char *name);

static inline bool fails(long result, int want, const char *name)
{
    return fails_either(result, want, 0, name);
}

/**
 * Print a line that is no result
 */
void note(const char *format, ...) __attribute__((format(printf, 1, 2)));

/**
 * Print the plan, at the end
 *
 * @ret failures	How many tests did not pass
 */
int tap_end(void);

#endif /* SOCKTEST_TAP_H */
