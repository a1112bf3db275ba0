/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bosses.c - which servers may be boss
 */
#include <string.h>

#include "bosses.h"
#include "ipv4.h"

const char *bosses_next_word(const char *text, size_t *len)
{
    text += strspn(text, ",");
    *len = strcspn(text, ",");
    return *len ? text : NULL;
}

/* The list as it grows; the last place is the DHCP server's */
struct list {
    struct policy_boss *boss;
    unsigned int count, room;
    uint16_t port;
};

/* Append an address that can be a host's, unless it is in the list already */
static void add(struct list *list, uint32_t ip, const char *source)
{
    unsigned int i;

    if (!ipv4_is_host(ip) || list->count >= list->room)
	return;
    for (i = 0; i < list->count; i++)
	if (list->boss[i].ip == ip)
	    return;
    list->boss[list->count].ip = ip;
    list->boss[list->count].port = list->port;
    list->boss[list->count].source = source;
    list->count++;
}

int bosses_need_name(const struct dhcp_lease *lease)
{
    const char *word = lease->tftp_server;
    size_t len;

    for (; (word = bosses_next_word(word, &len)); word += len)
	if (hostname_valid(word, len))
	    return 1;
    return 0;
}

/* Those of option 66 or sname in their order; where the first name stands, all
   addresses that names have */
static void add_named(struct list *list, const struct dhcp_lease *lease,
		      const uint32_t *name_ip, unsigned int name_ips)
{
    const char *source = lease->tftp_server_is_sname ? "DHCP server name" :
			 "DHCP option 66";
    const char *word = lease->tftp_server;
    unsigned int i;
    uint32_t ip;
    size_t len;

    for (; (word = bosses_next_word(word, &len)); word += len)
	if (!ipv4_parse(&ip, word, len))
	    add(list, ip, source);
	else if (hostname_valid(word, len))
	    for (i = 0; i < name_ips; i++)
		add(list, name_ip[i], source);
}

unsigned int bosses_list(struct policy_boss boss[POLICY_BOSSES_MAX],
			 const struct dhcp_lease *lease,
			 const uint32_t *name_ip, unsigned int name_ips,
			 uint16_t port)
{
    struct list list = { boss, 0, POLICY_BOSSES_MAX - 1, port };

    add(&list, lease->bootinfo_server, "DHCP option 43.128");
    add(&list, lease->next_server, "next-server");
    add_named(&list, lease, name_ip, name_ips);
    list.room = POLICY_BOSSES_MAX;
    add(&list, lease->server_id, "DHCP server");
    return list.count;
}
