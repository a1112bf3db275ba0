/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_offers.c - fields and options of DHCP that say what a server is good
 * for, and for how long the node has been asking
 */
#include <errno.h>

#include "dhcpclient.h"
#include "test.h"

#define KNOWN		ip(10, 0, 2, 2)
#define OTHER		ip(10, 0, 2, 9)
#define OFFERED		ip(10, 0, 2, 77)
#define PACKET_SIZE	600		/* bytes */

static const uint8_t mac[6] = { 0x52, 0x54, 0x00, 0x12, 0x34, 0x56 };

/* What a server says, options and fields as hex digits */
struct said {
    const char *options, *sname, *file;
    uint32_t next_server;
};

/* A reply: RFC 2131 section 2 */
static void make(uint8_t packet[PACKET_SIZE], uint32_t xid, uint8_t type,
		 uint32_t server, const struct said *said)
{
    const uint32_t offered = OFFERED;

    memset(packet, 0, PACKET_SIZE);
    hex(packet, 4, "02 01 06 00");
    memcpy(packet + DHCP_OFF_XID, &xid, 4);
    memcpy(packet + DHCP_OFF_YIADDR, &offered, 4);
    memcpy(packet + DHCP_OFF_SIADDR, &said->next_server, 4);
    memcpy(packet + DHCP_OFF_CHADDR, mac, sizeof(mac));
    hex(packet + DHCP_OFF_SNAME, 64, said->sname ? said->sname : "");
    hex(packet + DHCP_OFF_FILE, 128, said->file ? said->file : "");
    hex(packet + DHCP_OFF_COOKIE, 13, "63825363 35 01 00 36 04 00000000");
    packet[DHCP_OFF_OPTIONS + 2] = type;
    memcpy(packet + DHCP_OFF_OPTIONS + 5, &server, 4);
    hex(packet + DHCP_OFF_OPTIONS + 9, 300, said->options ? said->options : "");
}

static void setup(struct dhcp_client *client, uint32_t now_ms)
{
    struct dhcp_lease lease = { .hwtype = 1, .hwaddr_len = 6 };
    struct dhcp_identity identity;

    memcpy(lease.hwaddr, mac, sizeof(mac));
    dhcp_identify(&identity, &lease, NULL, 0);
    dhcp_client_init(client, &identity, KNOWN, now_ms, 4711);
}

/* Let time pass until something is to be sent; returns when */
static uint32_t run(struct dhcp_client *client, uint32_t now_ms,
		    struct dhcp_client_step *step)
{
    for (;;) {
	dhcp_client_next(client, now_ms, 7, step);
	if (step->verb != DHCP_CLIENT_LISTEN)
	    return now_ms;
	now_ms += step->wait_ms;
    }
}

static int give(struct dhcp_client *client, uint32_t now_ms, uint8_t type,
		uint32_t server, const struct said *said)
{
    uint8_t packet[PACKET_SIZE];

    make(packet, client->xid, type, server, said);
    return dhcp_client_receive(client, now_ms, 7, DHCP_SERVER_PORT, packet,
			       sizeof(packet));
}

/* "Of several offers one that names a server to boot from is preferred, and
   then one of the DHCP server of before": each way to name one counts */
static void ways_to_name_a_server(void **state)
{
    static const struct {
	const char *row;
	struct said said;
	int names;
    } table[] = {
	{ "nothing", { .options = "ff" }, 0 },
	{ "next-server", { .options = "ff", .next_server = 0x0203000a }, 1 },
	{ "option 66", { .options = "42 08 31302e302e322e39 ff" }, 1 },
	{ "option 66 of one character", { .options = "42 01 78 ff" }, 1 },
	{ "option 66 is empty", { .options = "42 00 ff" }, 0 },
	{ "sname", { .options = "ff", .sname = "626f7373" }, 1 },
	{ "sub-option 128 of option 43",
	  { .options = "2b 06 80 04 0a000203 ff" }, 1 },
	{ "another sub-option", { .options = "2b 06 81 04 0a000203 ff" }, 0 },
	{ "option 128", { .options = "80 04 0a000203 ff" }, 0 },
	{ "only the file", { .options = "ff", .file = "612e30" }, 0 },
    };
    static const struct said nothing = { .options = "ff" };
    struct dhcp_client_step step;
    struct dhcp_client client;
    uint8_t id[4];
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].row;
	const uint32_t want = table[i].names ? OTHER : KNOWN;
	uint32_t now_ms;

	/* Against the server of before, which names none */
	setup(&client, 0);
	now_ms = run(&client, 0, &step);
	check_int(row, give(&client, now_ms, DHCP_OFFER, KNOWN, &nothing), 1);
	check_int(row, give(&client, now_ms, DHCP_OFFER, OTHER,
			    &table[i].said), table[i].names);
	now_ms = run(&client, now_ms, &step);
	check_int(row, now_ms, DHCP_CLIENT_CHOICE_MS);
	check_int(row, step.type, DHCP_REQUEST);
	check_int(row, dhcp_find_option(id, 4, step.packet, step.len,
					DHCP_OPTION_SERVER_ID), 4);
	check_mem(row, id, &want, 4);

	/* From the server of before it is the best there can be */
	setup(&client, 0);
	now_ms = run(&client, 0, &step);
	check_int(row, give(&client, now_ms, DHCP_OFFER, KNOWN,
			    &table[i].said), 1);
	now_ms = run(&client, now_ms, &step);
	check_int(row, now_ms, table[i].names ? 0 : DHCP_CLIENT_CHOICE_MS);
    }
}

