/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_tftp.c - core/fs/pxe/tftp.c against servers that are slow, confused or
 * hostile, and others who pretend to be the server
 */
#include "test.h"
#include "fake_udp.h"
#include "core/fs/pxe/pxe.h"
#include "core/fs/pxe/tftp.h"
#include "core/fs/pxe/url.h"
#include "core/include/netroute.h"

#define SERVER		ip(10, 0, 2, 2)
#define STRANGER	ip(10, 0, 2, 66)
#define TID		4000		/* the server's port of the session... */
#define OTHER_TID	5000		/* ...and of another one */
#define SIZE		1000		/* of the file, bytes */
#define BLOCK		512
#define WINDOW_OPTION	"windowsize\00016"	/* ends a request */

#define REPLY(port, ticks, s) \
    fake_udp_reply(SERVER, port, ticks, s, sizeof(s) - 1)
#define OACK		"\0\6tsize\0001000\0"

static struct {
    struct inode inode;
    struct pxe_pvt_inode pvt;
} file;
static unsigned int requests, acks;
static uint16_t error_to;		/* port that was sent an ERROR last... */
static uint16_t error_code;		/* ...and which */
static uint8_t received[4 * SIZE];

static uint16_t word(const uint8_t *at)
{
    return at[0] << 8 | at[1];
}

static void count(const uint8_t *packet, uint16_t port)
{
    requests += word(packet) == 1;
    acks += word(packet) == 4;
    if (word(packet) == 5) {
	error_to = port;
	error_code = word(packet + 2);
    }
}

static uint8_t byte(size_t at)
{
    return at * 7 + at / 256;
}

static void send_block(uint16_t port, uint16_t number, unsigned int ticks)
{
    size_t from = (number - 1) * BLOCK, i;
    size_t size = from >= SIZE ? 0 : SIZE - from < BLOCK ? SIZE - from : BLOCK;
    uint8_t packet[4 + BLOCK] = { 0, 3, number >> 8, number };

    for (i = 0; i < size; i++)
	packet[4 + i] = byte(from + i);
    fake_udp_reply(SERVER, port, ticks, packet, 4 + size);
}

/* Answer an ACK with the next block */
static void go_on(const uint8_t *packet, uint16_t port)
{
    if (word(packet) == 4 && port == TID && word(packet + 2) < 2)
	send_block(TID, word(packet + 2) + 1, 0);
}

/* Ask for the file. Returns bytes read, or -1 with errno. */
static int get(fake_server server)
{
    char path[] = "boot/file";
    struct url_info url = { .type = URL_OLD_TFTP, .path = path, .ip = SERVER };
    struct pxe_pvt_inode *socket;
    const char *redir = NULL;
    size_t size = 0;

    requests = acks = error_to = error_code = 0;
    memset(&file, 0, sizeof file);
    socket = PVT(&file.inode);
    errno = 0;
    tftp_open(&url, 0, &file.inode, &redir);
    if (!file.inode.size) {
	assert_int_equal(fake_udp.opened, 0);
	return -1;
    }
    do {
	if (!socket->tftp_bytesleft)
	    socket->ops->fill_buffer(&file.inode);
	assert_true(size + socket->tftp_bytesleft <= sizeof received);
	if (socket->tftp_bytesleft)
	    memcpy(received + size, socket->tftp_dataptr,
		   socket->tftp_bytesleft);
	size += socket->tftp_bytesleft;
	socket->tftp_bytesleft = 0;
    } while (!socket->tftp_goteof && !socket->tftp_failed);
    errno = socket->tftp_failed;
    if (!socket->tftp_goteof)
	socket->ops->close(&file.inode);
    free(socket->tftp_pktbuf);
    assert_int_equal(fake_udp.opened, 0);
    return errno ? -1 : (int)size;
}

static void expect_file(const char *row, fake_server server)
{
    size_t i;

    fake_udp_start(server);
    check_int(row, get(server), SIZE);
    for (i = 0; i < SIZE; i++)
	check_int(row, received[i], byte(i));
    check_int(row, file.inode.size, SIZE);
}

static void expect_error(const char *row, fake_server server, int error)
{
    fake_udp_start(server);
    check_int(row, get(server), -1);
    check_int(row, errno, error);
}

/* One answer to each request, then the file */
#define SERVER_WITH(name, ...)						\
static void name(const uint8_t *packet, size_t size, uint32_t to,	\
		 uint16_t port)						\
{									\
    (void)size;								\
    (void)to;								\
    count(packet, port);						\
    if (word(packet) == 1)						\
	__VA_ARGS__							\
    go_on(packet, port);						\
}

