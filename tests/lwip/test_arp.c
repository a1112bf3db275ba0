/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_arp.c - neighbours that answer late, not at all, or from another
 * hardware address than before; and no way to who is no neighbour
 */

#include "lwip_check.h"

#include "lwip/etharp.h"
#include "lwip/inet_chksum.h"
#include "lwip/priv/tcp_priv.h"
#include "lwip/prot/iana.h"
#include "lwip/udp.h"
#include "netif/ethernet.h"

#include "arch/arpqueue.c"

Suite *arp_suite(void);

#define TFTP		69
#define LARGE		5000	/* bytes: four fragments */
#define FRAMES_MAX	128

static struct netif netif;
static const struct eth_addr ours = { { 0x52, 0x54, 0, 0x12, 0x34, 0x56 } };
static const struct eth_addr first = { { 2, 0, 0, 0, 0, 1 } };
static const struct eth_addr second = { { 2, 0, 0, 0, 0, 2 } };
static ip4_addr_t node, server, other, far_away;
static struct udp_pcb *udp;

/* What was sent: ARP requests by where to, and IP packets */
static int broadcasts, unicasts, packets;
static struct {
    struct eth_addr to;
    u16_t offset;		/* of the fragment, bytes */
    u8_t data;			/* the first byte behind 8 of UDP */
    u16_t size;
} sent[FRAMES_MAX];

static err_t output(struct netif *n, struct pbuf *p)
{
    u8_t frame[64] = { 0 };
    const struct eth_hdr *eth = (struct eth_hdr *)frame;
    const struct ip_hdr *ip = (struct ip_hdr *)(eth + 1);

    ck_assert_ptr_eq(n, &netif);
    pbuf_copy_partial(p, frame, sizeof frame, 0);
    if (eth->type == PP_HTONS(ETHTYPE_ARP)) {
	if (eth->dest.addr[0] == 0xff)
	    broadcasts++;
	else
	    unicasts++;
	return ERR_OK;
    }
    ck_assert_int_lt(packets, FRAMES_MAX);
    sent[packets].to = eth->dest;
    sent[packets].offset = (ntohs(IPH_OFFSET(ip)) & IP_OFFMASK) * 8;
    sent[packets].data = frame[SIZEOF_ETH_HDR + IP_HLEN + UDP_HLEN];
    sent[packets].size = p->tot_len;
    packets++;
    return ERR_OK;
}

static err_t init(struct netif *n)
{
    n->output = etharp_output;
    n->linkoutput = output;
    n->mtu = 1500;
    n->flags = NETIF_FLAG_BROADCAST | NETIF_FLAG_ETHARP | NETIF_FLAG_LINK_UP;
    n->hwaddr_len = ETH_HWADDR_LEN;
    memcpy(n->hwaddr, &ours, sizeof ours);
    return ERR_OK;
}

static void set_up(void)
{
    ip4_addr_t mask, none;

    IP4_ADDR(&node, 192, 168, 252, 15);
    IP4_ADDR(&server, 192, 168, 252, 1);
    IP4_ADDR(&other, 192, 168, 252, 2);
    IP4_ADDR(&far_away, 10, 77, 0, 2);
    IP4_ADDR(&mask, 255, 255, 255, 0);
    ip4_addr_set_zero(&none);
    netif_list = netif_default = NULL;
    netif_set_default(netif_add(&netif, &node, &mask, &none, NULL, init,
				ethernet_input));
    netif_set_up(&netif);
    udp = udp_new();
    ck_assert_int_eq(udp_bind(udp, IP4_ADDR_ANY, 0), ERR_OK);
    broadcasts = unicasts = packets = 0;
}

static void tear_down(void)
{
    udp_remove(udp);
    netif_remove(&netif);
    lwip_check_ensure_no_alloc(SKIP_POOL(MEMP_SYS_TIMEOUT));
}

/* A datagram of so many times this byte */
static err_t send(const ip4_addr_t *to, u16_t port, u8_t byte, u16_t size)
{
    struct pbuf *p = pbuf_alloc(PBUF_TRANSPORT, size, PBUF_RAM);
    err_t err;

    memset(p->payload, byte, size);
    err = udp_sendto(udp, p, to, port);
    pbuf_free(p);
    return err;
}

/* A frame of a header of Ethernet and this comes in */
static void input(const struct eth_addr *from, u16_t type, const void *data,
		  u16_t size)
{
    struct pbuf *p = pbuf_alloc(PBUF_RAW, SIZEOF_ETH_HDR + size, PBUF_POOL);
    struct eth_hdr eth = { .dest = ours, .src = *from, .type = htons(type) };

    pbuf_take(p, &eth, sizeof eth);
    pbuf_take_at(p, data, size, sizeof eth);
    if (netif.input(p, &netif) != ERR_OK)
	pbuf_free(p);
}

