/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_schedule.c - the retry schedule, and a thousand nodes that use it
 */
#include "policy.h"
#include "schedule.h"
#include "test.h"

static void delays_without_jitter(void **state)
{
    static const struct {
	const char *name;
	struct schedule schedule;
	uint32_t want[6];
    } table[] = {
	{ "doubling", { 1000, 10000, 2, 0 },
	  { 1000, 2000, 4000, 8000, 10000, 10000 } },
	{ "constant", { 500, 10000, 1, 0 }, { 500, 500, 500, 500, 500, 500 } },
	{ "threefold", { 1, 100, 3, 0 }, { 1, 3, 9, 27, 81, 100 } },
	{ "first above max", { 5000, 1000, 2, 0 },
	  { 1000, 1000, 1000, 1000, 1000, 1000 } },
	{ "nothing grows from 0", { 0, 1000, 2, 0 }, { 0, 0, 0, 0, 0, 0 } },
	{ "no overflow", { 86000000, 86400000, 255, 0 },
	  { 86000000, 86400000, 86400000, 86400000, 86400000, 86400000 } },
    };
    unsigned int i, step;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	for (step = 0; step < 6; step++)
	    check_int(table[i].name,
		      schedule_delay_ms(&table[i].schedule, step, 12345),
		      table[i].want[step]);
	check_int(table[i].name,
		  schedule_delay_ms(&table[i].schedule, ~0U, 12345) <=
		  table[i].schedule.max_ms, 1);
    }
}

/* Within the bounds, both ends reached, and the mean in the middle */
static void jitter(void **state)
{
    static const struct schedule schedules[] = {
	{ 1000, 60000, 2, 25 }, { 1000, 60000, 2, 100 }, { 100, 100, 1, 1 },
	{ 86400000, 86400000, 1, 100 },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(schedules); i++) {
	const struct schedule *schedule = &schedules[i];
	uint32_t spread = (uint32_t)((uint64_t)schedule->first_ms *
				     schedule->jitter_percent / 100);
	uint32_t low = schedule->first_ms - spread;
	uint32_t high = schedule->first_ms + spread, random = 1, n;
	uint64_t sum = 0;

	assert_int_equal(schedule_delay_ms(schedule, 0, 0), low);
	assert_int_equal(schedule_delay_ms(schedule, 0, 2 * spread), high);
	for (n = 0; n < 20000; n++) {
	    uint32_t delay = schedule_delay_ms(schedule, 0,
					       schedule_random(&random));

	    assert_in_range(delay, low, high);
	    sum += delay;
	}
	/* 20000 uniform numbers: 2 % of the spread is some 5 sigma */
	assert_in_range(sum / 20000, schedule->first_ms - spread / 50 - 1,
			schedule->first_ms + spread / 50 + 1);
    }
}

static void random_numbers(void **state)
{
    uint32_t a = 1, b = 2, zero = 0, n;
    unsigned int ones = 0;

    (void)state;
    assert_int_not_equal(schedule_random(&zero), 0);
    assert_int_not_equal(zero, 0);
    for (n = 0; n < 10000; n++) {
	uint32_t x = schedule_random(&a);

	assert_int_not_equal(x, 0);
	assert_int_not_equal(x, schedule_random(&b));
	ones += (x >> 7) & 1;
    }
    assert_in_range(ones, 4700, 5300);
}

/*
 * The policies as they are used: no wait is shorter than the gap, the longest
 * is bounded, and there is jitter everywhere.
 */
static void schedules_of_the_policy(void **state)
{
    static const struct schedule *const all[] = {
	&policy_ask_schedule, &policy_trouble_schedule, &policy_auto_schedule,
	&policy_wait_schedule,
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(all); i++) {
	assert_in_range(all[i]->jitter_percent, 10, 50);
	assert_in_range(all[i]->first_ms, 2 * POLICY_ASK_GAP_MS, 900000);
	assert_in_range(all[i]->max_ms, all[i]->first_ms, 900000);
    }
}

/* Right for whatever is younger than 49 days, and wherever the clock stands */
static void time_that_is_left(void **state)
{
    static const uint32_t starts[] = { 0, 1000, 0x7fffff00, 0xffffff00 };
    static const struct {
	uint32_t age_ms, span_ms, left_ms;
    } table[] = {
	{ 0, 0, 0 }, { 0, 1, 1 }, { 1, 1, 0 }, { 999, 1000, 1 },
	{ 1000, 1000, 0 }, { 0x7fffffff, 1000, 0 }, { 0x80000000, 1000, 0 },
	{ 0xffffffff, 1000, 0 }, { 0xffffffff, 0xffffffff, 0 },
	{ 10, 0xffffffff, 0xfffffff5 },
    };
    size_t i, j;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(starts); i++)
	for (j = 0; j < ARRAY_SIZE(table); j++)
	    assert_int_equal(time_left_ms(starts[i] + table[j].age_ms,
					  starts[i], table[j].span_ms),
			     table[j].left_ms);
}

static void seeds(void **state)
{
    (void)state;
    /* Of RFC 9923: the text "a" */
    assert_int_equal(schedule_seed(SCHEDULE_SEED, "a", 1), 0xe40c292c);
    assert_int_equal(schedule_seed(schedule_seed(SCHEDULE_SEED, "foo", 3),
				   "bar", 3), 0xbf9cf968);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(delays_without_jitter),
	cmocka_unit_test(jitter),
	cmocka_unit_test(random_numbers),
	cmocka_unit_test(schedules_of_the_policy),
	cmocka_unit_test(time_that_is_left),
	cmocka_unit_test(seeds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
