/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * lwipopts.h - how lpxelinux.0 configures lwIP, with sockets for modules
 *
 * Takes the place of core/lwip/src/include/lwipopts.h. Derived from the file
 * whose checksum is in lwipopts/STOCK; `make lint` says when that changes.
 * Memory is bytes of .bss above 1 MB: it costs nothing in pxelinux.0 itself.
 */
#ifndef __LWIPOPTS_H__
#define __LWIPOPTS_H__

#include <byteswap.h>
#include <klibc/inaddr.h>

/*
 * As syslinux has it
 */
#define SYS_LIGHTWEIGHT_PROT	1
#define LWIP_NETIF_API		1
#define LWIP_DNS		1
#define LWIP_UDP		1
#define LWIP_TCP		1
#define LWIP_SO_RCVTIMEO	1
#define LWIP_ICMP		1

#define TCPIP_MBOX_SIZE			512
#define TCPIP_THREAD_PRIO		-10
#define TCPIP_THREAD_STACKSIZE		32768

#define DEFAULT_UDP_RECVMBOX_SIZE	16
#define DEFAULT_TCP_RECVMBOX_SIZE	128

#define MEM_LIBC_MALLOC			0
#define MEMP_MEM_MALLOC			0

#define MEMP_NUM_TCP_PCB		64
#define MEMP_NUM_TCP_SEG		256
#define MEMP_NUM_REASSDATA		32
#define MEMP_NUM_SYS_TIMEOUT		8
#define MEMP_NUM_NETCONN		64
#define MEMP_NUM_TCPIP_MSG_API		64
#define MEMP_NUM_TCPIP_MSG_INPKT	64
#define MEMP_NUM_NETBUF			128
#define PBUF_POOL_SIZE			256
#define ARP_TABLE_SIZE			16
#define IP_REASS_MAX_PBUFS		64
#define IP_REASS_MAXAGE			10

#define DNS_TABLE_SIZE		16
#define DNS_MAX_SERVERS		4
#define TCP_MSS			1460
#define TCP_WND			64000
#define TCP_SND_BUF		(4*TCP_MSS)
#define LWIP_TCP_TIMESTAMPS	1

/*
 * IANA says to use dynamic port numbers above 49152, but some
 * very high numbers are known to be (ab)used, too.
 */
#define TCP_LOCAL_PORT_RANGE_START 49152
#define TCP_LOCAL_PORT_RANGE_END   57343
#define UDP_LOCAL_PORT_RANGE_START 49152
#define UDP_LOCAL_PORT_RANGE_END   57343

#define ETHARP_TRUST_IP_MAC	0

#define LWIP_STATS		1
#define LWIP_STATS_DISPLAY	1

#define LWIP_PLATFORM_BYTESWAP	1
#define LWIP_PLATFORM_HTONS(x)	bswap_16(x)
#define LWIP_PLATFORM_HTONL(x)	bswap_32(x)

#define LWIP_PREFIX_BYTEORDER_FUNCS	0
#define LWIP_COMPAT_MUTEX	1

void undiarp_tmr(void);

/*
 * Sockets for modules
 */

/* The socket layer itself; core/fs/pxe/netsock_lwip.c is its only caller */
#define LWIP_SOCKET		1

/* No macros that would rename functions of that caller */
#define LWIP_COMPAT_SOCKETS	0

/* The sockets tell why they failed in errno, of which each thread has one */
#define ERRNO

/* Connections that wait for accept() (SOMAXCONN); 4 bytes each a listener */
#define TCP_LISTEN_BACKLOG		1
#define DEFAULT_ACCEPTMBOX_SIZE		16

/*
 * The default of 4 leaves 3 for modules beside the resolver, and every TFTP
 * file takes one while it is open. About 40 bytes each.
 */
#define MEMP_NUM_UDP_PCB		32

/*
 * The heap for what is sent: headers, and whole segments of TCP. The default
 * of 1600 bytes holds one segment, so that a send() of two waits for ever.
 * 64 kB hold the TCP_SND_BUF of eight busy connections.
 */
#define MEM_SIZE			65536

/* The default of 1 would leave structures of the heap unaligned */
#define MEM_ALIGNMENT			4

/* SO_REUSEADDR, for servers that are started again */
#define SO_REUSE			1

#endif /* __LWIPOPTS_H__ */
