/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_nicpoll.c - core/fs/pxe/nicpoll.c: whoever polls hands lwIP all that the
 * card has, lets the others work at it, and comes back, whatever comes
 */
#include "test.h"
#include <core.h>
#include <nic.h>
#include <thread.h>
#include "lwip/opt.h"
#include "pxe.h"

#define LIMIT		10000	/* looks at the card; more is for ever */

static struct thread self;
struct thread *__current = &self;
void (*sched_hook_func)(void);
int (*idle_hook_func)(void);

static unsigned int on_card;	/* frames that have come */
static bool flood;		/* and more come for ever */
static unsigned int handed;	/* to lwIP */
static unsigned int held;	/* of them, by what joins segments */
static unsigned int looks, yields;
static bool locked;		/* between begin and end */
static void (*others)(void);	/* what they do when they may run */

bool nicif_input(void)
{
    assert_true(locked);
    /* lwIP's thread must not run between two frames */
    assert_true(self.prio < TCPIP_THREAD_PRIO);
    assert_true(++looks < LIMIT);
    if (!on_card && !flood)
	return false;
    on_card -= !flood;
    handed++;
    held++;
    return true;
}

void nicif_flush(void)
{
    assert_false(locked);
    assert_true(self.prio < TCPIP_THREAD_PRIO);
    held = 0;
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
    assert_int_equal(held, 0);
    assert_true(self.prio >= 0);
    yields++;
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
    on_card = handed = held = looks = yields = 0;
    flood = locked = false;
    others = NULL;
    self.prio = POLL_THREAD_PRIORITY;
    return 0;
}

static void test_all_is_handed_over(void **state)
{
    unsigned int frames;

    for (frames = 0; frames < 200; frames++) {
	setup(state);
	on_card = frames;
	do
	    nic_poll();
	while (on_card);
	assert_int_equal(handed, frames);
	assert_true(yields > 0);
	assert_int_equal(self.prio, POLL_THREAD_PRIORITY);
    }
}

/* Who computes, and polls now and then, goes on with that */
static void test_floods_end(void **state)
{
    flood = true;
    self.prio = 0;
    nic_poll();
    assert_true(handed > 0);
    assert_int_equal(yields, 1);
    assert_int_equal(self.prio, 0);
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
    flood = true;
    for (round = 0; round < 10; round++)
	nic_poll();
    assert_int_equal(yields, 20);
    assert_int_equal(self.prio, POLL_THREAD_PRIORITY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test_setup(test_all_is_handed_over, setup),
	cmocka_unit_test_setup(test_floods_end, setup),
	cmocka_unit_test_setup(test_polls_within_polls, setup),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
