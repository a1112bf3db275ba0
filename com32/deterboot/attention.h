/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * attention.h - which keys stop the node, and for how long
 *
 * Only Ctrl-C opens the prompt. Other bytes come without anybody at the
 * keyboard: noise on a serial line that floats, our own output from a console
 * server that echoes, a terminal's answer to a question of the firmware, F12
 * that was meant for the BIOS. They get a hint, ever more rarely.
 *
 * Ctrl-C can be noise, too, so the prompt ends by itself. Where there was no
 * command until then, the next Ctrl-C counts only if the line was quiet before
 * it: a node on a noisy line must not come back to the prompt all the time.
 *
 * Times are a millisecond counter that may start anywhere and wrap around.
 */
#ifndef DETERBOOT_ATTENTION_H
#define DETERBOOT_ATTENTION_H

#include <stdint.h>

#include "schedule.h"

/* Site policy, all of it documented in deterboot.txt */
#define ATTENTION_NOBODY_MS	60000	/* no key at all since Ctrl-C */
#define ATTENTION_USELESS	4	/* keys, but no command: times the idle
					   time */
#define ATTENTION_QUIET_MS	10000	/* before a Ctrl-C that is believed after
					   one that was noise */

extern const struct schedule attention_hint_schedule;

enum attention_verdict {
    ATTENTION_IGNORE,
    ATTENTION_HINT,			/* tell which key stops */
    ATTENTION_PROMPT,			/* open the prompt */
};

struct attention {
    uint32_t idle_ms;			/* the prompt ends after that time */
    unsigned int hints;			/* since the prompt was last open */
    uint32_t hint_ms;			/* the last one, if there were any */
    uint32_t quiet_ms;			/* no other for so long after it */
    int touched;			/* a key came since the prompt opened */
    int commanded;			/* and a command */
    uint32_t key_ms, command_ms;	/* last key; last command */
    int doubted;			/* it was noise that opened the prompt */
    int noisy;				/* noise_ms is valid */
    uint32_t noise_ms;			/* last key other than Ctrl-C */
};

/**
 * Start
 *
 * @v attention	Receives the state
 * @v idle_ms	How long the prompt waits for a key
 */
void attention_init(struct attention *attention, uint32_t idle_ms);

/**
 * A key came while the prompt was closed
 */
enum attention_verdict attention_key(struct attention *attention, int key,
				     uint32_t now_ms);

/**
 * The prompt opens
 */
void attention_open(struct attention *attention, uint32_t now_ms);

/**
 * A key came while the prompt was open
 */
void attention_touch(struct attention *attention, uint32_t now_ms);

/**
 * The prompt got a command that it knows
 */
void attention_command(struct attention *attention, uint32_t now_ms);

/**
 * The prompt was left, or has ended
 */
void attention_close(struct attention *attention);

/**
 * True if nobody seems to be there, and the prompt has to end
 */
int attention_expired(const struct attention *attention, uint32_t now_ms);

#endif /* DETERBOOT_ATTENTION_H */
