/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * findboss.c - find the servers to ask, look up their names, show them
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "findboss.h"
#include "net.h"
#include "screen.h"

static void say_bosses(const struct bosses *bosses)
{
    char ip[IPV4_TEXT_SIZE];
    unsigned int i;

    for (i = 0; i < bosses->count; i++)
	say("%sboss %s:%u (%s)", i ? "or " : "",
	    ipv4_format(ip, bosses->boss[i].ip), bosses->boss[i].port,
	    bosses->boss[i].source);
}

/* The name of a boss, or a list with names in it; NULL if only addresses are
   given */
static const char *name_of(const struct config *config,
			   const struct dhcp_lease *lease)
{
    uint32_t ip;

    if (config->boss[0])
	return ipv4_parse(&ip, config->boss, strlen(config->boss)) ?
	       config->boss : NULL;
    return bosses_need_name(lease) ? lease->tftp_server : NULL;
}

/* List all whose address is known */
static void list(struct bosses *bosses, const struct config *config,
		 const struct dhcp_lease *lease)
{
    struct policy_boss *boss = bosses->boss;
    unsigned int i;

    memset(bosses->boss, 0, sizeof(bosses->boss));
    if (!config->boss[0]) {
	bosses->count = bosses_list(bosses->boss, lease, bosses->name_ip,
				    bosses->name_ips, config->port);
	return;
    }
    bosses->count = bosses->name_ips;
    for (i = 0; i < bosses->name_ips; i++)
	boss[i].ip = bosses->name_ip[i];
    if (!ipv4_parse(&boss->ip, config->boss, strlen(config->boss)))
	bosses->count = 1;
    for (i = 0; i < bosses->count; i++) {
	boss[i].port = config->port;
	boss[i].source = "boss= option";
    }
}

/* Look up a name: how many addresses it has, `room` at most. What is no address
   of a host is no answer. */
static unsigned int look_up_one(uint32_t *host, unsigned int room,
				const char *name)
{
    char detail[DHCP_TEXT_SIZE + IPV4_TEXT_SIZE + 8], text[IPV4_TEXT_SIZE];
    uint32_t ip[POLICY_BOSSES_MAX];
    unsigned int i, count, hosts = 0;

    say("looking up boss %s", name);
    count = net_resolve_all(ip, POLICY_BOSSES_MAX, name);
    for (i = 0; i < count && hosts < room; i++)
	if (ipv4_is_host(ip[i]))
	    host[hosts++] = ip[i];
    if (!count) {
	say_error(ERR_BOSS_NAME, name);
    } else if (!hosts) {
	snprintf(detail, sizeof(detail), "%s is %s", name,
		 ipv4_format(text, ip[0]));
	say_error(ERR_BOSS_NAME, detail);
    }
    return hosts;
}

/* Look up each name of a list; it is due until all are known */
static int look_up(struct bosses *bosses, const char *names)
{
    uint32_t host[POLICY_BOSSES_MAX] = { 0 };
    const char *word = names;
    char name[DHCP_TEXT_SIZE];
    unsigned int found, hosts = 0;
    int unknown = 0;
    size_t len;

    for (; (word = bosses_next_word(word, &len)); word += len) {
	if (!hostname_valid(word, len) || hosts == POLICY_BOSSES_MAX)
	    continue;
	snprintf(name, sizeof(name), "%.*s", (int)len, word);
	found = look_up_one(host + hosts, POLICY_BOSSES_MAX - hosts, name);
	unknown |= !found;
	hosts += found;
    }
    if (!hosts)
	return -ENOENT;
    memcpy(bosses->name_ip, host, sizeof(bosses->name_ip));
    bosses->name_ips = hosts;
    bosses->name_due = unknown;
    snprintf(bosses->name, sizeof(bosses->name), "%s", names);
    return 0;
}

int find_bosses(struct bosses *bosses, const struct config *config,
		const struct dhcp_lease *lease, uint32_t *random,
		const struct stop *stop)
{
    const char *name = name_of(config, lease);
    char seconds[SECONDS_SIZE];
    unsigned int step = 0;
    uint32_t delay_ms;

    memset(bosses, 0, sizeof(*bosses));
    bosses->name_due = name != NULL;
    list(bosses, config, lease);
    if (!bosses->count && !name)
	return -ENOENT;
    while (!bosses->count) {
	if (!look_up(bosses, name)) {
	    list(bosses, config, lease);
	    break;
	}
	delay_ms = schedule_delay_ms(&policy_trouble_schedule, step++,
				     schedule_random(random));
	say("trying again in %s s", seconds_format(seconds, delay_ms));
	if (stop_pause(stop, delay_ms))
	    return -EINTR;
    }
    say_bosses(bosses);
    return 0;
}

int find_bosses_again(struct bosses *bosses, const struct config *config,
		      const struct dhcp_lease *lease)
{
    const char *name = name_of(config, lease);
    struct bosses found;

    memset(&found, 0, sizeof(found));
    if (name) {
	found.name_due = 1;
	if (!strcmp(name, bosses->name)) {
	    strcpy(found.name, bosses->name);
	    memcpy(found.name_ip, bosses->name_ip, sizeof(found.name_ip));
	    found.name_ips = bosses->name_ips;
	}
    }
    list(&found, config, lease);
    if (!found.count)
	return -ENOENT;
    *bosses = found;
    say_bosses(bosses);
    return 0;
}

int find_named_boss(struct bosses *bosses, const struct config *config,
		    const struct dhcp_lease *lease)
{
    const struct bosses before = *bosses;

    if (!bosses->name_due || look_up(bosses, name_of(config, lease)))
	return 0;
    list(bosses, config, lease);
    if (bosses->count == before.count &&
	!memcmp(bosses->boss, before.boss, sizeof(before.boss)))
	return 0;
    say_bosses(bosses);
    return 1;
}
