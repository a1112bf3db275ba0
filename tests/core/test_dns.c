/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_dns.c - lwip/src/core/dns.c: a name with several addresses
 */
#include "fake_lwip.h"
#include "test.h"
#include "core/lwip/src/core/dns.c"

#define NAME	"two.test"

static int calls;
static ip_addr_t found[DNS_HOST_ADDRS];
static int count;
static ip_addr_t first;

static void on_found(const char *name, const ip_addr_t *addr, void *arg)
{
    (void)arg;
    calls++;
    count = addr ? dns_getaddrs(name, found) : 0;
    if (addr)
	first = *addr;
}

/* Ask for NAME; the answer has these flags, and the number of records and the
   records of `rest` */
static void ask(const char *flags, const char *rest)
{
    ip_addr_t server = { ip(10, 0, 2, 3) }, addr;
    char answers[5] = "";
    uint8_t bytes[1024];
    struct pbuf *p;
    size_t len;
    int i;

    calls = count = 0;
    memset(dns_table, 0, sizeof(dns_table));
    dns_setserver(0, &server);
    assert_int_equal(dns_gethostbyname(NAME, &addr, on_found, NULL),
		     ERR_INPROGRESS);
    assert_non_null(fake_sent);
    memcpy(bytes, fake_sent->payload, fake_sent->len);
    len = fake_sent->len;
    hex(bytes + 2, 2, flags);
    len += hex(bytes + len, sizeof(bytes) - len, rest + 4);
    memcpy(answers, rest, 4);
    hex(bytes + 6, 2, answers);
    p = pbuf_alloc(PBUF_RAW, (u16_t)len, PBUF_RAM);
    memcpy(p->payload, bytes, len);
    fake_receive(NULL, NULL, p, &server, 53);
    for (i = 0; i < 60 && !calls; i++)
	dns_tmr();
    assert_int_equal(calls, 1);
}

/* Records: the name as a pointer, type, class, TTL, length, data */
#define RECORD(ip)	"c00c 0001 0001 0000000a 0004 " ip " "
#define A		RECORD("0a000001")
#define B		RECORD("0a000002")
#define C		RECORD("0a000003")
#define D		RECORD("0a000004")
#define E		RECORD("0a000005")
#define ALIAS		"c00c 0005 0001 0000000a 0002 c00c "
#define TTL0		"c00c 0001 0001 00000000 0004 0a000001 " \
			"c00c 0001 0001 00000000 0004 0a000002"
#define SIX		"c00c 001c 0001 0000000a 0010 00*16 "

static void test_answers(void **state)
{
    static const struct {
	const char *name, *answer;
	int count;
	uint8_t last;			/* byte of the last address */
    } rows[] = {
	{ "one", "0001" A, 1, 1 },
	{ "two", "0002" A B, 2, 2 },
	{ "four", "0004" A B C D, 4, 4 },
	{ "more than there is room for", "0005" A B C D E, 4, 4 },
	{ "an alias first", "0003" ALIAS A B, 2, 2 },
	{ "others between", "0005" ALIAS A SIX ALIAS B, 2, 2 },
	{ "TTL 0", "0002" TTL0, 2, 2 },
	{ "more than it says", "0001" A B, 1, 1 },
	{ "fewer than it says", "ffff" A B, 2, 2 },
	{ "the second without its address",
	  "0002" A "c00c 0001 0001 0000000a 0004 0a", 1, 1 },
	{ "the second without its name", "0002" A "3f", 1, 1 },
	{ "the second of 5 bytes",
	  "0002" A "c00c 0001 0001 0000000a 0005 0a000002 00", 1, 1 },
	{ "of another class",
	  "0002" A "c00c 0001 0003 0000000a 0004 0a000002", 1, 1 },
	{ "a length past the end",
	  "0003" A "c00c 0005 0001 0000000a ffff 00" B, 1, 1 },
	{ "no address", "0001" ALIAS, 0, 0 },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	ask("8180", rows[i].answer);
	check_int(rows[i].name, count, rows[i].count);
	if (!count)
	    continue;
	check_int(rows[i].name, first.addr, ip(10, 0, 0, 1));
	check_int(rows[i].name, found[0].addr, first.addr);
	check_int(rows[i].name, found[count - 1].addr,
		  ip(10, 0, 0, rows[i].last));
    }
    ask("8183", "0000");
    assert_int_equal(count, 0);
}

/* One that does not answer is the last from then on */
static void test_failed(void **state)
{
    ip_addr_t a = { ip(10, 0, 0, 1) }, b = { ip(10, 0, 0, 2) }, addr;

    (void)state;
    ask("8180", "0003" A B C);
    dns_addr_failed(&b);		/* it was not tried */
    assert_int_equal(dns_getaddrs(NAME, found), 3);
    assert_int_equal(found[0].addr, a.addr);
    dns_addr_failed(&a);
    assert_int_equal(dns_getaddrs(NAME, found), 3);
    assert_int_equal(found[0].addr, b.addr);
    assert_int_equal(found[2].addr, a.addr);
    assert_int_equal(dns_gethostbyname(NAME, &addr, on_found, NULL), ERR_OK);
    assert_int_equal(addr.addr, b.addr);
    assert_int_equal(dns_getaddrs("other.test", found), 0);

    ask("8180", "0001" A);
    dns_addr_failed(&a);
    assert_int_equal(dns_getaddrs(NAME, found), 1);
    assert_int_equal(found[0].addr, a.addr);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_answers),
	cmocka_unit_test(test_failed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
