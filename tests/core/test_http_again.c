/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_http_again.c - core/fs/pxe/http.c: a download that breaks off goes on
 *
 * The file is "0123456789"; of the first reply the last five bytes are missing.
 */
#include "test.h"
#include "fake_net.h"

#define FIRST(fields)	"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n" fields \
			"\r\n01234"
#define REST(range, fields, body)	"HTTP/1.1 206 Partial\r\n"	\
			"Content-Length: 5\r\nContent-Range: " range "\r\n" \
			fields "\r\n" body
#define ETAG		"ETag: \"v1\"\r\n"
#define MODIFIED	"Last-Modified: Fri, 27 Nov 2026 10:00:00 GMT\r\n"
#define GOOD		REST("bytes 5-9/10", ETAG, "56789")

static struct fake_server server[8];
static struct file file;
static char data[65536];

static int load(const char *const *replies, size_t n, err_t end)
{
    size_t i;
    int rc;

    memset(server, 0, sizeof(server));
    for (i = 0; i < n; i++) {
	server[i].reply = replies[i];
	server[i].end = replies[i] ? i ? ERR_OK : end : ERR_OK;
	server[i].refuse = replies[i] ? ERR_OK : ERR_RST;
    }
    fake_net(server, n);
    rc = fake_open(&file, "http://u:w@h:8080/f?q", O_RDONLY);
    rc = rc ? -rc : fake_read(&file, data, sizeof(data));
    fake_close(&file);
    return rc;
}

/* What the first reply must have, and how it may end */
static void test_asks_for_the_rest(void **state)
{
    static const struct {
	const char *first, *if_range;	/* NULL: it is not asked */
	err_t end;
	int rc;				/* then */
    } table[] = {
	{ FIRST(ETAG), "\"v1\"", ERR_RST, 10 },
	{ FIRST(ETAG), "\"v1\"", ERR_TIMEOUT, 10 },
	{ FIRST(ETAG), "\"v1\"", ERR_OK, 10 },
	{ FIRST(ETAG MODIFIED), "\"v1\"", ERR_RST, 10 },
	{ FIRST("ETag: W/\"v1\"\r\n" MODIFIED
		"Date: Fri, 27 Nov 2026 10:00:01 GMT\r\n"),
	  "Fri, 27 Nov 2026 10:00:00 GMT", ERR_RST, 10 },
	/* Not strong, or nothing at all */
	{ FIRST(MODIFIED "Date: Fri, 27 Nov 2026 10:00:00 GMT\r\n"), NULL,
	  ERR_RST, -ECONNRESET },
	{ FIRST(MODIFIED), NULL, ERR_RST, -ECONNRESET },
	{ FIRST("ETag: W/\"v1\"\r\n"), NULL, ERR_RST, -ECONNRESET },
	{ FIRST("ETag: v1\r\n"), NULL, ERR_RST, -ECONNRESET },
	{ FIRST(""), NULL, ERR_TIMEOUT, -ETIMEDOUT },
	{ FIRST(""), NULL, ERR_OK, -EIO },
	{ "HTTP/1.1 200 OK\r\n" ETAG "\r\n01234", NULL, ERR_RST, -ECONNRESET },
    };
    char fields[160];
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].first;
	const char *replies[] = { row, REST("bytes 5-9/10", "", "56789") };

	check_int(row, load(replies, 2, table[i].end), table[i].rc);
	check_int(row, fake_connections(), table[i].if_range ? 2 : 1);
	if (!table[i].if_range) {
	    check_str(row, fake_screen, "");
	    continue;
	}
	check_mem(row, data, "0123456789", 10);
	snprintf(fields, sizeof(fields),
		 "If-Range: %s\r\nRange: bytes=5-\r\n\r\n", table[i].if_range);
	check_true(row, strstr(server[1].sent, fields));
	check_true(row, strstr(server[1].sent, "GET /f?q HTTP/1.0\r\n"
			       "Host: h:8080\r\nAuthorization: Basic dTp3\r\n"));
	check_int(row, server[1].port, 8080);
	check_str(row, fake_screen,
		  "\nDownload broke off at 0 kB, going on (1 of 5)\n");
	check_int(row, fake_slept_ms, 1000);
    }
}

/* What comes then is the rest of the same file, or nothing of it is taken */
static void test_never_two_versions(void **state)
{
    static const struct {
	const char *second;
	int rc;
    } table[] = {
	{ GOOD, 10 },
	{ REST("bytes 5-9/10", "", "56789"), 10 },
	{ REST("bytes 5-9/10", "ETag: \"v2\"\r\n", "abcde"), -ESTALE },
	{ REST("bytes 5-9/11", ETAG, "abcde"), -ESTALE },
	{ REST("bytes 5-9/10", ETAG, "56789, and more"), 10 },
	{ REST("bytes 5-9/*", ETAG, "abcde"), -ESTALE },
	{ REST("bytes 4-9/10", ETAG, "456789"), -ESTALE },
	{ REST("bytes 0-9/10", ETAG, "0123456789"), -ESTALE },
	{ REST("5-9/10", ETAG, "abcde"), -ESTALE },
	{ REST("bytes 5-9/10", ETAG "Transfer-Encoding: chunked\r\n",
	       "5\r\nabcde"), -ESTALE },
	{ "HTTP/1.1 206 Partial\r\n\r\nabcde", -ESTALE },
	{ "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n" ETAG "\r\n0123456789",
	  -ESTALE },
	{ "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nabcdefghijk", -ESTALE },
	{ "HTTP/1.1 404 Not Found\r\n\r\n", -ESTALE },
	{ "HTTP/1.1 416 Range\r\nContent-Range: bytes */4\r\n\r\n", -ESTALE },
	{ "HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\n", -ESTALE },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].second;
	const char *replies[] = { FIRST(ETAG), row };

	check_int(row, load(replies, 2, ERR_RST), table[i].rc);
	check_int(row, fake_connections(), 2);
	if (table[i].rc > 0)
	    check_mem(row, data, "0123456789", 10);
    }
}

/* Whatever breaks off again is tried again, five times for a file */
static void test_tries(void **state)
{
    static const char busy[] = "HTTP/1.1 503 Busy\r\n\r\n";
    const char *last[] = { FIRST(ETAG), NULL, busy, "HTTP/1.1 2", NULL, GOOD };
    const char *never[] = { FIRST(ETAG), NULL, busy, NULL, "", NULL, GOOD };
    const char *step[] = { FIRST(ETAG), REST("bytes 5-9/10", ETAG, "5"),
			   REST("bytes 6-9/10", ETAG, "67"),
			   REST("bytes 8-9/10", ETAG, ""),
			   REST("bytes 8-9/10", ETAG, "89") };

    (void)state;
    check_int("fifth", load(last, 6, ERR_RST), 10);
    check_mem("fifth", data, "0123456789", 10);
    check_int("fifth", fake_slept_ms, 31000);
    check_int("sixth", load(never, 7, ERR_RST), -ECONNREFUSED);
    check_int("sixth", fake_connections(), 6);
    check_int("piecemeal", load(step, 5, ERR_RST), 10);
    check_mem("piecemeal", data, "0123456789", 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_asks_for_the_rest),
	cmocka_unit_test(test_never_two_versions),
	cmocka_unit_test(test_tries),
    };

    http_bake_cookies();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
