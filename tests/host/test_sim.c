/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_sim.c - a machine room gets power again: 1000 nodes, one boss
 *
 * `make simulate` prints the load on boss over time. The bounds are well above
 * what it shows and far below what nodes in lockstep would do: 1000 in one
 * second, again and again.
 */
#include "sim.h"
#include "test.h"

/* A node asks once a minute in the end, that is 17 of them in a second */
#define CALM_PEAK	60

static void all_are_served_and_none_is_in_step(void **state)
{
    static struct sim sim;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(sim_cases); i++) {
	sim = sim_cases[i];
	sim_run(&sim);
	check_int(sim.name, sim.in_step, 0);
	check_true(sim.name,
		   sim_peak(&sim, 2 * SIM_CALM_S, SIM_SECONDS) <= CALM_PEAK);
	if (sim.says)
	    continue;
	check_int(sim.name, sim.served, SIM_NODES);
	/* Once boss is there: the longest wait, some losses in a row */
	check_true(sim.name, sim.served_s <= sim.boss_up_s + 600);
    }
}

/* A boss that never comes: the load on it stays what it was, and even */
static void load_of_nodes_without_a_boss(void **state)
{
    static struct sim sim = { .name = "no boss", .boss_up_s = SIM_SECONDS };
    unsigned int second, total = 0;

    (void)state;
    sim_run(&sim);
    check_int(sim.name, sim.served, 0);
    check_int(sim.name, sim.in_step, 0);
    for (second = 2 * SIM_CALM_S; second < SIM_SECONDS; second++)
	total += sim.asked[second];
    assert_in_range(total * 60 / (SIM_SECONDS - 2 * SIM_CALM_S),
		    SIM_NODES * 9 / 10, SIM_NODES * 12 / 10);
    check_true(sim.name,
	       sim_peak(&sim, 2 * SIM_CALM_S, SIM_SECONDS) <= CALM_PEAK);
    for (second = SIM_SECONDS - 600; second < SIM_SECONDS; second++)
	check_true("neither silence nor a crowd",
		   sim.asked[second] > 0 && sim.asked[second] <= 45);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(all_are_served_and_none_is_in_step),
	cmocka_unit_test(load_of_nodes_without_a_boss),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
