/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sim.c - a machine room of nodes that ask one boss, on a simulated clock
 */
#include <stdlib.h>
#include <string.h>

#include "hear.h"
#include "sim.h"

#define BOSS_IP		0x0202000aU
#define TRIP_MS		1		/* to boss or back */
#define SEED		0x5eed		/* of the network's losses */

const struct sim sim_cases[SIM_CASES] = {
    { .name = "all in one millisecond" },
    { .name = "within 10 s", .spread_ms = 10000 },
    { .name = "20 % loss", .loss_percent = 20 },
    { .name = "boss answers 50 a second", .capacity = 50 },
    { .name = "boss comes 10 min late", .boss_up_s = 600 },
    { .name = "late, 50 a second, 20 % loss", .boss_up_s = 600,
      .capacity = 50, .loss_percent = 20 },
    { .name = "boss says WAIT", .says = BOOTINFO_WAIT },
    { .name = "boss says AUTO", .says = BOOTINFO_AUTO },
    { .name = "boss says FAIL", .says = SIM_FAIL },
};

struct sim_node {
    struct policy policy;
    uint32_t random;
    uint32_t wake_ms;			/* when to look at it again */
    int answer_comes;			/* at wake_ms */
    int served;
    uint32_t last_slot[SIM_STEPS];	/* of its last questions */
    unsigned int questions;		/* after SIM_CALM_S */
};

/* The answer, as it goes onto the wire */
static void make_answer(uint8_t packet[BOOTINFO_PACKET_SIZE], uint16_t says)
{
    struct bootinfo_message msg;

    memset(&msg, 0, sizeof(msg));
    msg.version = BOOTINFO_VERSION;
    msg.opcode = BOOTINFO_REPLY;
    if (says == SIM_FAIL) {
	msg.status = BOOTINFO_FAIL;
    } else if (says) {
	msg.what.type = says;
    } else {
	msg.what.type = BOOTINFO_MFS;
	strcpy(msg.what.path, "/mfs");
    }
    bootinfo_encode(packet, &msg);
}

/* True if this datagram gets through */
static int arrives(const struct sim *sim, uint32_t *network)
{
    return schedule_random(network) / 16 % 100 >= sim->loss_percent;
}

/* A question: does its answer get back to the node? */
static int boss_answers(struct sim *sim, uint32_t now_ms, uint32_t *network)
{
    unsigned int second = now_ms / 1000;

    sim->asked[second]++;
    if (!arrives(sim, network) || second < sim->boss_up_s ||
	(sim->capacity && sim->answered[second] >= sim->capacity))
	return 0;
    sim->answered[second]++;
    return arrives(sim, network);
}

/* Let a node act at its time; nothing happens while it waits */
static void run_node(struct sim *sim, struct sim_node *node,
		     const uint8_t *answer, uint32_t *network)
{
    const uint32_t now_ms = node->wake_ms;
    struct policy_event event;
    struct policy_step step;
    unsigned int i;

    if (node->answer_comes) {
	policy_receive(&node->policy, now_ms, schedule_random(&node->random),
		       BOSS_IP, BOOTINFO_SERVER_PORT, answer,
		       BOOTINFO_PACKET_SIZE, &event);
	node->answer_comes = 0;
	node->served = event.result == POLICY_ANSWERED && !sim->says;
	sim->served += (unsigned int)node->served;
	if (node->served)
	    sim->served_s = now_ms / 1000;
	return;
    }
    policy_next(&node->policy, now_ms, schedule_random(&node->random), &step);
    if (step.verb == POLICY_LISTEN) {
	node->wake_ms += step.wait_ms;
    } else if (step.verb == POLICY_ASK) {
	if (now_ms >= SIM_CALM_S * 1000) {
	    for (i = SIM_STEPS - 1; i; i--)
		node->last_slot[i] = node->last_slot[i - 1];
	    node->last_slot[0] = now_ms / SIM_SLOT_MS;
	    node->questions++;
	}
	if (boss_answers(sim, now_ms, network)) {
	    node->answer_comes = 1;
	    node->wake_ms += 2 * TRIP_MS;
	}
    }
}

/* How many other nodes have just asked in step with this one, for the first
   time */
static unsigned int count_in_step(const struct sim_node *nodes,
				  const struct sim_node *node)
{
    unsigned int i, count = 0;

    if (node->questions < SIM_STEPS)
	return 0;
    for (i = 0; i < SIM_NODES; i++)
	count += &nodes[i] != node && nodes[i].questions >= SIM_STEPS &&
		 !memcmp(nodes[i].last_slot, node->last_slot,
			 sizeof(node->last_slot));
    return count;
}

void sim_run(struct sim *sim)
{
    const struct policy_boss boss = { BOSS_IP, BOOTINFO_SERVER_PORT, "" };
    struct sim_node *nodes = calloc(SIM_NODES, sizeof(*nodes)), *next;
    uint8_t answer[BOOTINFO_PACKET_SIZE];
    uint32_t network = SEED;
    unsigned int i, questions;

    if (!nodes)
	abort();
    make_answer(answer, sim->says);
    for (i = 0; i < SIM_NODES; i++) {
	const uint8_t mac[] = { 0x52, 0x54, 0, 0, (uint8_t)(i >> 8),
				(uint8_t)i };

	nodes[i].random = schedule_seed(SCHEDULE_SEED, mac, sizeof(mac));
	if (sim->spread_ms)
	    nodes[i].wake_ms = schedule_random(&network) % sim->spread_ms;
	policy_init(&nodes[i].policy, &boss, 1, "", nodes[i].wake_ms);
    }
    for (;;) {
	next = NULL;
	for (i = 0; i < SIM_NODES; i++)
	    if (!nodes[i].served && (!next || nodes[i].wake_ms < next->wake_ms))
		next = &nodes[i];
	if (!next || next->wake_ms >= SIM_SECONDS * 1000)
	    break;
	questions = next->questions;
	run_node(sim, next, answer, &network);
	if (next->questions != questions)
	    sim->in_step += count_in_step(nodes, next);
    }
    free(nodes);
}

unsigned int sim_peak(const struct sim *sim, unsigned int from,
		      unsigned int to)
{
    unsigned int peak = 0;

    for (; from < to; from++)
	if (sim->asked[from] > peak)
	    peak = sim->asked[from];
    return peak;
}
