/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * round.c - when the next question to boss is due
 */
#include <string.h>

#include "round.h"

void round_ask_after(struct policy *policy, uint32_t now_ms, uint32_t delay_ms)
{
    uint32_t gap_ms = policy->ever_asked ?
		      time_left_ms(now_ms, policy->asked_ms,
				   POLICY_ASK_GAP_MS) : 0;

    policy->pause_from_ms = now_ms;
    policy->pause_ms = delay_ms > gap_ms ? delay_ms : gap_ms;
}

uint32_t round_begin(struct policy *policy, enum policy_state state,
		     uint32_t now_ms, uint32_t delay_ms)
{
    policy->state = state;
    policy->open = 0;
    policy->silence_due = 0;
    policy->tries = 0;
    memset(policy->step, 0, sizeof(policy->step));
    round_ask_after(policy, now_ms, delay_ms);
    return policy_next_ms(policy, now_ms);
}

uint32_t round_trouble(struct policy *policy, uint32_t now_ms, uint32_t random)
{
    return round_begin(policy, POLICY_PAUSING, now_ms,
		       schedule_delay_ms(&policy_trouble_schedule,
					 policy->troubles++, random));
}

uint32_t round_again(struct policy *policy, uint32_t now_ms, uint32_t random)
{
    uint32_t delay_ms = policy->autos < 2 ? 0 :
			schedule_delay_ms(&policy_auto_schedule,
					  policy->autos - 2, random);

    return round_begin(policy, delay_ms ? POLICY_PAUSING : POLICY_ASKING,
		       now_ms, delay_ms);
}
