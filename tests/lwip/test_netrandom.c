/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_netrandom.c - the generator that lwIP's random numbers come from
 */

#include "lwip_check.h"

/* Its static functions and its state are tested, too */
#include "fs/pxe/netrandom.c"

Suite *netrandom_suite(void);

static const char seed[] = "what differs from boot to boot";

static void start(const char *with, size_t len)
{
    memset(pool, 0, sizeof pool);
    memset(events, 0, sizeof events);
    numbers_left = have_isn_key = 0;
    net_random_add(with, len);
}

/* RFC 8439, 2.3.2 */
START_TEST(test_block)
{
    static const uint32_t expected[BLOCK_WORDS] = {
	0xe4e7f110, 0x15593bd1, 0x1fdd0f50, 0xc47120a3,
	0xc7f4d1c7, 0x0368c033, 0x9aaa2204, 0x4e6cd4c3,
	0x466482d2, 0x09aa9f07, 0x05d7c214, 0xa2028bd9,
	0xd19c12b5, 0xb94e16de, 0xe883d0cb, 0x4e3c50a2,
    };
    static const uint32_t input[INPUT_WORDS] = { 1, 0x09000000, 0x4a000000, 0 };
    uint32_t key[KEY_WORDS], out[BLOCK_WORDS];
    int i;

    for (i = 0; i < KEY_WORDS; i++)
	key[i] = 0x03020100 + i * 0x04040404;
    block(out, key, input);
    ck_assert_mem_eq(out, expected, sizeof out);
}
END_TEST

/* Every byte that is added counts, and so does the time of every event */
START_TEST(test_all_counts)
{
    char other[sizeof seed];
    uint32_t first;
    size_t i;

    start(seed, sizeof seed);
    first = net_random();
    for (i = 0; i < sizeof seed; i++) {
	memcpy(other, seed, sizeof seed);
	other[i] ^= 1;
	start(other, sizeof other);
	ck_assert_uint_ne(net_random(), first);
    }
    for (i = 0; i < 2 * INPUT_WORDS; i++) {
	start(seed, sizeof seed);
	net_random_event(i + 1);
	ck_assert_uint_ne(net_random(), first);
    }
}
END_TEST

/* What is added when numbers were given out already changes the next one */
START_TEST(test_added_later)
{
    uint32_t second;

    start(seed, sizeof seed);
    net_random();
    net_random_add("x", 1);
    second = net_random();

    start(seed, sizeof seed);
    net_random();
    net_random_add("y", 1);
    ck_assert_uint_ne(net_random(), second);
}
END_TEST

/* No number comes again, and none is the last one plus something fixed */
START_TEST(test_no_pattern)
{
    enum { COUNT = 1000 };
    static uint32_t seen[COUNT];
    int ones = 0, repeated = 0, i, j;

    start(seed, sizeof seed);
    for (i = 0; i < COUNT; i++) {
	seen[i] = net_random();
	ones += __builtin_popcount(seen[i]);
	for (j = 0; j < i; j++) {
	    repeated += seen[i] == seen[j];
	    repeated += j && seen[i] - seen[i - 1] == seen[j] - seen[j - 1];
	}
    }
    ck_assert_int_eq(repeated, 0);
    ck_assert_int_gt(ones, 15800);	/* of 32000 bits; 2 sigma are 179 */
    ck_assert_int_lt(ones, 16200);
}
END_TEST

/* RFC 6528: the same connection again begins later, another one elsewhere */
START_TEST(test_isn)
{
    uint32_t isn;

    start(seed, sizeof seed);
    isn = net_tcp_isn(1, 2, 3, 4, 0);
    ck_assert_uint_eq(net_tcp_isn(1, 2, 3, 4, 1000), isn + 1000);
    ck_assert_uint_ne(net_tcp_isn(9, 2, 3, 4, 0), isn);
    ck_assert_uint_ne(net_tcp_isn(1, 9, 3, 4, 0), isn);
    ck_assert_uint_ne(net_tcp_isn(1, 2, 9, 4, 0), isn);
    ck_assert_uint_ne(net_tcp_isn(1, 2, 3, 9, 0), isn);
    ck_assert_uint_ne(net_tcp_isn(1, 3, 3, 4, 0) - isn,
		      net_tcp_isn(1, 4, 3, 4, 0) - net_tcp_isn(1, 3, 3, 4, 0));

    net_random_add("x", 1);		/* Its key stays all the same */
    ck_assert_uint_eq(net_tcp_isn(1, 2, 3, 4, 0), isn);
}
END_TEST

Suite *netrandom_suite(void)
{
    testfunc tests[] = {
	TESTFUNC(test_block),
	TESTFUNC(test_all_counts),
	TESTFUNC(test_added_later),
	TESTFUNC(test_no_pattern),
	TESTFUNC(test_isn),
    };

    return create_suite("NETRANDOM", tests, sizeof tests / sizeof *tests,
			NULL, NULL);
}
