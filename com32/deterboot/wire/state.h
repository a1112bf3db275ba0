/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * state.h - the states that Emulab knows, and the line that reports one
 *
 * The names are those of Emulab's stated; the line is what its tmcd takes on
 * TCP port 7777.
 */
#ifndef DETERBOOT_STATE_H
#define DETERBOOT_STATE_H

#include <stddef.h>

#include "bootinfo.h"

enum state {
    STATE_NONE,				/* nothing to report */
    STATE_ASKING,			/* PXEBOOTING */
    STATE_WAITING,			/* PXEWAIT */
    STATE_AWAKE,			/* PXEWAKEUP */
    STATE_BOOTING,			/* BOOTING */
    STATE_FAILED,			/* PXEFAILED */
    STATE_REBOOTING,			/* SHUTDOWN */
};

#define STATE_LINE_SIZE		40	/* "VERSION=37 state PXEBOOTING\n" */

/**
 * Name of a state, such as "PXEWAIT"; "" for STATE_NONE
 */
const char *state_name(enum state state);

/**
 * The state of a node that boss has told what to do
 *
 * @v what	boss's answer
 * @v is_order	It was not asked for
 */
enum state state_of_answer(const struct bootinfo_what *what, int is_order);

/**
 * Write the line that reports a state
 *
 * @v line	Receives it, with a newline and a NUL at its end
 * @v state	The state, not STATE_NONE
 * @ret len	Its length in bytes, without the NUL
 */
size_t state_line(char line[STATE_LINE_SIZE], enum state state);

#endif /* DETERBOOT_STATE_H */
