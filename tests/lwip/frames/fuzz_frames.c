/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_frames.c - frames from the wire, through nictake.c, undijoin.c, newreno.c
 * and lwIP
 *
 * A node with a listening port, a UDP port, a connection to a web server whose
 * handshake is over, and a question to a name server. The input says which
 * frames come, and when the clocks tick. Afterwards all is closed: then no
 * buffer is in use any more.
 */
#include "fuzz.h"

#include <stdbool.h>

#include "lwip/dns.h"
#include "lwip/etharp.h"
#include "lwip/inet_chksum.h"
#include "lwip/init.h"
#include "lwip/ip4_frag.h"
#include "lwip/priv/tcp_priv.h"
#include "lwip/prot/dns.h"
#include "lwip/stats.h"
#include "lwip/tcpip.h"
#include "lwip/timeouts.h"
#include "lwip/udp.h"
#include "netif/ethernet.h"
#include "netif/undijoin.h"
#include <netroute.h>
#include <nic.h>

#define FRAME_MAX	1514
#define HTTP		80
#define BOOTINFO	9696
#define REQUEST		1000	/* bytes */
#define QUIET_SECONDS	20	/* after which fragments are given up */

/* What frames a byte of the input calls for */
enum { RAW, ARP, ICMP, UDP, DNS, SEGMENT, SYN, FRAGMENT, TICK, SECOND, FLUSH,
       KINDS };

static struct netif netif;
static const struct eth_addr ours = { { 0x52, 0x54, 0, 0x12, 0x34, 0x56 } };
static const struct eth_addr theirs = { { 2, 0, 0, 0, 0, 1 } };
static ip4_addr_t node, server;
static struct fuzz_input input;
static struct tcp_pcb *connection;	/* NULL when it has failed */
static bool polled;			/* the last frame, by nicif.c */
static u16_t dns_port, dns_id;		/* of our question */

/* Half of the addresses that are not on the link have a router of their own */
struct syslinux_route net_routes[SYSLINUX_NETCONFIG_ROUTES] = {
    { .dest = PP_HTONL(0x80000000), .netmask = PP_HTONL(0x80000000),
      .router = PP_HTONL(0x0a000003) },
};
int net_route_count = 1;

/* tcpip.c hands it over to the thread of lwIP */
err_t tcpip_input(struct pbuf *p, struct netif *n)
{
    return ethernet_input(p, n);
}

err_t tcpip_try_callback(tcpip_callback_fn function, void *arg)
{
    function(arg);
    return ERR_OK;
}

static err_t output(struct netif *n, struct pbuf *p)
{
    u8_t frame[64] = { 0 };

    (void)n;
    require(p->tot_len <= FRAME_MAX);
    pbuf_copy_partial(p, frame, sizeof frame, 0);
    if (frame[23] == IP_PROTO_UDP && frame[37] == DNS_SERVER_PORT) {
	dns_port = frame[34] << 8 | frame[35];
	memcpy(&dns_id, frame + 42, 2);
    }
    return ERR_OK;
}

static err_t init(struct netif *n)
{
    n->output = etharp_output;
    n->linkoutput = output;
    n->mtu = 1500;
    n->flags = NETIF_FLAG_BROADCAST | NETIF_FLAG_ETHARP |
	NETIF_FLAG_ETHERNET | NETIF_FLAG_LINK_UP;
    n->hwaddr_len = ETH_HWADDR_LEN;
    memcpy(n->hwaddr, &ours, sizeof ours);
    return ERR_OK;
}

/* As undiif.c does with what the ROM has, and nicif.c with what firmware has:
   in turn */
static void receive(const u8_t *frame, u16_t size)
{
    struct pbuf *p;

    polled = !polled;
    if (polled) {
	p = size < SIZEOF_ETH_HDR ? NULL : nic_take(frame, size);
    } else {
	p = pbuf_alloc(PBUF_RAW, size, PBUF_POOL);
	if (p)
	    pbuf_take(p, frame, size);
    }
    if (!p)
	return;
    if (((const struct eth_hdr *)frame)->type == PP_HTONS(ETHTYPE_IP)) {
	undi_join_input(p, &netif);
    } else if (tcpip_input(p, &netif) != ERR_OK) {
	pbuf_free(p);
    }
}

