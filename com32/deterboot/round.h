/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * round.h - when the next question to boss is due
 *
 * What policy.c and hear.c share; nobody else needs it.
 */
#ifndef DETERBOOT_ROUND_H
#define DETERBOOT_ROUND_H

#include "policy.h"

/**
 * Ask after a pause, but not within POLICY_ASK_GAP_MS of the last question
 *
 * @v policy	State
 * @v now_ms	Time
 * @v delay_ms	The pause
 */
void round_ask_after(struct policy *policy, uint32_t now_ms,
		     uint32_t delay_ms);

/**
 * Begin a new round of questions
 *
 * @v policy	State
 * @v state	What the pause before it is for
 * @v now_ms	Time
 * @v delay_ms	How long that is
 * @ret ms	Milliseconds until the first question
 */
uint32_t round_begin(struct policy *policy, enum policy_state state,
		     uint32_t now_ms, uint32_t delay_ms);

/**
 * A refusal, or a boot that failed: begin a round after a growing pause
 *
 * @v policy	State
 * @v now_ms	Time
 * @v random	Any random number
 * @ret ms	Milliseconds until the first question
 */
uint32_t round_trouble(struct policy *policy, uint32_t now_ms,
		       uint32_t random);

/**
 * Boss wants to be asked again: begin a round, after a pause if it has said
 * nothing else several times in a row
 *
 * @v policy	State
 * @v now_ms	Time
 * @v random	Any random number
 * @ret ms	Milliseconds until the first question
 */
uint32_t round_again(struct policy *policy, uint32_t now_ms, uint32_t random);

#endif /* DETERBOOT_ROUND_H */
