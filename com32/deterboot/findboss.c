/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * findboss.c - find the servers to ask, look up their names, show them
 */
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

static int look_up(uint32_t *ip, const char *name)
{
    int rc = net_resolve(ip, name);

    if (rc)
	say_error(ERR_BOSS_NAME, name);
    return rc;
}

/* The name in the DHCP reply has this address */
static void add_named_boss(struct bosses *bosses, const struct config *config,
			   const struct dhcp_lease *lease, uint32_t ip)
{
    bosses->name_due = 0;
    bosses->count = bosses_list(bosses->boss, lease, ip, config->port);
}

/* Address of a boss when there is no other: a name is looked up for as long as
   it takes, but no longer than pause() allows */
static enum error resolve_boss(uint32_t *ip, const char *name, uint32_t *random,
			       int (*pause)(void *context, uint32_t ms),
			       void *context)
{
    char seconds[SECONDS_SIZE];
    unsigned int step = 0;
    uint32_t delay_ms;

    if (!ipv4_parse(ip, name, strlen(name)))
	return ERR_NONE;
    say("looking up boss %s", name);
    while (look_up(ip, name)) {
	delay_ms = schedule_delay_ms(&policy_trouble_schedule, step++,
				     schedule_random(random));
	say("trying again in %s s", seconds_format(seconds, delay_ms));
	if (pause(context, delay_ms))
	    return ERR_GAVE_UP;
    }
    return ERR_NONE;
}

/* boss= has an address, which is known; a name may have others besides */
static void add_optional_bosses(struct bosses *bosses,
				const struct config *config)
{
    uint32_t ip[POLICY_BOSSES_MAX];
    unsigned int count, i;

    ip[0] = bosses->boss[0].ip;
    count = net_resolve_all(ip, POLICY_BOSSES_MAX, config->boss);
    bosses->count = count ? count : 1;
    for (i = 0; i < bosses->count; i++) {
	bosses->boss[i].ip = ip[i];
	bosses->boss[i].port = config->port;
	bosses->boss[i].source = "boss= option";
    }
}

enum error find_bosses(struct bosses *bosses, const struct config *config,
		       const struct dhcp_lease *lease, uint32_t *random,
		       int (*pause)(void *context, uint32_t ms), void *context)
{
    enum error error;
    uint32_t ip;

    memset(bosses, 0, sizeof(*bosses));
    if (config->boss[0]) {
	error = resolve_boss(&bosses->boss[0].ip, config->boss, random, pause,
			     context);
	if (error)
	    return error;
	add_optional_bosses(bosses, config);
    } else {
	bosses->count = bosses_list(bosses->boss, lease, 0, config->port);
	bosses->name_due = bosses_need_name(lease);
	if (!bosses->count && bosses->name_due) {
	    error = resolve_boss(&ip, lease->tftp_server, random, pause,
				 context);
	    if (error)
		return error;
	    add_named_boss(bosses, config, lease, ip);
	}
    }
    if (!bosses->count || !bosses->boss[0].ip)
	return ERR_NO_BOSS;
    say_bosses(bosses);
    return ERR_NONE;
}

int find_named_boss(struct bosses *bosses, const struct config *config,
		    const struct dhcp_lease *lease)
{
    unsigned int before = bosses->count;
    uint32_t ip;

    if (!bosses->name_due)
	return 0;
    say("looking up boss %s", lease->tftp_server);
    if (look_up(&ip, lease->tftp_server))
	return 0;
    add_named_boss(bosses, config, lease, ip);
    if (bosses->count == before)
	return 0;
    say_bosses(bosses);
    return 1;
}
