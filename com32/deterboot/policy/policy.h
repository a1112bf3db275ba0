/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * policy.h - when to ask boss, whom, and which answers to believe
 *
 * A state machine without clock, socket or screen: the caller tells it the
 * time and a random number, sends what it is told to send, hands in every
 * datagram that comes, and acts on the answers.
 *
 *     policy_next()	what to do now: ask, say that nobody answers, or listen
 *     policy_receive()	a datagram came: an answer, a refusal, or nothing; hear.h
 *     policy_failed()	the answer could not be followed: ask again later
 *
 * A round without a boot is a refusal, a failed boot, or every boss asked
 * POLICY_ASKS_PER_BOSS times in vain. With a limit the policy gives up after
 * so many of them in a row, but never while boss's last word is WAIT.
 *
 * Times are a millisecond counter that may start anywhere and wrap around.
 */
#ifndef DETERBOOT_POLICY_H
#define DETERBOOT_POLICY_H

#include <stddef.h>
#include <stdint.h>

#include "bootinfo.h"
#include "errors.h"
#include "schedule.h"

#define POLICY_BOSSES_MAX	8	/* option 43, next-server, 66 has
					   several, 54 */

/* Site policy, all of it documented in deterboot.txt */
#define POLICY_ASKS_PER_BOSS	4	/* then the next boss, if there is one */
#define POLICY_ASK_GAP_MS	250	/* between questions, at the least */
#define POLICY_SILENCE_MS	1000	/* until silence is worth a line */
#define POLICY_REPLY_WINDOW_MS	10000	/* a second reply to a question */
#define POLICY_ORDER_GAP_MS	1000	/* between orders that are followed; the
					   same order within it is a copy */
#define POLICY_NONSENSE_MS	60000	/* between lines that tell that boss
					   makes no sense */

extern const struct schedule policy_ask_schedule;	/* no answer */
extern const struct schedule policy_trouble_schedule;	/* FAIL, failed boot */
extern const struct schedule policy_auto_schedule;	/* AUTO after AUTO */
extern const struct schedule policy_wait_schedule;	/* while waiting */

struct policy_boss {
    uint32_t ip;			/* network byte order */
    uint16_t port;			/* host byte order */
    const char *source;			/* for the screen: "next-server" */
};

enum policy_state {
    POLICY_ASKING,			/* a question is due or was asked */
    POLICY_WAITING,			/* boss said WAIT */
    POLICY_PAUSING,			/* refused, failed, or AUTO again */
};

enum policy_result {
    POLICY_IGNORED,			/* nothing changes, see `reason` */
    POLICY_REFUSED,			/* boss said FAIL */
    POLICY_ANSWERED,			/* boss said `what` */
    POLICY_HELD,			/* an order too soon after another; if
					   it is the last, policy_held() brings
					   it */
};

/* What was heard and changes nothing of what the node does */
struct policy_heard {
    unsigned int ignored[ERR_COUNT];	/* datagrams ignored, by reason */
    enum error nonsense;		/* boss's answer to the last question
					   was that; ERR_NONE if none came */
    int told;				/* told_ms is valid */
    uint32_t told_ms;			/* when that was last told */
    uint32_t order_ms;			/* when the last order, or a copy of it,
					   came */
};

struct policy_event {
    enum policy_result result;
    enum error reason;			/* IGNORED: why */
    int first;				/* IGNORED: the first for this reason */
    int is_order;			/* ANSWERED: not a reply but an order */
    uint32_t boss_ip;			/* who said it, network byte order */
    uint32_t wait_ms;			/* REFUSED, ANSWERED with WAIT or AUTO:
					   until the next question */
    struct bootinfo_what what;		/* ANSWERED */
};

struct policy {
    struct policy_boss boss[POLICY_BOSSES_MAX];
    unsigned int bosses;		/* how many there are, at least 1 */
    unsigned int current;		/* the one to ask */
    unsigned int step[POLICY_BOSSES_MAX]; /* place in each one's schedule */
    char key[BOOTINFO_KEY_MAX + 1];	/* "" = REQUEST, else KEYED_REQUEST */

    enum policy_state state;
    uint32_t pause_from_ms;		/* the next question comes... */
    uint32_t pause_ms;			/* ...so long after that */
    uint32_t asked_ms;			/* time of the last one */
    uint32_t silence_ms;		/* so long after that it is time to say
					   that nobody answers */
    unsigned int tries;			/* questions since the last answer */
    int ever_asked;			/* asked_ms is valid */
    int open;				/* the last question has no answer yet */
    int silence_due;			/* that is still to be said */
    int queried;			/* replies may belong to a query */
    unsigned int troubles;		/* refusals and failures in a row */
    unsigned int autos;			/* AUTO and RESTART replies in a row */
    unsigned int limit;			/* rounds until it gives up; 0 = never */
    unsigned int fallbacks;		/* how often it did, in vain */
    int waited;				/* boss's last word was WAIT */
    struct bootinfo_what last;		/* the last answer, to know it again */
    int ordered;			/* `order` was followed not long ago */
    struct bootinfo_what order;		/* the last order that was */
    uint32_t ordered_ms;		/* when */
    int has_held;			/* `held` came since then */
    struct policy_event held;		/* the last order that says another */
    struct policy_heard heard;
};

