/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_memcpy.c - com32/lib/memcpy.c: all that is asked for, and not a byte more
 */
#include "test.h"

#define memcpy	core_memcpy
void *core_memcpy(void *dst, const void *src, size_t n);
#include "com32/lib/memcpy.c"
#undef memcpy

#define LONGEST	150
#define PLACES	9			/* one beyond each way to be aligned */

static void test_lengths_and_places(void **state)
{
    unsigned char from[LONGEST + PLACES], to[LONGEST + PLACES];
    size_t length, at, into, i;

    (void)state;
    for (i = 0; i < sizeof(from); i++)
	from[i] = (unsigned char)(i + 1);
    for (length = 0; length <= LONGEST; length++)
	for (at = 0; at < PLACES; at++)
	    for (into = 0; into < PLACES; into++) {
		memset(to, 0, sizeof(to));
		assert_ptr_equal(core_memcpy(to + into, from + at, length),
				 to + into);
		for (i = 0; i < sizeof(to); i++)
		    assert_int_equal(to[i], i >= into && i < into + length ?
				     from[at + i - into] : 0);
	    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_lengths_and_places),
    };

    return cmocka_run_group_tests_name("memcpy", tests, NULL, NULL);
}