static u16_t take16(void)
{
    const u8_t high = fuzz_take(&input);

    return high << 8 | fuzz_take(&input);
}

/* Bytes of the input, `size` of them; most are zeros to keep inputs short */
static u16_t fill(u8_t *at, u16_t size)
{
    u16_t own = fuzz_take(&input);
    u16_t i;

    for (i = 0; i < size && i < own; i++)
	at[i] = fuzz_take(&input);
    return size;
}

/* Bring sums in order, which no fuzzer guesses */
static void sum(u8_t *packet, u16_t size)
{
    struct ip_hdr *ip = (struct ip_hdr *)packet;
    const u16_t at = IP_HLEN + (ip->_proto == IP_PROTO_TCP ? 16 :
				ip->_proto == IP_PROTO_UDP ? 6 : 2);
    ip4_addr_t from = { ip->src.addr }, to = { ip->dest.addr };
    struct pbuf p = { .payload = packet + IP_HLEN, .len = size - IP_HLEN,
		      .tot_len = size - IP_HLEN, .ref = 1 };
    u16_t value;

    IPH_CHKSUM_SET(ip, 0);
    IPH_CHKSUM_SET(ip, inet_chksum(ip, IP_HLEN));
    if (size < at + 2 || IPH_OFFSET(ip) & PP_HTONS(IP_OFFMASK | IP_MF))
	return;
    memset(packet + at, 0, 2);
    value = ip->_proto == IP_PROTO_ICMP ? inet_chksum(p.payload, p.len) :
	inet_chksum_pseudo(&p, ip->_proto, p.len, &from, &to);
    memcpy(packet + at, &value, 2);
}

static void ip_frame(u8_t protocol, u16_t fragment, const u8_t *data, u16_t size)
{
    u8_t frame[FRAME_MAX] = { 0 };
    struct eth_hdr eth = { .dest = ours, .src = theirs,
			   .type = PP_HTONS(ETHTYPE_IP) };
    struct ip_hdr *ip = (struct ip_hdr *)(frame + SIZEOF_ETH_HDR);
    u8_t packet[FRAME_MAX] = { 0 };

    size = LWIP_MIN(size, FRAME_MAX - SIZEOF_ETH_HDR - IP_HLEN);
    ip = (struct ip_hdr *)packet;
    IPH_VHL_SET(ip, 4, IP_HLEN / 4);
    IPH_LEN_SET(ip, lwip_htons(IP_HLEN + size));
    IPH_OFFSET_SET(ip, lwip_htons(fragment));
    IPH_TTL_SET(ip, 64);
    IPH_PROTO_SET(ip, protocol);
    ip->src.addr = server.addr;
    ip->dest.addr = node.addr;
    memcpy(packet + IP_HLEN, data, size);
    sum(packet, IP_HLEN + size);
    memcpy(frame, &eth, sizeof eth);
    memcpy(frame + sizeof eth, packet, IP_HLEN + size);
    receive(frame, SIZEOF_ETH_HDR + IP_HLEN + size);
}

/* A segment of the connection, near what is expected */
static void segment(void)
{
    u8_t data[FRAME_MAX] = { 0 };
    struct tcp_hdr *tcp = (struct tcp_hdr *)data;
    const u8_t flags = fuzz_take(&input), words = fuzz_take(&input) % 11;
    const s16_t seq = take16(), ack = take16();
    const u16_t size = TCP_HLEN + words * 4 + take16() % 1461;

    if (!connection)
	return;
    tcp->src = PP_HTONS(HTTP);
    tcp->dest = lwip_htons(connection->local_port);
    tcp->seqno = lwip_htonl(connection->rcv_nxt + seq);
    tcp->ackno = lwip_htonl(connection->lastack + ack);
    TCPH_HDRLEN_FLAGS_SET(tcp, 5 + words, flags & 0x3f);
    tcp->wnd = PP_HTONS(8192);
    fill(data + TCP_HLEN, words * 4);
    ip_frame(IP_PROTO_TCP, 0, data, size);
}

