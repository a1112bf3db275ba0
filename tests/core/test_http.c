/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_http.c - core/fs/pxe/http.c and pxe.c: files over HTTP
 */
#include "test.h"
#include "fake_net.h"

#define OK_5	"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
#define TO(url)	"HTTP/1.1 302 Found\r\nLocation: " url "\r\n\r\n"
#define LONG_URL	2047		/* characters, PATHNAME_MAX - 1 */

static struct fake_server server[12];
static struct file file;
static char data[65536];

/* Servers with these replies */
static void serve(const char *const *replies, size_t n)
{
    size_t i;

    memset(server, 0, sizeof(server));
    for (i = 0; i < n; i++)
	server[i].reply = replies[i];
    fake_net(server, n);
}

static int open_one(const char *url, const char *reply)
{
    serve(&reply, 1);
    return fake_open(&file, url, O_RDONLY);
}

/* Open a file that is sent elsewhere, where there is one of 5 bytes */
static int open_moved(const char *url, const char *reply)
{
    const char *replies[] = { reply, OK_5 "hello" };

    serve(replies, 2);
    return fake_open(&file, url, O_RDONLY);
}

/* Headers, and what is left of the file or why it is not opened */
static void test_header(void **state)
{
    static const struct {
	const char *reply;
	int error;
	const char *data;
    } table[] = {
	{ OK_5 "hello", 0, "hello" },
	{ OK_5 "hello, and more", 0, "hello" },
	{ "HTTP/1.0 200\n\nall", 0, "all" },
	{ "HTTP/1.0 200 OK\nContent-Length: 3 \t\n\nall", 0, "all" },
	{ "HTTP/1.0 200 OK\nContent-Length:\n\nall", 0, "all" },
	{ "HTTP/1.0 200 OK\nContent-Length: \n 3\n\nall", 0, "all" },
	{ "HTTP/1.0 200 OK\nContent-Length: x\n\nall", 0, "all" },
	{ "HTTP/1.0 200 OK\nContent-Length: 99999999999\n\nall", 0, "all" },
	{ "HTTP/1.0 200 OK\nbogus\n:\nContent-Length: 3\n\nall", 0, "all" },
	{ "HTTP/1.0 200 OK\ncontent-length: 3\n\nall", 0, "all" },
	{ "HTTP/1.0 200 OK\nTransfer-Encoding: identity\n\nall", 0, "all" },
	{ "HTTP/1.0 200 OK\nTransfer-Encoding: chunked\n\n3\nall", EPROTO },
	{ "HTTP/1.0 200 OK\nContent-Length: 0\n\n", ENOENT },
	{ "HTTP/1.0 404 No\n\n", ENOENT },
	{ "HTTP/1.0 403 No\n\n", EACCES },
	{ "HTTP/1.0 401 No\n\n", EACCES },
	{ "HTTP/1.0 503 No\n\n", EREMOTEIO },
	{ "HTTP/1.0 206 Part\nContent-Length: 3\n\nall", EPROTO },
	{ "HTTP/1.0 20 OK\n\n", EPROTO },
	{ "HTTP/1.0 2000 OK\n\n", EPROTO },
	{ "HTTP/1.0\n\n", EPROTO },
	{ "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", EPROTO },
	{ "220 FTP\r\n", EPROTO },
	{ "\n\n", EPROTO },
	{ "", EPROTO },
	{ "HTTP/1.0 200 OK\nContent-Le", EPROTO },
	{ "HTTP/1.0 302 Found\n\n", EPROTO },
	{ "HTTP/1.0 302 Found\nLocation:\n\n", EPROTO },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].reply;

	check_int(row, open_one("http://h/f", row), table[i].error);
	if (!table[i].error) {
	    check_int(row, fake_read(&file, data, sizeof(data)),
		      strlen(table[i].data));
	    check_mem(row, data, table[i].data, strlen(table[i].data));
	}
	fake_close(&file);
	check_int(row, server[0].closed, 1);
	check_int(row, fake_tftp_opens, 0);
    }
}

