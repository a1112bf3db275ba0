/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * info.c - the command "info": all that is known of this node
 */
#include <stdio.h>

#include "infotext.h"
#include "ipv4.h"
#include "operator.h"
#include "platform.h"

#define DISKS_MAX	128		/* BIOS numbers are 0x80 to 0xff */

static int show_network(struct operator *operator)
{
    const struct dhcp_lease *lease = &operator->node->lease;
    char ip[IPV4_TEXT_SIZE], mask[IPV4_TEXT_SIZE], gateway[IPV4_TEXT_SIZE];
    char server[IPV4_TEXT_SIZE], next[IPV4_TEXT_SIZE];
    char hwaddr[HWADDR_TEXT_SIZE], nic[PLATFORM_TEXT_SIZE];

    return pager_line(operator, "versions  deterboot %s", DETERBOOT_VERSION) ||
	   pager_line(operator, "          %s", platform_loader()) ||
	   pager_line(operator, "card      %s, %s",
		       hwaddr_format(hwaddr, lease, ':'), platform_nic(nic)) ||
	   pager_line(operator, "address   %s, netmask %s, gateway %s",
		       ipv4_format(ip, lease->ip),
		       ipv4_format(mask, lease->netmask),
		       ipv4_format(gateway, lease->gateway)) ||
	   pager_line(operator, "lease     from %s, next-server %s%s%s",
		       ipv4_format(server, lease->server_id),
		       ipv4_format(next, lease->next_server),
		       lease->hostname[0] ? ", name " : "", lease->hostname);
}

static int show_bosses(struct operator *operator)
{
    const struct policy *policy = &operator->node->policy;
    char ip[IPV4_TEXT_SIZE], text[WAITING_TEXT_SIZE];
    unsigned int i;

    if (!policy->bosses)
	return pager_line(operator, "boss      not known yet");
    for (i = 0; i < policy->bosses; i++)
	if (pager_line(operator, "%-8s  %s:%u (%s)%s", i ? "" : "boss",
			ipv4_format(ip, policy->boss[i].ip),
			policy->boss[i].port, policy->boss[i].source,
			policy->bosses > 1 && i == policy->current ?
			", its turn" : ""))
	    return 1;
    return pager_line(operator, "          %s",
		       waiting_format(text, &operator->node->live.waiting,
				      policy_next_ms(policy, platform_ms())));
}

static int show_disk(struct operator *operator, const struct disk *disk)
{
    struct partitions walk;
    struct partition partition;
    char text[PARTITION_TEXT_SIZE], error[ERROR_TEXT_SIZE];
    enum error broken = partition_begin(&walk, disk);

    if (pager_line(operator, "hd%-6d  %s, %s", disk->number,
		    size_format(text, disk->sectors * disk->sector_size),
		    scheme_name(walk.scheme)))
	return 1;
    while (!broken && partition_next(&walk, &partition))
	if (pager_line(operator, "     %s",
			partition_format(text, &partition, disk->sector_size)))
	    return 1;
    if (!broken)
	broken = walk.error;
    return broken && pager_line(operator, "          %s",
				 error_format(error, broken, NULL));
}

void info(struct operator *operator)
{
    char memory[SIZE_TEXT_SIZE];
    struct disk disk;
    int number;

    if (show_network(operator) || show_bosses(operator) ||
	pager_line(operator, "memory    %s", size_format(memory,
						      platform_memory())))
	return;
    for (number = 0; number < DISKS_MAX && !platform_disk(&disk, number);
	 number++)
	if (show_disk(operator, &disk))
	    return;
    if (!number)
	pager_line(operator, "disks     none");
}
