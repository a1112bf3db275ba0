/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sim.h - a machine room of nodes that ask one boss, on a simulated clock
 *
 * The nodes are the module's own policy, with seeds that it makes of their
 * MACs. Boss answers an MFS, and whoever has it is served and asks no more; or
 * it answers something else all the time.
 */
#ifndef DETERBOOT_TEST_SIM_H
#define DETERBOOT_TEST_SIM_H

#include <stdint.h>

#define SIM_NODES	1000
#define SIM_SECONDS	1800
#define SIM_SLOT_MS	10		/* "in step": asked in the same one... */
#define SIM_STEPS	3		/* ...so many times in a row */

#define SIM_FAIL	0xffff		/* status FAIL, in place of a type */

struct sim {
    const char *name;
    unsigned int spread_ms;		/* the nodes start within this time */
    unsigned int boss_up_s;		/* boss is dead until then */
    unsigned int loss_percent;		/* of questions and of answers */
    unsigned int capacity;		/* questions a second that boss can
					   answer, it drops the rest; 0 = all */
    uint16_t says;			/* WAIT, AUTO or SIM_FAIL; 0 = MFS */

    /* Results */
    unsigned int asked[SIM_SECONDS];	/* questions in each second */
    unsigned int answered[SIM_SECONDS];
    unsigned int served;		/* nodes that got their answer */
    unsigned int served_s;		/* second of the last one */
    unsigned int in_step;		/* pairs of nodes, after SIM_CALM_S */
};

#define SIM_CALM_S	60		/* nodes have drifted apart by then */

/**
 * Run it
 *
 * @v sim	The first fields; receives the results
 */
void sim_run(struct sim *sim);

/**
 * Questions in the busiest second of [from, to)
 */
unsigned int sim_peak(const struct sim *sim, unsigned int from,
		      unsigned int to);

/* What is simulated, SIM_CASES of it */
#define SIM_CASES	9
extern const struct sim sim_cases[SIM_CASES];

#endif /* DETERBOOT_TEST_SIM_H */