SERVER_WITH(plain, { REPLY(TID, 0, OACK); })
SERVER_WITH(no_options, { send_block(TID, 1, 0); })
SERVER_WITH(no_nul, { REPLY(TID, 0, "\0\6tsize\0001000"); })
SERVER_WITH(padded, { REPLY(TID, 0, "\0\6tsize\0001000\0\0\0"); })
SERVER_WITH(absurd, { REPLY(TID, 0, "\0\6tsize\0004294967297\0"); })
SERVER_WITH(large_blocks, { REPLY(TID, 0, "\0\6blksize\0002048\0"); })
SERVER_WITH(no_window, { REPLY(TID, 0, "\0\6windowsize\0000\0"); })
SERVER_WITH(denied, { REPLY(TID, 0, "\0\5\0\2"); })
SERVER_WITH(short_error, { REPLY(TID, 0, "\0\5"); })
SERVER_WITH(large_data, {
    static const uint8_t packet_[4 + BLOCK + 1] = { 0, 3, 0, 1 };
    fake_udp_reply(SERVER, TID, 0, packet_, sizeof packet_);
})
SERVER_WITH(silent, { })

static void test_oacks(void **state)
{
    (void)state;
    expect_file("plain", plain);
    expect_file("no options", no_options);
    expect_file("last NUL missing", no_nul);
    expect_file("padded", padded);
    expect_file("absurd size", absurd);
    expect_error("blocks larger than asked for", large_blocks, EPROTO);
    check_int("is told", error_code, 8);
    expect_error("window of 0", no_window, EPROTO);
    expect_error("denied", denied, EACCES);
    expect_error("ERROR of two bytes", short_error, EPROTO);
    expect_error("more than a block", large_data, EPROTO);
    expect_error("silent", silent, ETIMEDOUT);
}

/* Packets of a former session, or of nobody, before the answer */
SERVER_WITH(late_first, {
    send_block(OTHER_TID, 7, 0);
    REPLY(OTHER_TID, 0, "\0\3\0");
    REPLY(OTHER_TID, 0, "\0");
    fake_udp_reply(STRANGER, TID, 0, "\0\5\0\1", 4);
    REPLY(TID, 1, OACK);
})

/* Each request has opened another session, and the one that is taken is the
   last that says something else; until they are sent away they say it again */
static int sessions;

static void crowd(const uint8_t *packet, size_t size, uint32_t to,
		  uint16_t port)
{
    int i;

    (void)size;
    (void)to;
    count(packet, port);
    if (word(packet) == 1) {
	REPLY(TID, 0, OACK);
	sessions = 10;
    } else if (word(packet) == 5 && port >= OTHER_TID) {
	sessions--;
    } else if (word(packet) == 4 && port == TID && !word(packet + 2)) {
	/* Block 1 finds no room in the card behind all these */
	for (i = 0; i < sessions; i++)
	    REPLY(OTHER_TID + i, 0, OACK);
	if (!sessions)
	    go_on(packet, port);
    } else {
	go_on(packet, port);
    }
}

/* Somebody else's word counts for nothing, from whichever port */
static void forged(const uint8_t *packet, size_t size, uint32_t to,
		   uint16_t port)
{
    static const uint8_t data[4 + BLOCK] = { 0, 3, 0, 1, 'f' };

    (void)size;
    (void)to;
    count(packet, port);
    if (word(packet) == 1)
	REPLY(TID, 0, OACK);
    if (word(packet) == 4) {
	fake_udp_reply(STRANGER, TID, 0, data, sizeof data);
	fake_udp_reply(STRANGER, TID, 0, "\0\5\0\1", 4);
	REPLY(OTHER_TID, 0, "\0\5\0\1");
	fake_udp_reply(SERVER, OTHER_TID, 0, data, sizeof data);
    }
    go_on(packet, port);
}

static void test_strangers(void **state)
{
    (void)state;
    expect_file("late packets first", late_first);
    expect_file("other sessions", crowd);
    check_int("each was sent away", sessions, 0);
    check_int("with the code for that", error_code, 5);
    check_true("and soon", acks < 6);
    expect_file("forged", forged);
    check_int("the other session", error_to, OTHER_TID);
}

/* A server that knows no windowsize and minds, after so many ticks */
static unsigned int delay;

static void minds(const uint8_t *packet, size_t size, uint32_t to,
		  uint16_t port)
{
    (void)to;
    count(packet, port);
    if (word(packet) == 1) {
	if (!memcmp(packet + size - sizeof WINDOW_OPTION, WINDOW_OPTION,
		    sizeof WINDOW_OPTION))
	    REPLY(OTHER_TID, delay, "\0\5\0\10");
	else
	    REPLY(TID, delay, OACK);
    }
    go_on(packet, port);
}

static void test_no_windows(void **state)
{
    (void)state;
    for (delay = 0; delay < 40; delay += 3)
	expect_file("slow server without windowsize", minds);
}

/* Who always says 8 is believed the second time */
SERVER_WITH(always_8, { REPLY(OTHER_TID, 3, "\0\5\0\10"); })

static void test_always_8(void **state)
{
    (void)state;
    expect_error("ERROR 8 for ever", always_8, EREMOTEIO);
}

/* How large the blocks are that a request asks for */
static int asked;

static void asks(const uint8_t *packet, size_t size, uint32_t to,
		 uint16_t port)
{
    const char *word_at = (const char *)packet + 2;
    const char *end = (const char *)packet + size;

    (void)to;
    count(packet, port);
    if (word(packet) == 1) {
	assert_int_equal(end[-1], 0);
	for (; word_at < end; word_at += strlen(word_at) + 1)
	    if (!strcmp(word_at, "blksize"))
		asked = atoi(word_at + sizeof("blksize"));
	REPLY(TID, 0, OACK);
    }
    go_on(packet, port);
}

