/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * node.h - a simulated node: a policy, a clock and random numbers
 */
#ifndef DETERBOOT_TEST_NODE_H
#define DETERBOOT_TEST_NODE_H

#include "hear.h"
#include "test.h"

#define BOSS		ip(10, 0, 2, 2)

struct node {
    struct policy policy;
    uint32_t now_ms;
    uint32_t random;			/* state of schedule_random() */
};

/* Start at this time, with BOSS to ask */
void node_boot(struct node *node, uint32_t now_ms);

/* What the policy says at this time */
struct policy_step node_next(struct node *node);

/* Run until `end_ms`, nobody says a word; returns how many questions went out */
unsigned int node_run_until(struct node *node, uint32_t end_ms);

/* Run until the next question; returns how long that took, in ms */
uint32_t node_run_to_question(struct node *node);

/* Run until a question is said to have no answer yet */
struct policy_step node_run_to_silence(struct node *node);

/* A datagram comes, on the heap in its exact size */
struct policy_event node_receive(struct node *node, uint32_t from,
				 uint16_t port, const void *packet,
				 size_t len);

/*
 * A well-formed message from boss comes; type 0 is status FAIL, the partition
 * tells answers apart
 */
struct policy_event node_hear(struct node *node, uint16_t opcode,
			      uint16_t type, uint32_t partition);

#define reply(node, type, partition)	\
    node_hear(node, BOOTINFO_REPLY, type, partition)
#define reply_fail(node)	node_hear(node, BOOTINFO_REPLY, 0, 0)
#define order(node, type, partition)	\
    node_hear(node, BOOTINFO_ORDER, type, partition)

/* The states in which a datagram can find a node */
enum situation {
    NEVER_ASKED, ASKED, ASKED_OFTEN, WAITING, WAITING_ASKED_AGAIN, REFUSED,
    FAILED, ANSWERED, AUTO_AGAIN, SITUATIONS
};

extern const char *const situation_names[SITUATIONS];

/* Start a node and bring it into this state */
void node_bring_into(struct node *node, enum situation situation);

/* Nothing but the counters of ignored datagrams may differ */
void check_unchanged(const char *row, const struct policy *before,
		     const struct policy *after);

#endif /* DETERBOOT_TEST_NODE_H */
