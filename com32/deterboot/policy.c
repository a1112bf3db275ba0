/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * policy.c - when to ask boss, whom, and which answers to believe
 */
#include <errno.h>
#include <string.h>

#include "policy.h"

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

/* True if `when` has come; right for times up to 2^31 ms apart */
static int is_due(uint32_t now_ms, uint32_t when)
{
    return (int32_t)(now_ms - when) >= 0;
}

/* Milliseconds until `when`, 0 if it has come */
static uint32_t time_until(uint32_t now_ms, uint32_t when)
{
    return is_due(now_ms, when) ? 0 : when - now_ms;
}

/* Ask after `delay_ms`, but never too soon after the last question */
static void ask_after(struct policy *policy, uint32_t now_ms,
		      uint32_t delay_ms)
{
    uint32_t earliest = policy->asked_ms + POLICY_ASK_GAP_MS;

    policy->next_ask_ms = now_ms + delay_ms;
    if (policy->ever_asked && !is_due(policy->next_ask_ms, earliest))
	policy->next_ask_ms = earliest;
}

/* Begin a new round of questions, the first after `delay_ms` */
static void restart(struct policy *policy, enum policy_state state,
		    uint32_t now_ms, uint32_t delay_ms)
{
    policy->state = state;
    policy->open = 0;
    policy->silence_due = 0;
    policy->tries = 0;
    memset(policy->step, 0, sizeof(policy->step));
    ask_after(policy, now_ms, delay_ms);
}

static uint32_t trouble(struct policy *policy, uint32_t now_ms,
			uint32_t random)
{
    restart(policy, POLICY_PAUSING, now_ms,
	    schedule_delay_ms(&policy_trouble_schedule, policy->troubles++,
			      random));
    return time_until(now_ms, policy->next_ask_ms);
}

void policy_init(struct policy *policy, const struct policy_boss *boss,
		 unsigned int bosses, const char *key, uint32_t now_ms)
{
    memset(policy, 0, sizeof(*policy));
    if (bosses > POLICY_BOSSES_MAX)
	bosses = POLICY_BOSSES_MAX;
    memcpy(policy->boss, boss, bosses * sizeof(*boss));
    policy->bosses = bosses;
    strncpy(policy->key, key, BOOTINFO_KEY_MAX);
    restart(policy, POLICY_ASKING, now_ms, 0);
}

void policy_set_limit(struct policy *policy, unsigned int rounds)
{
    policy->limit = rounds;
}

/* Find a boss by its address, and by its port unless that is -1; -ENOENT if
   there is none */
static int find_boss(const struct policy *policy, uint32_t ip, int port)
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
	int old = find_boss(policy, boss[i].ip, -1);

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
	policy->silence_due = 0;
	ask_after(policy, now_ms, 0);
    }
}

/* The pause after an answer that leads to the next question */
static uint32_t auto_delay(const struct policy *policy, uint32_t random)
{
    return policy->autos < 2 ? 0 :
	   schedule_delay_ms(&policy_auto_schedule, policy->autos - 2, random);
}

uint32_t policy_restart(struct policy *policy, const struct policy_boss *boss,
			unsigned int bosses, const char *key, uint32_t now_ms,
			uint32_t random)
{
    const struct policy before = *policy;
    uint32_t delay_ms;

    policy_init(policy, boss, bosses, key, now_ms);
    policy->troubles = before.troubles;
    policy->autos = before.autos;
    policy->limit = before.limit;
    policy->fallbacks = before.fallbacks;
    policy->asked_ms = before.asked_ms;
    policy->ever_asked = before.ever_asked;
    policy->last = before.last;		/* a copy of it is no news */
    delay_ms = auto_delay(policy, random);
    restart(policy, delay_ms ? POLICY_PAUSING : POLICY_ASKING, now_ms,
	    delay_ms);
    return time_until(now_ms, policy->next_ask_ms);
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
    return !policy->tries && is_due(now_ms, policy->next_ask_ms) &&
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
    policy->asked_ms = now_ms;
    policy->next_ask_ms = now_ms + delay_ms;
    policy->silence_ms = now_ms + (delay_ms / 2 < POLICY_SILENCE_MS ?
				   delay_ms / 2 : POLICY_SILENCE_MS);
    policy->silence_due = 1;
    policy->tries++;

    step->verb = POLICY_ASK;
    step->boss = policy->boss[policy->current];
    step->try = policy->tries;
}

void policy_next(struct policy *policy, uint32_t now_ms, uint32_t random,
		 struct policy_step *step)
{
    uint32_t listen_ms = time_until(now_ms, policy->next_ask_ms);

