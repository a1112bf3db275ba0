/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_dhcpclient.c - a new lease, from a server that may be hostile
 */
#include <errno.h>

#include "dhcpclient.h"
#include "test.h"

#define SERVER		ip(10, 0, 2, 2)
#define OTHER		ip(10, 0, 2, 9)
#define OFFERED		ip(10, 0, 2, 77)
#define BOOT_SERVER	ip(10, 0, 2, 3)

static const uint8_t mac[6] = { 0x52, 0x54, 0x00, 0x12, 0x34, 0x56 };

/* A node and its clock */
struct node {
    struct dhcp_client client;
    struct dhcp_client_step step;
    uint32_t now_ms, random, begin_ms;
};

static void setup(struct node *node, uint32_t now_ms)
{
    struct dhcp_lease lease = { .hwtype = 1, .hwaddr_len = 6 };
    struct dhcp_identity identity;

    memset(node, 0, sizeof(*node));
    memcpy(lease.hwaddr, mac, sizeof(mac));
    dhcp_identify(&identity, &lease, NULL, 0);
    node->now_ms = node->begin_ms = now_ms;
    node->random = 4711;
    dhcp_client_init(&node->client, &identity, SERVER, now_ms,
		     schedule_random(&node->random));
}

/* Let time pass until something else than listening is to be done */
static void run(struct node *node)
{
    unsigned int turns;

    for (turns = 0; turns < 1000; turns++) {
	dhcp_client_next(&node->client, node->now_ms,
			 schedule_random(&node->random), &node->step);
	if (node->step.verb != DHCP_CLIENT_LISTEN)
	    return;
	assert_in_range(node->step.wait_ms, 1, DHCP_CLIENT_TIME_MS);
	node->now_ms += node->step.wait_ms;
    }
    fail_msg("listens for ever");
}

/* What a server sends back */
struct reply {
    uint8_t type;
    uint32_t server_id, ip, next_server;
};

static const struct reply *offer_of(uint32_t server, uint32_t next_server)
{
    static struct reply reply;

    reply = (struct reply) { DHCP_OFFER, server, OFFERED, next_server };
    return &reply;
}

static size_t make(uint8_t packet[400], const struct node *node,
		   const struct reply *reply)
{
    hex(packet, 400, "02 01 06 00");
    memcpy(packet + DHCP_OFF_XID, &node->client.xid, 4);
    memcpy(packet + DHCP_OFF_YIADDR, &reply->ip, 4);
    memcpy(packet + DHCP_OFF_SIADDR, &reply->next_server, 4);
    memcpy(packet + DHCP_OFF_CHADDR, mac, sizeof(mac));
    hex(packet + DHCP_OFF_COOKIE, 64, "63825363 35 01 00 36 04 00000000 ff");
    packet[DHCP_OFF_OPTIONS + 2] = reply->type;
    memcpy(packet + DHCP_OFF_OPTIONS + 5, &reply->server_id, 4);
    return 300;
}

static int give(struct node *node, const struct reply *reply)
{
    uint8_t packet[400];
    size_t len = make(packet, node, reply);

    return dhcp_client_receive(&node->client, node->now_ms,
			       schedule_random(&node->random),
			       DHCP_SERVER_PORT, packet, len);
}

static const uint8_t *option(const struct node *node, uint8_t code, int size)
{
    static uint8_t value[256];

    check_int("option", dhcp_find_option(value, sizeof(value),
					 node->step.packet, node->step.len,
					 code), size);
    return value;
}