/* `whom` is at `mac`, as an answer to our ARP request */
static void answer(const ip4_addr_t *whom, const struct eth_addr *mac)
{
    struct etharp_hdr arp = {
	.hwtype = PP_HTONS(LWIP_IANA_HWTYPE_ETHERNET),
	.proto = PP_HTONS(ETHTYPE_IP),
	.hwlen = ETH_HWADDR_LEN,
	.protolen = sizeof(ip4_addr_t),
	.opcode = PP_HTONS(ARP_REPLY),
	.shwaddr = *mac,
	.dhwaddr = ours,
    };

    memcpy(&arp.sipaddr, whom, sizeof *whom);
    memcpy(&arp.dipaddr, &node, sizeof node);
    input(mac, ETHTYPE_ARP, &arp, sizeof arp);
}

/* A datagram of `whom`, to which we have nothing to say */
static void hear(const ip4_addr_t *whom, const struct eth_addr *mac)
{
    struct {
	struct ip_hdr ip;
	struct udp_hdr udp;
    } packet = { .udp = { PP_HTONS(TFTP), htons(udp->local_port),
			       PP_HTONS(UDP_HLEN), 0 } };

    IPH_VHL_SET(&packet.ip, 4, IP_HLEN / 4);
    IPH_LEN_SET(&packet.ip, PP_HTONS(sizeof packet));
    IPH_TTL_SET(&packet.ip, 64);
    IPH_PROTO_SET(&packet.ip, IP_PROTO_UDP);
    packet.ip.src.addr = whom->addr;
    packet.ip.dest.addr = netif_ip4_addr(&netif)->addr;
    IPH_CHKSUM_SET(&packet.ip, inet_chksum(&packet.ip, IP_HLEN));
    input(mac, ETHTYPE_IP, &packet, sizeof packet);
}

static void seconds(int n)
{
    while (n--)
	etharp_tmr();
}

/* Thirteen requests in three seconds without an answer: the last one goes */
START_TEST(test_one_request)
{
    int i;

    for (i = 1; i <= 13; i++) {
	ck_assert_int_eq(send(&server, TFTP, i, 50), ERR_OK);
	if (i % 4 == 0)
	    seconds(1);
    }
    ck_assert_int_eq(packets, 0);
    ck_assert_int_eq(broadcasts, 4);
    answer(&server, &first);
    ck_assert_int_eq(packets, 1);
    ck_assert_int_eq(sent[0].data, 13);
}
END_TEST

/* What goes elsewhere, or to another port, is no repetition, and keeps its
   place */
START_TEST(test_others_wait_too)
{
    send(&server, TFTP, 1, 50);
    send(&other, TFTP, 2, 50);
    send(&server, 6969, 3, 50);
    send(&server, TFTP, 4, 50);
    answer(&server, &first);
    ck_assert_int_eq(packets, 2);
    ck_assert_int_eq(sent[0].data, 3);
    ck_assert_int_eq(sent[1].data, 4);
    answer(&other, &second);
    ck_assert_int_eq(packets, 3);
    ck_assert_int_eq(sent[2].data, 2);
}
END_TEST

/* The latest datagram has all its fragments, and nothing of the one before */
START_TEST(test_fragments)
{
    int i;

    send(&server, TFTP, 1, LARGE);
    send(&server, TFTP, 2, 50);
    send(&server, TFTP, 3, LARGE);
    answer(&server, &first);
    ck_assert_int_eq(packets, 4);
    for (i = 0; i < packets; i++) {
	ck_assert_int_eq(sent[i].offset, i * 1480);
	ck_assert_int_eq(sent[i].data, 3);
    }
}
END_TEST

/* The queue holds the largest datagram there is, and has an end */
START_TEST(test_full)
{
    int i;

    send(&server, 1, 1, 65000);
    for (i = 2; i < 20; i++)
	send(&server, i, i, 50);
    answer(&server, &first);
    /* The large one was the oldest */
    ck_assert_int_eq(packets, 18);
    ck_assert_int_eq(sent[0].data, 2);

    packets = 0;
    for (i = 0; i < 3; i++)
	send(&other, 1, i, 65000);
    answer(&other, &first);
    ck_assert_int_eq(packets, 44);
    ck_assert_int_eq(sent[43].data, 2);
}
END_TEST

/* Who never answers is forgotten, and so is what waited */
START_TEST(test_never)
{
    send(&server, TFTP, 1, 50);
    seconds(5);
    answer(&server, &first);
    ck_assert_int_eq(packets, 0);
}
END_TEST

static err_t gone;

static void failed(void *arg, err_t err)
{
    (void)arg;
    gone = err;
}

/* A host of the same network that is not there: TCP counts each SYN, although
   none was sent, and gives up after as many as anywhere else */
START_TEST(test_dead_host)
{
    struct tcp_pcb *pcb = tcp_new();
    const int budget = TCP_SYN_RTO * (TCP_SYNMAXRTX + 2) / TCP_SLOW_INTERVAL;
    int ticks = 0;

    gone = ERR_OK;
    tcp_err(pcb, failed);
    ck_assert_int_eq(tcp_connect(pcb, &server, 80, NULL), ERR_OK);
    for (; gone == ERR_OK && ticks < budget; ticks++) {
	tcp_slowtmr();
	if (ticks % (1000 / TCP_SLOW_INTERVAL) == 0)
	    etharp_tmr();
    }
    ck_assert_int_eq(gone, ERR_ABRT);
    seconds(5);
}
END_TEST

