/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_netconfig.c - core/fs/pxe/netconfig.c: what a new address changes
 */
#include <syslinux/netconfig.h>

#include "test.h"
#include "fake_net.h"
#include "core/include/netroute.h"
#include "core/include/net.h"

char LocalDomain[LOCAL_DOMAIN_SIZE], net_search[NET_SEARCH_SIZE];
struct syslinux_route net_routes[SYSLINUX_NETCONFIG_ROUTES];
int net_route_count;

/* What lwIP is told */
static uint32_t told_ip;
static uint16_t told_mtu;

void undiif_set_address(uint32_t ip, uint32_t netmask, uint32_t gateway)
{
    (void)netmask, (void)gateway;
    told_ip = ip;
}

void undiif_set_mtu(uint16_t mtu)
{
    told_mtu = mtu;
}

void dns_setserver(u8_t n, const ip_addr_t *server)
{
    (void)n, (void)server;
}

/* The cookies of the next request over HTTP */
static const char *cookies(void)
{
    static struct fake_server server;
    static struct file file;

    memset(&server, 0, sizeof(server));
    server.reply = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
    fake_net(&server, 1);
    assert_int_equal(fake_open(&file, "http://h/f", O_RDONLY), 0);
    fake_close(&file);
    return strstr(server.sent, "\r\nCookie: ");
}

/* Servers over HTTP learn it, too: it is in a cookie */
static void test_new_address(void **state)
{
    static const struct syslinux_route routes[] = {
	{ 0x0000000a, 0x000000ff, 0x0902000a },
    };
    struct syslinux_netconfig config = {
	.ip = ip(10, 0, 2, 77), .netmask = ip(255, 255, 255, 0),
	.gateway = ip(10, 0, 2, 9), .server = ip(10, 0, 2, 3),
	.routes = routes, .route_count = 1, .mtu = 1400,
	.search = "lab.test", .domain = "test",
    };

    (void)state;
    IPInfo.myip = ip(10, 0, 2, 15);
    pxe_make_ip_option();
    http_bake_cookies();
    assert_non_null(strstr(cookies(), "_Syslinux_ip=10.0.2.15%3A"));

    assert_int_equal(syslinux_set_netconfig(&config), 0);
    assert_non_null(strstr(cookies(), "_Syslinux_ip=10.0.2.77%3A10.0.2.3%3A"
			   "10.0.2.9%3A255.255.255.0;"));
    assert_null(strstr(cookies(), "10.0.2.15"));
    assert_int_equal(told_ip, config.ip);
    assert_int_equal(told_mtu, 1400);
    assert_int_equal(net_route_count, 1);
    assert_int_equal(net_routes[0].router, routes[0].router);
    assert_string_equal(net_search, "lab.test");
    assert_string_equal(LocalDomain, "test");
}

/* An address that no host has changes nothing, nor do too many routes */
static void test_refused(void **state)
{
    static const struct syslinux_route routes[SYSLINUX_NETCONFIG_ROUTES + 1];
    struct syslinux_netconfig config = {
	.ip = ip(10, 0, 2, 78), .routes = routes,
	.route_count = ARRAY_SIZE(routes),
    };
    const struct syslinux_ipinfo before = IPInfo;

    (void)state;
    assert_int_equal(syslinux_set_netconfig(&config), -1);
    assert_int_equal(errno, EINVAL);
    config.route_count = 0;
    config.ip = ip(224, 0, 0, 1);
    assert_int_equal(syslinux_set_netconfig(&config), -1);
    assert_int_equal(syslinux_set_netconfig(NULL), -1);
    assert_memory_equal(&IPInfo, &before, sizeof(before));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_new_address),
	cmocka_unit_test(test_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
