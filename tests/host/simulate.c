/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * simulate.c - print the load on boss when a machine room gets power again:
 * what `make simulate` runs
 */
#include <stdio.h>

#include "sim.h"

/* Seconds where the rows of the table begin; fine at first, coarse later */
static const unsigned int rows[] = {
    0, 1, 2, 3, 5, 10, 20, 30, 60, 120, 300, 600, 601, 602, 605, 610, 630, 660,
    720, 900, 1200, SIM_SECONDS,
};
#define ROWS	(sizeof(rows) / sizeof(rows[0]) - 1)

#define BAR_UNIT	20		/* questions a second for one # */

static void print_case(const struct sim *sim)
{
    unsigned int i, second, asked, answered, peak, bar;

    printf("\n%s: pairs in step: %u", sim->name, sim->in_step);
    if (!sim->says)
	printf("; %u of %u nodes served, the last in second %u", sim->served,
	       SIM_NODES, sim->served_s);
    putchar('\n');
    printf("  seconds     asked  answered  peak a second\n");
    for (i = 0; i < ROWS && (sim->says || rows[i] <= sim->served_s); i++) {
	asked = answered = 0;
	for (second = rows[i]; second < rows[i + 1]; second++) {
	    asked += sim->asked[second];
	    answered += sim->answered[second];
	}
	peak = sim_peak(sim, rows[i], rows[i + 1]);
	printf("%5u-%-5u %7u %9u %6u ", rows[i], rows[i + 1] - 1, asked,
	       answered, peak);
	for (bar = 0; bar < peak; bar += BAR_UNIT)
	    putchar('#');
	putchar('\n');
    }
}

int main(void)
{
    static struct sim sim;
    unsigned int i;

    printf("%u nodes get power in the same moment, and ask boss\n",
	   SIM_NODES);
    for (i = 0; i < SIM_CASES; i++) {
	sim = sim_cases[i];
	sim_run(&sim);
	print_case(&sim);
    }
    return 0;
}