static void syn(void)
{
    u8_t data[60] = { 0 };
    struct tcp_hdr *tcp = (struct tcp_hdr *)data;
    const u8_t words = fuzz_take(&input) % 11;

    tcp->src = PP_HTONS(1000) + fuzz_take(&input);
    tcp->dest = PP_HTONS(HTTP);
    TCPH_HDRLEN_FLAGS_SET(tcp, 5 + words, TCP_SYN);
    fill(data + TCP_HLEN, words * 4);
    ip_frame(IP_PROTO_TCP, 0, data, TCP_HLEN + words * 4);
}

static void datagram(u16_t from, u16_t to, bool dns)
{
    u8_t data[FRAME_MAX] = { 0 };
    const u16_t size = take16() % 1400;

    fill(data + UDP_HLEN, size);
    if (dns)
	memcpy(data + UDP_HLEN, &dns_id, 2);
    data[0] = from >> 8;
    data[1] = from;
    data[2] = to >> 8;
    data[3] = to;
    data[4] = (UDP_HLEN + size) >> 8;
    data[5] = UDP_HLEN + size;
    ip_frame(IP_PROTO_UDP, 0, data, UDP_HLEN + size);
}

static void bytes(u8_t protocol, u16_t fragment)
{
    u8_t data[FRAME_MAX] = { 0 };
    const u16_t size = take16() % 1481;

    fill(data, size);
    ip_frame(protocol, fragment, data, size);
}

static void raw(bool arp)
{
    u8_t frame[FRAME_MAX] = { 0 };
    struct eth_hdr eth = { .dest = ours, .src = theirs, .type =
			   arp ? PP_HTONS(ETHTYPE_ARP) : PP_HTONS(ETHTYPE_IP) };
    const u16_t size = 1 + take16() % FRAME_MAX;

    memcpy(frame, &eth, sizeof eth);
    fill(frame + (arp ? sizeof eth : 12), size);
    receive(frame, size);
}

static void step(void)
{
    switch (fuzz_take(&input) % KINDS) {
    case RAW:
	raw(false);
	break;
    case ARP:
	raw(true);
	break;
    case ICMP:
	bytes(IP_PROTO_ICMP, 0);
	break;
    case UDP:
	datagram(6969, BOOTINFO, false);
	break;
    case DNS:
	datagram(DNS_SERVER_PORT, dns_port, true);
	break;
    case SEGMENT:
	segment();
	break;
    case SYN:
	syn();
	break;
    case FRAGMENT:
	bytes(IP_PROTO_UDP, take16() & (IP_OFFMASK | IP_MF));
	break;
    case TICK:
	lwip_sys_now += TCP_TMR_INTERVAL;
	tcp_tmr();
	break;
    case SECOND:
	lwip_sys_now += 1000;
	etharp_tmr();
	ip_reass_tmr();
	dns_tmr();
	break;
    default:
	undi_join_flush(&netif);
    }
}

/* What programs do ------------------------------------------------------- */

static void failed(void *arg, err_t err)
{
    (void)err;
    if (arg)
	connection = NULL;
}

static err_t got(void *arg, struct tcp_pcb *pcb, struct pbuf *p, err_t err)
{
    (void)arg;
    (void)err;
    if (!p)
	return ERR_OK;
    tcp_recved(pcb, p->tot_len);
    pbuf_free(p);
    return ERR_OK;
}

static err_t came(void *arg, struct tcp_pcb *pcb, err_t err)
{
    (void)arg;
    (void)err;
    if (pcb)
	tcp_recv(pcb, got);
    return ERR_OK;
}

static err_t connected(void *arg, struct tcp_pcb *pcb, err_t err)
{
    static const char request[REQUEST];

    (void)arg;
    (void)err;
    tcp_write(pcb, request, sizeof request, TCP_WRITE_FLAG_COPY);
    return ERR_OK;
}

