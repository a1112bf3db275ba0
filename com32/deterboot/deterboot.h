/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * deterboot.h - the node: all that main() and those it calls share
 */
#ifndef DETERBOOT_DETERBOOT_H
#define DETERBOOT_DETERBOOT_H

#include <stdint.h>

#include "action.h"
#include "attention.h"
#include "dhcp.h"
#include "findboss.h"
#include "line.h"
#include "net.h"
#include "options.h"
#include "policy.h"
#include "report.h"
#include "screen.h"
#include "waiting.h"

struct node {
    struct config config;
    struct dhcp_lease lease;
    struct bosses bosses;
    struct net net;
    struct policy policy;
    struct policy_event event;
    struct action action;
    struct report report;
    uint32_t random;			/* state of schedule_random() */
    int argc;				/* of main(): RESTART reads the options */
    char **argv;			/* again */

    /* The operator */
    struct attention attention;
    uint32_t polled_ms;			/* when keys were last looked for */
    int stopped;			/* Ctrl-C came, the prompt is due */
    struct waiting waiting;
    struct live live;			/* the line that shows `waiting` */
    struct line line;			/* of the prompt */
    unsigned int rows;			/* printed since a key was pressed */
    int has_kept;			/* boss has spoken while the prompt was */
    struct policy_event kept;		/* open; done when it is left */
};

/* One byte more than a datagram has, so that a longer one is noticed */
#define RECEIVE_SIZE	(BOOTINFO_PACKET_SIZE + 1)

/* Policy: so often keys are looked for, while there is nothing else to do */
#define KEY_POLL_MS	200

/**
 * Boot the partition that DHCP names, if the option edgeboot says so
 *
 * Returns if there is none, or if that boot failed.
 */
void edgeboot(struct node *node);

/**
 * Do what was planned in node->action
 *
 * @v node	The node
 * @ret 0	Nothing is to be booted
 * @ret -EIO	It was to boot something and did not; printed why
 */
int carry_out(struct node *node);

/**
 * Tell boss how it goes, if the options say so
 *
 * @v node	The node
 * @v boss_ip	Whom, unless the options name somebody; network byte order
 * @v state	How it goes
 */
void report(struct node *node, uint32_t boss_ip, enum state state);

/**
 * Tell boss that what node->event said did not come about, after a pause or
 * where there is one anyway
 */
void report_failure(struct node *node);

/**
 * The answer cannot be followed: tell when boss is asked again
 */
void ask_later(struct node *node);

/**
 * Follow boss's answer in node->event
 *
 * @v node	The node
 * @ret 1	pxelinux is to go on
 * @ret 0	The node is
 */
int act(struct node *node);

/**
 * RESTART: DHCP again, and ask the boss that it names
 *
 * @v node	The node
 * @ret 1	pxelinux is to go on
 * @ret 0	The node is
 */
int start_over(struct node *node);

/**
 * Print what a datagram that changed nothing, or a refusal, means
 */
void say_event(const struct node *node, const struct policy_event *event,
	       uint32_t ip, uint16_t port);

/**
 * Give an operator time to press Ctrl-C before anything is done
 *
 * @v node	The node
 * @ret 1	pxelinux is to go on
 * @ret 0	The node is
 */
int key_window(struct node *node);

/**
 * Look for keys; Ctrl-C opens the prompt
 *
 * @v node	The node
 * @ret 1	pxelinux is to go on
 * @ret 0	The node is
 */
int look_for_keys(struct node *node);

/**
 * Look for keys; Ctrl-C opens the prompt as soon as look_for_keys() is called
 *
 * @v context	The node
 * @ret 1	Ctrl-C came
 * @ret 0	It did not
 */
int stop_wanted(void *context);

/**
 * Do nothing for a time but look for keys
 *
 * @v context	The node
 * @v ms	How long; less if the prompt was open
 * @ret 1	pxelinux is to go on
 * @ret 0	The node is
 */
int pause_for(void *context, uint32_t ms);

/**
 * Let the operator say what to do, until he lets the node go on
 *
 * @v node	The node
 * @ret 1	pxelinux is to go on
 * @ret 0	The node is
 */
int prompt(struct node *node);

/**
 * Print a line below the prompt, indented
 *
 * When the screen is full a key is waited for.
 *
 * @ret 1	The operator wants to see no more
 * @ret 0	Go on
 */
int prompt_line(struct node *node, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/**
 * The command "info"
 */
void info(struct node *node);

/**
 * Talk to boss until something boots
 *
 * Returns only where pxelinux is to go on: for the fallback "prompt", or if an
 * operator says so.
 */
void talk(struct node *node);

#endif /* DETERBOOT_DETERBOOT_H */
