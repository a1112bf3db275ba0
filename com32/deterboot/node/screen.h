/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * screen.h - lines for the operator
 */
#ifndef DETERBOOT_SCREEN_H
#define DETERBOOT_SCREEN_H

#include <stdarg.h>
#include <stdint.h>

#include "action.h"
#include "dhcp.h"
#include "errors.h"
#include "policy.h"
#include "waiting.h"

/* A line on the screen, and not on the serial line, that is written over again
   and again: how long the node waits */
struct live {
    struct waiting waiting;
    int shown;
};

#define SECONDS_SIZE	16
#define HWADDR_TEXT_SIZE	(DHCP_HWADDR_SIZE * 3)

/**
 * Print a text as it is, such as one that moves the cursor
 */
void print(const char *format, ...) __attribute__((format(printf, 1, 2)));

/**
 * Print a text that others may have written: without the passwords of URLs, and
 * what a console would obey, or cannot show, is escaped (printable.h)
 */
void print_text(const char *format, va_list args);

/**
 * Print one line, behind "deterboot: ", with print_text()
 */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/**
 * Print an error as one line
 *
 * @v error	The error
 * @v detail	What it is about, or NULL
 */
void say_error(enum error error, const char *detail);

/**
 * Write a span of time in seconds: "1.9" below ten, "61" above
 *
 * @v text	Receives the text
 * @v ms	Milliseconds
 * @ret text	For use in an argument list
 */
char *seconds_format(char text[SECONDS_SIZE], uint32_t ms);

/**
 * Write the hardware address of a node
 *
 * @v text	Receives the text
 * @v lease	The node
 * @v between	Stands between the bytes
 * @ret text	For use in an argument list
 */
char *hwaddr_format(char text[HWADDR_TEXT_SIZE],
		    const struct dhcp_lease *lease, char between);

/**
 * Print who this node is
 */
void say_who(const struct dhcp_lease *lease);

/**
 * Print what boss said and what follows from it
 *
 * @v event	boss's answer, a POLICY_ANSWERED
 * @v action	What action_plan() made of it
 */
void say_answer(const struct policy_event *event,
		const struct action *action);

/**
 * Print the answer to a question that is not followed
 */
void say_query(const struct policy_event *event, const struct action *action);

/**
 * Show this text in the live line, behind "deterboot: "
 */
void live_show(struct live *live, const char *text);

/**
 * Remove the live line; to be called before anything else is printed
 */
void live_clear(struct live *live);

#endif /* DETERBOOT_SCREEN_H */