static void heard(void *arg, struct udp_pcb *pcb, struct pbuf *p,
		  const ip_addr_t *from, u16_t port)
{
    (void)arg;
    (void)pcb;
    (void)from;
    (void)port;
    pbuf_free(p);
}

static void found(const char *name, const ip_addr_t *address, void *arg)
{
    (void)name;
    (void)address;
    (void)arg;
}

/* The answer to our SYN, with all options that servers have */
static void handshake(void)
{
    static const u8_t options[24] = { 2, 4, 5, 0xb4, 4, 2, 1, 3, 3, 7, 1, 1,
				      1, 1, 8, 10, 0, 0, 0, 1, 0, 0, 0, 0 };
    u8_t data[TCP_HLEN + sizeof options] = { 0 };
    struct tcp_hdr *tcp = (struct tcp_hdr *)data;

    tcp->src = PP_HTONS(HTTP);
    tcp->dest = lwip_htons(connection->local_port);
    tcp->seqno = PP_HTONL(0xffffff00);
    tcp->ackno = lwip_htonl(connection->snd_nxt);
    TCPH_HDRLEN_FLAGS_SET(tcp, sizeof data / 4, TCP_SYN | TCP_ACK);
    tcp->wnd = PP_HTONS(8192);
    memcpy(data + TCP_HLEN, options, sizeof options);
    ip_frame(IP_PROTO_TCP, 0, data, sizeof data);
    undi_join_flush(&netif);
    require(connection && connection->state == ESTABLISHED);
}

static void start(void)
{
    ip4_addr_t mask;

    lwip_init();
    IP4_ADDR(&node, 192, 168, 252, 15);
    IP4_ADDR(&server, 192, 168, 252, 1);
    IP4_ADDR(&mask, 255, 255, 255, 0);
    netif_set_default(netif_add(&netif, &node, &mask, &server, NULL, init,
				ethernet_input));
    netif_set_up(&netif);
    dns_setserver(0, &server);
}

static void quiet(void)
{
    int i;

    undi_join_flush(&netif);
    while (tcp_active_pcbs)
	tcp_abort(tcp_active_pcbs);
    while (tcp_tw_pcbs)
	tcp_abort(tcp_tw_pcbs);
    for (i = 0; i < QUIET_SECONDS; i++) {
	etharp_tmr();
	ip_reass_tmr();
	dns_tmr();
    }
    etharp_cleanup_netif(&netif);
}

static void check_nothing_used(void)
{
    static const memp_t types[] = { MEMP_TCP_PCB, MEMP_TCP_SEG, MEMP_REASSDATA,
				    MEMP_FRAG_PBUF, MEMP_ARP_QUEUE,
				    MEMP_PBUF, MEMP_PBUF_POOL };
    size_t i;

    for (i = 0; i < sizeof types / sizeof *types; i++)
	require(!lwip_stats.memp[types[i]]->used);
    require(!lwip_stats.mem.used);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool started;
    struct tcp_pcb *listener;
    struct udp_pcb *udp;
    ip_addr_t address;

    if (!started)
	start();
    started = true;
    srandom(1);
    input = (struct fuzz_input){ data, size };
    polled = false;

    listener = tcp_new();
    require(tcp_bind(listener, IP4_ADDR_ANY, HTTP) == ERR_OK);
    listener = tcp_listen_with_backlog(listener, 4);
    require(listener);
    tcp_accept(listener, came);
    udp = udp_new();
    require(udp && udp_bind(udp, IP4_ADDR_ANY, BOOTINFO) == ERR_OK);
    udp_recv(udp, heard, NULL);
    connection = tcp_new();
    require(connection);
    tcp_arg(connection, &connection);
    tcp_err(connection, failed);
    tcp_recv(connection, got);
    require(tcp_connect(connection, &server, HTTP, connected) == ERR_OK);
    handshake();
    dns_gethostbyname("boss.test", &address, found, NULL);

    while (input.left)
	step();

    tcp_close(listener);
    udp_remove(udp);
    quiet();
    check_nothing_used();
    return 0;
}