/* What is asked for */
static void test_request(void **state)
{
    static const struct {
	const char *url, *line, *host, *user;
	unsigned int port;
    } table[] = {
	{ "http://h/f", "GET /f HTTP", "Host: h\r", NULL, 80 },
	{ "HTTP://h:/f?q", "GET /f?q HTTP", "Host: h\r", NULL, 80 },
	{ "http://h:8080", "GET / HTTP", "Host: h:8080\r", NULL, 8080 },
	{ "http://h?q#f", "GET /?q HTTP", "Host: h\r", NULL, 80 },
	/* RFC 7617, 2, and the tests of base64 in RFC 4648, 10 */
	{ "http://Aladdin:open%20sesame@h/", "GET / HTTP", "Host: h\r",
	  "QWxhZGRpbjpvcGVuIHNlc2FtZQ==", 80 },
	{ "http://foo:ba@h/", "GET / HTTP", "Host: h\r", "Zm9vOmJh", 80 },
	{ "http://foo:b@h/", "GET / HTTP", "Host: h\r", "Zm9vOmI=", 80 },
	{ "http://u@h/", "GET / HTTP", "Host: h\r", "dTo=", 80 },
	{ "http://u:p%40s%3as@h/", "GET / HTTP", "Host: h\r", "dTpwQHM6cw==",
	  80 },
	{ "http://%ff:%80@h/", "GET / HTTP", "Host: h\r", "/zqA", 80 },
    };
    char header[80];
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].url;

	check_int(row, open_one(row, OK_5 "hello"), 0);
	fake_close(&file);
	check_int(row, server[0].port, table[i].port);
	check_int(row, server[0].ip, FAKE_IP);
	check_true(row, !strncmp(server[0].sent, table[i].line,
				 strlen(table[i].line)));
	check_true(row, strstr(server[0].sent, table[i].host));
	snprintf(header, sizeof(header), "Authorization: Basic %s\r\n",
		 table[i].user ? table[i].user : "");
	check_int(row, !strstr(server[0].sent, header), !table[i].user);
	check_int(row, !strstr(server[0].sent, "Authorization"),
		  !table[i].user);
	check_str(row, server[0].sent + server[0].sent_len - 4, "\r\n\r\n");
    }
    check_int("bad port", open_one("http://h:80x/", OK_5), EINVAL);
    check_int("no such name", open_one("http://nowhere/", OK_5), EHOSTUNREACH);
    check_int("no such scheme", open_one("https://h/", OK_5), EPROTONOSUPPORT);
}

/* DMI strings of any bytes become a header that a server understands */
static void test_cookies(void **state)
{
    static const struct {
	const char *text, *cookie;
    } table[] = {
	{ "SYSVENDOR=Acme", "_Syslinux_SYSVENDOR=Acme;" },
	{ "SYSVENDOR=", "_Syslinux_SYSVENDOR=;" },
	{ "SYSVENDOR=a b", "_Syslinux_SYSVENDOR=a+b;" },
	{ "SYSVENDOR=\"a;b\"", "_Syslinux_SYSVENDOR=%22a%3Bb%22;" },
	{ "SYSVENDOR=Server\xe2\x84\xa2", "_Syslinux_SYSVENDOR=Server%E2%84%A2;" },
	{ "SYSVENDOR=caf\xe9", "_Syslinux_SYSVENDOR=caf%E9;" },
	{ "SYSVENDOR=\xff\xff\x80", "_Syslinux_SYSVENDOR=%FF%FF%80;" },
	{ "SYSVENDOR=\r\n\x01\x7f", "_Syslinux_SYSVENDOR=%0D%0A%01%7F;" },
    };
    char cookie[80];
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].cookie;

	sysappend_strings[SYSAPPEND_SYSVENDOR] = table[i].text;
	http_bake_cookies();
	check_int(row, open_one("http://h/f", OK_5 "hello"), 0);
	fake_close(&file);
	snprintf(cookie, sizeof(cookie), "\r\nCookie: %s\r\n\r\n", row);
	check_true(row, strstr(server[0].sent, cookie));
    }
    sysappend_strings[SYSAPPEND_SYSVENDOR] = NULL;
    http_bake_cookies();
}

