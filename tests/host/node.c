/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * node.c - a simulated node: a policy, a clock and random numbers
 */
#include "node.h"

void node_boot(struct node *node, uint32_t now_ms)
{
    static struct policy_boss boss = {
	.port = BOOTINFO_SERVER_PORT, .source = "next-server",
    };

    boss.ip = BOSS;
    memset(node, 0, sizeof(*node));
    node->now_ms = now_ms;
    node->random = 1;
    memset(&node->policy, 0xff, sizeof(node->policy));
    policy_init(&node->policy, &boss, 1, "", now_ms);
}

struct policy_step node_next(struct node *node)
{
    struct policy_step step;

    policy_next(&node->policy, node->now_ms, schedule_random(&node->random),
		&step);
    return step;
}

unsigned int node_run_until(struct node *node, uint32_t end_ms)
{
    unsigned int questions = 0;

    while ((int32_t)(end_ms - node->now_ms) > 0) {
	struct policy_step step = node_next(node);

	if (step.verb == POLICY_ASK) {
	    questions++;
	} else if (step.verb == POLICY_LISTEN) {
	    assert_int_not_equal(step.wait_ms, 0);
	    if (step.wait_ms > end_ms - node->now_ms)
		node->now_ms = end_ms;
	    else
		node->now_ms += step.wait_ms;
	}
    }
    return questions;
}

static struct policy_step run_to(struct node *node, enum policy_verb verb)
{
    uint32_t start_ms = node->now_ms;

    for (;;) {
	struct policy_step step = node_next(node);

	if (step.verb == verb)
	    return step;
	if (step.verb == POLICY_LISTEN)
	    node->now_ms += step.wait_ms;
	assert_in_range(node->now_ms - start_ms, 0, 1000000);
    }
}

uint32_t node_run_to_question(struct node *node)
{
    uint32_t start_ms = node->now_ms;

    run_to(node, POLICY_ASK);
    return node->now_ms - start_ms;
}

struct policy_step node_run_to_silence(struct node *node)
{
    return run_to(node, POLICY_SILENCE);
}

struct policy_event node_receive(struct node *node, uint32_t from,
				   uint16_t port, const void *packet,
				   size_t len)
{
    void *copy = exact_copy(packet, len);
    struct policy_event event;

    memset(&event, 0xff, sizeof(event));
    policy_receive(&node->policy, node->now_ms, schedule_random(&node->random),
		   from, port, copy, len, &event);
    free(copy);
    return event;
}

struct policy_event node_hear(struct node *node, uint16_t opcode,
				uint16_t type, uint32_t partition)
{
    uint8_t packet[BOOTINFO_PACKET_SIZE];
    struct bootinfo_message msg;

    memset(&msg, 0, sizeof(msg));
    msg.version = BOOTINFO_VERSION;
    msg.opcode = opcode;
    msg.status = type ? BOOTINFO_SUCCESS : BOOTINFO_FAIL;
    msg.what.type = type;
    msg.what.partition = partition;
    if (type == BOOTINFO_MFS)
	strcpy(msg.what.path, "/mfs");
    bootinfo_encode(packet, &msg);
    return node_receive(node, BOSS, opcode == BOOTINFO_ORDER ?
		   BOOTINFO_ORDER_PORT : BOOTINFO_SERVER_PORT, packet,
		   sizeof(packet));
}

const char *const situation_names[SITUATIONS] = {
    "never asked", "asked", "asked often", "waiting", "waiting, asked again",
    "refused", "failed", "answered", "AUTO again",
};

void node_bring_into(struct node *node, enum situation situation)
{
    node_boot(node, 5000);
    if (situation == NEVER_ASKED)
	return;
    node_run_to_question(node);
    node->now_ms += 10;
    switch (situation) {
    case ASKED_OFTEN:
	node_run_until(node, node->now_ms + 100000);
	break;
    case WAITING:
    case WAITING_ASKED_AGAIN:
	reply(node, BOOTINFO_WAIT, 0);
	node->now_ms += 60000;
	if (situation == WAITING_ASKED_AGAIN)
	    node_run_to_question(node);
	break;
    case REFUSED:
	reply_fail(node);
	break;
    case FAILED:
	reply(node, BOOTINFO_PART, 9);
	policy_failed(&node->policy, node->now_ms, 0);
	break;
    case ANSWERED:
	reply(node, BOOTINFO_PART, 9);
	break;
    case AUTO_AGAIN:
	reply(node, BOOTINFO_AUTO, 0);
	node_run_to_question(node);
	reply(node, BOOTINFO_AUTO, 0);
	break;
    default:
	break;
    }
}

void check_unchanged(const char *row, const struct policy *before,
			    const struct policy *after)
{
    struct policy a = *before, b = *after;

    memset(&a.heard, 0, sizeof(a.heard));
    memset(&b.heard, 0, sizeof(b.heard));
    check_mem(row, &a, &b, sizeof(a));
}
