/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * lwipopts.h for lwIP's own unit tests: that of lpxelinux.0, and what the
 * tests need besides.
 */
#ifndef TESTS_LWIPOPTS_H
#define TESTS_LWIPOPTS_H

#include "../../lwipopts/lwipopts.h"

/* Tests look into lwIP, count what it does, and free what is not theirs */
#define LWIP_TESTMODE		1
#define TCPIP_THREAD_TEST
#undef LWIP_STATS
#define LWIP_STATS		1
#define MIB2_STATS		1
#define LWIP_MEM_ILLEGAL_FREE(msg)

#define LWIP_NETIF_EXT_STATUS_CALLBACK	1
#define ETHARP_SUPPORT_STATIC_ENTRIES	1
#define LWIP_NETCONN_FULLDUPLEX	1
#define LWIP_NETBUF_RECVINFO	1
#undef LWIP_COMPAT_SOCKETS
#define LWIP_COMPAT_SOCKETS	1

#undef MEMP_NUM_SYS_TIMEOUT
#define MEMP_NUM_SYS_TIMEOUT	(LWIP_NUM_SYS_TIMEOUT_INTERNAL + 8)

/* They have one thread, which may wait for nobody */
#undef LWIP_TCPIP_CORE_LOCKING
#define LWIP_TCPIP_CORE_LOCKING	1

/* They expect that 1 kB needs several buffers */
#define PBUF_POOL_BUFSIZE	600

/* DNS holds memory from the start, which tests take for a leak */
#undef LWIP_DNS
#define LWIP_DNS		0

/* They fill the window of the peer, which is as large as ours */
#undef TCP_WND
#define TCP_WND			(40 * TCP_MSS)

/* They count the ticks of TCP's timers */
#undef TCP_TMR_INTERVAL
#define TCP_TMR_INTERVAL	250
#undef TCP_SYN_RTO
#define TCP_SYN_RTO		3000
#undef TCP_FIRST_RTO
#define TCP_FIRST_RTO		3000

/* The host has a compiler, words and sections of its own */
#undef MEM_ALIGNMENT
#define MEM_ALIGNMENT		8
#undef LWIP_DECLARE_MEMORY_ALIGNED
#undef SYS_LIGHTWEIGHT_PROT
#define SYS_LIGHTWEIGHT_PROT	0
#undef LWIP_COMPAT_MUTEX
#undef LWIP_DONT_PROVIDE_BYTEORDER_FUNCTIONS

#endif /* TESTS_LWIPOPTS_H */