/* The way it goes every day */
static void new_lease(void **state)
{
    const struct reply ack = { DHCP_ACK, SERVER, OFFERED, BOOT_SERVER };
    struct node node;
    struct dhcp_lease lease;
    uint32_t offered = OFFERED, server = SERVER;

    (void)state;
    setup(&node, 0);
    run(&node);
    assert_int_equal(node.step.verb, DHCP_CLIENT_SEND);
    assert_int_equal(node.step.type, DHCP_DISCOVER);
    assert_int_equal(node.now_ms, 0);
    assert_int_equal(*option(&node, DHCP_OPTION_TYPE, 1), DHCP_DISCOVER);
    assert_memory_equal(node.step.packet + DHCP_OFF_CHADDR, mac, 6);
    assert_int_equal(node.step.packet[DHCP_OFF_FLAGS], 0x80);

    /* The best offer there can be is taken at once */
    assert_int_equal(give(&node, offer_of(SERVER, BOOT_SERVER)), 1);
    run(&node);
    assert_int_equal(node.now_ms, 0);
    assert_int_equal(node.step.type, DHCP_REQUEST);
    assert_int_equal(*option(&node, DHCP_OPTION_TYPE, 1), DHCP_REQUEST);
    assert_memory_equal(option(&node, DHCP_OPTION_REQUESTED_IP, 4), &offered, 4);
    assert_memory_equal(option(&node, DHCP_OPTION_SERVER_ID, 4), &server, 4);

    assert_int_equal(give(&node, &ack), 1);
    run(&node);
    assert_int_equal(node.step.verb, DHCP_CLIENT_DONE);
    assert_int_equal(dhcp_decode(&lease, node.client.ack, node.client.ack_len),
		     0);
    assert_int_equal(lease.ip, OFFERED);
    assert_int_equal(lease.next_server, BOOT_SERVER);
}

/* Who is taken of several */
static void choice_of_an_offer(void **state)
{
    static const struct {
	const char *name;
	int first_known, first_names, second_known, second_names;
	int second_wins;
    } table[] = {
	{ "both alike", 0, 1, 0, 1, 0 },
	{ "the second names a boot server", 0, 0, 0, 1, 1 },
	{ "only the first does", 0, 1, 0, 0, 0 },
	{ "the second is the known server", 0, 1, 1, 1, 1 },
	{ "known, but without a boot server", 0, 1, 1, 0, 0 },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const uint32_t first = table[i].first_known ? SERVER : OTHER;
	const uint32_t second = table[i].second_known ? SERVER :
				ip(10, 0, 2, 8);
	uint32_t want = table[i].second_wins ? second : first;
	struct node node;

	setup(&node, 5000);
	run(&node);
	give(&node, offer_of(first, table[i].first_names ? BOOT_SERVER : 0));
	node.now_ms += 300;
	give(&node, offer_of(second, table[i].second_names ? BOOT_SERVER : 0));
	run(&node);
	check_int(table[i].name, node.step.type, DHCP_REQUEST);
	check_mem(table[i].name, option(&node, DHCP_OPTION_SERVER_ID, 4),
		  &want, 4);
	check_true(table[i].name, node.now_ms <= 5000 + DHCP_CLIENT_CHOICE_MS);
    }
}

/* One thing wrong: it changes nothing, and the right one still counts */
static void forged_replies(void **state)
{
    static const struct {
	const char *name;
	size_t offset;
	uint8_t xor;
	size_t len;
	uint16_t port;
    } table[] = {
	{ "another id", DHCP_OFF_XID, 1, 300, 67 },
	{ "another id, last byte", DHCP_OFF_XID + 3, 0x80, 300, 67 },
	{ "another hardware address", DHCP_OFF_CHADDR + 5, 1, 300, 67 },
	{ "hardware address of another length", DHCP_OFF_HLEN, 1, 300, 67 },
	{ "a question", DHCP_OFF_OP, 3, 300, 67 },
	{ "no cookie", DHCP_OFF_COOKIE, 1, 300, 67 },
	{ "no type", DHCP_OFF_OPTIONS, 1, 300, 67 },
	{ "unknown type", DHCP_OFF_OPTIONS + 2, 0x10, 300, 67 },
	{ "no server", DHCP_OFF_OPTIONS + 3, 1, 300, 67 },
	{ "server 255...", DHCP_OFF_OPTIONS + 5, 0xff ^ 10, 300, 67 },
	{ "address 0...", DHCP_OFF_YIADDR, 10, 300, 67 },
	{ "address 127...", DHCP_OFF_YIADDR, 127 ^ 10, 300, 67 },
	{ "address 224...", DHCP_OFF_YIADDR, 224 ^ 10, 300, 67 },
	{ "empty", 0, 0, 0, 67 },
	{ "cut before the options", 0, 0, 240, 67 },
	{ "cut in the server", 0, 0, 248, 67 },
	{ "from another port", 0, 0, 300, 68 },
    };
    const struct reply ack = { DHCP_ACK, SERVER, OFFERED, BOOT_SERVER };
    struct node node;
    size_t i;
    int requesting;

    (void)state;
    setup(&node, 0);
    run(&node);
    for (requesting = 0; requesting < 2; requesting++) {
	const struct reply *good = requesting ? &ack :
				   offer_of(SERVER, BOOT_SERVER);

	for (i = 0; i < ARRAY_SIZE(table); i++) {
	    const struct dhcp_client before = node.client;
	    uint8_t packet[400], *copy;

	    make(packet, &node, good);
	    packet[table[i].offset] ^= table[i].xor;
	    copy = exact_copy(packet, table[i].len);
	    check_int(table[i].name,
		      dhcp_client_receive(&node.client, node.now_ms, 1,
					  table[i].port, copy, table[i].len),
		      0);
	    free(copy);
	    check_mem(table[i].name, &node.client, &before, sizeof(before));
	}
	assert_int_equal(give(&node, good), 1);
	run(&node);
    }
    assert_int_equal(node.step.verb, DHCP_CLIENT_DONE);
}

