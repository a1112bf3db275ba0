/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * connection.c - one established connection, for tests of what TCP sends
 */

#include "connection.h"
#include "lwip/inet_chksum.h"
#include "lwip/prot/tcp.h"

struct test_tcp_txcounters sent;
struct tcp_pcb *pcb;

static struct netif netif;
static struct test_tcp_counters counters;

void connection_set_up(void)
{
    netif_list = netif_default = NULL;
    test_tcp_init_netif(&netif, &sent, &test_local_ip, &test_netmask);
    memset(&counters, 0, sizeof counters);
    pcb = test_tcp_new_counters_pcb(&counters);
    tcp_set_state(pcb, ESTABLISHED, &test_local_ip, &test_remote_ip,
		  TEST_LOCAL_PORT, TEST_REMOTE_PORT);
}

void connection_tear_down(void)
{
    tcp_remove_all();
    netif_list = netif_default = NULL;
}

void connection_receive(struct pbuf *p, u16_t options)
{
    struct tcp_hdr *hdr;

    pbuf_header(p, -IP_HLEN);
    hdr = p->payload;
    TCPH_HDRLEN_SET(hdr, (TCP_HLEN + options) / 4);
    hdr->chksum = 0;
    hdr->chksum = ip_chksum_pseudo(p, IP_PROTO_TCP, p->tot_len,
				   &pcb->remote_ip, &pcb->local_ip);
    pbuf_header(p, IP_HLEN);
    test_tcp_input(p, &netif);
}
