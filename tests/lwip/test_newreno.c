/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_newreno.c - what is sent again, and when, as the SACK blocks of a peer
 * have it
 */

#include "connection.h"
#include <stdlib.h>

/* Its static function and constants are used, too */
#include "arch/newreno.c"

#define MSS	1000
#define SEGMENTS 10

Suite *newreno_suite(void);

static u32_t start;		/* first sequence number */

/* Ten segments that have been sent */
static void set_up(void)
{
    static char data[MSS * SEGMENTS];

    connection_set_up();
    pcb->mss = MSS;
    pcb->cwnd = pcb->ssthresh = SEGMENTS * MSS;
    start = 0u - 3 * MSS;	/* the numbers wrap */
    pcb->snd_nxt = pcb->snd_lbb = pcb->lastack = pcb->snd_wl2 = start;
    pcb->rto_end = start;
    ck_assert_int_eq(tcp_write(pcb, data, sizeof data, TCP_WRITE_FLAG_COPY),
		     ERR_OK);
    tcp_output(pcb);
    ck_assert_uint_eq(sent.num_tx_calls, SEGMENTS);
    memset(&sent, 0, sizeof sent);
}

static void send_more(int segments)
{
    static char data[MSS];

    while (segments--)
	tcp_write(pcb, data, sizeof data, TCP_WRITE_FLAG_COPY);
    tcp_output(pcb);
    memset(&sent, 0, sizeof sent);
}

/*
 * An ACK of so many segments, and a SACK block that begins and ends behind so
 * many others, if it is not empty. Returns the segment that is sent for it,
 * counted from 0, or -1, or -2 if there are several.
 */
static int answer(int segments, int left, int right, u16_t window)
{
    u32_t option[3] = { PP_HTONL(0x0101050a), htonl(start + left * MSS),
			htonl(start + right * MSS) };
    const u16_t size = left < right ? sizeof option : 0;
    u8_t packet[IP_HLEN + TCP_HLEN];
    struct tcp_hdr *hdr;
    struct pbuf *p;
    int which;

    p = tcp_create_rx_segment_wnd(pcb, option, size, 0, start + segments * MSS -
				  pcb->lastack, TCP_ACK, window);
    sent.copy_tx_packets = 1;
    connection_receive(p, size);
    if (sent.num_tx_calls != 1)
	which = sent.num_tx_calls ? -2 : -1;
    else {
	pbuf_copy_partial(sent.tx_packets, packet, sizeof packet, 0);
	hdr = (struct tcp_hdr *)(packet + IP_HLEN);
	which = (int)((ntohl(hdr->seqno) - start) / MSS);
    }
    if (sent.tx_packets)
	pbuf_free(sent.tx_packets);
    memset(&sent, 0, sizeof sent);
    return which;
}

/* Three others have come; a window that opens meanwhile is no obstacle */
START_TEST(test_one)
{
    ck_assert_int_eq(answer(0, 1, 2, 1000), -1);
    ck_assert_int_eq(answer(0, 1, 3, 2000), -1);
    ck_assert_int_eq(answer(0, 1, 4, 3000), 0);
    ck_assert_uint_eq(pcb->ssthresh, SEGMENTS * MSS / 2);
    ck_assert_int_eq(answer(0, 1, 5, 3000), -1);
    ck_assert_int_eq(answer(0, 1, 9, 3000), -1);
    ck_assert_int_eq(pcb->nrtx, 0);
}
END_TEST

/* The next holes are filled as soon as they are known, in the same round */
START_TEST(test_several)
{
    ck_assert_int_eq(answer(0, 1, 4, TCP_WND), 0);
    ck_assert_int_eq(answer(4, 5, 6, TCP_WND), 4);
    ck_assert_int_eq(answer(4, 5, 7, TCP_WND), -1);
    ck_assert_int_eq(answer(7, 8, 9, TCP_WND), 7);
    ck_assert_uint_eq(pcb->ssthresh, SEGMENTS * MSS / 2);
    ck_assert_int_eq(answer(SEGMENTS, 0, 0, TCP_WND), -1);
    ck_assert_ptr_eq(pcb->unacked, NULL);
}
END_TEST

