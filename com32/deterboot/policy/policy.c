/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * policy.c - when to ask boss, whom, and which answers to believe
 */
#include <errno.h>
#include <string.h>

#include "round.h"

const struct schedule policy_ask_schedule = {
    .first_ms = 1000, .max_ms = 60000, .factor = 2, .jitter_percent = 25,
};

const struct schedule policy_trouble_schedule = {
    .first_ms = 5000, .max_ms = 120000, .factor = 2, .jitter_percent = 25,
};

const struct schedule policy_auto_schedule = {
    .first_ms = 1000, .max_ms = 60000, .factor = 2, .jitter_percent = 25,
};

const struct schedule policy_wait_schedule = {
    .first_ms = 600000, .max_ms = 600000, .factor = 1, .jitter_percent = 25,
};

void policy_init(struct policy *policy, const struct policy_boss *boss,
		 unsigned int bosses, const char *key, uint32_t now_ms)
{
    memset(policy, 0, sizeof(*policy));
    if (bosses > POLICY_BOSSES_MAX)
	bosses = POLICY_BOSSES_MAX;
    memcpy(policy->boss, boss, bosses * sizeof(*boss));
    policy->bosses = bosses;
    strncpy(policy->key, key, BOOTINFO_KEY_MAX);
    round_begin(policy, POLICY_ASKING, now_ms, 0);
}

void policy_set_limit(struct policy *policy, unsigned int rounds)
{
    policy->limit = rounds;
}

int policy_find_boss(const struct policy *policy, uint32_t ip, int port)
{
    unsigned int i;

    for (i = 0; i < policy->bosses; i++)
	if (policy->boss[i].ip == ip &&
	    (port < 0 || policy->boss[i].port == port))
	    return (int)i;
    return -ENOENT;
}

void policy_set_bosses(struct policy *policy, const struct policy_boss *boss,
		       unsigned int bosses, uint32_t now_ms)
{
    const uint32_t current_ip = policy->boss[policy->current].ip;
    unsigned int step[POLICY_BOSSES_MAX] = { 0 };
    unsigned int i, newcomer = POLICY_BOSSES_MAX;

    if (bosses > POLICY_BOSSES_MAX)
	bosses = POLICY_BOSSES_MAX;
    policy->current = 0;
    for (i = 0; i < bosses; i++) {
	int old = policy_find_boss(policy, boss[i].ip, -1);

	if (boss[i].ip == current_ip)
	    policy->current = i;
	if (old < 0)
	    newcomer = i;
	else
	    step[i] = policy->step[old];
    }
    memcpy(policy->boss, boss, bosses * sizeof(*boss));
    memcpy(policy->step, step, sizeof(step));
    policy->bosses = bosses;
    if (newcomer < bosses && policy->tries > POLICY_ASKS_PER_BOSS) {
	policy->current = newcomer;
	round_ask_after(policy, now_ms, 0);
    }
}

uint32_t policy_restart(struct policy *policy, const struct policy_boss *boss,
			unsigned int bosses, const char *key, uint32_t now_ms,
			uint32_t random)
{
    const struct policy before = *policy;

    policy_init(policy, boss, bosses, key, now_ms);
    policy->troubles = before.troubles;
    policy->autos = before.autos;
    policy->limit = before.limit;
    policy->fallbacks = before.fallbacks;
    policy->asked_ms = before.asked_ms;
    policy->ever_asked = before.ever_asked;
    policy->last = before.last;		/* a copy of it is no news */
    policy->ordered = before.ordered;
    policy->order = before.order;
    policy->ordered_ms = policy->heard.order_ms = now_ms;
    return round_again(policy, now_ms, random);
}

int policy_gives_up(const struct policy *policy)
{
    if (!policy->limit || policy->waited)
	return 0;
    return policy->troubles + policy->tries /
	   (POLICY_ASKS_PER_BOSS * policy->bosses) >= policy->limit;
}

/* Go on to the next boss after some questions without an answer */
static void choose_boss(struct policy *policy)
{
    if (policy->tries && policy->tries % POLICY_ASKS_PER_BOSS == 0)
	policy->current = (policy->current + 1) % policy->bosses;
}

