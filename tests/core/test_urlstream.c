/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_urlstream.c - core/fs/pxe/urlstream.c: HTTP over what a module makes of TCP
 */
#include <syslinux/urlstream.h>
#include "test.h"
#include "fake_net.h"

#define NUMBER	7

/* What the module makes of TCP: nothing, until it fails */
static const struct url_tcp_ops *tcp_ops;
static void *tcp;
static int open_error, write_error, read_error;
static size_t good_bytes;		/* before read_error */
static int closed;

static int open_it(void *handle, const struct url_tcp_ops *ops, const char *host)
{
    tcp = handle;
    tcp_ops = ops;
    check_str("host", host, "h");
    errno = open_error;
    return open_error ? -1 : NUMBER;
}

static int write_it(int number, const void *data, size_t len)
{
    check_int("write", number, NUMBER);
    errno = write_error;
    return write_error ? -1 : tcp_ops->send(tcp, data, len);
}

static int read_it(int number, char **data)
{
    static char buffer[4096];
    size_t size = sizeof(buffer);
    int len;

    check_int("read", number, NUMBER);
    if (read_error && good_bytes < size)
	size = good_bytes;
    errno = read_error;
    if (!size)
	return -1;
    len = tcp_ops->recv(tcp, buffer, size);
    if (read_error && len > 0)
	good_bytes -= len;
    *data = buffer;
    return len;
}

/* What it says to the server may fail, and nobody wants to know */
static void close_it(int number)
{
    check_int("close", number, NUMBER);
    closed++;
    errno = EPIPE;
}

static struct url_stream stream = {
    .scheme = "https", .port = 443, .open = open_it, .write = write_it,
    .read = read_it, .close = close_it,
};

static int begin(void **state)
{
    (void)state;
    open_error = write_error = read_error = 0;
    good_bytes = 0;
    closed = 0;
    url_unregister(&stream);
    url_register(&stream);
    return 0;
}

static int open_one(struct file *file, const char *reply)
{
    static struct fake_server server;

    memset(&server, 0, sizeof(server));
    server.reply = reply;
    fake_net(&server, 1);
    return fake_open(file, "https://h/f", O_RDONLY);
}

/* Why a file is not opened is the same as over TCP, whatever comes after it */
static void test_answers(void **state)
{
    static const struct {
	const char *reply;
	int error;
    } table[] = {
	{ "HTTP/1.0 200 OK\nContent-Length: 3\n\nall", 0 },
	{ "HTTP/1.0 200 OK\nContent-Length: 0\n\n", ENOENT },
	{ "HTTP/1.0 404 No\n\n", ENOENT },
	{ "HTTP/1.0 403 No\n\n", EACCES },
	{ "HTTP/1.0 503 No\n\n", EREMOTEIO },
	{ "HTTP/1.0 206 Part\n\n", EPROTO },
	{ "HTTP/1.0 200 OK\nContent-Le", EPROTO },
	{ "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", EPROTO },
	{ "HTTP/1.0 302 Found\nLocation: http://h/f\n\n", EXDEV },
	{ "HTTP/1.0 302 Found\nLocation: nowhere://h/f\n\n", EXDEV },
    };
    struct file file;
    char data[4096];
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].reply;

	begin(NULL);
	check_int(row, open_one(&file, row), table[i].error);
	if (!table[i].error) {
	    check_int(row, fake_read(&file, data, sizeof(data)), 3);
	    check_mem(row, data, "all", 3);
	}
	fake_close(&file);
	check_int(row, closed, 1);
    }
}

/* What the module says is why, wherever it fails */
static void test_failures(void **state)
{
    static const char reply[] = "HTTP/1.0 200 OK\nContent-Length: 3\n\nall";
    struct file file;
    char data[4096];

    (void)state;
    open_error = ENOKEY;
    check_int("open", open_one(&file, reply), ENOKEY);
    check_int("open", closed, 0);

    begin(NULL);
    write_error = ECONNABORTED;
    check_int("write", open_one(&file, reply), ECONNABORTED);
    check_int("write", closed, 1);

    begin(NULL);
    read_error = EBADMSG;
    check_int("at once", open_one(&file, reply), EBADMSG);
    check_int("at once", closed, 1);

    begin(NULL);
    read_error = EBADMSG;
    good_bytes = 20;
    check_int("header", open_one(&file, reply), EBADMSG);
    check_int("header", closed, 1);

    begin(NULL);
    read_error = EBADMSG;
    good_bytes = sizeof(reply) - 2;
    check_int("file", open_one(&file, reply), 0);
    check_int("file", fake_read(&file, data, sizeof(data)), -EBADMSG);
    fake_close(&file);
    check_int("file", closed, 1);
}

/* A file that is open when the module goes fails */
static void test_gone(void **state)
{
    struct file file;
    char data[4096];

    (void)state;
    check_int("open", open_one(&file, "HTTP/1.0 200 OK\n\n"), 0);
    url_unregister(&stream);
    check_int("read", fake_read(&file, data, sizeof(data)), -EIO);
    fake_close(&file);
    check_int("closed", closed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test_setup(test_answers, begin),
	cmocka_unit_test_setup(test_failures, begin),
	cmocka_unit_test_setup(test_gone, begin),
    };

    http_bake_cookies();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
