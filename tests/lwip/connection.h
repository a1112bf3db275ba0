/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * connection.h - one established connection, for tests of what TCP sends
 */
#ifndef TESTS_LWIP_CONNECTION_H
#define TESTS_LWIP_CONNECTION_H

#include "lwip/opt.h"
#include "tcp/tcp_helper.h"

extern struct test_tcp_txcounters sent;	/* what has been sent */
extern struct tcp_pcb *pcb;

/** Make `pcb`, established; test_local_ip and test_remote_ip are its ends. */
void connection_set_up(void);

/** Remove it. */
void connection_tear_down(void);

/**
 * Let a segment of the peer come in
 *
 * @v p		Segment, from tcp_create_rx_segment(); it is freed
 * @v options	Bytes at the beginning of its data that are options of TCP
 */
void connection_receive(struct pbuf *p, u16_t options);

#endif /* TESTS_LWIP_CONNECTION_H */
