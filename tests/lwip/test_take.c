/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_take.c - frames are copied whole, and only right sums of TCP are believed
 *
 * What is right is for lwIP's own function to say, which takes the sum of the
 * segment alone.
 */

#include "lwip_check.h"

#include <stdlib.h>

#include "fs/pxe/nictake.c"

#define FRAME		PBUF_POOL_BUFSIZE /* bytes: what fits into one buffer */
#define LARGEST		2048		/* that a card of the firmware may have */
#define IP_AT		SIZEOF_ETH_HDR
#define TCP_AT		(IP_AT + IP_HLEN)
#define SUM_AT		(TCP_AT + 16)	/* of TCP: RFC 9293, 3.1 */

Suite *take_suite(void);

static u8_t frame[LARGEST];

/* lwIP's sum of the segment in the frame, which has so many bytes; 0 is right */
static u16_t sum_tcp(u16_t length)
{
    const struct ip_hdr *ip = (const struct ip_hdr *)(frame + IP_AT);
    ip4_addr_t from = { ip->src.addr }, to = { ip->dest.addr };
    struct pbuf p = { .payload = frame + TCP_AT, .len = length - TCP_AT,
		      .tot_len = length - TCP_AT, .ref = 1 };

    return inet_chksum_pseudo(&p, IP_PROTO_TCP, p.tot_len, &from, &to);
}

/* What was changed in the header of IP does not show in its sum */
static void sum_header(void)
{
    struct ip_hdr *ip = (struct ip_hdr *)(frame + IP_AT);

    IPH_CHKSUM_SET(ip, 0);
    IPH_CHKSUM_SET(ip, inet_chksum(ip, IP_HLEN));
}

/* A frame of noise; but for that, a segment whose sums are right */
static void make_segment(u16_t length)
{
    struct ip_hdr *ip = (struct ip_hdr *)(frame + IP_AT);
    u16_t i, sum;

    for (i = 0; i < length; i++)
	frame[i] = random();
    IPH_VHL_SET(ip, 4, IP_HLEN / 4);
    IPH_LEN_SET(ip, lwip_htons(length - IP_AT));
    IPH_OFFSET_SET(ip, PP_HTONS(IP_DF));
    IPH_PROTO_SET(ip, IP_PROTO_TCP);
    sum_header();
    memset(frame + SUM_AT, 0, 2);
    sum = sum_tcp(length);
    memcpy(frame + SUM_AT, &sum, 2);
}

/* Is it believed? What came is what was sent, whatever it is. */
static bool taken_as_right(u16_t length)
{
    struct pbuf *p = nic_take(frame, length);
    static u8_t copy[LARGEST];
    bool checked;

    ck_assert_ptr_nonnull(p);
    ck_assert_uint_eq(p->tot_len, length);
    ck_assert_uint_eq(pbuf_copy_partial(p, copy, length, 0), length);
    ck_assert_int_eq(memcmp(copy, frame, length), 0);
    checked = p->flags & PBUF_FLAG_TCP_CHECKED;
    pbuf_free(p);
    return checked;
}

/* Each length, odd ones too, and no bit that may be wrong */
START_TEST(test_segments)
{
    u16_t length, at;

    srandom(1071);
    for (length = TCP_AT + TCP_HLEN; length <= FRAME; length++) {
	make_segment(length);
	ck_assert(!sum_tcp(length));
	ck_assert(taken_as_right(length));
	at = TCP_AT + random() % (length - TCP_AT);
	frame[at] ^= 1 << random() % 8;
	ck_assert(sum_tcp(length));
	ck_assert(!taken_as_right(length));
    }
}
END_TEST

/* Words of ones are zeros to a sum, and zeros are none: both ends of a carry */
START_TEST(test_plain_bytes)
{
    static const u8_t bytes[] = { 0, 0xff };
    unsigned int i;
    u16_t length;

    for (i = 0; i < sizeof bytes; i++) {
	for (length = TCP_AT + TCP_HLEN; length < FRAME; length++) {
	    make_segment(length);
	    memset(frame + TCP_AT, bytes[i], length - TCP_AT);
	    ck_assert_int_eq(taken_as_right(length), !sum_tcp(length));
	}
    }
}
END_TEST

static bool header_taken_as_right(u16_t length)
{
    sum_header();
    return taken_as_right(length);
}

/* What the sum of a whole packet says nothing of is left to lwIP, though all
   words add up to what they should */
START_TEST(test_others)
{
    struct ip_hdr *ip = (struct ip_hdr *)(frame + IP_AT);

    make_segment(FRAME);
    IPH_VHL_SET(ip, 4, 6);			/* options */
    ck_assert(!header_taken_as_right(FRAME));
    make_segment(FRAME);
    IPH_PROTO_SET(ip, IP_PROTO_UDP);
    ck_assert(!header_taken_as_right(FRAME));
    make_segment(FRAME);
    IPH_OFFSET_SET(ip, PP_HTONS(IP_MF));	/* the first fragment */
    ck_assert(!header_taken_as_right(FRAME));
    make_segment(FRAME);
    IPH_OFFSET_SET(ip, PP_HTONS(100));
    ck_assert(!header_taken_as_right(FRAME));
    make_segment(FRAME);
    IPH_LEN_SET(ip, lwip_htons(FRAME - IP_AT - 6));	/* padded */
    ck_assert(!header_taken_as_right(FRAME));
    make_segment(FRAME);
    IPH_LEN_SET(ip, lwip_htons(FRAME - IP_AT + 1));	/* cut off */
    ck_assert(!header_taken_as_right(FRAME));
    make_segment(FRAME);
    ck_assert(header_taken_as_right(FRAME));
    make_segment(LARGEST);			/* more than a buffer has */
    taken_as_right(LARGEST);
}
END_TEST

/* Runts, down to nothing behind Ethernet's header, and headers without an end */
START_TEST(test_short)
{
    u16_t length;

    for (length = SIZEOF_ETH_HDR; length < TCP_AT + TCP_HLEN; length++) {
	make_segment(LWIP_MAX(length, TCP_AT));
	ck_assert(!taken_as_right(length));
    }
}
END_TEST

Suite *take_suite(void)
{
    testfunc tests[] = {
	TESTFUNC(test_segments),
	TESTFUNC(test_plain_bytes),
	TESTFUNC(test_others),
	TESTFUNC(test_short),
    };

    return create_suite("TAKE", tests, sizeof tests / sizeof *tests,
			NULL, NULL);
}