int policy_round_due(const struct policy *policy, uint32_t now_ms)
{
    return !policy->tries && !policy_next_ms(policy, now_ms) &&
	   !policy_gives_up(policy);
}

static void ask(struct policy *policy, uint32_t now_ms, uint32_t random,
		struct policy_step *step)
{
    uint32_t delay_ms;

    choose_boss(policy);
    delay_ms = schedule_delay_ms(&policy_ask_schedule,
				 policy->step[policy->current]++, random);
    policy->state = POLICY_ASKING;
    policy->open = 1;
    policy->ever_asked = 1;
    policy->queried = 0;
    policy->asked_ms = policy->pause_from_ms = now_ms;
    policy->pause_ms = delay_ms;
    policy->silence_ms = delay_ms / 2 < POLICY_SILENCE_MS ? delay_ms / 2 :
			 POLICY_SILENCE_MS;
    policy->silence_due = 1;
    policy->heard.nonsense = ERR_NONE;
    policy->tries++;

    step->verb = POLICY_ASK;
    step->boss = policy->boss[policy->current];
    step->try = policy->tries;
}

/* The question has no answer yet, or none that makes sense. The one is told
   each time, the other once a minute. */
static void be_silent(struct policy *policy, uint32_t now_ms,
		      struct policy_step *step)
{
    struct policy_heard *heard = &policy->heard;

    policy->silence_due = 0;
    step->verb = POLICY_SILENCE;
    step->wait_ms = policy_next_ms(policy, now_ms);
    step->reason = heard->nonsense;
    step->tell = !heard->nonsense || !heard->told ||
		 !time_left_ms(now_ms, heard->told_ms, POLICY_NONSENSE_MS);
    if (heard->nonsense && step->tell) {
	heard->told = 1;
	heard->told_ms = now_ms;
    }
}

void policy_next(struct policy *policy, uint32_t now_ms, uint32_t random,
		 struct policy_step *step)
{
    uint32_t listen_ms = policy_next_ms(policy, now_ms), silence_ms, held_ms;

    memset(step, 0, sizeof(*step));
    if (!listen_ms && policy_gives_up(policy)) {
	step->verb = POLICY_GIVE_UP;
	return;
    }
    if (!listen_ms) {
	ask(policy, now_ms, random, step);
	return;
    }
    silence_ms = time_left_ms(now_ms, policy->asked_ms, policy->silence_ms);
    if (policy->silence_due && !silence_ms) {
	be_silent(policy, now_ms, step);
	return;
    }
    if (policy->silence_due && silence_ms < listen_ms)
	listen_ms = silence_ms;
    held_ms = time_left_ms(now_ms, policy->ordered_ms, POLICY_ORDER_GAP_MS);
    if (policy->has_held && held_ms < listen_ms)
	listen_ms = held_ms;
    step->verb = POLICY_LISTEN;
    step->wait_ms = listen_ms;
}

void policy_question(const struct policy *policy,
		     uint8_t packet[BOOTINFO_PACKET_SIZE])
{
    struct bootinfo_message msg;

    memset(&msg, 0, sizeof(msg));
    msg.version = BOOTINFO_VERSION;
    msg.opcode = policy->key[0] ? BOOTINFO_KEYED_REQUEST : BOOTINFO_REQUEST;
    strcpy(msg.key, policy->key);
    bootinfo_encode(packet, &msg);
}

uint32_t policy_next_ms(const struct policy *policy, uint32_t now_ms)
{
    return time_left_ms(now_ms, policy->pause_from_ms, policy->pause_ms);
}

uint32_t policy_failed(struct policy *policy, uint32_t now_ms,
		       uint32_t random)
{
    /* What came meanwhile in a flood of the same order is no new one */
    policy->ordered_ms = policy->heard.order_ms = now_ms;
    return round_trouble(policy, now_ms, random);
}

uint32_t policy_gave_up(struct policy *policy, uint32_t now_ms,
			uint32_t random)
{
    policy->troubles = 0;
    return round_begin(policy, POLICY_PAUSING, now_ms,
		       schedule_delay_ms(&policy_trouble_schedule,
					 policy->fallbacks++, random));
}
