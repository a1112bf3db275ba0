/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * typing.c - wait for keys at the prompt, and listen to boss meanwhile
 */
#include <errno.h>
#include <string.h>

#include "hear.h"
#include "keyboard.h"
#include "operator.h"
#include "platform.h"

#define TICK_MS		50	/* how long boss is listened to between keys */
#define TYPING_MS	200	/* after a key more may follow at full speed; the
				   serial port holds 16 of them */

void typing_draw(struct operator *operator)
{
    char output[LINE_OUTPUT_SIZE];

    line_draw(&operator->line, output);
    print("%s", output);
}

/* Boss has spoken: tell it, and keep it until the operator is done */
static void keep(struct operator *operator, const struct policy_event *event)
{
    struct action action;

    if (operator->has_kept &&
	!memcmp(&event->what, &operator->kept.what, sizeof(event->what)))
	return;
    print("\r\033[K");
    action_plan(&action, &event->what);
    say("%s: %s; kept until you say continue",
	event->is_order ? "order from boss" : "boss says", action.says);
    operator->kept = *event;
    operator->has_kept = 1;
    typing_draw(operator);
}

void typing_hear(struct operator *operator, uint32_t ip, uint16_t port,
		 const void *packet, size_t len)
{
    struct node *node = operator->node;
    struct policy_event event;

    policy_receive(&node->policy, platform_ms(),
		   schedule_random(&node->random), ip, port, packet, len,
		   &event);
    if (event.result == POLICY_ANSWERED) {
	keep(operator, &event);
    } else if (event.result == POLICY_REFUSED || event.first) {
	print("\r\033[K");
	say_event(node, &event, ip, port);
	typing_draw(operator);
    }
}

void typing_broken(struct operator *operator, int rc)
{
    net_close(&operator->node->net);
    say_error(ERR_SOCKET, strerror(-rc));
    operator->broken_ms = platform_ms();
    operator->retry_ms = schedule_delay_ms(&policy_trouble_schedule,
					   operator->retries++,
					   schedule_random(&operator->node->random));
}

void typing_open(struct operator *operator)
{
    struct node *node = operator->node;
    int rc;

    if (!node->policy.bosses || node->net.fd != NET_CLOSED)
	return;
    rc = net_open(&node->net);
    if (rc)
	typing_broken(operator, rc);
    else
	operator->retries = 0;
}

/* The socket is broken: now and then it is opened anew */
static void open_later(struct operator *operator)
{
    if (!operator->node->policy.bosses ||
	time_left_ms(platform_ms(), operator->broken_ms, operator->retry_ms))
	return;
    print("\r\033[K");
    typing_open(operator);
    typing_draw(operator);
}

/* Listen to boss for a moment */
static void listen_for(struct operator *operator, uint32_t ms)
{
    struct node *node = operator->node;
    uint8_t packet[RECEIVE_SIZE];
    struct policy_event event;
    uint32_t ip;
    uint16_t port;
    int rc;

    if (node->net.fd == NET_CLOSED)
	open_later(operator);
    if (node->net.fd == NET_CLOSED) {
	platform_sleep_ms(ms);
	return;
    }
    rc = net_receive(&node->net, ms, packet, sizeof(packet), &ip, &port);
    if (rc >= 0) {
	typing_hear(operator, ip, port, packet, (size_t)rc);
    } else if (rc != -EAGAIN) {
	print("\r\033[K");
	typing_broken(operator, rc);
	typing_draw(operator);
    }
    if (policy_held(&node->policy, platform_ms(),
		    schedule_random(&node->random), &event))
	keep(operator, &event);
}

int typing_key(struct operator *operator)
{
    struct attention *attention = &operator->attention;
    struct node *node = operator->node;

    /* The time is looked at first: a line may be so noisy that there is always
       a key */
    while (!attention_expired(attention, platform_ms())) {
	uint32_t now_ms = platform_ms();
	int key;

	waiting_look(&node->live.waiting, now_ms, node->policy.waited);
	listen_for(operator, now_ms - attention->key_ms < TYPING_MS ? 0 :
		   TICK_MS);
	key = keyboard_key();
	if (key != LINE_KEY_NONE) {
	    attention_touch(attention, platform_ms());
	    return key;
	}
    }
    return LINE_KEY_NONE;
}
