/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fake_boot.c - what core/fs/pxe/pxe.c and core.c call when the core starts, and
 * what UDP needs: no test gets there
 */
#include "fake_net.h"
#include "thread.h"
#include "net.h"
#include <lwip/dns.h>
#include <lwip/tcpip.h>

#define NEVER(declaration)	declaration { abort(); }

NEVER(void _kaboom(void))
NEVER(void pxenv(void))
NEVER(void gpxe_init(void))
NEVER(int pxe_init(bool quiet))
NEVER(void pxe_init_isr(void))
NEVER(void pxe_idle_init(void))
NEVER(void net_parse_dhcp(void))
NEVER(void net_random_seed(void))
NEVER(void sysappend_set_uuid(const uint8_t *src))
NEVER(int open_file(const char *name, int flags, struct com32_filedata *data))
NEVER(void call16(void (*f)(void), const com32sys_t *in, com32sys_t *out))
NEVER(mstime_t sem_down(struct semaphore *sem, mstime_t timeout))
NEVER(void sem_up(struct semaphore *sem))
NEVER(int undiif_start(uint32_t ip, uint32_t netmask, uint32_t gw))
NEVER(void undiif_set_address(uint32_t ip, uint32_t netmask, uint32_t gw))
NEVER(void undiif_set_mtu(uint16_t mtu))
NEVER(void dns_setserver(u8_t n, const ip_addr_t *server))
NEVER(void tcpip_init(tcpip_init_done_fn done, void *arg))
NEVER(err_t netconn_bind(struct netconn *nc, const ip_addr_t *a, u16_t port))
NEVER(err_t netconn_disconnect(struct netconn *nc))
NEVER(err_t netconn_send(struct netconn *nc, struct netbuf *buf))
NEVER(err_t netconn_sendto(struct netconn *nc, struct netbuf *buf,
			   const ip_addr_t *addr, u16_t port))
NEVER(struct netbuf *netbuf_new(void))
NEVER(void *netbuf_alloc(struct netbuf *buf, u16_t size))
NEVER(void netbuf_first(struct netbuf *buf))

/* As core/fs/pxe/gpxeurl.c: the core has none */
void gpxe_open(struct inode *inode, const char *url)
{
}
