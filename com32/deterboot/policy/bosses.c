/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bosses.c - which servers may be boss
 */
#include <string.h>

#include "bosses.h"
#include "ipv4.h"

/* Append an address that can be a host's, unless it is in the list already */
static unsigned int add(struct policy_boss *boss, unsigned int count,
			uint32_t ip, uint16_t port, const char *source)
{
    unsigned int i;

    if (!ipv4_is_host(ip))
	return count;
    for (i = 0; i < count; i++)
	if (boss[i].ip == ip)
	    return count;
    boss[count].ip = ip;
    boss[count].port = port;
    boss[count].source = source;
    return count + 1;
}

int bosses_need_name(const struct dhcp_lease *lease)
{
    return hostname_valid(lease->tftp_server, strlen(lease->tftp_server));
}

unsigned int bosses_list(struct policy_boss boss[POLICY_BOSSES_MAX],
			 const struct dhcp_lease *lease, uint32_t name_ip,
			 uint16_t port)
{
    unsigned int count = 0;

    if (ipv4_parse(&name_ip, lease->tftp_server,
		   strlen(lease->tftp_server)) && !bosses_need_name(lease))
	name_ip = 0;
    count = add(boss, count, lease->bootinfo_server, port,
		"DHCP option 43.128");
    count = add(boss, count, lease->next_server, port, "next-server");
    count = add(boss, count, name_ip, port, lease->tftp_server_is_sname ?
		"DHCP server name" : "DHCP option 66");
    return add(boss, count, lease->server_id, port, "DHCP server");
}
