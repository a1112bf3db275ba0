/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * deterboot.h - the node: all that main() and those it calls share
 */
#ifndef DETERBOOT_DETERBOOT_H
#define DETERBOOT_DETERBOOT_H

#include <stdint.h>

#include "action.h"
#include "dhcp.h"
#include "findboss.h"
#include "net.h"
#include "options.h"
#include "policy.h"

struct node {
    struct config config;
    struct dhcp_lease lease;
    struct bosses bosses;
    struct net net;
    struct policy policy;
    struct policy_event event;
    struct action action;
    uint32_t random;			/* state of schedule_random() */
};

/**
 * Boot the partition that DHCP names, if the option edgeboot says so
 *
 * Returns if there is none, or if that boot failed.
 */
void edgeboot(struct node *node);

/**
 * Talk to boss until something boots
 *
 * Returns only where pxelinux is to go on: for the fallback "prompt".
 */
void talk(struct node *node);

#endif /* DETERBOOT_DETERBOOT_H */
