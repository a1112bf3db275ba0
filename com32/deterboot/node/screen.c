/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * screen.c - lines for the operator
 */
#include <console.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "platform.h"
#include "printable.h"
#include "screen.h"

#define LIVE_SIZE	128		/* a row and an escape sequence */
#define TEXT_SIZE	(2 * COMMAND_SIZE + 128) /* kernel and initrds of an MFS */
#define PIECE_SIZE	256		/* of it, escaped (policy) */

void print(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vprintf(format, args);
    va_end(args);
}

void print_text(const char *format, va_list args)
{
    char text[TEXT_SIZE], piece[PIECE_SIZE];
    const char *next = text;

    vsnprintf(text, sizeof(text), format, args);
    platform_hide_passwords(text);
    while (*next) {
	next = printable(piece, sizeof(piece), next);
	print("%s", piece);
    }
}

void say(const char *format, ...)
{
    va_list args;

    print("deterboot: ");
    va_start(args, format);
    print_text(format, args);
    va_end(args);
    print("\n");
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

void say_query(const struct policy_event *event, const struct action *action)
{
    char error[ERROR_TEXT_SIZE], ip[IPV4_TEXT_SIZE];

    say("boss %s would say: %s", ipv4_format(ip, event->boss_ip),
	event->result == POLICY_ANSWERED ? action->says :
	error_format(error, ERR_REFUSED, NULL));
}

/* Write to the screen only; it has one state, however often it is opened */
static void write_screen(const char *text)
{
    char copy[LIVE_SIZE];		/* write() takes no constants */
    int fd = opendev(NULL, &dev_ansicon_w, O_WRONLY);

    if (fd < 0)
	return;
    snprintf(copy, sizeof(copy), "%s", text);
    write(fd, copy, strlen(copy));
    close(fd);
}

void live_show(struct live *live, const char *text)
{
    char line[LIVE_SIZE];

    snprintf(line, sizeof(line), "\rdeterboot: %s\033[K", text);
    write_screen(line);
    live->shown = 1;
}

void live_clear(struct live *live)
{
    if (live->shown)
	write_screen("\r\033[K");
    live->shown = 0;
}
