/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_dnsresolv.c - core/fs/pxe/dnsresolv.c: which names are asked for, and
 * what becomes of a name with several addresses, over HTTP and FTP, too
 */
#include "test.h"
#include "fake_net.h"
#include "net.h"
#include "core/include/netroute.h"
#include "core/fs/pxe/dnsresolv.c"

char LocalDomain[LOCAL_DOMAIN_SIZE], net_search[NET_SEARCH_SIZE];
struct syslinux_route net_routes[SYSLINUX_NETCONFIG_ROUTES];
int net_route_count;

#define DEAD		ip(10, 0, 2, 66)
#define ALIVE		ip(10, 0, 2, 2)
#define THIRD		ip(10, 0, 2, 3)

/* The name server: one name with addresses, and how long it takes */
static struct {
    const char *name;
    ip_addr_t addr[DNS_HOST_ADDRS];
    int count;
    unsigned int takes_ms;
    char asked[1000];		/* names, a blank behind each */
    uint32_t failed;		/* dns_addr_failed() was told this last */
} server;

static void know(const char *name, int count, uint32_t first, uint32_t second,
		 uint32_t third)
{
    memset(&server, 0, sizeof(server));
    server.name = name;
    server.count = count;
    server.addr[0].addr = first;
    server.addr[1].addr = second;
    server.addr[2].addr = third;
}

err_t dns_gethostbyname(const char *name, ip_addr_t *addr,
			dns_found_callback found, void *arg)
{
    strcat(strcat(server.asked, name), " ");
    __ms_timer += server.takes_ms;
    if (server.name && !strcmp(name, server.name)) {
	*addr = server.addr[0];
	return ERR_OK;
    }
    found(name, NULL, arg);
    return ERR_INPROGRESS;
}

u8_t dns_getaddrs(const char *name, ip_addr_t *addrs)
{
    assert_string_equal(name, server.name);
    memcpy(addrs, server.addr, sizeof(server.addr));
    return server.count;
}

void dns_addr_failed(const ip_addr_t *addr)
{
    server.failed = addr->addr;
}

const ip_addr_t *dns_getserver(u8_t n)
{
    static const ip_addr_t somewhere = { 0x0302000a };

    (void)n;
    return &somewhere;
}

/* There is one thread here */
err_t tcpip_send_msg_wait_sem(tcpip_callback_fn function, void *arg,
			      sys_sem_t *sem)
{
    (void)sem;
    function(arg);
    return ERR_OK;
}

err_t tcpip_api_call(tcpip_api_call_fn function,
		     struct tcpip_api_call_data *call)
{
    return function(call);
}

sys_sem_t *sys_arch_thread_sem(void)
{
    return NULL;
}

void sem_up(struct semaphore *sem)
{
    (void)sem;
}

void sem_init(struct semaphore *sem, int count)
{
    (void)sem, (void)count;
}

#define LABEL_OF_63	"abcdefghijklmnopqrstuvwxyz0123456789" \
			"abcdefghijklmnopqrstuvwxyz0"

static void test_which_names(void **state)
{
    static const struct {
	const char *name, *search, *domain, *asked;
    } table[] = {
	{ "h.test", "", "", "h.test " },
	{ "h.test", "", "a.test", "h.test h.test.a.test " },
	{ "h.test", "a.test b.test", "c", "h.test h.test.a.test h.test.b.test " },
	{ "h", "a.test b.test", "c", "h.a.test h.b.test h " },
	{ "h", "", "a.test", "h.a.test h " },
	{ "h", "", "", "h " },
	/* A dot at its end: it is complete, and the name server gets no dot */
	{ "h.test.", "a.test", "c", "h.test " },
	{ "h.", "a.test", "c", "h " },
	{ "h", "a.test.", "", "h.a.test h " },
	/* No names */
	{ ".", "a.test", "", "" },
	{ "h..test", "a.test", "", "" },
	{ ".h", "a.test", "", "" },
	{ "h x", "a.test", "", "" },
	{ "h\n", "a.test", "", "" },
	{ LABEL_OF_63 ".test", "", "", LABEL_OF_63 ".test " },
	{ LABEL_OF_63 "4.test", "", "", "" },
	/* Addresses */
	{ "10.0.2.9", "a.test", "", "" },
    };
    uint32_t addr;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].name;

	know(NULL, 0, 0, 0, 0);
	strcpy(net_search, table[i].search);
	strcpy(LocalDomain, table[i].domain);
	addr = pxe_dns(row);
	check_str(row, server.asked, table[i].asked);
	check_int(row, addr, row[0] == '1' ? ip(10, 0, 2, 9) : 0);
    }

    /* The first that there is */
    know("h.a.test", 1, ALIVE, 0, 0);
    strcpy(net_search, "a.test b.test");
    assert_int_equal(pxe_dns("h"), ALIVE);
    assert_string_equal(server.asked, "h.a.test ");

    /* A silent name server is not asked in every domain */
    know(NULL, 0, 0, 0, 0);
    server.takes_ms = 6000;
    strcpy(net_search, "a.test b.test c.test d.test");
    assert_int_equal(pxe_dns("h"), 0);
    assert_string_equal(server.asked, "h.a.test ");
}

