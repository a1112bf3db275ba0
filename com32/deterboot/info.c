/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * info.c - the command "info": all that is known of this node
 */
#include <stdio.h>

#include "deterboot.h"
#include "infotext.h"
#include "ipv4.h"
#include "platform.h"

#define DISKS_MAX	128		/* BIOS numbers are 0x80 to 0xff */

static int show_network(struct node *node)
{
    const struct dhcp_lease *lease = &node->lease;
    char ip[IPV4_TEXT_SIZE], mask[IPV4_TEXT_SIZE], gateway[IPV4_TEXT_SIZE];
    char server[IPV4_TEXT_SIZE], next[IPV4_TEXT_SIZE];
    char hwaddr[HWADDR_TEXT_SIZE], nic[PLATFORM_TEXT_SIZE];

    return prompt_line(node, "versions  deterboot %s", DETERBOOT_VERSION) ||
	   prompt_line(node, "          %s", platform_loader()) ||
	   prompt_line(node, "card      %s, %s",
		       hwaddr_format(hwaddr, lease, ':'), platform_nic(nic)) ||
	   prompt_line(node, "address   %s, netmask %s, gateway %s",
		       ipv4_format(ip, lease->ip),
		       ipv4_format(mask, lease->netmask),
		       ipv4_format(gateway, lease->gateway)) ||
	   prompt_line(node, "lease     from %s, next-server %s%s%s",
		       ipv4_format(server, lease->server_id),
		       ipv4_format(next, lease->next_server),
		       lease->hostname[0] ? ", name " : "", lease->hostname);
}

/* Routes besides the gateway, and an MTU that is not the card's */
static int show_routes(struct node *node)
{
    const struct dhcp_lease *lease = &node->lease;
    char text[ROUTE_TEXT_SIZE];
    unsigned int i;

    for (i = 0; i < lease->routes; i++)
	if (prompt_line(node, "%-8s  %s", i ? "" : "routes",
			route_format(text, &lease->route[i])))
	    return 1;
    return lease->mtu && prompt_line(node, "mtu       %u", lease->mtu);
}

static int show_bosses(struct node *node)
{
    const struct policy *policy = &node->policy;
    char ip[IPV4_TEXT_SIZE], text[WAITING_TEXT_SIZE];
    unsigned int i;

    if (!policy->bosses)
	return prompt_line(node, "boss      not known yet");
    for (i = 0; i < policy->bosses; i++)
	if (prompt_line(node, "%-8s  %s:%u (%s)%s", i ? "" : "boss",
			ipv4_format(ip, policy->boss[i].ip),
			policy->boss[i].port, policy->boss[i].source,
			policy->bosses > 1 && i == policy->current ?
			", its turn" : ""))
	    return 1;
    return prompt_line(node, "          %s",
		       waiting_format(text, &node->waiting,
				      policy_next_ms(policy, platform_ms())));
}

static int show_disk(struct node *node, const struct disk *disk)
{
    struct partitions walk;
    struct partition partition;
    char text[PARTITION_TEXT_SIZE], error[ERROR_TEXT_SIZE];
    enum error broken = partition_begin(&walk, disk);

    if (prompt_line(node, "hd%-6d  %s, %s", disk->number,
		    size_format(text, disk->sectors * disk->sector_size),
		    scheme_name(walk.scheme)))
	return 1;
    while (!broken && partition_next(&walk, &partition))
	if (prompt_line(node, "     %s",
			partition_format(text, &partition, disk->sector_size)))
	    return 1;
    if (!broken)
	broken = walk.error;
    return broken && prompt_line(node, "          %s",
				 error_format(error, broken, NULL));
}

void info(struct node *node)
{
    char memory[SIZE_TEXT_SIZE];
    struct disk disk;
    int number;

    if (show_network(node) || show_routes(node) || show_bosses(node) ||
	prompt_line(node, "memory    %s", size_format(memory,
						      platform_memory())))
	return;
    for (number = 0; number < DISKS_MAX && !platform_disk(&disk, number);
	 number++)
	if (show_disk(node, &disk))
	    return;
    if (!number)
	prompt_line(node, "disks     none");
}
