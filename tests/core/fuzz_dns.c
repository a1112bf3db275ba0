/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_dns.c - what a name server answers, to lwip/src/core/dns.c
 *
 * The id and the question are put in where the input leaves room, as a server
 * that means us has them right. Each question comes to an end.
 */
#include "fake_lwip.h"
#include "fuzz.h"
#include "core/lwip/src/core/dns.c"

static int calls;

static void on_found(const char *name, const ip_addr_t *addr, void *arg)
{
    ip_addr_t found[DNS_HOST_ADDRS];

    (void)arg;
    calls++;
    if (addr) {
	require(dns_getaddrs(name, found) >= 1);
	require(found[0].addr == addr->addr);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const ip_addr_t server = { 0x0302000a };
    ip_addr_t addr;
    struct pbuf *p;
    size_t fixed;
    int i;

    if (size > 1472)
	return 0;
    calls = 0;
    memset(dns_table, 0, sizeof(dns_table));
    memset(dns_requests, 0, sizeof(dns_requests));
    dns_setserver(0, &server);
    require(dns_gethostbyname("two.test", &addr, on_found, NULL) ==
	    ERR_INPROGRESS);

    p = pbuf_alloc(PBUF_RAW, (u16_t)size, PBUF_RAM);
    memcpy(p->payload, data, size);
    fixed = size < fake_sent->len ? size : fake_sent->len;
    if (size && data[size - 1] & 1) {
	memcpy(p->payload, fake_sent->payload, fixed < 2 ? fixed : 2);
	if (fixed > SIZEOF_DNS_HDR)
	    memcpy((char *)p->payload + SIZEOF_DNS_HDR,
		   (char *)fake_sent->payload + SIZEOF_DNS_HDR,
		   fixed - SIZEOF_DNS_HDR);
    }
    fake_receive(NULL, NULL, p, &server, 53);
    for (i = 0; i < 60 && !calls; i++)
	dns_tmr();
    require(calls == 1);
    dns_addr_failed(&addr);
    return 0;
}