/* Each address once, and the dead ones last from then on */
static void test_next(void **state)
{
    uint32_t addr;
    int tried = 0;

    (void)state;
    know("h.test", 3, DEAD, THIRD, ALIVE);
    addr = pxe_dns("h.test");
    assert_int_equal(addr, DEAD);
    assert_int_equal(pxe_dns_alive(addr), DEAD);
    assert_true(pxe_dns_has_next(addr, tried));
    assert_true(pxe_dns_next(&addr, &tried));
    assert_int_equal(addr, THIRD);
    assert_int_equal(server.failed, DEAD);
    assert_int_equal(pxe_dns_alive(DEAD), THIRD);
    assert_true(pxe_dns_next(&addr, &tried));
    assert_int_equal(addr, ALIVE);
    assert_false(pxe_dns_has_next(addr, tried));
    assert_false(pxe_dns_next(&addr, &tried));
    assert_int_equal(addr, ALIVE);

    /* Of an address of somebody else, and of one alone, there is no other */
    addr = ip(10, 9, 9, 9);
    tried = 0;
    assert_false(pxe_dns_has_next(addr, tried));
    assert_false(pxe_dns_next(&addr, &tried));
    assert_int_equal(pxe_dns_alive(addr), addr);
    know("h.test", 1, ALIVE, 0, 0);
    addr = pxe_dns("h.test");
    assert_false(pxe_dns_has_next(addr, tried));
    assert_false(pxe_dns_next(&addr, &tried));
}

static struct fake_server hosts[4];
static struct file file;

static int open_from(const char *url, err_t why)
{
    memset(hosts, 0, sizeof(hosts));
    hosts[0].refuse = why;
    if (!strncmp(url, "ftp", 3)) {
	hosts[1].reply = "220 ready\r\n230 in\r\n200 binary\r\n"
	    "229 Extended (|||4001|)\r\n150 here\r\n226 done\r\n221 bye\r\n";
	hosts[2].reply = "hello";
    } else {
	hosts[1].reply = "HTTP/1.0 200 OK\nContent-Length: 5\n\nhello";
    }
    know("h.test", 2, DEAD, ALIVE, 0);
    fake_net(hosts, ARRAY_SIZE(hosts));
    return fake_open(&file, url, O_RDONLY);
}

/* The first address of a server does not answer, or refuses: the second one
   does, and FTP's data comes from there, too */
static void test_downloads(void **state)
{
    static const char *const urls[] = { "http://h.test/f", "ftp://h.test/f" };
    static const err_t reasons[] = { ERR_RST, ERR_ABRT, ERR_TIMEOUT, ERR_RTE };
    char data[65536];
    size_t i, n;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(urls); i++) {
	const char *row = urls[i];

	for (n = 0; n < ARRAY_SIZE(reasons); n++) {
	    check_int(row, open_from(row, reasons[n]), 0);
	    check_int(row, fake_read(&file, data, sizeof(data)), 5);
	    check_mem(row, data, "hello", 5);
	    fake_close(&file);
	    check_int(row, hosts[0].ip, DEAD);
	    check_int(row, hosts[1].ip, ALIVE);
	    check_int(row, fake_connections(), *row == 'f' ? 3 : 2);
	    if (*row == 'f')
		check_int(row, hosts[2].ip, ALIVE);
	    check_int(row, server.failed, DEAD);
	}
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_which_names),
	cmocka_unit_test(test_next),
	cmocka_unit_test(test_downloads),
    };

    http_bake_cookies();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
