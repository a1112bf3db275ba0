/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test.h - cmocka, and checks that name the row of a table that failed
 */
#ifndef DETERBOOT_TEST_H
#define DETERBOOT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

/* Network byte order, whatever the host's is */
static inline uint32_t ip(unsigned int a, unsigned int b, unsigned int c,
			  unsigned int d)
{
    uint8_t bytes[4] = { a, b, c, d };
    uint32_t value;

    memcpy(&value, bytes, sizeof(value));
    return value;
}

/* `row` is the name of the table's row, or of what is checked */
#define check_int(row, got, want) do {					\
    long long got_ = (long long)(got), want_ = (long long)(want);	\
    if (got_ != want_)							\
	fail_msg("%s: %s is %lld, not %lld", row, #got, got_, want_);	\
} while (0)

#define check_true(row, condition) do {					\
    if (!(condition))							\
	fail_msg("%s: not so: %s", row, #condition);			\
} while (0)

#define check_str(row, got, want) do {					\
    const char *got_ = (got), *want_ = (want);				\
    if (strcmp(got_, want_))						\
	fail_msg("%s: %s is \"%s\", not \"%s\"", row, #got, got_, want_);\
} while (0)

#define check_mem(row, got, want, size) do {				\
    if (memcmp(got, want, size))					\
	fail_msg("%s: %s differs", row, #got);				\
} while (0)

/**
 * Read hex digits into bytes; blanks and `# comment` to the end of a line are
 * left out, `XX*N` stands for N times the byte XX
 *
 * @v bytes	Receives the bytes, the rest of them is zeroed
 * @v size	Size in bytes
 * @v hex	The digits
 * @ret len	Bytes read; fails the test when it is not hex or too long
 */
size_t hex(uint8_t *bytes, size_t size, const char *hex);

/**
 * A copy of exactly `len` bytes on the heap, so that the address sanitizer sees
 * a read of one byte too many; free() it
 */
void *exact_copy(const void *bytes, size_t len);

#endif /* DETERBOOT_TEST_H */
