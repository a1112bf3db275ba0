/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_urlstream.c - core/fs/pxe/urlstream.c: HTTP over what a module makes of
 * TCP, here by turning the bits of each byte
 */
#include <syslinux/urlstream.h>
#include "fake_net.h"
#include "test.h"

#define PORT		4433
#define TURNED		0x55
#define BEGIN(fields)	"HTTP/1.1 200 OK\r\n" fields "\r\n"
#define BODY		"0123456789"
#define WHOLE		BEGIN("Content-Length: 10\r\n") BODY

/* What the module does, and what it has seen */
static struct {
    size_t most;		/* bytes that it asks TCP for at once */
    int open_error, write_error;
    unsigned int reads_left;	/* before read_error, or before it has gone */
    int read_error, leaves;
    unsigned int opens, closes, calls;
    int tcp_errno;
    const char *hosts[4];
} seen;

static struct {
    void *tcp;
    const struct url_tcp_ops *ops;
    int open;
} conns[8];

static struct fake_server server[4];
static struct file file;
static char data[65536];

static void turn(char *text, size_t len)
{
    while (len--)
	*text++ ^= TURNED;
}

static int turn_open(void *tcp, const struct url_tcp_ops *ops, const char *host)
{
    unsigned int number = seen.opens++;

    seen.hosts[number] = strdup(host);
    if (seen.open_error) {
	errno = seen.open_error;
	return -1;
    }
    conns[number].tcp = tcp;
    conns[number].ops = ops;
    conns[number].open = 1;
    return number;
}

static int turn_write(int number, const void *text, size_t len)
{
    char *turned = malloc(len);
    int rc;

    seen.calls++;
    check_int("write to an open one", conns[number].open, 1);
    if (seen.write_error) {
	free(turned);
	errno = seen.write_error;
	return -1;
    }
    memcpy(turned, text, len);
    turn(turned, len);
    rc = conns[number].ops->send(conns[number].tcp, turned, len);
    free(turned);
    return rc;
}

static struct url_stream turning;

static int turn_read(int number, char **text)
{
    static char *room;
    int len;

    seen.calls++;
    check_int("read from an open one", conns[number].open, 1);
    if (!seen.reads_left--) {
	if (seen.leaves)
	    url_unregister(&turning);
	errno = seen.read_error;
	return -1;
    }
    /* Of its exact size, and gone at the next call: nobody looks at it then */
    free(room);
    room = malloc(seen.most);
    len = conns[number].ops->recv(conns[number].tcp, room, seen.most);
    if (len < 0)
	seen.tcp_errno = errno;
    if (len <= 0) {
	free(room);
	room = NULL;
	return len;
    }
    check_true("no more than was asked", (size_t)len <= seen.most);
    turn(room, len);
    *text = room;
    return len;
}

static void turn_close(int number)
{
    check_int("close an open one", conns[number].open, 1);
    conns[number].open = 0;
    seen.closes++;
}

static struct url_stream turning = {
    .scheme = "turn", .port = PORT, .open = turn_open, .write = turn_write,
    .read = turn_read, .close = turn_close,
};

static int begin(void **state)
{
    size_t i;

    for (i = 0; i < ARRAY_SIZE(seen.hosts); i++)
	free((char *)seen.hosts[i]);
    memset(&seen, 0, sizeof(seen));
    memset(conns, 0, sizeof(conns));
    memset(server, 0, sizeof(server));
    memset(data, 0, sizeof(data));
    seen.most = 1000;
    seen.reads_left = -1;
    url_unregister(&turning);
    url_register(&turning);
    http_bake_cookies();
    return 0;
}

/* Open, read all, close: bytes, or -errno */
static int load(const char *url, const char *const *replies, size_t n)
{
    char *turned[ARRAY_SIZE(server)] = { NULL };
    size_t i;
    int rc;

    for (i = 0; i < n; i++) {
	server[i].len = strlen(replies[i]);
	server[i].reply = turned[i] = strdup(replies[i]);
	turn(turned[i], server[i].len);
    }
    fake_net(server, n);
    rc = fake_open(&file, url, O_RDONLY);
    rc = rc ? -rc : fake_read(&file, data, sizeof(data));
    fake_close(&file);
    for (i = 0; i < n; i++) {
	turn(server[i].sent, server[i].sent_len);
	free(turned[i]);
	if (server[i].connected)
	    check_int("TCP is closed", server[i].closed, 1);
    }
    return rc;
}

static int load_one(const char *reply)
{
    return load("turn://h/f", &reply, 1);
}

/* In pieces of any length, of TCP's and of the module's */
static void test_whole(void **state)
{
    static const size_t lengths[] = { 1, 2, 7, 1000 };
    size_t i, j;

    for (i = 0; i < ARRAY_SIZE(lengths); i++)
	for (j = 0; j < ARRAY_SIZE(lengths); j++) {
	    begin(NULL);
	    seen.most = lengths[i];
	    server[0].piece = lengths[j];
	    check_int("bytes", load_one(WHOLE), 10);
	    check_mem("data", data, BODY, 10);
	    check_int("opens", seen.opens, 1);
	    check_int("closes", seen.closes, 1);
	    check_int("port", server[0].port, PORT);
	    check_str("host", seen.hosts[0], "h");
	    check_true("request",
		       !strncmp(server[0].sent, "GET /f HTTP/1.", 14));
	    check_true("host's field", strstr(server[0].sent, "Host: h\r\n"));
	}
}

static void test_port(void **state)
{
    const char *reply = WHOLE;

    check_int("bytes", load("turn://h:80/f", &reply, 1), 10);
    check_int("port", server[0].port, 80);
    check_true("host's field", strstr(server[0].sent, "Host: h:80\r\n"));
}