/* With nothing behind the last one no third can come */
START_TEST(test_last)
{
    ck_assert_int_eq(answer(8, 9, 10, TCP_WND), 8);
    ck_assert_int_eq(answer(8, 9, 10, TCP_WND), -1);
}
END_TEST

/* What was sent after the segment was sent again has come, that has not */
START_TEST(test_lost_again)
{
    ck_assert_int_eq(answer(0, 1, 10, TCP_WND), 0);
    pcb->cwnd = 20 * MSS;
    send_more(4);
    ck_assert_int_eq(answer(0, 1, 11, TCP_WND), -1);
    ck_assert_int_eq(answer(0, 1, 13, TCP_WND), 0);
    ck_assert_int_eq(answer(0, 1, 13, TCP_WND), -1);
    ck_assert_int_eq(answer(14, 0, 0, TCP_WND), -1);
    ck_assert_ptr_eq(pcb->unacked, NULL);
}
END_TEST

/* A peer without SACK: three duplicates as ever, then the next holes */
START_TEST(test_no_sack)
{
    int i;

    for (i = 0; i < 3; i++)
	ck_assert_int_eq(answer(0, 0, 0, TCP_WND), i < 2 ? -1 : 0);
    ck_assert_int_eq(answer(3, 0, 0, TCP_WND), 3);
}
END_TEST

/* After a time-out everything goes again, in lwIP's way */
START_TEST(test_timeout)
{
    tcp_rexmit_rto(pcb);
    ck_assert_int_ne(pcb->flags & TF_RTO, 0);
    memset(&sent, 0, sizeof sent);
    ck_assert_int_eq(answer(0, 1, 9, TCP_WND), -1);
}
END_TEST

/* An ACK for what was acknowledged, or was never sent; a block of nothing */
START_TEST(test_nonsense)
{
    ck_assert_int_eq(answer(5, 0, 0, TCP_WND), -1);
    ck_assert_int_eq(answer(4, 6, 10, TCP_WND), -1);
    ck_assert_int_eq(answer(5, 3, 5, TCP_WND), -1);
    answer(SEGMENTS + 1, 12, 20, TCP_WND);
    ck_assert_ptr_ne(pcb->unacked, NULL);
    ck_assert_uint_eq(pcb->lastack, start + 5 * MSS);
}
END_TEST

/* Any options of any length: nothing behind them is read */
START_TEST(test_any_options)
{
    int i, optlen, at;

    srandom(6675);
    for (i = 0; i < 20000; i++) {
	struct tcp_hdr *hdr;

	optlen = random() % 11 * 4;
	hdr = malloc(TCP_HLEN + optlen);
	memset(hdr, 0, TCP_HLEN);
	for (at = 0; at < optlen; at++)
	    ((u8_t *)(hdr + 1))[at] = random();
	if (optlen && random() % 2)
	    *(u32_t *)(hdr + 1) = SACK | random() << 24;
	if (optlen > 12 && random() % 2) {
	    *(u32_t *)(hdr + 1) = TIMESTAMPS;
	    ((u32_t *)(hdr + 1))[3] = SACK | random() << 24;
	}
	hdr->ackno = pcb->lastack;
	newreno_input(pcb, hdr, optlen);
	free(hdr);
    }
}
END_TEST

Suite *newreno_suite(void)
{
    testfunc tests[] = {
	TESTFUNC(test_one),
	TESTFUNC(test_several),
	TESTFUNC(test_last),
	TESTFUNC(test_lost_again),
	TESTFUNC(test_no_sack),
	TESTFUNC(test_timeout),
	TESTFUNC(test_nonsense),
	TESTFUNC(test_any_options),
    };

    return create_suite("NEWRENO", tests, sizeof tests / sizeof *tests,
			set_up, connection_tear_down);
}