/* Several SYNs waited: one goes */
START_TEST(test_one_syn)
{
    struct tcp_pcb *pcb = tcp_new();
    int ticks = 3 * TCP_SYN_RTO / TCP_SLOW_INTERVAL;

    ck_assert_int_eq(tcp_connect(pcb, &server, 80, NULL), ERR_OK);
    while (ticks--)
	tcp_slowtmr();
    answer(&server, &first);
    ck_assert_int_eq(packets, 1);
    tcp_abort(pcb);
}
END_TEST

/* A server that has changed its address and does not say so: it is asked, then
   everybody is, and what is sent arrives again within five seconds */
START_TEST(test_silent_change)
{
    int i;

    send(&server, TFTP, 1, 50);
    answer(&server, &first);
    hear(&server, &first);
    seconds(60);
    broadcasts = unicasts = packets = 0;
    for (i = 0; i < 5 && !broadcasts; i++) {
	send(&server, TFTP, 2, 50);
	seconds(1);
    }
    ck_assert_int_eq(unicasts, 2);
    ck_assert_int_eq(broadcasts, 1);
    answer(&server, &second);
    send(&server, TFTP, 3, 50);
    ck_assert(eth_addr_cmp(&sent[packets - 1].to, &second));
}
END_TEST

/* One that answers is not asked, however long it goes on; nor one to whom
   nothing was sent */
START_TEST(test_no_doubt)
{
    int i;

    send(&server, TFTP, 1, 50);
    answer(&server, &first);
    broadcasts = 0;
    for (i = 0; i < 100; i++) {
	packets = 0;
	send(&server, TFTP, 2, 50);
	seconds(1);
	hear(&server, &first);
    }
    seconds(100);
    ck_assert_int_eq(broadcasts + unicasts, 0);
}
END_TEST

/* One that says nothing, but has its address still, is asked now and then; the
   word of another host is no sign of life */
START_TEST(test_says_nothing)
{
    int i;

    send(&server, TFTP, 1, 50);
    answer(&server, &first);
    send(&other, TFTP, 1, 50);
    answer(&other, &second);
    broadcasts = 0;
    for (i = 0; i < 30; i++) {
	send(&server, TFTP, 2, 50);
	seconds(1);
	hear(&other, &second);
	if (unicasts > 0 && i % 3 == 0)
	    answer(&server, &first);
    }
    ck_assert_int_ge(unicasts, 5);
    ck_assert_int_le(unicasts, 15);
    ck_assert_int_eq(broadcasts, 0);
}
END_TEST

/* One that has died is asked for so long, and kept: it may come back */
START_TEST(test_died)
{
    send(&server, TFTP, 1, 50);
    answer(&server, &first);
    broadcasts = packets = 0;
    send(&server, TFTP, 2, 50);
    seconds(60);
    ck_assert_int_eq(unicasts, 2);
    ck_assert_int_eq(broadcasts, 3);
    send(&server, TFTP, 3, 50);
    ck_assert_int_eq(packets, 2);
}
END_TEST

/* Without a gateway it is known at once that nobody else can be reached */
START_TEST(test_no_route)
{
    struct tcp_pcb *pcb = tcp_new();
    ip4_addr_t all, group;

    ck_assert_int_eq(send(&far_away, TFTP, 1, 50), ERR_RTE);
    ck_assert_int_eq(tcp_connect(pcb, &far_away, 80, NULL), ERR_RTE);
    tcp_abort(pcb);

    IP4_ADDR(&all, 255, 255, 255, 255);
    IP4_ADDR(&group, 224, 0, 0, 1);
    ip_set_option(udp, SOF_BROADCAST);
    ck_assert_int_eq(send(&all, TFTP, 1, 50), ERR_OK);
    ck_assert_int_eq(send(&group, TFTP, 1, 50), ERR_OK);
    ck_assert_int_eq(packets, 2);

    netif_set_gw(&netif, &other);
    ck_assert_int_eq(send(&far_away, TFTP, 1, 50), ERR_OK);
    answer(&other, &first);
    ck_assert_int_eq(packets, 3);
}
END_TEST

Suite *arp_suite(void)
{
    testfunc tests[] = {
	TESTFUNC(test_one_request),
	TESTFUNC(test_others_wait_too),
	TESTFUNC(test_fragments),
	TESTFUNC(test_full),
	TESTFUNC(test_never),
	TESTFUNC(test_dead_host),
	TESTFUNC(test_one_syn),
	TESTFUNC(test_silent_change),
	TESTFUNC(test_no_doubt),
	TESTFUNC(test_says_nothing),
	TESTFUNC(test_died),
	TESTFUNC(test_no_route),
    };

    return create_suite("ARP", tests, sizeof tests / sizeof *tests, set_up,
			tear_down);
}