enum policy_verb {
    POLICY_ASK,				/* send a question to `boss` */
    POLICY_SILENCE,			/* there is no answer yet, or none that
					   makes sense: see `tell`, `reason` */
    POLICY_LISTEN,			/* wait for a datagram, wait_ms at most */
    POLICY_GIVE_UP,			/* enough rounds; says so again until
					   policy_gave_up() */
};

struct policy_step {
    enum policy_verb verb;
    struct policy_boss boss;		/* POLICY_ASK: whom to ask */
    unsigned int try;			/* POLICY_ASK: 1, 2, ... */
    uint32_t wait_ms;			/* LISTEN: time to listen;
					   SILENCE: until the next question */
    int tell;				/* SILENCE: worth a line */
    enum error reason;			/* SILENCE: boss did answer, and this
					   is wrong with it; or ERR_NONE */
};

/**
 * Start; the first question is due at once
 *
 * @v policy	Receives the state
 * @v boss	Servers to ask, in this order
 * @v bosses	How many, 1 to POLICY_BOSSES_MAX
 * @v key	Key for a KEYED_REQUEST, or "" to ask by address
 * @v now_ms	Time
 */
void policy_init(struct policy *policy, const struct policy_boss *boss,
		 unsigned int bosses, const char *key, uint32_t now_ms);

/**
 * Give up after so many rounds without a boot; 0 = never
 */
void policy_set_limit(struct policy *policy, unsigned int rounds);

/**
 * Start over with other servers, after RESTART
 *
 * The first question is due at once, or after a pause if there were several
 * answers RESTART (or AUTO) in a row: a boss that says nothing else is not to
 * be asked all the time. The rounds without a boot are counted on, unless
 * RESTART was ordered.
 *
 * @v policy	State
 * @v boss	Servers to ask, in this order
 * @v bosses	How many, 1 to POLICY_BOSSES_MAX
 * @v key	Key for a KEYED_REQUEST, or "" to ask by address
 * @v now_ms	Time
 * @v random	Any random number
 * @ret ms	Milliseconds until the first question
 */
uint32_t policy_restart(struct policy *policy, const struct policy_boss *boss,
			unsigned int bosses, const char *key, uint32_t now_ms,
			uint32_t random);

/**
 * Replace the list of servers; the state of those that stay in it is kept
 *
 * While the first server is asked a new one has to wait for its turn; later,
 * when the pauses are long, it is asked at once.
 *
 * @v policy	State
 * @v boss	Servers to ask, in this order
 * @v bosses	How many, 1 to POLICY_BOSSES_MAX
 * @v now_ms	Time
 */
void policy_set_bosses(struct policy *policy, const struct policy_boss *boss,
		       unsigned int bosses, uint32_t now_ms);

/**
 * Whether policy_next() will now ask the first question since the last answer
 *
 * @v policy	State
 * @v now_ms	Time
 * @ret 1	It will, and ask boss[current]
 * @ret 0	It will not
 */
int policy_round_due(const struct policy *policy, uint32_t now_ms);

/**
 * What to do now
 *
 * A question counts as asked when this says POLICY_ASK, whether or not it
 * could be sent.
 *
 * @v policy	State
 * @v now_ms	Time
 * @v random	Any random number
 * @v step	Receives what to do
 */
void policy_next(struct policy *policy, uint32_t now_ms, uint32_t random,
		 struct policy_step *step);

/**
 * The question, as it goes onto the wire
 */
void policy_question(const struct policy *policy,
		     uint8_t packet[BOOTINFO_PACKET_SIZE]);

/**
 * Find a boss
 *
 * @v policy	State
 * @v ip	Its address, network byte order
 * @v port	Its port, host byte order; -1 = any
 * @ret place	Its place in the list
 * @ret -ENOENT	It is none
 */
int policy_find_boss(const struct policy *policy, uint32_t ip, int port);

/**
 * Whether there were as many rounds without a boot as the limit allows: then
 * the end of the pause brings no question but POLICY_GIVE_UP
 */
int policy_gives_up(const struct policy *policy);

/**
 * Milliseconds until boss is asked the next time
 */
uint32_t policy_next_ms(const struct policy *policy, uint32_t now_ms);

/**
 * The answer could not be followed; boss is asked again after a pause
 *
 * @v policy	State
 * @v now_ms	Time
 * @v random	Any random number
 * @ret ms	Milliseconds until the next question
 */
uint32_t policy_failed(struct policy *policy, uint32_t now_ms,
		       uint32_t random);

/**
 * What was to be done after POLICY_GIVE_UP did not work out either; boss is
 * asked again after a pause, and the rounds are counted anew
 *
 * @v policy	State
 * @v now_ms	Time
 * @v random	Any random number
 * @ret ms	Milliseconds until the next question
 */
uint32_t policy_gave_up(struct policy *policy, uint32_t now_ms,
			uint32_t random);

#endif /* DETERBOOT_POLICY_H */