/* What is right, but comes at the wrong time or from somebody else */
static void replies_out_of_turn(void **state)
{
    const struct reply ack = { DHCP_ACK, SERVER, OFFERED, BOOT_SERVER };
    const struct reply others[] = {
	{ DHCP_OFFER, OTHER, OFFERED, OTHER },
	{ DHCP_ACK, OTHER, OFFERED, OTHER },
	{ DHCP_NAK, OTHER, 0, 0 },
    };
    struct node node;
    size_t i;

    (void)state;
    setup(&node, 0);
    assert_int_equal(give(&node, offer_of(SERVER, BOOT_SERVER)), 0);
    run(&node);
    assert_int_equal(give(&node, &ack), 0);
    assert_int_equal(give(&node, &others[2]), 0);
    give(&node, offer_of(SERVER, BOOT_SERVER));
    run(&node);
    for (i = 0; i < ARRAY_SIZE(others); i++)
	assert_int_equal(give(&node, &others[i]), 0);
    assert_int_equal(give(&node, &ack), 1);
    assert_int_equal(give(&node, &ack), 0);
    run(&node);
    assert_int_equal(node.step.verb, DHCP_CLIENT_DONE);
}

/* An answer that does not fit is not cut, but ignored */
static void longest_ack(void **state)
{
    const struct reply ack = { DHCP_ACK, SERVER, OFFERED, BOOT_SERVER };
    uint8_t packet[DHCP_ANSWER_SIZE + 1];
    struct node node;

    (void)state;
    setup(&node, 0);
    run(&node);
    give(&node, offer_of(SERVER, BOOT_SERVER));
    run(&node);
    memset(packet, 0, sizeof(packet));
    make(packet, &node, &ack);
    assert_int_equal(dhcp_client_receive(&node.client, 0, 1, 67, packet,
					 sizeof(packet)), 0);
    assert_int_equal(dhcp_client_receive(&node.client, 0, 1, 67, packet,
					 sizeof(packet) - 1), 1);
    assert_int_equal(node.client.ack_len, DHCP_ANSWER_SIZE);
}

/* Nobody there: growing pauses, then an end */
static void silence(void **state)
{
    static const uint32_t means[] = { 1000, 2000, 4000, 8000, 8000, 8000 };
    uint32_t last_ms;
    struct node node;
    size_t i;

    (void)state;
    setup(&node, 0xffffff00);		/* the clock wraps around */
    run(&node);
    for (i = 0; i < ARRAY_SIZE(means); i++) {
	assert_int_equal(node.step.verb, DHCP_CLIENT_SEND);
	assert_int_equal(node.step.type, DHCP_DISCOVER);
	assert_int_equal(node.step.try, i + 1);
	last_ms = node.now_ms;
	run(&node);
	assert_in_range(node.now_ms - last_ms, means[i] - means[i] / 4,
			means[i] + means[i] / 4);
    }
    assert_int_equal(node.step.verb, DHCP_CLIENT_GIVE_UP);
    assert_int_equal(node.client.error, ERR_DHCP_SILENT);
    run(&node);
    assert_int_equal(node.step.verb, DHCP_CLIENT_GIVE_UP);
}

