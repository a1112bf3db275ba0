/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_udp.c - core/fs/pxe/core.c: a socket of UDP for which there is nothing
 */
#include "test.h"
#include "core/fs/pxe/pxe.h"
#include "core/include/net.h"
#include <lwip/api.h>

static struct netconn conn;
static int opened;
static bool none_left;
static err_t bind_rc;

struct netconn *netconn_new_with_proto_and_callback(enum netconn_type type,
						    u8_t proto,
						    netconn_callback callback)
{
    (void)type, (void)proto, (void)callback;
    if (none_left)
	return NULL;
    opened++;
    return &conn;
}

err_t netconn_bind(struct netconn *nc, const ip_addr_t *address, u16_t port)
{
    (void)nc, (void)address, (void)port;
    return bind_rc;
}

err_t netconn_delete(struct netconn *nc)
{
    (void)nc;
    opened--;
    return ERR_OK;
}

static void test_open(void **state)
{
    struct pxe_pvt_inode socket;

    (void)state;
    memset(&socket, 0, sizeof(socket));
    assert_int_equal(core_udp_open(&socket), 0);
    assert_int_equal(opened, 1);
    core_udp_close(&socket);
    assert_int_equal(opened, 0);

    errno = 0;
    bind_rc = ERR_USE;
    assert_int_equal(core_udp_open(&socket), -1);
    assert_int_equal(errno, ENOBUFS);
    assert_int_equal(opened, 0);

    errno = 0;
    none_left = true;
    assert_int_equal(core_udp_open(&socket), -1);
    assert_int_equal(errno, ENOBUFS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_open),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
