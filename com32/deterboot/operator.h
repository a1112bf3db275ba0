/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * operator.h - who is at the console, and what he is given
 *
 * From the keyboard up, each file knows only those before it: keys (while the
 * node goes its way), typing (while the prompt is open), pager, info, execute,
 * prompt.
 */
#ifndef DETERBOOT_OPERATOR_H
#define DETERBOOT_OPERATOR_H

#include <stddef.h>
#include <stdint.h>

#include "attention.h"
#include "command.h"
#include "line.h"
#include "node.h"

struct operator {
    struct node *node;			/* his */
    struct attention attention;
    uint32_t polled_ms;			/* when keys were last looked for */
    struct line line;			/* of the prompt */
    unsigned int rows;			/* printed since a key was pressed */
    int has_kept;			/* boss has spoken while the prompt was */
    struct policy_event kept;		/* open; done when it is left */
    uint32_t broken_ms;			/* when the socket broke; it is opened */
    uint32_t retry_ms;			/* so long after that */
    unsigned int retries;
};

/**
 * Look for keys, unless that was only just done
 *
 * For a struct stop.
 *
 * @v context	The operator
 * @ret 1	Ctrl-C came
 * @ret 0	It did not
 */
int keys_stop(void *context);

/**
 * Give an operator time to press Ctrl-C before anything is done
 *
 * @v operator	The operator
 * @ret next	NEXT_GO, NEXT_PROMPT
 */
enum next key_window(struct operator *operator);

/**
 * Draw the line of the prompt
 */
void typing_draw(struct operator *operator);

/**
 * A datagram came while the prompt is open
 *
 * What boss says is told, and kept until the prompt is left.
 *
 * @v operator	The operator
 * @v ip	Its source address, network byte order
 * @v port	Its source port, host byte order
 * @v packet	Its bytes
 * @v len	How many
 */
void typing_hear(struct operator *operator, uint32_t ip, uint16_t port,
		 const void *packet, size_t len);

/**
 * The socket does not work: close it, tell why, and open it later
 *
 * @v operator	The operator
 * @v rc	Why, -errno
 */
void typing_broken(struct operator *operator, int rc);

/**
 * Open the socket if it is closed, as it is after a boot that failed
 */
void typing_open(struct operator *operator);

/**
 * Wait for a key, and listen to boss meanwhile
 *
 * @v operator	The operator
 * @ret key	A character or an enum line_key
 * @ret LINE_KEY_NONE	Nobody seems to be there
 */
int typing_key(struct operator *operator);

/**
 * Print a line below the prompt, indented
 *
 * When the screen is full a key is waited for.
 *
 * @ret 1	The operator wants to see no more
 * @ret 0	Go on
 */
int pager_line(struct operator *operator, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/**
 * The command "info"
 */
void info(struct operator *operator);

/**
 * Do what a command says
 *
 * @v operator	The operator
 * @v command	The command
 * @v next	Receives what follows, if the prompt is to be left
 * @ret 1	It is
 * @ret 0	It is not
 */
int execute(struct operator *operator, const struct command *command,
	    enum next *next);

/**
 * Let the operator say what to do, until he lets the node go on
 *
 * @v operator	The operator; `kept` is set for NEXT_ACT
 * @ret next	Anything but NEXT_PROMPT
 */
enum next prompt(struct operator *operator);

#endif /* DETERBOOT_OPERATOR_H */
