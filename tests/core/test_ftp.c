/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_ftp.c - core/fs/pxe/ftp.c and ftp_readdir.c: files over FTP
 */
#include "test.h"
#include "fake_net.h"

#define GREETING	"220 ready\r\n"
#define LOGIN		GREETING "331 who\r\n230 in\r\n"
#define BINARY		LOGIN "200 binary\r\n"
#define EPSV		BINARY "229 Extended (|||4001|)\r\n"
#define SENT		"150 here\r\n226 done\r\n221 bye\r\n"

static struct fake_server server[2];
static struct file file;
static char data[65536];

static int open_one(const char *url, const char *replies, const char *text,
		    int flags)
{
    memset(server, 0, sizeof(server));
    server[0].reply = replies;
    server[1].reply = text;
    fake_net(server, 2);
    return fake_open(&file, url, flags);
}

/* What is sent, and where the data comes from */
static void test_commands(void **state)
{
    static const struct {
	const char *url, *replies, *commands;
	unsigned int port;		/* of the data */
    } table[] = {
	{ "ftp://h/a/f", EPSV SENT, "USER anonymous\r\nPASS syslinux@\r\n"
	  "TYPE I\r\nEPSV\r\nRETR a/f\r\nQUIT\r\n", 4001 },
	{ "FTP://u:p%40w@h:/%61", EPSV SENT, "USER u\r\nPASS p@w\r\n"
	  "TYPE I\r\nEPSV\r\nRETR a\r\nQUIT\r\n", 4001 },
	{ "ftp://h/f", BINARY "500 what\r\n227 (10,9,8,7,15,161).\r\n" SENT,
	  "USER anonymous\r\nPASS syslinux@\r\nTYPE I\r\nEPSV\r\nPASV\r\n"
	  "RETR f\r\nQUIT\r\n", 4001 },
	{ "ftp://h/f", BINARY "229 odd\r\n227 =0,0,0,0,1,2\r\n" SENT,
	  "USER anonymous\r\nPASS syslinux@\r\nTYPE I\r\nEPSV\r\nPASV\r\n"
	  "RETR f\r\nQUIT\r\n", 258 },
	{ "ftp://h/f", "120 wait\r\n220-hi\r\n 5\r\n220 ready\r\n230 in\r\n"
	  "200 binary\r\n229 (!!!65535!)\r\n" SENT,
	  "USER anonymous\r\nTYPE I\r\nEPSV\r\nRETR f\r\nQUIT\r\n", 65535 },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].replies;

	check_int(row, open_one(table[i].url, row, "hello", O_RDONLY), 0);
	check_int(row, fake_read(&file, data, sizeof(data)), 5);
	check_mem(row, data, "hello", 5);
	fake_close(&file);
	check_str(row, server[0].sent, table[i].commands);
	check_int(row, server[0].port, 21);
	check_int(row, server[1].ip, FAKE_IP);
	check_int(row, server[1].port, table[i].port);
	check_true(row, server[0].closed && server[1].closed);
    }
}

/* The reason, and that nothing is left (the sanitizer looks) */
static void test_failures(void **state)
{
    static const struct {
	const char *replies;
	int error;
    } table[] = {
	{ "", ECONNRESET },
	{ "220 rea", ECONNRESET },
	{ GREETING, ECONNRESET },
	{ LOGIN, ECONNRESET },
	{ BINARY, ECONNRESET },
	{ EPSV, ECONNRESET },
	{ "SSH-2.0-x\r\n", EPROTO },
	{ "HTTP/1.1 400 Bad\r\n", EPROTO },
	{ "421 full\r\n", EAGAIN },
	{ GREETING "331 who\r\n530 no\r\n", EACCES },
	{ LOGIN "504 no\r\n", EPROTO },
	{ BINARY "500 what\r\n500 what\r\n", EPROTO },
	{ BINARY "500 what\r\n227 no numbers\r\n", EPROTO },
	{ BINARY "500 what\r\n227 (1,2,3,4,5)\r\n", EPROTO },
	{ BINARY "500 what\r\n227 (1,2,3,4,256,5)\r\n", EPROTO },
	{ BINARY "500 what\r\n227 (1,2,3,4,0,0)\r\n", EPROTO },
	{ BINARY "229 (|||0|)\r\n227 no\r\n", EPROTO },
	{ BINARY "229 (|||65536|)\r\n227 no\r\n", EPROTO },
	{ BINARY "229 (||)\r\n227 no\r\n", EPROTO },
	{ BINARY "229 (\r\n227 (\r\n", EPROTO },
	{ EPSV "550 no such file\r\n", ENOENT },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].replies;

	check_int(row, open_one("ftp://h/f", row, "hello", O_RDONLY),
		  table[i].error);
	check_true(row, server[0].closed);
	check_int(row, server[1].closed, server[1].connected);
	check_int(row, !strstr(server[0].sent, "QUIT"),
		  table[i].error == ECONNRESET);
    }

    check_int("a command in the name", open_one("ftp://h/f%0d%0aDELE x", EPSV
	      SENT, "hello", O_RDONLY), EINVAL);
    check_true("a command in the name", !strstr(server[0].sent, "DELE"));

    check_int("no data port", open_one("ftp://h/f", EPSV SENT, NULL, O_RDONLY),
	      0);
    fake_close(&file);
    server[0].sent_len = 0;
    server[1].refuse = ERR_RST;
    fake_net(server, 2);
    check_int("no data port", fake_open(&file, "ftp://h/f", O_RDONLY),
	      ECONNREFUSED);
}

/* The server must say that it has sent all of the file */
static void test_end(void **state)
{
    (void)state;
    check_int("426", open_one("ftp://h/f", EPSV "150 here\r\n426 cut\r\n",
			      "hello", O_RDONLY), 0);
    check_int("426", fake_read(&file, data, sizeof(data)), -EIO);
    fake_close(&file);
}

static void test_listing(void **state)
{
    static const struct {
	const char *listing, *names;
    } table[] = {
	{ "-rw-r--r-- 1 u g 5 Nov 27 10:00 a\r\n"
	  "drwxr-xr-x 1 u g 5 Nov 27 10:00 b\r\n"
	  "lrwxrwxrwx 1 u g 5 Nov 27 10:00 c -> a\r\n", "a b/ c@" },
	{ "total 12\r\n-rw-r--r-- 1 u g 5 Nov 27 10:00 a\r\n", "a" },
	{ "  odd\r\n\r\nodd\r\n-rw-r--r-- 1 u g 5 Nov 27 10:00 a\r\n"
	  "? x\r\n-rw-r--r-- 1 u g 5 Nov 27 10:00 b\r\n", "a b" },
	{ "-rw-r--r-- 1 u g 5 Nov 27 10:00 a\n"
	  "-rw-r--r-- 1 u g 5 Nov 27 10:00 b\n", "a b" },
	{ "11-27-26  10:00AM  <DIR>  a\r\n11-27-26  10:00AM  5 b\r\n", "a/ b" },
	{ "A.DIR;1 1 27-NOV\r\nB.TXT;2 1 27-NOV\r\n", "A/ B.TXT|" },
	{ "- \r\n-rw 1 a\r\n", "a" },
	{ "", "" },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].listing;
	char names[1024];

	check_int(row, open_one("ftp://h/", LOGIN "229 (|||4001|)\r\n" SENT,
				row, O_DIRECTORY), 0);
	fake_list(&file, names, sizeof(names));
	fake_close(&file);
	check_str(row, names, table[i].names);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_commands),
	cmocka_unit_test(test_failures),
	cmocka_unit_test(test_end),
	cmocka_unit_test(test_listing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
