/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * node.h - the node: what it knows, and what it does without an operator
 */
#ifndef DETERBOOT_NODE_H
#define DETERBOOT_NODE_H

#include <stdint.h>

#include "action.h"
#include "dhcp.h"
#include "findboss.h"
#include "net.h"
#include "options.h"
#include "policy.h"
#include "report.h"
#include "screen.h"
#include "stop.h"

struct node {
    struct config config;
    struct dhcp_lease lease;
    struct bosses bosses;
    struct net net;
    struct policy policy;
    struct report report;
    struct live live;			/* the line that shows how it waits */
    uint32_t random;			/* state of schedule_random() */
    int argc;				/* of main(): RESTART reads the options */
    char **argv;			/* again */
};

/* What is to be done next. Nobody does it who finds it out: the loop in
   deterboot.c does, so that nothing nests however long a node lives. */
enum next {
    NEXT_GO,				/* go on: find boss, or talk to it */
    NEXT_PROMPT,			/* somebody pressed Ctrl-C */
    NEXT_ACT,				/* follow what boss said meanwhile */
    NEXT_RESTART,			/* DHCP again */
    NEXT_SHELL,				/* pxelinux is to go on */
};

/* One byte more than a datagram has, so that a longer one is noticed */
#define RECEIVE_SIZE	(BOOTINFO_PACKET_SIZE + 1)

/**
 * Boot the partition that DHCP names, if the option edgeboot says so
 *
 * Returns if there is none, or if that boot failed.
 */
void edgeboot(struct node *node);

/**
 * Do what was planned
 *
 * @v node	The node
 * @v event	Who said it, and what
 * @v action	What action_plan() made of that; a SYSID becomes a partition
 * @ret 0	Nothing is to be booted
 * @ret -EIO	It was to boot something and did not; printed why
 */
int carry_out(struct node *node, const struct policy_event *event,
	      struct action *action);

/**
 * Tell boss how it goes, if the options say so
 *
 * @v node	The node
 * @v boss_ip	Whom, unless the options name somebody; network byte order
 * @v state	How it goes
 */
void report(struct node *node, uint32_t boss_ip, enum state state);

/**
 * Tell boss that a boot did not come about, after a pause or where there is one
 * anyway
 *
 * @v node	The node
 * @v boss_ip	Who said it, network byte order
 */
void report_failure(struct node *node, uint32_t boss_ip);

/**
 * The answer cannot be followed: tell when boss is asked again
 */
void ask_later(struct node *node);

/**
 * Follow boss's answer
 *
 * @v node	The node
 * @v event	The answer
 * @ret next	NEXT_GO, NEXT_RESTART
 */
enum next act(struct node *node, const struct policy_event *event);

/**
 * RESTART: DHCP again, and ask the boss that it names
 *
 * @v node	The node
 * @v stop	Asked meanwhile
 * @ret next	NEXT_GO, NEXT_PROMPT
 */
enum next start_over(struct node *node, const struct stop *stop);

/**
 * Print what a datagram that changed nothing, or a refusal, means
 */
void say_event(const struct node *node, const struct policy_event *event,
	       uint32_t ip, uint16_t port);

/**
 * Talk to boss until something boots
 *
 * @v node	The node; it has a boss
 * @v stop	Asked meanwhile
 * @ret next	NEXT_PROMPT, NEXT_RESTART; NEXT_SHELL for the fallback "prompt"
 */
enum next talk(struct node *node, const struct stop *stop);

#endif /* DETERBOOT_NODE_H */
