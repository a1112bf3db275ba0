/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_nicpoll.c - core/fs/pxe/nicpoll.c: whoever polls takes what the card has
 * and gives all of it to lwIP, and comes back, whatever comes
 */
#include "test.h"
#include <core.h>
#include <nic.h>
#include <thread.h>
#include "lwip/opt.h"
#include "pxe.h"

#define FLOOD		UINT_MAX	/* frames without an end */
#define LIMIT		100000		/* looks at the card; more is for ever */

static struct thread self;
struct thread *__current = &self;
void (*sched_hook_func)(void);
int (*idle_hook_func)(void);

static unsigned int on_card;	/* frames that have come */
static bool useless;		/* they are not kept, being too short */
static unsigned int taken, given;
static unsigned int looks;
static unsigned int largest;	/* portion that lwIP got */
static bool locked;		/* between begin and end */
static unsigned int yields;	/* in which all threads may run */
static void (*others)(void);	/* what they do */

bool nicif_take(void)
{
    assert_true(locked);
    assert_true(++looks < LIMIT);
    if (taken - given == NIC_TAKEN_MOST || !on_card)
	return false;
    if (on_card != FLOOD)
	on_card--;
    taken += !useless;
    return true;
}

unsigned int nicif_taken(void)
{
    return taken - given;
}

void nicif_give(unsigned int most)
{
    unsigned int now = most < taken - given ? most : taken - given;

    assert_false(locked);
    /* lwIP's thread must not run between two frames */
    assert_true(self.prio < TCPIP_THREAD_PRIO);
    given += now;
    if (now > largest)
	largest = now;
}

void nic_receive_begin(void)
{
    assert_false(locked);
    locked = true;
}

void nic_receive_end(void)
{
    assert_true(locked);
    locked = false;
}

void nic_clock(void)
{
}

void nic_rest(void)
{
}

void thread_yield(void)
{
    assert_false(locked);
    assert_true(self.prio > TCPIP_THREAD_PRIO);
    yields += self.prio == POLL_THREAD_PRIORITY;
    if (others)
	others();
}

struct thread *start_thread(const char *name, size_t stack_size, int prio,
			    void (*start_func)(void *), void *func_arg)
{
    return NULL;
}

void __thread_process_timeouts(void)
{
}

static int setup(void **state)
{
    on_card = taken = given = looks = largest = yields = 0;
    useless = locked = false;
    others = NULL;
    self.prio = POLL_THREAD_PRIORITY;
    return 0;
}

static void test_all_is_given(void **state)
{
    unsigned int frames;

    for (frames = 0; frames <= 3 * NIC_TAKEN_MOST; frames++) {
	setup(state);
	on_card = frames;
	do {
	    yields = 0;
	    nic_poll();
	    assert_int_equal(yields, 1);
	    assert_int_equal(taken, given);
	    assert_int_equal(self.prio, POLL_THREAD_PRIORITY);
	} while (on_card);
	assert_int_equal(given, frames);
    }
}

static unsigned int ahead;	/* looks before lwIP has got the first frame */

static void wait_for_lwip(void)
{
    if (!given) {
	ahead = looks;
	return;
    }
    /* The thread that sends ACKs waits while lwIP gets what is here */
    assert_true(self.prio < POLL_THREAD_PRIORITY - 1);
    assert_true(looks - ahead < given);
}

/* The card is looked at while lwIP works at what was there */
static void test_looks_in_between(void **state)
{
    on_card = FLOOD;
    others = wait_for_lwip;
    nic_poll();
    assert_in_range(largest, 1, 16);
    assert_in_range(looks, ahead + given / largest - 1, NIC_TAKEN_MOST);
}

/* Who computes, and polls now and then, goes on with that */
static void expect_end(int prio)
{
    self.prio = prio;
    on_card = FLOOD;
    looks = 0;
    nic_poll();
    assert_in_range(looks, 1, 2 * NIC_TAKEN_MOST);
    assert_int_equal(taken, given);
    assert_int_equal(self.prio, prio);
}

static void test_floods_end(void **state)
{
    expect_end(0);
    expect_end(POLL_THREAD_PRIORITY);
    useless = true;
    expect_end(0);
    expect_end(POLL_THREAD_PRIORITY);
}

static void poll_too(void)
{
    others = NULL;
    nic_poll();
    others = poll_too;
}

/* The threads that run in between poll, too */
static void test_polls_within_polls(void **state)
{
    unsigned int round;

    others = poll_too;
    on_card = FLOOD;
    for (round = 0; round < 100; round++) {
	looks = 0;
	nic_poll();
	assert_in_range(taken - given, 0, NIC_TAKEN_MOST);
    }
    on_card = 0;
    nic_poll();
    assert_int_equal(taken, given);
    assert_int_equal(self.prio, POLL_THREAD_PRIORITY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test_setup(test_all_is_given, setup),
	cmocka_unit_test_setup(test_looks_in_between, setup),
	cmocka_unit_test_setup(test_floods_end, setup),
	cmocka_unit_test_setup(test_polls_within_polls, setup),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