static unsigned int secs_of(const struct dhcp_client_step *step)
{
    return (unsigned int)step->packet[DHCP_OFF_SECS] << 8 |
	   step->packet[DHCP_OFF_SECS + 1];
}

/* Seconds since the node began to ask, in network byte order: relays look at
   them. A REQUEST has those of its DISCOVER (RFC 2131, 2 and 3.1) */
static void seconds(void **state)
{
    static const uint32_t begins[] = { 0, 1000000, 0xfffffc00 };
    static const struct said boot = { .options = "ff",
				      .next_server = 0x0203000a };
    struct dhcp_client_step step;
    struct dhcp_client client;
    unsigned int discover_secs;
    uint32_t now_ms;
    size_t i;
    int n;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(begins); i++) {
	setup(&client, begins[i]);
	now_ms = begins[i];
	for (n = 0; n < 5; n++) {
	    now_ms = run(&client, now_ms, &step);
	    assert_int_equal(step.type, DHCP_DISCOVER);
	    check_int("secs", secs_of(&step), (now_ms - begins[i]) / 1000);
	    check_true("not 0 for ever", n < 2 || secs_of(&step) > 1);
	    dhcp_client_next(&client, now_ms, 7, &step);
	}
	discover_secs = (now_ms - begins[i]) / 1000;
	now_ms += 3000;
	assert_int_equal(give(&client, now_ms, DHCP_OFFER, KNOWN, &boot), 1);
	for (n = 0; n < 3; n++) {
	    now_ms = run(&client, now_ms, &step);
	    assert_int_equal(step.type, DHCP_REQUEST);
	    check_int("secs", secs_of(&step), discover_secs);
	}
    }
}

/* "The last option must always be the 'end' option" (RFC 2131, 4.1); behind it
   there is padding only */
static void end_of_questions(void **state)
{
    static const struct said boot = { .options = "ff",
				      .next_server = 0x0203000a };
    struct dhcp_client_step step;
    struct dhcp_client client;
    int n;

    (void)state;
    setup(&client, 0);
    for (n = 0; n < 2; n++) {
	const uint8_t *p, *end;

	run(&client, 0, &step);
	assert_int_equal(step.type, n ? DHCP_REQUEST : DHCP_DISCOVER);
	p = step.packet + DHCP_OFF_OPTIONS;
	end = step.packet + step.len;
	while (p < end && *p != DHCP_OPTION_END)
	    p += *p == DHCP_OPTION_PAD ? 1 : 2 + p[1];
	assert_true(p < end);
	while (++p < end)
	    assert_int_equal(*p, DHCP_OPTION_PAD);
	give(&client, 0, DHCP_OFFER, KNOWN, &boot);
    }
}

/* A server sends many an option only if it is asked for: those that deterboot
   and pxelinux look at, and those of PXE (2.1, section 2.2.1) */
static void what_is_asked_for(void **state)
{
    static const uint8_t wanted[] = {
	1, 3, 6, 12, 15, 43, 54, 60, 66, 67, 128, 129, 130, 131, 132, 133, 134,
	135, 147, 175, 208, 209, 210, 211,
    };
    struct dhcp_client_step step;
    struct dhcp_client client;
    uint8_t codes[255];
    size_t i;
    int len;

    (void)state;
    setup(&client, 0);
    run(&client, 0, &step);
    len = dhcp_find_option(codes, sizeof(codes), step.packet, step.len,
			   DHCP_OPTION_PARAMETERS);
    assert_true(len > 0);
    for (i = 0; i < ARRAY_SIZE(wanted); i++)
	check_true("asked for", memchr(codes, wanted[i], (size_t)len));
}

