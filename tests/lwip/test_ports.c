/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_ports.c - the local ports of TCP connections
 */

#include "lwip_check.h"

#include "lwip/tcp.h"

Suite *ports_suite(void);

#define REMEMBERED	64

/* A port is not taken again at once: the other end may still know it */
START_TEST(test_not_again)
{
    u16_t ports[REMEMBERED] = { 0 };
    size_t i, j;

    for (i = 0; i < 10000; i++) {
	struct tcp_pcb *pcb = tcp_new();

	ck_assert_int_eq(tcp_bind(pcb, IP4_ADDR_ANY, 0), ERR_OK);
	ck_assert_uint_ge(pcb->local_port, TCP_LOCAL_PORT_RANGE_START);
	ck_assert_uint_le(pcb->local_port, TCP_LOCAL_PORT_RANGE_END);
	for (j = 0; j < REMEMBERED; j++)
	    ck_assert_uint_ne(pcb->local_port, ports[j]);
	ports[i % REMEMBERED] = pcb->local_port;
	ck_assert_int_eq(tcp_close(pcb), ERR_OK);
    }
}
END_TEST

Suite *ports_suite(void)
{
    testfunc tests[] = {
	TESTFUNC(test_not_again),
    };

    return create_suite("PORTS", tests, sizeof tests / sizeof *tests, NULL,
			NULL);
}
