/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_undi.c - undiif.c and undiack.c, which send frames by a ROM that is made
 * up
 */
#include <signal.h>
#include <ucontext.h>

#include "test.h"
#include "core/fs/pxe/pxe.h"
#include "core/include/thread.h"
#include "fake_lwip.h"
#include "lwip/netifapi.h"
#include "lwip/prot/ethernet.h"
#include "lwip/prot/ip.h"
#include "lwip/prot/tcp.h"
#include "lwip/tcpip.h"
#include "lwip/timeouts.h"
#include "core/lwip/src/netif/undiack.h"

#define MOST	64	/* frames that undiif.c lets a ROM hold */
#define TICKS	18	/* of a clock in which undiif.c believes them to be sent */

uint8_t MAC[MAC_MAX] = { 2, 0, 0, 0, 0, 1 };
t_PXENV_UNDI_GET_INFORMATION pxe_undi_info = {
    .HwType = ETHER_TYPE, .HwAddrLen = 6, .MaxTranUnit = 1500,
};
volatile uint32_t pxe_irq_count = 1;
volatile uint8_t pxe_need_poll, pxe_xmit_held;
u32_t tcp_wnd_most;

/* The ROM: what it got, and after how many frames it says that they are sent */
static struct {
    int sent, resets, tells_after, silent;
} rom;

int pxe_call(int opcode, void *data)
{
    t_PXENV_UNDI_TRANSMIT *xmit = data;

    switch (opcode) {
    case PXENV_UNDI_TRANSMIT:
	xmit->Status = PXENV_STATUS_SUCCESS;
	rom.sent++;
	if (rom.tells_after && ++rom.silent >= rom.tells_after)
	    rom.silent = 0, pxe_xmit_held = 1;
	break;
    case PXENV_UNDI_RESET_NIC:
	rom.resets++;
	break;
    case PXENV_UNDI_GET_NIC_TYPE:
	return 1;
    }
    return 0;
}

/* What waits for the ROM looks at it once in each tick of the clock */
void pxe_poll_now(void)
{
    __jiffies++;
}

static void (*when_sent)(void);

void pxe_sent(void)
{
    if (when_sent)
	when_sent();
}

void pxe_sent_ack(void)
{
}

void pxe_start_isr(void)
{
}

err_t netifapi_netif_add(struct netif *netif, const ip4_addr_t *address,
			 const ip4_addr_t *netmask, const ip4_addr_t *gateway,
			 void *state, netif_init_fn init, netif_input_fn input)
{
    (void)address, (void)netmask, (void)gateway, (void)state, (void)input;
    return init(netif);
}

err_t netifapi_netif_common(struct netif *netif, netifapi_void_fn start,
			    netifapi_errt_fn check)
{
    (void)netif, (void)start, (void)check;
    return ERR_OK;
}

/* The thread of undiack.c, and the messages for lwIP's that it sends */
static void (*ack_thread)(void *);
static jmp_buf ack_thread_waits;
static int ups, callbacks, callback_rc;
static sys_timeout_handler timer;

struct thread *start_thread(const char *name, size_t stack_size, int prio,
			    void (*function)(void *), void *arg)
{
    (void)name, (void)stack_size, (void)prio, (void)arg;
    ack_thread = function;
    return NULL;
}

mstime_t sem_down(struct semaphore *sem, mstime_t timeout)
{
    (void)sem, (void)timeout;
    if (!ups)
	longjmp(ack_thread_waits, 1);
    ups--;
    return 0;
}

void sem_up(struct semaphore *sem)
{
    (void)sem;
    ups++;
}

err_t tcpip_callback(tcpip_callback_fn function, void *arg)
{
    callbacks++;
    if (callback_rc == ERR_OK)
	function(arg);
    return callback_rc;
}

void sys_timeout(u32_t msecs, sys_timeout_handler handler, void *arg)
{
    (void)msecs, (void)arg;
    timer = handler;
}

static void send_frames(int count)
{
    struct pbuf *p = pbuf_alloc(PBUF_RAW, 60, PBUF_RAM);
    int i;

    memset(p->payload, 0, 60);
    for (i = 0; i < count; i++)
	undi_send_frame(p);
    pbuf_free(p);
}

static void start(int tells_after)
{
    memset(&rom, 0, sizeof(rom));
    rom.tells_after = tells_after;
    pxe_xmit_held = 0;
    when_sent = NULL;
}

/* ROMs that say so at once, sometimes, or only after more than MOST frames; in
   the first 1000 frames of one that never said so nothing is awaited */
static void test_rare_reports(void **state)
{
    static const int after[] = { 0, 1, 10, MOST, MOST + 1, 2 * MOST - 1 };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(after); i++) {
	start(after[i]);
	send_frames(1000);
	check_int("frames", rom.sent, 1000);
	check_int("resets", rom.resets, 0);
    }
}