/* A server that offers, and then: */
static void no_confirmation(void **state)
{
    const struct reply nak = { DHCP_NAK, SERVER, 0, 0 };
    int naks;

    (void)state;
    for (naks = 0; naks < 2; naks++) {
	unsigned int requests = 0, discovers = 0, turns;
	struct node node;
	uint32_t xid = 0;

	setup(&node, 0);
	for (turns = 0; turns < 100; turns++) {
	    run(&node);
	    if (node.step.verb == DHCP_CLIENT_GIVE_UP)
		break;
	    if (node.step.type == DHCP_DISCOVER) {
		discovers++;
		assert_int_not_equal(node.client.xid, xid);
		xid = node.client.xid;
		assert_int_equal(give(&node, offer_of(SERVER, BOOT_SERVER)), 1);
	    } else {
		requests++;
		assert_int_equal(node.client.xid, xid);
		if (naks)
		    assert_int_equal(give(&node, &nak), 1);
	    }
	}
	assert_int_equal(node.step.verb, DHCP_CLIENT_GIVE_UP);
	assert_int_equal(node.client.error,
			 naks ? ERR_DHCP_NAK : ERR_DHCP_NO_ACK);
	assert_true(node.now_ms <= DHCP_CLIENT_TIME_MS);
	assert_true(discovers <= DHCP_CLIENT_DISCOVERS);
	assert_true(requests <= DHCP_CLIENT_DISCOVERS * DHCP_CLIENT_REQUESTS);
	assert_int_equal(discovers, naks ? DHCP_CLIENT_DISCOVERS : 4);
    }
}

/* After a NAK there is a pause, and then a DISCOVER with a new id. An offer
   that has that id before it was sent answers nothing */
static void offer_before_the_discover(void **state)
{
    const struct reply nak = { DHCP_NAK, SERVER, 0, 0 };
    struct node node;

    (void)state;
    setup(&node, 0);
    run(&node);
    assert_int_equal(give(&node, offer_of(SERVER, BOOT_SERVER)), 1);
    run(&node);
    assert_int_equal(node.step.type, DHCP_REQUEST);
    assert_int_equal(give(&node, &nak), 1);
    assert_int_equal(give(&node, offer_of(SERVER, BOOT_SERVER)), 0);
    run(&node);
    assert_int_equal(node.step.type, DHCP_DISCOVER);
    assert_int_equal(give(&node, offer_of(SERVER, BOOT_SERVER)), 1);
}

/* A server that takes its offer back once gets a second chance */
static void lease_after_a_nak(void **state)
{
    const struct reply nak = { DHCP_NAK, SERVER, 0, 0 };
    const struct reply ack = { DHCP_ACK, SERVER, OFFERED, BOOT_SERVER };
    struct node node;

    (void)state;
    setup(&node, 0);
    run(&node);
    give(&node, offer_of(SERVER, BOOT_SERVER));
    run(&node);
    assert_int_equal(give(&node, &nak), 1);
    run(&node);
    assert_int_equal(node.step.type, DHCP_DISCOVER);
    assert_in_range(node.now_ms, 1500, 2500);
    give(&node, offer_of(SERVER, BOOT_SERVER));
    run(&node);
    assert_int_equal(give(&node, &ack), 1);
    run(&node);
    assert_int_equal(node.step.verb, DHCP_CLIENT_DONE);
}

