/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_chksum.c - the checksum against the one of RFC 1071
 */

#include "lwip_check.h"

#include <stdlib.h>

#include "arch/chksum.c"

#define LONGEST	1500

Suite *chksum_suite(void);

/* RFC 1071, 4.1, in the byte order of this machine, and not inverted */
static u16_t plain_sum(const u8_t *data, int size)
{
    u32_t sum = 0;
    int i;

    for (i = 0; i < size; i++)
	sum += i & 1 ? (u32_t)data[i] << 8 : data[i];
    while (sum >> 16)
	sum = (sum & 0xffff) + (sum >> 16);
    return sum;
}

static void fill(u8_t *data, int how)
{
    int i;

    for (i = 0; i < LONGEST + 4; i++)
	data[i] = how == 0 ? 0 : how == 1 ? 0xff : random();
}

/* Every length, at every alignment; zeros, a carry from each addition, noise */
START_TEST(test_sums)
{
    static u8_t data[LONGEST + 4];
    int how, at, size;

    srandom(1071);
    for (how = 0; how < 4; how++) {
	fill(data, how);
	for (at = 0; at < 4; at++)
	    for (size = 0; size <= LONGEST; size++)
		ck_assert_uint_eq(lwip_chksum_words(data + at, size),
				  plain_sum(data + at, size));
    }
}
END_TEST

Suite *chksum_suite(void)
{
    testfunc tests[] = {
	TESTFUNC(test_sums),
    };

    return create_suite("CHKSUM", tests, sizeof tests / sizeof *tests,
			NULL, NULL);
}
