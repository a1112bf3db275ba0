/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_acks.c - what a peer that sends over a bad line is told, and when
 */

#include "connection.h"
#include "lwip/priv/tcp_priv.h"

#define LENGTH	1000		/* of a segment */
#define OPTIONS	12		/* bytes: a timestamp */
#define CLOCK	0xfffffff0u	/* of the peer; it wraps */

Suite *acks_suite(void);

static u32_t start;		/* first sequence number of the peer */

/* The last ACK: segments that it covers, timestamp echoed, SACK block */
static struct {
    int segments;
    u32_t echo;
    u32_t sack_left;		/* segments before the first block, or 0 */
} ack;

static void set_up(void)
{
    connection_set_up();
    tcp_set_flags(pcb, TF_SACK | TF_TIMESTAMP);
    start = pcb->rcv_nxt = pcb->ts_lastacksent = 0u - 2 * LENGTH;
    pcb->ts_recent = CLOCK;
}

/* Read the ACKs that were sent. Returns how many. */
static int acks(void)
{
    const u16_t at = IP_HLEN + TCP_HLEN;
    u32_t words[6] = { 0 };
    struct tcp_hdr hdr;
    int calls = sent.num_tx_calls;
    struct pbuf *p, *next;

    for (p = sent.tx_packets; p; p = next) {
	next = p->next;
	p->next = NULL;
	pbuf_copy_partial(p, &hdr, sizeof hdr, IP_HLEN);
	pbuf_copy_partial(p, words, sizeof words, at);
	ack.segments = (int)((ntohl(hdr.ackno) - start) / LENGTH);
	ack.echo = ntohl(words[2]);
	ack.sack_left = p->len == at + OPTIONS ? 0 :
	    (ntohl(words[4]) - start) / LENGTH;
	pbuf_free(p);
    }
    memset(&sent, 0, sizeof sent);
    sent.copy_tx_packets = 1;
    return calls;
}

/*
 * The segment with this number comes, sent when the clock of the peer showed
 * so many ticks. Returns the number of ACKs for it.
 */
static int receive(int segment, int ticks)
{
    static u8_t data[OPTIONS + LENGTH];
    const u32_t option[3] = { PP_HTONL(0x0101080a), htonl(CLOCK + ticks), 0 };
    struct pbuf *p;

    acks();
    memcpy(data, option, sizeof option);
    p = tcp_create_rx_segment(pcb, data, sizeof data,
			      start + segment * LENGTH - pcb->rcv_nxt, 0,
			      TCP_ACK);
    connection_receive(p, OPTIONS);
    return acks();
}

/* The peer measures from when it has sent the segment that fills a hole */
START_TEST(test_echo)
{
    ck_assert_int_eq(receive(0, 1), 1);
    ck_assert_uint_eq(ack.echo, CLOCK + 1);
    receive(2, 2);
    ck_assert_uint_eq(ack.echo, CLOCK + 1);
    receive(1, 20);
    ck_assert_uint_eq(ack.echo, CLOCK + 20);
}
END_TEST

/* Three came, but their ACKs were lost: the peer sends the first of them again,
   and must not take the time until then for a round trip */
START_TEST(test_echo_again)
{
    receive(0, 1);
    receive(1, 1);
    receive(2, 1);
    ck_assert_int_eq(receive(0, 200), 1);
    ck_assert_int_eq(ack.segments, 3);
    ck_assert_uint_eq(ack.echo, CLOCK + 200);
    /* One that was overtaken */
    ck_assert_int_eq(receive(1, 100), 1);
    ck_assert_uint_eq(ack.echo, CLOCK + 200);
}
END_TEST

/* Nothing waits for a second segment or for the timer */
START_TEST(test_at_once)
{
    ck_assert_int_eq(receive(0, 1), 1);
    ck_assert_int_eq(ack.segments, 1);
    ck_assert_int_eq(receive(2, 1), 1);		/* behind a hole */
    ck_assert_int_eq(ack.segments, 1);
    ck_assert_uint_eq(ack.sack_left, 2);
    ck_assert_int_eq(receive(4, 1), 1);
    ck_assert_uint_eq(ack.sack_left, 4);
    ck_assert_int_eq(receive(1, 1), 1);		/* a hole is filled */
    ck_assert_int_eq(ack.segments, 3);
    ck_assert_uint_eq(ack.sack_left, 4);
    ck_assert_int_eq(receive(3, 1), 1);		/* and the last one */
    ck_assert_int_eq(ack.segments, 5);
    ck_assert_uint_eq(ack.sack_left, 0);
    tcp_fasttmr();
    ck_assert_int_eq(acks(), 0);
}
END_TEST

/* With the next two ticks the last ACK goes again, but no third time, as that
   would tell of a loss; with new data it begins anew */
START_TEST(test_repeats)
{
    int i;

    receive(0, 1);
    tcp_slowtmr();
    ck_assert_int_eq(acks(), 1);
    ck_assert_int_eq(ack.segments, 1);
    receive(2, 1);
    for (i = 0; i < 5; i++) {
	tcp_slowtmr();
	ck_assert_int_eq(acks(), i < 2);
	if (i < 2) {
	    ck_assert_int_eq(ack.segments, 1);
	    ck_assert_uint_eq(ack.sack_left, 2);
	}
    }
}
END_TEST

/* Two machines that do so do not answer each other for ever */
START_TEST(test_no_echo_of_acks)
{
    int i;

    acks();
    connection_receive(tcp_create_rx_segment(pcb, NULL, 0, 0, 0, TCP_ACK), 0);
    for (i = 0; i < 3; i++)
	tcp_slowtmr();
    ck_assert_int_eq(acks(), 0);
}
END_TEST

/* A window that opens is told three times, too */
START_TEST(test_window)
{
    int i;

    acks();
    pcb->rcv_wnd = pcb->rcv_ann_wnd = 0;
    pcb->rcv_ann_right_edge = pcb->rcv_nxt;
    tcp_recved(pcb, TCP_WND / 2);
    ck_assert_int_eq(acks(), 1);
    for (i = 0; i < 3; i++) {
	tcp_slowtmr();
	ck_assert_int_eq(acks(), i < 2);
    }
}
END_TEST

Suite *acks_suite(void)
{
    testfunc tests[] = {
	TESTFUNC(test_echo),
	TESTFUNC(test_echo_again),
	TESTFUNC(test_at_once),
	TESTFUNC(test_repeats),
	TESTFUNC(test_no_echo_of_acks),
	TESTFUNC(test_window),
    };

    return create_suite("ACKS", tests, sizeof tests / sizeof *tests, set_up,
			connection_tear_down);
}
