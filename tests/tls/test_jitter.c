/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_jitter.c - what times of events count
 */
#include "entropy.h"
#include "jitter.h"
#include "machine.h"
#include "test.h"

#define TIMES		20000

static uint32_t chance_state;

/* 0 to below - 1, as evenly as it gets */
static uint32_t chance(uint32_t below)
{
    chance_state = chance_state * 1664525 + 1013904223;
    return below ? (uint64_t)chance_state * below >> 32 : 0;
}

/* What a clock says when it is looked at for the nth time */
typedef uint32_t look(uint32_t n, uint32_t value);

static uint32_t even(uint32_t n, uint32_t value)
{
    return n * value;
}

static uint32_t faster(uint32_t n, uint32_t value)
{
    return n * 5000 + n * (n - 1) / 2 * value;
}

/* Steps that differ a lot, and come again after `value` of them */
static uint32_t pattern(uint32_t n, uint32_t value)
{
    static uint32_t time;

    if (!n)
	time = 0;
    chance_state = 77 + n % value;
    return time += 10000 + chance(5000);
}

static uint32_t jittery(uint32_t n, uint32_t value)
{
    return n * 1000000 + chance(value);
}

static unsigned long bits_of(look *clock, uint32_t value)
{
    struct jitter jitter = { 0 };
    unsigned long bits = 0;
    uint32_t n;

    chance_state = 1;
    for (n = 0; n < TIMES; n++)
	bits += jitter_bits(&jitter, clock(n, value));
    return bits;
}

static void what_can_be_foretold_counts_nothing(void **state)
{
    static const struct {
	const char *name;
	look *clock;
	uint32_t value;
    } table[] = {
	{ "stands still", even, 0 }, { "steps of 1", even, 1 },
	{ "steps of 2000", even, 2000 },
	{ "begins anew all the time", even, 0xfffffff1 },
	{ "begins anew now and then", even, 0x30000001 },
	{ "steps that grow by 1", faster, 1 },
	{ "steps that grow by 100", faster, 100 },
	{ "two steps in turn", pattern, 2 }, { "three", pattern, 3 },
	{ "four", pattern, 4 }, { "seven", pattern, 7 },
	{ "as many as are kept", pattern, JITTER_LAGS },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++)
	check_int(table[i].name, bits_of(table[i].clock, table[i].value), 0);
}

/* With a jitter of n values nobody has to guess more than log2(n) bits of a time;
   what it counts is 1 in ENTROPY_SHARE of jitter_bits() */
static void jitter_counts_less_than_it_is(void **state)
{
    static const struct {
	uint32_t values;
	unsigned int bits, least;	/* of a time */
    } table[] = {
	{ 1, 0, 0 }, { 2, 1, 0 }, { 16, 4, 0 }, { 256, 8, 2 },
	{ 4096, 12, 6 },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	unsigned long bits = bits_of(jittery, table[i].values);

	check_true("not more", bits <= table[i].bits * (unsigned long)TIMES);
	check_true("not much less",
		   bits >= table[i].least * (unsigned long)TIMES);
    }
}

static void no_time_counts_more_than_the_most(void **state)
{
    struct jitter jitter = { 0 };
    unsigned int n, highest = 0;

    (void)state;
    chance_state = 1;
    for (n = 0; n < TIMES; n++) {
	unsigned int bits = jitter_bits(&jitter, chance(0xffffffff));

	if (n <= JITTER_LAGS)
	    check_int("nothing to compare with", bits, 0);
	highest = bits > highest ? bits : highest;
    }
    check_int("the most", highest, JITTER_MAX);
}

/* --- The pool */

static void pool_counts_what_is_in_it(void **state)
{
    uint8_t out[32];
    unsigned int n, before;

    (void)state;
    check_int("empty", entropy_bits(), 0);
    check_int("draw", entropy_draw(out, sizeof(out)), -1);
    entropy_add("00:11:22", 8, 0);
    check_int("a fact", entropy_bits(), 0);
    for (n = 0; n < TIMES; n++)
	entropy_time(n * 2000);
    check_int("an even clock", entropy_bits(), 0);

    entropy_add("x", 1, ENTROPY_NEEDED - 1);
    check_int("a bit too few", entropy_draw(out, sizeof(out)), -1);

    /* Without memory to hash it, nothing is in the pool */
    for (n = 0; n < 64; n++) {
	machine_fail(1);
	entropy_time(chance(0xffffffff));
    }
    machine_fail(1);
    entropy_add("y", 1, 100);
    machine_fail(0);
    check_int("no memory", entropy_bits(), ENTROPY_NEEDED - 1);

    for (n = 0; n < 8 * ENTROPY_SHARE / JITTER_MAX; n++)
	entropy_time(chance(0xffffffff));
    before = entropy_bits();
    check_true("jitter", before > ENTROPY_NEEDED - 1);
    check_true("little", before <= ENTROPY_NEEDED - 1 + 8);
    check_int("enough", entropy_draw(out, sizeof(out)), 0);

    for (n = 0; n < 10; n++)
	entropy_add("z", 1, 1000);
    check_int("no more than it holds", entropy_bits(), 256);
}

/* Nothing comes twice, and each bit of what is added changes all */
static void draws_differ(void **state)
{
    uint8_t first[40], second[40], third[40];

    (void)state;
    check_int("first", entropy_draw(first, sizeof(first)), 0);
    check_int("second", entropy_draw(second, sizeof(second)), 0);
    check_true("other", memcmp(first, second, sizeof(first)));
    check_true("within", memcmp(first, first + 8, 32));
    entropy_add("", 1, 0);
    check_int("third", entropy_draw(third, sizeof(third)), 0);
    check_true("other", memcmp(second, third, sizeof(second)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(what_can_be_foretold_counts_nothing),
	cmocka_unit_test(jitter_counts_less_than_it_is),
	cmocka_unit_test(no_time_counts_more_than_the_most),
	cmocka_unit_test(pool_counts_what_is_in_it),
	cmocka_unit_test(draws_differ),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