/* One that stops to say so is excused once, and then reset */
static void test_lost_frames(void **state)
{
    jiffies_t begin;

    (void)state;
    start(1);
    send_frames(1);
    assert_int_equal(pxe_xmit_held, 2);
    rom.tells_after = 0;
    begin = __jiffies;
    send_frames(MOST - 1);
    assert_int_equal(__jiffies, begin);
    send_frames(1);
    assert_in_range(__jiffies - begin, TICKS, TICKS + 1);
    assert_int_equal(rom.resets, 0);
    send_frames(MOST - 1);
    assert_int_equal(rom.resets, 0);
    send_frames(1);
    assert_int_equal(rom.resets, 1);
    assert_int_equal(rom.sent, 1 + 2 * MOST);
}

/* The count is cleared between any two instructions behind a frame, as the
   thread that receives does: it starts anew, whenever that is */
#define TRAP_FLAG	0x100
#define STEPS		64
/* REG_EFL of ucontext.h, which only _GNU_SOURCE has */
#define FLAGS_AT	(sizeof(void *) == 4 ? 16 : 17)

static int step, clear_at;

static void on_step(int number, siginfo_t *info, void *context)
{
    ucontext_t *user = context;

    (void)number, (void)info;
    if (step++ == clear_at)
	pxe_xmit_held = 1;
    if (step == STEPS)
	user->uc_mcontext.gregs[FLAGS_AT] &= ~TRAP_FLAG;
}

static void single_steps(void)
{
    step = 0;
#if __SIZEOF_POINTER__ == 4
    asm volatile("pushfl; orl %0,(%%esp); popfl" : : "i" (TRAP_FLAG) : "memory");
#else
    asm volatile("sub $128,%%rsp; pushfq; orl %0,(%%rsp); popfq; add $128,%%rsp"
		 : : "i" (TRAP_FLAG) : "memory", "cc");
#endif
}

static void test_preempted(void **state)
{
    struct sigaction action = { .sa_flags = SA_SIGINFO }, old;

    (void)state;
    action.sa_sigaction = on_step;
    sigaction(SIGTRAP, &action, &old);
    for (clear_at = 0; clear_at < STEPS; clear_at++) {
	start(0);
	pxe_xmit_held = 40;
	when_sent = single_steps;
	send_frames(1);
	when_sent = NULL;
	assert_true(step >= STEPS);
	assert_in_range(pxe_xmit_held, 1, 2);
    }
    sigaction(SIGTRAP, &old, NULL);
}

/* Is an ACK of a connection held back? */
static bool hold(uint16_t port, uint32_t ack)
{
    struct pbuf *p = pbuf_alloc(PBUF_RAW, SIZEOF_ETH_HDR + IP_HLEN + TCP_HLEN,
				PBUF_RAM);
    struct eth_hdr *eth = p->payload;
    struct ip_hdr *ip = (struct ip_hdr *)(eth + 1);
    struct tcp_hdr *tcp = (struct tcp_hdr *)(ip + 1);
    bool held;

    memset(p->payload, 0, p->len);
    eth->type = PP_HTONS(ETHTYPE_IP);
    ip->_v_hl = 0x45;
    IPH_PROTO_SET(ip, IP_PROTO_TCP);
    IPH_LEN_SET(ip, htons(IP_HLEN + TCP_HLEN));
    tcp->src = htons(port);
    tcp->ackno = htonl(ack);
    TCPH_HDRLEN_FLAGS_SET(tcp, TCP_HLEN / 4, TCP_ACK);
    held = undi_ack_hold(p);
    pbuf_free(p);
    return held;
}

static void run_ack_thread(void)
{
    if (!setjmp(ack_thread_waits))
	ack_thread(NULL);
}

/* A message that cannot be had is asked for again with the next ACK */
static void test_no_message(void **state)
{
    (void)state;
    start(0);
    assert_false(hold(1, 1000));
    assert_true(hold(1, 2000));
    callback_rc = ERR_MEM;
    callbacks = 0;
    run_ack_thread();
    assert_int_equal(callbacks, 1);
    assert_int_equal(rom.sent, 0);

    callback_rc = ERR_OK;
    assert_true(hold(1, 3000));
    run_ack_thread();
    assert_int_equal(callbacks, 2);
    assert_int_equal(rom.sent, 1);

    /* And without any the timer sends it */
    callback_rc = ERR_MEM;
    assert_true(hold(1, 4000));
    run_ack_thread();
    assert_int_equal(rom.sent, 1);
    timer(NULL);
    assert_int_equal(rom.sent, 2);
    callback_rc = ERR_OK;
}

static int start_card(void **state)
{
    (void)state;
    MAC_len = 6;
    MAC_type = ETHER_TYPE;
    return undiif_start(0, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_rare_reports),
	cmocka_unit_test(test_lost_frames),
	cmocka_unit_test(test_preempted),
	cmocka_unit_test(test_no_message),
    };

    return cmocka_run_group_tests(tests, start_card, NULL);
}
