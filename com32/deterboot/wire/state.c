/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * state.c - the states that Emulab knows, and the line that reports one
 */
#include <stdio.h>

#include "state.h"

#define TMCD_VERSION	37		/* what Emulab's iPXE says, too */

const char *state_name(enum state state)
{
    switch (state) {
    case STATE_ASKING:
	return "PXEBOOTING";
    case STATE_WAITING:
	return "PXEWAIT";
    case STATE_AWAKE:
	return "PXEWAKEUP";
    case STATE_BOOTING:
	return "BOOTING";
    case STATE_FAILED:
	return "PXEFAILED";
    case STATE_REBOOTING:
	return "SHUTDOWN";
    default:
	return "";
    }
}

enum state state_of_answer(const struct bootinfo_what *what, int is_order)
{
    switch (what->type) {
    case BOOTINFO_WAIT:
	return STATE_WAITING;
    case BOOTINFO_REBOOT:
	return STATE_REBOOTING;
    case BOOTINFO_AUTO:
    case BOOTINFO_RESTART:
	return is_order ? STATE_AWAKE : STATE_NONE;
    default:
	return STATE_BOOTING;
    }
}

size_t state_line(char line[STATE_LINE_SIZE], enum state state)
{
    return (size_t)snprintf(line, STATE_LINE_SIZE, "VERSION=%u state %s\n",
			    TMCD_VERSION, state_name(state));
}