SERVER_WITH(blocks_of_1408, { REPLY(TID, 0, "\0\6blksize\0001408\0"); })

/* A block with its headers of IP, UDP and TFTP fits the MTU */
static void test_mtu(void **state)
{
    static const struct {
	uint16_t mtu;
	int block;
    } rows[] = {
	{ 0, 1408 }, { 576, 544 }, { 1300, 1268 }, { 1439, 1407 },
	{ 1440, 1408 }, { 1500, 1408 }, { 65535, 1408 },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	net_mtu = rows[i].mtu;
	expect_file("MTU", asks);
	check_int("MTU", asked, rows[i].block);
    }
    net_mtu = 1300;
    expect_error("larger blocks than asked for", blocks_of_1408, EPROTO);
    net_mtu = 0;
}

static void test_no_route(void **state)
{
    (void)state;
    fake_udp_start(plain);
    fake_udp.no_route = true;
    assert_int_equal(get(plain), -1);
    assert_int_equal(errno, EHOSTUNREACH);
    assert_int_equal(__jiffies, (jiffies_t)-5);
}

static void test_long_name(void **state)
{
    char path[2000];
    struct url_info url = { .type = URL_OLD_TFTP, .path = path, .ip = SERVER };

    (void)state;
    fake_udp_start(plain);
    memset(path, 'a', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    memset(&file, 0, sizeof file);
    requests = 0;
    tftp_open(&url, 0, &file.inode, NULL);
    assert_int_equal(file.inode.size, 0);
    assert_int_equal(errno, ENAMETOOLONG);
    assert_int_equal(requests, 0);

    path[1023] = '\0';
    fake_udp_start(denied);
    tftp_open(&url, 0, &file.inode, NULL);
    assert_int_equal(errno, EACCES);
}

/* The second port cannot be had */
static void test_no_socket(void **state)
{
    (void)state;
    fake_udp_start(always_8);
    fake_udp.opens_left = 1;
    assert_int_equal(get(always_8), -1);
}

/* Upload ------------------------------------------------------------------ */

static size_t uploaded;

/* Takes a file, and repeats the ACK before the last */
static void takes(const uint8_t *packet, size_t size, uint32_t to,
		  uint16_t port)
{
    uint8_t ack[4] = { 0, 4, 0, 0 };

    (void)to;
    if (word(packet) == 2) {
	assert_int_equal(port, TFTP_PORT);
	fake_udp_reply(SERVER, TID, 0, ack, sizeof ack);
	fake_udp_reply(STRANGER, 1, 0, "\0\5\0\1", 4);
    } else if (word(packet) == 3) {
	assert_int_equal(port, TID);
	uploaded += size - 4;
	memcpy(ack + 2, packet + 2, 2);
	if (ack[3]) {
	    ack[3]--;
	    fake_udp_reply(SERVER, TID, 0, ack, sizeof ack);
	    ack[3]++;
	}
	fake_udp_reply(SERVER, TID, 0, ack, sizeof ack);
    }
}

static int put(fake_server server)
{
    char path[600], data[SIZE] = "";
    struct url_info url = { .type = URL_OLD_TFTP, .path = path, .ip = SERVER };
    struct inode *nothing_behind = calloc(1, sizeof *nothing_behind);
    int code;

    strcpy(path, "dump");
    requests = acks = error_to = error_code = uploaded = 0;
    fake_udp_start(server);
    code = -tftp_put(&url, 0, nothing_behind, NULL, data, sizeof data);
    assert_int_equal(fake_udp.opened, 0);
    free(nothing_behind);
    return code;
}

SERVER_WITH(refuses, { })

static void refuses_upload(const uint8_t *packet, size_t size, uint32_t to,
			   uint16_t port)
{
    refuses(packet, size, to, port);
    if (word(packet) == 2)
	REPLY(TID, 0, "\0\5\0\3full");
}

static void test_put(void **state)
{
    char path[2000];
    struct url_info url = { .type = URL_OLD_TFTP, .path = path, .ip = SERVER };

    (void)state;
    assert_int_equal(put(takes), ntohs(TFTP_OK));
    assert_int_equal(uploaded, SIZE);
    assert_int_equal(put(refuses_upload), ntohs(TFTP_ENOSPACE));
    assert_int_equal(put(silent), ntohs(TFTP_EUNDEF));

    memset(path, 'a', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    fake_udp_start(takes);
    assert_int_equal(tftp_put(&url, 0, &file.inode, NULL, path, 1),
		     -ntohs(TFTP_EUNDEF));
    assert_int_equal(fake_udp.opened, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_oacks),
	cmocka_unit_test(test_strangers),
	cmocka_unit_test(test_no_windows),
	cmocka_unit_test(test_always_8),
	cmocka_unit_test(test_no_route),
	cmocka_unit_test(test_long_name),
	cmocka_unit_test(test_mtu),
	cmocka_unit_test(test_no_socket),
	cmocka_unit_test(test_put),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