/* What the fields mean says option 52; and any other bit of it nothing */
static void overload(void **state)
{
    static const struct {
	const char *row;
	struct said said;
	const char *hostname, *domain, *tftp_server, *boot_file;
    } table[] = {
	{ "none", { "ff", "626f7373", "612e30", 0 }, "", "", "boss", "a.0" },
	{ "0", { "34 01 00 ff", "626f7373", "612e30", 0 },
	  "", "", "boss", "a.0" },
	{ "file", { "34 01 01 ff", "626f7373", "0c 01 68 ff", 0 },
	  "h", "", "boss", "" },
	{ "file, with the file", { "34 01 01 ff", "", "43 03 612e30 ff", 0 },
	  "", "", "", "a.0" },
	{ "sname", { "34 01 02 ff", "0f 01 64 ff", "612e30", 0 },
	  "", "d", "", "a.0" },
	{ "sname, with the name",
	  { "34 01 02 ff", "42 04 626f7373 ff", "612e30", 0 },
	  "", "", "boss", "a.0" },
	{ "both", { "34 01 03 ff", "0f 01 64 ff", "0c 01 68 ff", 0 },
	  "h", "d", "", "" },
	{ "both, printable all the same",
	  { "34 01 03 ff", "626f7373", "612e30", 0 }, "", "", "", "" },
	{ "another bit", { "34 01 04 ff", "626f7373", "612e30", 0 },
	  "", "", "boss", "a.0" },
	{ "said behind the end", { "ff 34 01 03", "626f7373", "612e30", 0 },
	  "", "", "boss", "a.0" },
	{ "the field's last option fills it",
	  { "34 01 02 ff", "0f 3e 64*62", "612e30", 0 }, "",
	  "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd",
	  "", "a.0" },
	{ "an option leaves its field",
	  { "34 01 02 ff", "0f 3f 64*62", "612e30", 0 }, "", "", "", "a.0" },
    };
    uint8_t packet[PACKET_SIZE];
    struct dhcp_lease lease;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].row;

	make(packet, 1, DHCP_ACK, KNOWN, &table[i].said);
	check_int(row, dhcp_decode(&lease, packet, sizeof(packet)), 0);
	check_str(row, lease.hostname, table[i].hostname);
	check_str(row, lease.domain, table[i].domain);
	check_str(row, lease.tftp_server, table[i].tftp_server);
	check_str(row, lease.boot_file, table[i].boot_file);
    }
}

/* Who is no host can be neither a server nor a node: 0/8, 127/8, and what
   begins at 224 (RFC 1122, 3.2.1.3; RFC 1112) */
static void hosts(void **state)
{
    static const struct said boot = { .options = "ff",
				      .next_server = 0x0203000a };
    struct dhcp_client_step step;
    struct dhcp_client client;
    uint8_t packet[PACKET_SIZE];
    unsigned int first;

    (void)state;
    for (first = 0; first < 256; first++) {
	const int host = first && first != 127 && first < 224;

	setup(&client, 0);
	run(&client, 0, &step);
	make(packet, client.xid, DHCP_OFFER, KNOWN, &boot);
	packet[DHCP_OFF_YIADDR] = (uint8_t)first;
	check_int("node", dhcp_client_receive(&client, 0, 7, DHCP_SERVER_PORT,
					      packet, sizeof(packet)), host);
	setup(&client, 0);
	run(&client, 0, &step);
	check_int("server", give(&client, 0, DHCP_OFFER,
				 ip(first, 0, 2, 2), &boot), host);
    }
}

/* The end comes after a minute, whatever comes: here the servers of a network
   with nothing but NAKs and lost REQUESTs */
static void end_of_all(void **state)
{
    static const struct said boot = { .options = "ff",
				      .next_server = 0x0203000a };
    struct dhcp_client_step step;
    struct dhcp_client client;
    uint32_t now_ms = 0xffff0000, begin_ms = now_ms;
    int questions = 0;

    (void)state;
    setup(&client, begin_ms);
    for (;;) {
	now_ms = run(&client, now_ms, &step);
	if (step.verb == DHCP_CLIENT_GIVE_UP)
	    break;
	questions++;
	if (step.type == DHCP_DISCOVER)
	    give(&client, now_ms, DHCP_OFFER, KNOWN, &boot);
    }
    assert_int_equal(now_ms - begin_ms, DHCP_CLIENT_TIME_MS);
    assert_in_range(questions, 10, 40);
    assert_int_equal(client.error, ERR_DHCP_NO_ACK);
    assert_int_equal(give(&client, now_ms, DHCP_OFFER, KNOWN, &boot), 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(ways_to_name_a_server),
	cmocka_unit_test(seconds),
	cmocka_unit_test(end_of_questions),
	cmocka_unit_test(what_is_asked_for),
	cmocka_unit_test(overload),
	cmocka_unit_test(hosts),
	cmocka_unit_test(end_of_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