/* What TCP says the module hears, and what the module says the reader */
static void test_ends(void **state)
{
    static const struct {
	const char *reply;
	err_t end;
	int rc, tcp_errno;
    } table[] = {
	{ BEGIN("") BODY, ERR_OK, 10, 0 },
	{ BEGIN("") BODY, ERR_RST, -ECONNRESET, ECONNRESET },
	{ BEGIN("") BODY, ERR_TIMEOUT, -ETIMEDOUT, ETIMEDOUT },
	{ BEGIN("Content-Length: 11\r\n") BODY, ERR_OK, -ECONNRESET, 0 },
	{ BEGIN("Content-Length: 11\r\n") BODY, ERR_RST, -ECONNRESET,
	  ECONNRESET },
	{ BEGIN("Content-Length: 9\r\n") BODY, ERR_OK, 9, 0 },
	{ BEGIN("Content-Length: 0\r\n"), ERR_OK, -ENOENT, 0 },
	{ "HTTP/1.1 200 OK\r\n", ERR_OK, -EPROTO, 0 },
	{ "", ERR_OK, -EPROTO, 0 },
	{ "HTTP/1.1 404 None\r\n\r\n", ERR_OK, -ENOENT, 0 },
    };
    size_t i;

    for (i = 0; i < ARRAY_SIZE(table); i++) {
	begin(NULL);
	server[0].end = table[i].end;
	check_int(table[i].reply, load_one(table[i].reply), table[i].rc);
	check_int(table[i].reply, seen.tcp_errno, table[i].tcp_errno);
	check_int(table[i].reply, seen.closes, 1);
    }
}

static void test_failures(void **state)
{
    server[0].refuse = ERR_RST;
    check_int("refused", load_one(WHOLE), -ECONNREFUSED);
    check_int("the module hears nothing", seen.opens, 0);

    begin(NULL);
    seen.open_error = EKEYREJECTED;
    check_int("open", load_one(WHOLE), -EKEYREJECTED);
    check_int("nothing to close", seen.closes, 0);
    check_int("nothing is asked", seen.calls, 0);

    begin(NULL);
    seen.write_error = ECONNABORTED;
    check_int("write", load_one(WHOLE), -ECONNABORTED);
    check_int("closes", seen.closes, 1);

    begin(NULL);
    seen.most = sizeof(BEGIN("")) - 1;
    seen.reads_left = 1;
    seen.read_error = EKEYEXPIRED;
    check_int("read", load_one(BEGIN("") BODY), -EKEYEXPIRED);
    check_int("closes", seen.closes, 1);
}

/* A module that is unloaded is called by nobody */
static void test_module_has_gone(void **state)
{
    seen.most = sizeof(BEGIN("")) - 1;
    seen.reads_left = 1;
    seen.leaves = 1;
    seen.read_error = ECONNRESET;
    check_int("while it reads", load_one(BEGIN("") BODY), -ECONNRESET);
    check_int("closes", seen.closes, 0);

    begin(NULL);
    server[0].reply = "";
    fake_net(server, 1);
    server[0].reply = WHOLE;
    url_unregister(&turning);
    check_int("before", fake_open(&file, "turn://h/f", O_RDONLY),
	      EPROTONOSUPPORT);
    check_int("opens", seen.opens, 0);
}

/* It goes on over the same scheme, with the same host */
static void test_goes_on(void **state)
{
    static const char *const replies[] = {
	BEGIN("Content-Length: 10\r\nETag: \"v1\"\r\n") "01234",
	"HTTP/1.1 206 Partial\r\nContent-Length: 5\r\n"
	"Content-Range: bytes 5-9/10\r\nETag: \"v1\"\r\n\r\n56789",
    };

    server[0].end = ERR_RST;
    check_int("bytes", load("turn://h/f", replies, 2), 10);
    check_mem("data", data, BODY, 10);
    check_int("opens", seen.opens, 2);
    check_int("closes", seen.closes, 2);
    check_str("host", seen.hosts[1], "h");
    check_int("port", server[1].port, PORT);
}

static void test_redirects(void **state)
{
    static const char *const replies[] = {
	"HTTP/1.1 302 Found\r\nLocation: turn://g/x\r\n\r\n", WHOLE,
    };
    const char *away = "HTTP/1.1 302 Found\r\nLocation: http://g/x\r\n\r\n";

    check_int("within", load("turn://h/f", replies, 2), 10);
    check_str("first", seen.hosts[0], "h");
    check_str("second", seen.hosts[1], "g");
    check_int("closes", seen.closes, 2);

    begin(NULL);
    check_int("away", load("turn://h/f", &away, 1), -EXDEV);
    check_int("closes", seen.closes, 1);
    check_int("nobody else is asked", fake_connections(), 1);
}

/* TCP alone fills the same interface: nothing is turned, no module is asked */
static void test_tcp(void **state)
{
    fake_net(server, 1);
    server[0].reply = WHOLE;
    check_int("open", fake_open(&file, "http://h/f", O_RDONLY), 0);
    check_int("bytes", fake_read(&file, data, sizeof(data)), 10);
    fake_close(&file);
    check_mem("data", data, BODY, 10);
    check_int("port", server[0].port, 80);
    check_int("closed", server[0].closed, 1);
    check_int("opens", seen.opens, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test_setup(test_whole, begin),
	cmocka_unit_test_setup(test_port, begin),
	cmocka_unit_test_setup(test_ends, begin),
	cmocka_unit_test_setup(test_failures, begin),
	cmocka_unit_test_setup(test_module_has_gone, begin),
	cmocka_unit_test_setup(test_goes_on, begin),
	cmocka_unit_test_setup(test_redirects, begin),
	cmocka_unit_test_setup(test_tcp, begin),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
