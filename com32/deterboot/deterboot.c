/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * deterboot.c - ask boss what to boot, and boot it
 */
#include <klibc/compiler.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "deterboot.h"
#include "lease.h"
#include "platform.h"

/* Everything that must be right before boss can be asked */
static enum error prepare(struct node *node, int argc, char *argv[])
{
    char why[OPTION_ERROR_SIZE];
    enum error error;

    if (!platform_is_pxelinux())
	return ERR_NOT_PXELINUX;
    if (net_missing())
	return ERR_NO_SOCKETS;
    if (options_parse(&node->config, argc, argv, why)) {
	say_error(ERR_OPTION, why);
	return ERR_OPTION;
    }
    error = lease_of_rom(&node->lease, &node->config);
    if (error)
	return error;
    node->argc = argc;
    node->argv = argv;
    attention_init(&node->attention, node->config.idle_ms);
    node->random = platform_seed(node->lease.hwaddr, node->lease.hwaddr_len);
    report_refill(&node->report);
    return ERR_NONE;
}

/* Tell what is wrong and what to do, and go back to pxelinux */
static int give_up(enum error error)
{
    if (error != ERR_OPTION && error != ERR_GAVE_UP)
	say_error(error, error == ERR_NO_SOCKETS ? net_missing() : NULL);
    switch (error) {
    case ERR_NO_SOCKETS:
	say("the node has loaded other files than deterboot's own");
	say("serve deterboot's pxelinux.0, with the *.c32 files beside it");
	break;
    case ERR_NOT_PXELINUX:
	say("boot this node over the network, from deterboot's pxelinux.0");
	break;
    case ERR_OPTION:
	say("correct the APPEND line of deterboot.c32 in pxelinux.cfg");
	break;
    case ERR_NO_BOSS:
	say("set next-server in the DHCP server, or boss= in pxelinux.cfg");
	break;
    default:
	break;
    }
    say("nothing was booted, back to pxelinux");
    return EXIT_FAILURE;
}

/* Boot something; returns only where pxelinux is to go on */
static enum error go(struct node *node)
{
    enum error error;

    say_who(&node->lease);
    if (node->config.edgeboot) {
	if (key_window(node))
	    return ERR_GAVE_UP;
	edgeboot(node);
    }
    error = find_bosses(&node->bosses, &node->config, &node->lease,
			&node->random, pause_for, node);
    if (error)
	return error;
    policy_init(&node->policy, node->bosses.boss, node->bosses.count,
		node->config.key, platform_ms());
    policy_set_limit(&node->policy, node->config.rounds);
    if (node->config.edgeboot || !key_window(node))
	talk(node);
    return ERR_GAVE_UP;
}

__export int main(int argc, char *argv[])
{
    struct node *node;
    enum error error;

    printf("deterboot %s\n", DETERBOOT_VERSION);
    node = calloc(1, sizeof(*node));
    if (!node) {
	say("out of memory");
	return EXIT_FAILURE;
    }
    node->net.fd = NET_CLOSED;
    error = prepare(node, argc, argv);
    if (!error)
	error = go(node);
    net_close(&node->net);
    free(node);
    return give_up(error);
}
