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

/* The name of a boss, or NULL if only addresses are given */
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
    struct policy_boss *boss = &bosses->boss[0];

    memset(bosses->boss, 0, sizeof(bosses->boss));
    if (!config->boss[0]) {
	bosses->count = bosses_list(bosses->boss, lease, bosses->name_ip,
				    config->port);
	return;
    }
    if (ipv4_parse(&boss->ip, config->boss, strlen(config->boss)))
	boss->ip = bosses->name_ip;
    boss->port = config->port;
    boss->source = "boss= option";
    bosses->count = boss->ip != 0;
}

/* Look up the name; what is no address of a host is no answer */
static int look_up(struct bosses *bosses, const char *name)
{
    char detail[DHCP_TEXT_SIZE + IPV4_TEXT_SIZE + 8], text[IPV4_TEXT_SIZE];
    uint32_t ip;

    say("looking up boss %s", name);
    if (net_resolve(&ip, name)) {
	say_error(ERR_BOSS_NAME, name);
	return -ENOENT;
    }
    if (!ipv4_is_host(ip)) {
	snprintf(detail, sizeof(detail), "%s is %s", name,
		 ipv4_format(text, ip));
	say_error(ERR_BOSS_NAME, detail);
	return -ENOENT;
    }
    bosses->name_ip = ip;
    bosses->name_due = 0;
    snprintf(bosses->name, sizeof(bosses->name), "%s", name);
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
	    found.name_ip = bosses->name_ip;
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
