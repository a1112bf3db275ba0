/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fake_never.c - what undiif.c links to and no test of it comes to: addresses,
 * ARP and what was received are lwIP's, whose tests are in tests/lwip
 */
#define NEVER(name)	void name(void) { abort(); }

NEVER(arp_queue_put)
NEVER(etharp_output)
NEVER(ip4_addr_isbroadcast_u32)
NEVER(memp_free)
NEVER(net_random_event)
NEVER(netifapi_netif_set_addr)
NEVER(netif_set_default)
NEVER(netif_set_up)
NEVER(pbuf_remove_header)
NEVER(route_next)
NEVER(tcpip_inpkt)
NEVER(tcpip_input)
NEVER(undi_join_flush)
NEVER(undi_join_input)
