/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * deterboot.c - ask boss what to boot, and boot it
 */
#include <klibc/compiler.h>
#include <errno.h>
#include <stdlib.h>

#include "lease.h"
#include "operator.h"
#include "platform.h"

/* All there is of it */
struct deterboot {
    struct node node;
    struct operator operator;
    int window_passed;			/* the key window has been there */
    int edgeboot_tried;
};

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
    platform_https(node->config.trust, node->config.https_build);
    error = lease_of_rom(&node->lease, &node->config);
    if (error)
	return error;
    node->argc = argc;
    node->argv = argv;
    node->random = platform_seed(node->lease.hwaddr, node->lease.hwaddr_len);
    report_refill(&node->report);
    return ERR_NONE;
}

/* Let the node be booted from the network the next time, too */
static void boot_again(void)
{
    char entry[PLATFORM_TEXT_SIZE];

    if (platform_boot_again(entry))
	say_error(ERR_BOOT_ORDER, NULL);
    else if (entry[0])
	say("the firmware boots the network (%s) first again", entry);
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

/* Find boss; *error is set if there is none */
static enum next find(struct node *node, const struct stop *stop,
		      enum error *error)
{
    int rc = find_bosses(&node->bosses, &node->config, &node->lease,
			 &node->random, stop);

    if (rc == -EINTR)
	return NEXT_PROMPT;
    if (rc) {
	*error = ERR_NO_BOSS;
	return NEXT_SHELL;
    }
    policy_init(&node->policy, node->bosses.boss, node->bosses.count,
		node->config.key, platform_ms());
    policy_set_limit(&node->policy, node->config.rounds);
    return NEXT_GO;
}

/* Go on with whatever has not been done yet */
static enum next go_on(struct deterboot *all, const struct stop *stop,
		       enum error *error)
{
    struct node *node = &all->node;

    if (!all->window_passed && (node->config.edgeboot || node->policy.bosses)) {
	all->window_passed = 1;
	return key_window(&all->operator);
    }
    if (node->config.edgeboot && !all->edgeboot_tried) {
	all->edgeboot_tried = 1;
	edgeboot(node);
	return NEXT_GO;
    }
    if (!node->policy.bosses)
	return find(node, stop, error);
    return talk(node, stop);
}

/* Boot something; returns only where pxelinux is to go on */
static enum error go(struct deterboot *all)
{
    const struct stop stop = { keys_stop, &all->operator };
    enum error error = ERR_GAVE_UP;
    enum next next = NEXT_GO;

    say_who(&all->node.lease);
    if (all->node.config.efi_bootorder)
	boot_again();
    while (next != NEXT_SHELL) {
	switch (next) {
	case NEXT_PROMPT:
	    next = prompt(&all->operator);
	    break;
	case NEXT_ACT:
	    next = act(&all->node, &all->operator.kept);
	    break;
	case NEXT_RESTART:
	    next = start_over(&all->node, &stop);
	    break;
	default:
	    next = go_on(all, &stop, &error);
	    break;
	}
    }
    return error;
}

__export int main(int argc, char *argv[])
{
    struct deterboot *all;
    enum error error;

    print("deterboot %s\n", DETERBOOT_VERSION);
    all = calloc(1, sizeof(*all));
    if (!all) {
	say("out of memory");
	return EXIT_FAILURE;
    }
    all->node.net.fd = NET_CLOSED;
    all->operator.node = &all->node;
    error = prepare(&all->node, argc, argv);
    attention_init(&all->operator.attention, all->node.config.idle_ms);
    if (!error)
	error = go(all);
    net_close(&all->node.net);
    free(all);
    return give_up(error);
}
