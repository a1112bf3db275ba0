/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * run_lwip.c - run the unit tests of lwIP that are about what lpxelinux.0 has
 *
 * In place of lwIP's lwip_unittests.c, which wants IPv6, DHCP, mDNS and MQTT,
 * too. Each test runs in a process of its own.
 */

#include "lwip_check.h"

#include "api/test_sockets.h"
#include "core/test_def.h"
#include "core/test_mem.h"
#include "core/test_netif.h"
#include "core/test_pbuf.h"
#include "core/test_timers.h"
#include "etharp/test_etharp.h"
#include "ip4/test_ip4.h"
#include "tcp/test_tcp.h"
#include "tcp/test_tcp_oos.h"
#include "udp/test_udp.h"

#include "lwip/stats.h"
#include "lwip/tcpip.h"

#include <stdbool.h>
#include <string.h>

Suite *chksum_suite(void);
Suite *netrandom_suite(void);
Suite *newreno_suite(void);
Suite *acks_suite(void);
Suite *ports_suite(void);
Suite *route_suite(void);
Suite *arp_suite(void);
Suite *take_suite(void);

static suite_getter_fn *const suites[] = {
    def_suite, mem_suite, pbuf_suite, timers_suite, netif_suite, etharp_suite,
    ip4_suite, udp_suite, tcp_suite, tcp_oos_suite, sockets_suite,
    chksum_suite, netrandom_suite, newreno_suite, acks_suite, ports_suite,
    route_suite, arp_suite, take_suite,
};

/* Tests of what lpxelinux.0 does not have, in files with others */
static const char *const left_out[] = {
    "test_udp_bind",				/* IPv6 */
    "test_udp_broadcast_rx_with_2_netifs",	/* from 0.0.0.0, as a DHCP
						   client accepts it */
    "test_tcp_fast_rexmit_wraparound",		/* a connection without a SYN;
						   test_newreno.c has it */
};

static bool is_left_out(const char *name)
{
    size_t i;

    for (i = 0; i < sizeof left_out / sizeof *left_out; i++) {
	if (!strcmp(name, left_out[i]))
	    return true;
    }
    return false;
}

Suite *create_suite(const char *name, testfunc *tests, size_t num_tests,
		    SFun setup, SFun teardown)
{
    Suite *suite = suite_create(name);
    size_t i;

    for (i = 0; i < num_tests; i++) {
	TCase *test;

	if (is_left_out(tests[i]->name))
	    continue;
	test = tcase_create(name);
	if (setup || teardown)
	    tcase_add_checked_fixture(test, setup, teardown);
	tcase_add_named_test(test, tests[i]);
	suite_add_tcase(suite, test);
    }
    return suite;
}

/* Called at the end of a test: everything it has allocated must be free */
void lwip_check_ensure_no_alloc(unsigned int skip)
{
    int i;

    if (!(skip & SKIP_HEAP))
	fail_unless(lwip_stats.mem.used == 0);
    for (i = 0; i < MEMP_MAX; i++) {
	if (!(skip & SKIP_POOL(i)))
	    fail_unless(lwip_stats.memp[i]->used == 0);
    }
}

int main(void)
{
    SRunner *runner = srunner_create(NULL);
    int failed;
    size_t i;

    tcpip_init(NULL, NULL);
    for (i = 0; i < sizeof suites / sizeof *suites; i++)
	srunner_add_suite(runner, suites[i]());
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