    memset(step, 0, sizeof(*step));
    if (!listen_ms && policy_gives_up(policy)) {
	step->verb = POLICY_GIVE_UP;
	return;
    }
    if (!listen_ms) {
	ask(policy, now_ms, random, step);
	return;
    }
    if (policy->silence_due && is_due(now_ms, policy->silence_ms)) {
	policy->silence_due = 0;
	step->verb = POLICY_SILENCE;
	step->wait_ms = listen_ms;
	return;
    }
    if (policy->silence_due)
	listen_ms = time_until(now_ms, policy->silence_ms);
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

/* Reason to ignore a datagram that bootinfo_decode() did not take */
static enum error reason_of(int rc)
{
    switch (rc) {
    case -EMSGSIZE:
	return ERR_LENGTH;
    case -EPROTONOSUPPORT:
	return ERR_VERSION;
    case -EOPNOTSUPP:
	return ERR_OPCODE;
    case -EPROTO:
	return ERR_STATUS;
    case -EINVAL:
	return ERR_TYPE;
    default:
	return ERR_STRING;
    }
}

/* True if two answers say the same */
static int is_same(const struct bootinfo_what *a, const struct bootinfo_what *b)
{
    return a->type == b->type && a->partition == b->partition &&
	   a->sysid == b->sysid && a->disk == b->disk &&
	   a->tftp_ip == b->tftp_ip && !strcmp(a->path, b->path) &&
	   !strcmp(a->cmdline, b->cmdline);
}

/*
 * Judge a reply that came from boss. Replies have no number that tells which
 * question they belong to, and need none: the last word of boss counts. So a
 * reply is taken while a question is open, and for some time after it if it
 * says something else than the one before; the copy of a reply is not.
 */
static enum error judge_reply(const struct policy *policy, uint32_t now_ms,
			      const struct bootinfo_message *msg)
{
    uint16_t type = msg->what.type;

    if (policy->open)
	return ERR_NONE;
    if (!policy->ever_asked || msg->status != BOOTINFO_SUCCESS ||
	type == BOOTINFO_AUTO ||
	is_due(now_ms, policy->asked_ms + POLICY_REPLY_WINDOW_MS) ||
	is_same(&msg->what, &policy->last))
	return ERR_UNASKED;
    return ERR_NONE;
}

/*
 * Judge an order that came from boss. A second AUTO, while the question that
 * the first one called for is still to be sent, is a copy.
 */
static enum error judge_order(const struct policy *policy, uint32_t now_ms,
			      const struct bootinfo_message *msg)
{
    if (msg->status != BOOTINFO_SUCCESS)
	return ERR_STATUS;
    if (msg->what.type == BOOTINFO_AUTO && policy->state == POLICY_ASKING &&
	!policy->open &&
	time_until(now_ms, policy->next_ask_ms) <= POLICY_ASK_GAP_MS)
	return ERR_REPEATED;
    return ERR_NONE;
}

/* Decode a datagram and decide whether to believe it */
static enum error judge(struct policy *policy, uint32_t now_ms, uint32_t ip,
			uint16_t port, const void *packet, size_t len,
			struct bootinfo_message *msg)
{
    int boss = find_boss(policy, ip, -1);
    enum error error = ERR_NONE;
    int rc;

    if (boss < 0)
	return ERR_FROM_ADDRESS;
    rc = bootinfo_decode(msg, packet, len);
    if (rc)
	return reason_of(rc);

    switch (msg->opcode) {
    case BOOTINFO_REPLY:
	boss = find_boss(policy, ip, port);
	if (boss < 0)
	    return ERR_FROM_PORT;
	error = judge_reply(policy, now_ms, msg);
	break;
    case BOOTINFO_ORDER:
	if (port != BOOTINFO_ORDER_PORT && find_boss(policy, ip, port) < 0)
	    return ERR_FROM_PORT;
	error = judge_order(policy, now_ms, msg);
	break;
    default:
	return ERR_OPCODE;
    }
    if (!error)
	policy->current = (unsigned int)boss;
    return error;
}

/*
 * An answer that may be believed: move on to what it asks for. Who orders AUTO
 * or RESTART wants boss to be asked, whatever went wrong before.
 */
static void accept_answer(struct policy *policy, uint32_t now_ms,
			  uint32_t random, struct policy_event *event)
{
    uint32_t delay_ms = 0;

    policy->waited = event->what.type == BOOTINFO_WAIT;
    if (event->is_order && (event->what.type == BOOTINFO_AUTO ||
			    event->what.type == BOOTINFO_RESTART))
	policy->troubles = 0;
    switch (event->what.type) {
    case BOOTINFO_AUTO:
	if (!event->is_order) {
	    policy->autos++;
	    delay_ms = auto_delay(policy, random);
	}
	restart(policy, delay_ms ? POLICY_PAUSING : POLICY_ASKING, now_ms,
		delay_ms);
	break;
    case BOOTINFO_WAIT:
	policy->autos = 0;
	policy->troubles = 0;
	policy->fallbacks = 0;
	restart(policy, POLICY_WAITING, now_ms,
		schedule_delay_ms(&policy_wait_schedule, 0, random));
	break;
    case BOOTINFO_RESTART:
	if (!event->is_order)
	    policy->autos++;
	policy->open = 0;
	policy->silence_due = 0;
	return;
    default:
	policy->autos = 0;
	policy->open = 0;
	policy->silence_due = 0;
	return;
    }
    event->wait_ms = time_until(now_ms, policy->next_ask_ms);
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
	event->result = POLICY_IGNORED;
	event->first = !policy->ignored[event->reason];
	if (policy->ignored[event->reason] != ~0U)
	    policy->ignored[event->reason]++;
	return;
    }

    event->is_order = msg.opcode == BOOTINFO_ORDER;
    if (msg.status == BOOTINFO_FAIL) {
	event->result = POLICY_REFUSED;
	event->wait_ms = trouble(policy, now_ms, random);
	return;
    }
    event->result = POLICY_ANSWERED;
    event->what = msg.what;
    policy->last = msg.what;
    accept_answer(policy, now_ms, random, event);
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

uint32_t policy_next_ms(const struct policy *policy, uint32_t now_ms)
{
    return time_until(now_ms, policy->next_ask_ms);
}

uint32_t policy_failed(struct policy *policy, uint32_t now_ms,
		       uint32_t random)
{
    return trouble(policy, now_ms, random);
}

uint32_t policy_gave_up(struct policy *policy, uint32_t now_ms,
			uint32_t random)
{
    policy->troubles = 0;
    restart(policy, POLICY_PAUSING, now_ms,
	    schedule_delay_ms(&policy_trouble_schedule, policy->fallbacks++,
			      random));
    return time_until(now_ms, policy->next_ask_ms);
}
