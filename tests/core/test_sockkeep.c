/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_sockkeep.c - core/fs/pxe/sockkeep.c: a socket that shall try again is
 * another one of lwIP's, and is told again what the first one was told
 *
 * getsockopt() answers from what was kept, so that no module sees whether lwIP
 * knows it, too.
 */
#include "test.h"
#include "core/fs/pxe/sock.h"

#define NUMBERS		4

/* The sockets of lwIP */
static struct {
    bool open;
    unsigned int set;		/* bits of enum netsock_option */
    int value[NETSOCK_KEPT];
    struct netsock_addr local;
} lwip[NUMBERS];
static int next, bind_result;

int netsock_open(bool tcp)
{
    assert_true(tcp);
    if (next == NUMBERS)
	return -ENFILE;
    memset(&lwip[next], 0, sizeof(lwip[next]));
    lwip[next].open = true;
    return next++;
}

void netsock_close(int s)
{
    assert_true(lwip[s].open);
    lwip[s].open = false;
}

int netsock_setoption(int s, enum netsock_option option, int value)
{
    assert_true(lwip[s].open && option < NETSOCK_KEPT);
    /* bind() looks at this one, after it nothing helps */
    assert_false(option == NETSOCK_REUSEADDR && lwip[s].local.port);
    lwip[s].set |= 1 << option;
    lwip[s].value[option] = value;
    return 0;
}

int netsock_bind(int s, const struct netsock_addr *local)
{
    assert_true(lwip[s].open);
    lwip[s].local = *local;
    return bind_result;
}

static const struct {
    enum netsock_option option;
    int value;
} options[] = {
    { NETSOCK_REUSEADDR, 1 }, { NETSOCK_KEEPALIVE, 1 }, { NETSOCK_NODELAY, 1 },
    { NETSOCK_RCVBUF, 8192 }, { NETSOCK_SNDBUF, 4096 }, { NETSOCK_TTL, 44 },
    { NETSOCK_KEEPIDLE, 77 }, { NETSOCK_MAXSEG, 500 },
    { NETSOCK_BROADCAST, 0 },	/* set and cleared again */
};

static void start(struct sock *sock)
{
    size_t i;

    next = bind_result = 0;
    memset(sock, 0, sizeof(*sock));
    sock->number = netsock_open(true);
    for (i = 0; i < ARRAY_SIZE(options); i++)
	sock_keep(sock, options[i].option, options[i].value);
}

static void check_options(int number)
{
    size_t i;

    for (i = 0; i < ARRAY_SIZE(options); i++) {
	check_true("told", lwip[number].set & 1 << options[i].option);
	check_int("told", lwip[number].value[options[i].option],
		  options[i].value);
    }
    /* What nobody has set stays as lwIP has it */
    check_true("left alone", !(lwip[number].set & 1 << NETSOCK_KEEPCNT));
}

static void test_start_over(void **state)
{
    const struct netsock_addr local = { ip(10, 0, 2, 15), htons(6363) };
    struct sock sock;

    (void)state;
    start(&sock);
    sock.role = SOCK_BROKEN;
    sock.bound = sock.bound_local = true;
    sock.local = local;
    assert_int_equal(sock_start_over(&sock), 0);
    assert_int_equal(sock.number, 1);
    assert_int_equal(sock.role, SOCK_TCP);
    assert_false(lwip[0].open);
    check_options(1);
    assert_true(sock.bound);
    assert_memory_equal(&lwip[1].local, &local, sizeof(local));

    /* The port may have been taken meanwhile */
    bind_result = -EADDRINUSE;
    assert_int_equal(sock_start_over(&sock), -EADDRINUSE);

    /* connect() had chosen the port: it chooses another one */
    start(&sock);
    sock.bound = true;
    assert_int_equal(sock_start_over(&sock), 0);
    assert_false(sock.bound);
    assert_int_equal(lwip[1].local.port, 0);

    /* And none can be had: the old one is left */
    start(&sock);
    next = NUMBERS;
    assert_int_equal(sock_start_over(&sock), -ENFILE);
    assert_int_equal(sock.number, 0);
    assert_true(lwip[0].open);
}

/* A connection has the options of what it was accepted by */
static void test_inherit(void **state)
{
    struct sock listener, sock;

    (void)state;
    start(&listener);
    listener.lingers = true;
    listener.linger = 7;
    memset(&sock, 0, sizeof(sock));
    sock.number = netsock_open(true);
    sock_inherit(&sock, &listener);
    check_options(sock.number);
    assert_true(sock.lingers);
    assert_int_equal(sock.linger, 7);
    assert_memory_equal(sock.value, listener.value, sizeof(sock.value));
    assert_int_equal(sock.kept, listener.kept);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_start_over),
	cmocka_unit_test(test_inherit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
