/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_nicif.c - core/fs/pxe/nicif.c: lwIP gets each frame once, in the order in
 * which they came, and nothing is kept that nobody wants
 */
#include "test.h"
#include "fake_lwip.h"
#include <core.h>
#include <nic.h>
#include <x86/cpu.h>
#include "lwip/etharp.h"
#include "lwip/netifapi.h"
#include "lwip/prot/ethernet.h"
#include "lwip/tcpip.h"
#include "core/lwip/src/netif/undiack.h"
#include "core/lwip/src/netif/undijoin.h"

#define FRAME		60		/* bytes, with Ethernet's header */
#define NUMBER_AT	SIZEOF_ETH_HDR	/* of a frame, in its first byte of data */

static u8_t frame[FRAME];
static u16_t on_card;		/* bytes of the next frame, 0 if there is none */
static bool no_buffers, lwip_full;
static unsigned int buffers;	/* that are in use */
static unsigned int got;	/* frames that lwIP has got */
static unsigned int waiting;	/* of them, for more to be joined to them */

bool nic_start(struct nic_info *info)
{
    return true;
}

void *nic_buffer(void)
{
    return NULL;
}

bool nic_send(void *buffer, uint16_t length)
{
    return false;
}

uint16_t nic_receive(const void **data)
{
    *data = frame;
    return on_card;
}

struct pbuf *nic_take(const void *data, uint16_t length)
{
    struct pbuf *p;

    assert_ptr_equal(data, frame);
    if (no_buffers)
	return NULL;
    buffers++;
    p = pbuf_alloc(PBUF_RAW, length, PBUF_POOL);
    pbuf_take(p, data, length);
    return p;
}

void net_random_event(uint32_t event)
{
}

u8_t pbuf_free(struct pbuf *p)
{
    buffers--;
    free(p->payload);
    free(p);
    return 1;
}

static void get(struct pbuf *p)
{
    assert_int_equal(pbuf_try_get_at(p, NUMBER_AT), (u8_t)got);
    got++;
    pbuf_free(p);
}

void undi_join_input(struct pbuf *p, struct netif *netif)
{
    waiting++;
    get(p);
}

void undi_join_flush(struct netif *netif)
{
    waiting = 0;
}

err_t tcpip_input(struct pbuf *p, struct netif *netif)
{
    if (lwip_full)
	return ERR_MEM;
    get(p);
    return ERR_OK;
}

bool undi_ack_hold(const struct pbuf *p)
{
    return false;
}

void undi_ack_start(void)
{
}

err_t netifapi_netif_add(struct netif *netif, const ip4_addr_t *address,
			 const ip4_addr_t *netmask, const ip4_addr_t *gateway,
			 void *state, netif_init_fn init, netif_input_fn input)
{
    return init(netif);
}

err_t netifapi_netif_set_addr(struct netif *netif, const ip4_addr_t *address,
			      const ip4_addr_t *netmask,
			      const ip4_addr_t *gateway)
{
    return ERR_OK;
}

err_t netifapi_netif_common(struct netif *netif, netifapi_void_fn function,
			    netifapi_errt_fn with_error)
{
    return ERR_OK;
}

void netif_set_up(struct netif *netif)
{
}

void netif_set_default(struct netif *netif)
{
}

err_t etharp_output(struct netif *netif, struct pbuf *p, const ip4_addr_t *to)
{
    return ERR_OK;
}

/* The card has the frame of this number, in the order in which lwIP wants it */
static bool take(u8_t number, u16_t type)
{
    ((struct eth_hdr *)frame)->type = lwip_htons(type);
    frame[NUMBER_AT] = number;
    on_card = FRAME;
    return nicif_take();
}

static int setup(void **state)
{
    nicif_give(NIC_TAKEN_MOST);
    no_buffers = lwip_full = false;
    got = waiting = buffers = 0;
    return 0;
}

static void test_in_order(void **state)
{
    unsigned int came = 0, round;

    for (round = 0; round < 50; round++) {
	while (nicif_taken() <= round % NIC_TAKEN_MOST) {
	    assert_true(take(came, came % 5 ? ETHTYPE_IP : ETHTYPE_ARP));
	    came++;
	}
	nicif_give(round % 9);
	assert_int_equal(came - got, nicif_taken());
	assert_int_equal(waiting, 0);
    }
    nicif_give(NIC_TAKEN_MOST);
    assert_int_equal(got, came);
    assert_int_equal(buffers, 0);
}

/* What the card has stays there when no more can be kept */
static void test_so_many(void **state)
{
    unsigned int i;

    for (i = 0; i < NIC_TAKEN_MOST; i++)
	assert_true(take(i, ETHTYPE_IP));
    assert_false(take(i, ETHTYPE_IP));
    assert_int_equal(nicif_taken(), NIC_TAKEN_MOST);
    nicif_give(1);
    assert_true(take(i, ETHTYPE_IP));
    nicif_give(NIC_TAKEN_MOST);
    assert_int_equal(got, NIC_TAKEN_MOST + 1);
}

static void test_nothing(void **state)
{
    on_card = 0;
    assert_false(nicif_take());
    nicif_give(NIC_TAKEN_MOST);
    assert_int_equal(got, 0);
}

/* Frames that are lost, and there may be others behind them */
static void test_of_no_use(void **state)
{
    on_card = SIZEOF_ETH_HDR - 1;
    assert_true(nicif_take());
    no_buffers = true;
    assert_true(take(0, ETHTYPE_IP));
    assert_int_equal(nicif_taken(), 0);

    no_buffers = false;
    assert_true(take(0, ETHTYPE_IPV6));
    lwip_full = true;
    assert_true(take(0, ETHTYPE_ARP));
    assert_int_equal(nicif_taken(), 2);
    nicif_give(2);
    assert_int_equal(got, 0);
    assert_int_equal(buffers, 0);
    assert_int_equal(nicif_taken(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test_setup(test_in_order, setup),
	cmocka_unit_test_setup(test_so_many, setup),
	cmocka_unit_test_setup(test_nothing, setup),
	cmocka_unit_test_setup(test_of_no_use, setup),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
