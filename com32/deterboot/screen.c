/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * screen.c - lines for the operator
 */
#include <stdarg.h>
#include <stdio.h>

#include "screen.h"

void say(const char *format, ...)
{
    va_list args;

    printf("deterboot: ");
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    printf("\n");
}

void say_error(enum error error, const char *detail)
{
    char text[ERROR_TEXT_SIZE];

    say("%s", error_format(text, error, detail));
}

char *seconds_format(char text[SECONDS_SIZE], uint32_t ms)
{
    if (ms < 9950)
	snprintf(text, SECONDS_SIZE, "%u.%u", (unsigned int)((ms + 50) / 1000),
		 (unsigned int)((ms + 50) / 100 % 10));
    else
	snprintf(text, SECONDS_SIZE, "%u", (unsigned int)((ms + 500) / 1000));
    return text;
}

char *hwaddr_format(char text[HWADDR_TEXT_SIZE],
		    const struct dhcp_lease *lease, char between)
{
    char *p = text;
    int i;

    *p = '\0';
    for (i = 0; i < lease->hwaddr_len; i++) {
	if (i)
	    *p++ = between;
	p += sprintf(p, "%02x", lease->hwaddr[i]);
    }
    return text;
}

void say_who(const struct dhcp_lease *lease)
{
    char ip[IPV4_TEXT_SIZE], mask[IPV4_TEXT_SIZE], gateway[IPV4_TEXT_SIZE];
    char hwaddr[HWADDR_TEXT_SIZE];

    say("node %s (%s), netmask %s, gateway %s", ipv4_format(ip, lease->ip),
	hwaddr_format(hwaddr, lease, ':'),
	lease->netmask ? ipv4_format(mask, lease->netmask) : "none",
	lease->gateway ? ipv4_format(gateway, lease->gateway) : "none");
}

void say_answer(const struct policy_event *event,
		const struct action *action)
{
    const char *who = event->is_order ? "order from boss" : "boss says";
    char seconds[SECONDS_SIZE];

    seconds_format(seconds, event->wait_ms);
    if (action->kind == ACTION_WAIT)
	say("%s: WAIT; waiting for an order from boss (asking again in %s s)",
	    who, seconds);
    else if (action->kind == ACTION_ASK && event->wait_ms > POLICY_ASK_GAP_MS)
	say("%s: AUTO; asking again in %s s", who, seconds);
    else if (action->kind == ACTION_REBOOT)
	say("%s: REBOOT; rebooting", who);
    else
	say("%s: %s%s%s", who, action->says, action->does[0] ? "; " : "",
	    action->does);
}