/* As the ROM showed itself */
static void identity(void **state)
{
    struct dhcp_lease lease = { .hwtype = 1, .hwaddr_len = 6 };
    const struct dhcp_ask ask = { .type = DHCP_DISCOVER, .secs = 258 };
    struct dhcp_identity identity;
    uint8_t rom[1024], packet[DHCP_ASK_SIZE], value[300];
    size_t len;

    (void)state;
    memcpy(lease.hwaddr, mac, sizeof(mac));
    hex(rom, sizeof(rom), "01 01 06 00");
    len = DHCP_OFF_COOKIE +
	  hex(rom + DHCP_OFF_COOKIE, 256, "63825363 35 01 01 0c 01 61"
	      "3d 07 01 525400123456 3c 03 505845 5d 02 0007 61 11 00 11*16 "
	      "4d 04 69505845 ff");
    dhcp_identify(&identity, &lease, rom, len);
    assert_int_equal(identity.options_len, 9 + 5 + 4 + 19 + 6);
    len = dhcp_ask_encode(packet, &ask, &identity);
    assert_in_range(len, DHCP_ASK_MIN_SIZE, DHCP_ASK_SIZE);
    assert_int_equal(packet[DHCP_OFF_SECS], 1);
    assert_int_equal(packet[DHCP_OFF_SECS + 1], 2);
    assert_int_equal(dhcp_find_option(value, sizeof(value), packet, len, 61),
		     7);
    assert_int_equal(dhcp_find_option(value, sizeof(value), packet, len, 97),
		     17);
    assert_int_equal(dhcp_find_option(value, sizeof(value), packet, len, 12),
		     -ENOENT);
    assert_int_equal(dhcp_find_option(value, sizeof(value), packet, len, 93),
		     2);
    assert_int_equal(value[1], 7);

    /* No DISCOVER, or a useless one: a plain PXE client */
    dhcp_identify(&identity, &lease, NULL, 0);
    len = dhcp_ask_encode(packet, &ask, &identity);
    assert_int_equal(dhcp_find_option(value, sizeof(value), packet, len, 60),
		     32);
    assert_memory_equal(value, "PXEClient:Arch:00000:UNDI:002001", 32);
    dhcp_identify(&identity, &lease, rom, 100);
    assert_int_equal(dhcp_ask_encode(packet, &ask, &identity), len);

    /* One that is too long is left out, the others are not */
    hex(rom + DHCP_OFF_COOKIE, 780,
	"63825363 3d ff 22*255 3c 03 505845 4d ff 33*255 ff");
    dhcp_identify(&identity, &lease, rom, sizeof(rom));
    assert_int_equal(identity.options_len, 5);

    /* The longest that fits, in the longest question */
    hex(rom + DHCP_OFF_COOKIE, 780, "63825363 3d de 22*222 3c 01 33 ff");
    dhcp_identify(&identity, &lease, rom, sizeof(rom));
    assert_int_equal(identity.options_len, DHCP_IDENTITY_SIZE);
}

/* The longest question there can be fits its buffer */
static void longest_question(void **state)
{
    const struct dhcp_ask ask = { .type = DHCP_REQUEST };
    struct dhcp_identity full = {
	.hwaddr_len = DHCP_HWADDR_SIZE, .options_len = DHCP_IDENTITY_SIZE,
    };
    uint8_t packet[DHCP_ASK_SIZE];

    (void)state;
    assert_in_range(dhcp_ask_encode(packet, &ask, &full),
		    DHCP_ASK_MIN_SIZE, DHCP_ASK_SIZE);
}

/* Something has kept the node for weeks: the time is over, not to come */
static void weeks_later(void **state)
{
    unsigned int days;
    struct node node;

    (void)state;
    for (days = 1; days < 49; days++) {
	setup(&node, 0xfffff000);
	run(&node);
	assert_int_equal(node.step.verb, DHCP_CLIENT_SEND);
	node.now_ms += days * 86400000U;
	run(&node);
	assert_int_equal(node.step.verb, DHCP_CLIENT_GIVE_UP);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(new_lease),
	cmocka_unit_test(choice_of_an_offer),
	cmocka_unit_test(forged_replies),
	cmocka_unit_test(replies_out_of_turn),
	cmocka_unit_test(longest_ack),
	cmocka_unit_test(silence),
	cmocka_unit_test(no_confirmation),
	cmocka_unit_test(offer_before_the_discover),
	cmocka_unit_test(lease_after_a_nak),
	cmocka_unit_test(identity),
	cmocka_unit_test(longest_question),
	cmocka_unit_test(weeks_later),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