/* One redirect, and the second request or the error */
static void test_redirect(void **state)
{
    static const struct {
	const char *reply;
	int error;
	const char *line;
	unsigned int port;
    } table[] = {
	{ TO("/x"), 0, "GET /x ", 8080 },
	{ TO("x?y"), 0, "GET /d/x?y ", 8080 },
	{ TO("../x"), 0, "GET /x ", 8080 },
	{ TO("?z"), 0, "GET /d/f?z ", 8080 },
	{ TO("//g/x"), 0, "GET /x ", 80 },
	{ TO("HTTP://g:81/x"), 0, "GET /x ", 81 },
	{ TO("http://g"), 0, "GET / ", 80 },
	{ TO("10.0.2.2::x"), 0, "GET /d/10.0.2.2::x ", 8080 },
	{ TO("::x"), 0, "GET /d/::x ", 8080 },
	{ TO("https://g/x"), EPROTONOSUPPORT },
	{ TO("mailto:x"), EPROTONOSUPPORT },
	{ TO("http:x"), EPROTONOSUPPORT },
	{ TO("http://g:99999/x"), EINVAL },
	{ TO("http://nowhere/x"), EHOSTUNREACH },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].reply;

	check_int(row, open_moved("http://h:8080/d/f?q", row),
		  table[i].error);
	check_int(row, fake_tftp_opens, 0);
	check_int(row, fake_connections(), table[i].error ? 1 : 2);
	if (!table[i].error) {
	    check_int(row, server[1].port, table[i].port);
	    check_true(row, !strncmp(server[1].sent, table[i].line,
				     strlen(table[i].line)));
	    check_str(row, fake_screen, "");
	}
	fake_close(&file);
    }
}

/* To another protocol only aloud */
static void test_redirect_to_tftp(void **state)
{
    (void)state;
    check_int("tftp", open_one("http://h/f", TO("tftp://g/x")), ENOENT);
    check_int("tftp", fake_tftp_opens, 1);
    check_str("tftp", fake_screen, "\nRedirected to tftp\n");
}

static void test_redirect_user(void **state)
{
    static const struct {
	const char *reply;
	int user;
    } table[] = {
	{ TO("/x"), 1 },
	{ TO("http://h/x"), 1 },
	{ TO("http://g/x"), 0 },
	{ TO("http://h:8080/x"), 0 },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].reply;

	check_int(row, open_moved("http://u:w@h/f", row), 0);
	check_int(row, !strstr(server[1].sent, "Authorization"),
		  !table[i].user);
	fake_close(&file);
    }
}

/* Ten are followed, no more; nothing is lost (the sanitizer looks) */
static void test_redirects(void **state)
{
    const char *replies[12];
    int i, n;

    (void)state;
    for (n = 10; n <= 11; n++) {
	for (i = 0; i < 12; i++)
	    replies[i] = i < n ? TO("/x") : OK_5 "hello";
	serve(replies, 12);
	check_int("redirects", fake_open(&file, "http://h/f", O_RDONLY),
		  n == 10 ? 0 : ELOOP);
	check_int("redirects", fake_connections(), 11);
	fake_close(&file);
    }
}

/* As long as we take, and longer: never cut and followed */
static void test_long_location(void **state)
{
    static char reply[2 * LONG_URL], url[LONG_URL + 2];
    int extra;

    (void)state;
    for (extra = -1; extra <= 1; extra++) {
	int len = LONG_URL + extra;

	sprintf(url, "http://g/%0*d", len - 9, 0);
	check_int("length", strlen(url), len);
	sprintf(reply, TO("%s"), url);
	check_int("long", open_moved("http://h/f", reply),
		  extra > 0 ? ENAMETOOLONG : 0);
	check_int("long", fake_connections(), extra > 0 ? 1 : 2);
	if (extra <= 0)
	    check_true("long", strstr(server[1].sent, url + 8));
	fake_close(&file);

	/* Ordinary names are as long */
	check_int("name", open_one(url, OK_5 "hello"),
		  extra > 0 ? ENAMETOOLONG : 0);
	check_int("name", fake_connections(), extra <= 0);
	fake_close(&file);
    }
    /* Resolving makes it too long */
    sprintf(reply, TO("%0*d"), LONG_URL - 6, 0);
    check_int("relative", open_one("http://h/f", reply), ENAMETOOLONG);
    check_int("then", open_one("http://h/f", OK_5 "hello"), 0);
    fake_close(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_header),
	cmocka_unit_test(test_request),
	cmocka_unit_test(test_cookies),
	cmocka_unit_test(test_redirect),
	cmocka_unit_test(test_redirect_to_tftp),
	cmocka_unit_test(test_redirect_user),
	cmocka_unit_test(test_redirects),
	cmocka_unit_test(test_long_location),
    };

    http_bake_cookies();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
