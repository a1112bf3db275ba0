/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * lwipopts.h - how lpxelinux.0 configures lwIP 2.1.3
 *
 * Derived from the lwipopts.h of syslinux and checked against the opt.h of
 * lwIP whose checksums are in lwipopts/STOCK; `make lint` says when one of
 * them changes. What is not here has the default of opt.h. Which functions of
 * ours lwIP calls is in arch/hooks.h and arch/cc.h, which the patches bring.
 *
 * Memory is bytes above 1 MB that nobody clears: it costs nothing in
 * pxelinux.0 itself, and is free again when a kernel starts. It is 9 MB
 * altogether. "Code" is bytes in pxelinux.0, about, after compression.
 */
#ifndef __LWIPOPTS_H__
#define __LWIPOPTS_H__

#include <byteswap.h>

/*
 * What is compiled
 */
#define LWIP_NETIF_API		1
#define LWIP_DNS		1
#define LWIP_SOCKET		1	/* core/fs/pxe/netsock_lwip.c uses it */
#define LWIP_SOCKET_POLL	0	/* sockpoll.c is on lwIP's select() */

/* No macros that would rename functions of netsock_lwip.c */
#define LWIP_COMPAT_SOCKETS	0

/* Nobody reads the counters; with them each packet costs some cycles more */
#define LWIP_STATS		0

/* A module can talk to itself through 127.0.0.1, as on Linux. Code: 500 */
#define LWIP_NETIF_LOOPBACK	1
#define LWIP_HAVE_LOOPIF	1
#define LWIP_LOOPBACK_MAX_PBUFS	64	/* else a sender fills up all memory */

/*
 * Threads
 *
 * One thread of its own calls lwIP's core, and with it the ROM, which is not
 * reentrant and needs a real mode stack; the others send it messages. A thread
 * has one semaphore to wait for the answers (core/include/thread.h). Two
 * threads never use one socket at once: modules cannot start threads.
 */
#define SYS_LIGHTWEIGHT_PROT		1
#define LWIP_COMPAT_MUTEX		1
#define LWIP_COMPAT_MUTEX_ALLOWED	1
#define LWIP_TCPIP_CORE_LOCKING		0
#define LWIP_NETCONN_SEM_PER_THREAD	1

#define TCPIP_THREAD_PRIO		-10
#define TCPIP_THREAD_STACKSIZE		32768

/*
 * Messages that wait for that thread. The ROM hands over all packets that it
 * has before the thread runs, so that this must be as many as a network card
 * can hold; 24 bytes each.
 */
#define MEMP_NUM_TCPIP_MSG_INPKT	512
#define TCPIP_MBOX_SIZE			600

/*
 * Packets that were received and not read yet. A packet that finds no buffer
 * is lost, whoever it is for, so the pool must hold what lazy readers leave in
 * it: eleven full windows of TCP. 1.5 kB each, 4.5 MB.
 */
#define PBUF_POOL_SIZE			3072

/*
 * The heap is for what is sent: 64 kB (TCP_SND_BUF) for each of 32 busy
 * connections, or 32 datagrams of the largest size.
 */
#define MEM_SIZE			(2 * 1024 * 1024)
#define MEM_ALIGNMENT			4

/* Pools and heap are cleared by who uses them: spare the loader 9 MB of it */
#define LWIP_DECLARE_MEMORY_ALIGNED(name, size) \
    u8_t name[size] __attribute__((aligned(MEM_ALIGNMENT), section(".hugebss")))

/*
 * Sockets: 64 of any kind (NETSOCK_MAX), of which modules may want 32. Every
 * file that is open over the network takes one or two.
 */
#define MEMP_NUM_NETCONN		64	/* 80 bytes */
#define MEMP_NUM_TCP_PCB		64	/* 200 bytes */
#define MEMP_NUM_TCP_PCB_LISTEN		32	/* 40 bytes */
#define MEMP_NUM_UDP_PCB		68	/* 40 bytes; DNS takes up to 4 */
#define MEMP_NUM_NETBUF			256	/* 16 bytes, a datagram each */

/* Segments to be sent, or received out of order; 20 bytes */
#define MEMP_NUM_TCP_SEG		2048

/*
 * Places in the queues of a socket, 4 bytes each: of received segments as
 * many as make up a window, of datagrams, of connections to accept()
 * (SOMAXCONN in sys/socket.h)
 */
#define DEFAULT_TCP_RECVMBOX_SIZE	384
#define DEFAULT_UDP_RECVMBOX_SIZE	32
#define DEFAULT_ACCEPTMBOX_SIZE		16

/* Bytes of datagrams that a socket queues at most, like Linux (SO_RCVBUF) */
#define RECV_BUFSIZE_DEFAULT		212992

/*
 * What sockets have on Linux, too; core/fs/pxe/sock*.c do without lwIP's
 * SO_SNDTIMEO and SO_BROADCAST. Code: 700 all together
 */
