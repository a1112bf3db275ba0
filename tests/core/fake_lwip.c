/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fake_lwip.c - buffers of lwIP in one piece each, of their exact size, so that
 * the address sanitizer sees what goes past them; and a UDP that sends nowhere
 */
#include "fake_lwip.h"

struct pbuf *fake_sent;
udp_recv_fn fake_receive;
const ip_addr_t ip_addr_any;

struct pbuf *pbuf_alloc(pbuf_layer layer, u16_t len, pbuf_type type)
{
    struct pbuf *p = calloc(1, sizeof(*p));

    (void)layer;
    (void)type;
    p->payload = malloc(len ? len : 1);
    p->len = p->tot_len = len;
    p->ref = 1;
    return p;
}

u8_t pbuf_free(struct pbuf *p)
{
    if (--p->ref)
	return 0;
    free(p->payload);
    free(p);
    return 1;
}

err_t pbuf_take_at(struct pbuf *p, const void *data, u16_t len, u16_t offset)
{
    if (offset + len > p->tot_len)
	return ERR_MEM;
    memcpy((char *)p->payload + offset, data, len);
    return ERR_OK;
}

err_t pbuf_take(struct pbuf *p, const void *data, u16_t len)
{
    return pbuf_take_at(p, data, len, 0);
}

void pbuf_put_at(struct pbuf *p, u16_t offset, u8_t byte)
{
    if (offset < p->tot_len)
	((u8_t *)p->payload)[offset] = byte;
}

int pbuf_try_get_at(const struct pbuf *p, u16_t offset)
{
    return offset < p->tot_len ? ((const u8_t *)p->payload)[offset] : -1;
}

u16_t pbuf_copy_partial(const struct pbuf *p, void *data, u16_t len,
			u16_t offset)
{
    if (offset >= p->tot_len)
	return 0;
    if (len > p->tot_len - offset)
	len = p->tot_len - offset;
    memcpy(data, (const char *)p->payload + offset, len);
    return len;
}

struct udp_pcb *udp_new_ip_type(u8_t type)
{
    (void)type;
    return calloc(1, sizeof(struct udp_pcb));
}

void udp_remove(struct udp_pcb *pcb)
{
    free(pcb);
}

err_t udp_bind(struct udp_pcb *pcb, const ip_addr_t *addr, u16_t port)
{
    (void)addr;
    pcb->local_port = port;
    return ERR_OK;
}

void udp_recv(struct udp_pcb *pcb, udp_recv_fn receive, void *arg)
{
    (void)pcb;
    (void)arg;
    fake_receive = receive;
}

err_t udp_sendto(struct udp_pcb *pcb, struct pbuf *p, const ip_addr_t *to,
		 u16_t port)
{
    (void)pcb;
    (void)to;
    (void)port;
    if (fake_sent)
	pbuf_free(fake_sent);
    p->ref++;
    fake_sent = p;
    return ERR_OK;
}

unsigned int net_random(void)
{
    static unsigned int last = 0x1234;

    return last += 0x1111;
}
