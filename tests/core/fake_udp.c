/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fake_udp.c - net.h's core_udp_*(), see fake_udp.h
 */
#include "fake_udp.h"
#include "core/include/net.h"
#include "core/fs/pxe/pxe.h"

#define ON_ITS_WAY_MAX	64
#define PACKET_MAX	2048

struct fake_udp fake_udp;
const uint16_t core_udp_backlog = 16;
volatile jiffies_t __jiffies;

static struct {
    jiffies_t due;
    uint32_t ip;
    uint16_t port, local_port, size;
    uint8_t data[PACKET_MAX];
} on_its_way[ON_ITS_WAY_MAX];
static unsigned int count;

void fake_udp_start(fake_server server)
{
    memset(&fake_udp, 0, sizeof fake_udp);
    fake_udp.server = server;
    fake_udp.opens_left = UINT_MAX;
    count = 0;
    __jiffies = (jiffies_t)-5;		/* it wraps soon */
}

void fake_udp_reply(uint32_t ip, uint16_t port, unsigned int ticks,
		    const void *packet, size_t size)
{
    if (count == ON_ITS_WAY_MAX || size > PACKET_MAX)
	return;				/* lost */
    on_its_way[count].due = __jiffies + ticks;
    on_its_way[count].ip = ip;
    on_its_way[count].port = port;
    on_its_way[count].local_port = fake_udp.local_port;
    on_its_way[count].size = size;
    if (size)
	memcpy(on_its_way[count].data, packet, size);
    count++;
}

int core_udp_open(struct pxe_pvt_inode *socket)
{
    if (!fake_udp.opens_left--)
	return -1;
    fake_udp.opened++;
    fake_udp.local_port++;
    socket->net.lwip.conn = (void *)socket;
    return 0;
}

void core_udp_close(struct pxe_pvt_inode *socket)
{
    if (socket->net.lwip.conn)
	fake_udp.opened--;
    socket->net.lwip.conn = NULL;
}

void core_udp_connect(struct pxe_pvt_inode *socket, uint32_t ip, uint16_t port)
{
    fake_udp.ip = ip;
    fake_udp.port = port;
}

void core_udp_disconnect(struct pxe_pvt_inode *socket)
{
}

/* The first packet that has had its time */
int core_udp_recv(struct pxe_pvt_inode *socket, void *buf, uint16_t *buf_len,
		  uint32_t *src_ip, uint16_t *src_port)
{
    unsigned int i;

    for (i = 0; i < count; i++) {
	if ((int32_t)(__jiffies - on_its_way[i].due) < 0)
	    continue;
	*src_ip = on_its_way[i].ip;
	*src_port = on_its_way[i].port;
	*buf_len = on_its_way[i].size <= *buf_len ? on_its_way[i].size : 0;
	memcpy(buf, on_its_way[i].data, *buf_len);
	count--;
	if (on_its_way[i].local_port != fake_udp.local_port)
	    *buf_len = 0;		/* nobody is there any more */
	memmove(on_its_way + i, on_its_way + i + 1,
		(count - i) * sizeof *on_its_way);
	return 0;
    }
    __jiffies++;
    return -1;
}

int core_udp_sendto(struct pxe_pvt_inode *socket, const void *data, size_t len,
		    uint32_t ip, uint16_t port)
{
    if (fake_udp.no_route) {
	errno = EHOSTUNREACH;
	return -1;
    }
    fake_udp.server(data, len, ip, port);
    return 0;
}

void core_udp_send(struct pxe_pvt_inode *socket, const void *data, size_t len)
{
    core_udp_sendto(socket, data, len, fake_udp.ip, fake_udp.port);
}