#define LWIP_SO_RCVTIMEO		1	/* for files */
#define LWIP_SO_RCVBUF			1
#define LWIP_FIONREAD_LINUXMODE		1
#define SO_REUSE			1
#define LWIP_TCP_KEEPALIVE		1	/* TCP_KEEPIDLE and such */
#define TCP_LISTEN_BACKLOG		1

/*
 * TCP
 *
 * With a window of 384 kB a server that is 3 ms away can send 1 Gbit/s, and an
 * ACK may be held back for 64 kB (undiack.h) without its waiting for it. It
 * needs scaling: the field in the header has 16 bits. SACK tells the server
 * which packet of the window was lost. Code: 700
 */
#define TCP_MSS				1460
#define TCP_WND				(384 * 1024)
#define LWIP_WND_SCALE			1
#define TCP_RCV_SCALE			3
#define LWIP_TCP_SACK_OUT		1

/*
 * A window that opens is told to the server in a packet of its own, which
 * costs a call to the ROM: not for each 6 kB, as by default, but for a quarter
 * of this connection's window. Without scaling it has 64 kB at most; more than
 * that would never be reached, and the transfer hangs. tcp.c has the pcb.
 */
#define TCP_WND_UPDATE_THRESHOLD	(TCP_WND_MAX(pcb) / 4)
#define LWIP_TCP_TIMESTAMPS		1
#define TCP_SND_BUF			(44 * TCP_MSS)

/*
 * The ticks of TCP's timers, one of the BIOS clock; a segment that is lost is
 * sent again after six at the earliest, 220 to 330 ms. With lwIP's 250 ms it
 * would be 1 to 1.5 s. A peer that does not answer any more is given up after
 * four minutes, not nineteen. Costs a walk through the connections each tick.
 */
#define TCP_TMR_INTERVAL		55

/*
 * After so many ms a SYN is sent again, and what follows it, such as a
 * request: as long as little was measured (RFC 6298, 2.1, says one second). In
 * place of 3 s for both. A peer that is not there is given up after 20 s.
 */
#define TCP_SYN_RTO			1600
#define TCP_SYNMAXRTX			12
#define TCP_FIRST_RTO			1000

/* What one connection may keep of segments that came out of order */
#define TCP_OOSEQ_MAX_PBUFS		384

/*
 * IP
 *
 * A datagram of 64 kB is 45 packets on Ethernet: they are put together, and
 * wait for the answer to an ARP request, as many as these can hold. Only the
 * latest of its kind waits; arch/arpqueue.c.
 */
#define IP_REASS_MAX_PBUFS		192	/* four such datagrams */
#define IP_REASS_MAXAGE			10	/* seconds */
#define MEMP_NUM_REASSDATA		32	/* 32 bytes */
#define MEMP_NUM_FRAG_PBUF		64	/* 24 bytes */
#define ARP_QUEUEING			1
#define ARP_QUEUE_LEN			48
#define MEMP_NUM_ARP_QUEUE		96	/* 8 bytes */
#define ARP_TABLE_SIZE			16

/* Links other than Ethernet, with addresses of up to MAC_MAX bytes */
#define NETIF_MAX_HWADDR_LEN		32

/* Two more than lwIP's own timers: undiack.c, undiif.c on other links */
#define MEMP_NUM_SYS_TIMEOUT		(LWIP_NUM_SYS_TIMEOUT_INTERNAL + 2)

#define DNS_TABLE_SIZE			16	/* 300 bytes */
#define DNS_HOST_ADDRS			4	/* of one name; not lwIP's own */
#define DNS_MAX_SERVERS			4	/* of the DHCP option */

/*
 * IANA says to use dynamic port numbers above 49152, but some
 * very high numbers are known to be (ab)used, too.
 */
#define TCP_LOCAL_PORT_RANGE_START	49152
#define TCP_LOCAL_PORT_RANGE_END	57343
#define TCP_ENSURE_LOCAL_PORT_RANGE(port) \
    ((u16_t)(((port) & 0x1fff) + TCP_LOCAL_PORT_RANGE_START))
#define UDP_LOCAL_PORT_RANGE_START	TCP_LOCAL_PORT_RANGE_START
#define UDP_LOCAL_PORT_RANGE_END	TCP_LOCAL_PORT_RANGE_END
#define UDP_ENSURE_LOCAL_PORT_RANGE	TCP_ENSURE_LOCAL_PORT_RANGE

/*
 * com32 has struct timeval, errno, htons() and all that
 */
#define LWIP_TIMEVAL_PRIVATE			0
#define LWIP_ERRNO_STDINCLUDE			1
#define LWIP_DONT_PROVIDE_BYTEORDER_FUNCTIONS	1
#define lwip_htons(x)				bswap_16(x)
#define lwip_htonl(x)				bswap_32(x)

#endif /* __LWIPOPTS_H__ */
