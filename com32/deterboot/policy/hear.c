/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * hear.c - what follows from boss's words for when it is asked
 */
#include <string.h>

#include "hear.h"
#include "judge.h"
#include "round.h"

/*
 * An answer that may be believed: move on to what it asks for. Who orders AUTO
 * or RESTART wants boss to be asked, whatever went wrong before.
 */
static void accept_answer(struct policy *policy, uint32_t now_ms,
			  uint32_t random, struct policy_event *event)
{
    const uint16_t type = event->what.type;
    const int calls = type == BOOTINFO_AUTO || type == BOOTINFO_RESTART;

    policy->waited = type == BOOTINFO_WAIT;
    if (calls && event->is_order)
	policy->troubles = 0;
    else if (calls)
	policy->autos++;
    else
	policy->autos = 0;

    switch (type) {
    case BOOTINFO_AUTO:
	event->wait_ms = event->is_order ?
			 round_begin(policy, POLICY_ASKING, now_ms, 0) :
			 round_again(policy, now_ms, random);
	break;
    case BOOTINFO_WAIT:
	policy->troubles = 0;
	policy->fallbacks = 0;
	event->wait_ms = round_begin(policy, POLICY_WAITING, now_ms,
				     schedule_delay_ms(&policy_wait_schedule, 0,
						       random));
	break;
    default:
	policy->open = 0;
	policy->silence_due = 0;
	break;
    }
}

/* Note a datagram that changes nothing */
static void ignore(struct policy *policy, uint32_t now_ms, uint16_t port,
		   struct policy_event *event)
{
    struct policy_heard *heard = &policy->heard;
    unsigned int *count = &heard->ignored[event->reason];

    event->result = POLICY_IGNORED;
    event->first = !*count;
    if (*count != ~0U)
	++*count;
    if (event->reason == ERR_REPEATED)
	heard->order_ms = now_ms;
    if (policy->open && judge_is_nonsense(event->reason) &&
	policy_find_boss(policy, event->boss_ip, port) >= 0) {
	heard->nonsense = event->reason;
	if (event->first) {
	    heard->told = 1;
	    heard->told_ms = now_ms;
	}
    }
}

/* An order is followed */
static void obey(struct policy *policy, uint32_t now_ms, uint32_t random,
		 struct policy_event *event)
{
    event->result = POLICY_ANSWERED;
    policy->has_held = 0;
    policy->ordered = 1;
    policy->order = event->what;
    policy->ordered_ms = policy->heard.order_ms = now_ms;
    accept_answer(policy, now_ms, random, event);
}

void policy_receive(struct policy *policy, uint32_t now_ms, uint32_t random,
		    uint32_t ip, uint16_t port, const void *packet, size_t len,
		    struct policy_event *event)
{
    struct bootinfo_message msg;

    memset(event, 0, sizeof(*event));
    event->boss_ip = ip;
    event->reason = judge(policy, now_ms, ip, port, packet, len, &msg);
    if (event->reason) {
	ignore(policy, now_ms, port, event);
	return;
    }

    policy->current = (unsigned int)policy_find_boss(policy, ip, -1);
    if (msg.status == BOOTINFO_FAIL) {
	event->result = POLICY_REFUSED;
	policy->waited = 0;
	event->wait_ms = round_trouble(policy, now_ms, random);
	return;
    }
    event->what = msg.what;
    event->is_order = msg.opcode == BOOTINFO_ORDER;
    if (!event->is_order) {
	event->result = POLICY_ANSWERED;
	policy->last = msg.what;
	accept_answer(policy, now_ms, random, event);
    } else if (policy->ordered &&
	       time_left_ms(now_ms, policy->ordered_ms, POLICY_ORDER_GAP_MS)) {
	event->result = POLICY_HELD;
	policy->has_held = 1;
	policy->held = *event;
    } else {
	obey(policy, now_ms, random, event);
    }
}

int policy_held(struct policy *policy, uint32_t now_ms, uint32_t random,
		struct policy_event *event)
{
    if (!policy->ordered ||
	time_left_ms(now_ms, policy->ordered_ms, POLICY_ORDER_GAP_MS))
	return 0;
    if (!policy->has_held) {
	/* Times grow old: after 49 days they would look new */
	if (!time_left_ms(now_ms, policy->heard.order_ms, POLICY_ORDER_GAP_MS))
	    policy->ordered = 0;
	return 0;
    }
    *event = policy->held;
    obey(policy, now_ms, random, event);
    return 1;
}

void policy_queried(struct policy *policy)
{
    policy->queried = 1;
    policy->open = 0;
    policy->silence_due = 0;
}

void policy_told(struct policy *policy, uint32_t now_ms, uint32_t random,
		 const struct bootinfo_what *what, struct policy_event *event)
{
    memset(event, 0, sizeof(*event));
    event->result = POLICY_ANSWERED;
    event->is_order = 1;
    event->boss_ip = policy->boss[policy->current].ip;
    event->what = *what;
    if (what->type == BOOTINFO_WAIT || what->type == BOOTINFO_AUTO ||
	what->type == BOOTINFO_RESTART)
	accept_answer(policy, now_ms, random, event);
}
