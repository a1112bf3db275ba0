/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_mfs.c - boss's MFS paths, and the names and commands made of them
 */
#include "mfs.h"
#include "options.h"
#include "test.h"

#define BOSS	ip(10, 0, 2, 2)

/* A path and the kernel's name; where a host is named, it got 192.0.2.9 */
static void paths(void **state)
{
    static const struct {
	const char *path;
	enum mfs_form form;
	const char *host;
	int host_is_ip;
	const char *kernel;
    } table[] = {
	{ "/tftpboot/frisbee", MFS_BARE, "", 0,
	  "10.0.2.2::/tftpboot/frisbee/bzImage" },
	{ "frisbee", MFS_BARE, "", 0, "10.0.2.2::frisbee/bzImage" },
	{ "/tftpboot/frisbee/", MFS_BARE, "", 0,
	  "10.0.2.2::/tftpboot/frisbee/bzImage" },
	{ "/tftpboot/frisbee///", MFS_BARE, "", 0,
	  "10.0.2.2::/tftpboot/frisbee/bzImage" },
	{ "/", MFS_BARE, "", 0, "10.0.2.2::/bzImage" },
	{ "/a:b/c", MFS_BARE, "", 0, "10.0.2.2::/a:b/c/bzImage" },
	{ "192.0.2.1:/mfs", MFS_HOST, "192.0.2.1", 1,
	  "192.0.2.1::/mfs/bzImage" },
	{ "192.0.2.1:mfs", MFS_HOST, "192.0.2.1", 1, "192.0.2.1::mfs/bzImage" },
	{ "192.0.2.1::/mfs", MFS_HOST, "192.0.2.1", 1,
	  "192.0.2.1::/mfs/bzImage" },
	{ "fs.lab:/mfs/", MFS_HOST, "fs.lab", 0, "192.0.2.9::/mfs/bzImage" },
	{ "http://192.168.252.1/linux-mfs", MFS_URL, "192.168.252.1", 1,
	  "http://192.168.252.1/linux-mfs/bzImage" },
	{ "http://10.0.2.2:8080/mfs/", MFS_URL, "10.0.2.2", 1,
	  "http://10.0.2.2:8080/mfs/bzImage" },
	{ "http://web.lab/mfs", MFS_URL, "web.lab", 0,
	  "http://web.lab/mfs/bzImage" },
	{ "http://web.lab", MFS_URL, "web.lab", 0, "http://web.lab/bzImage" },
	{ "http://web.lab:65535/", MFS_URL, "web.lab", 0,
	  "http://web.lab:65535/bzImage" },
	{ "http://web.lab:8099/mfs", MFS_URL, "web.lab", 0,
	  "http://web.lab:8099/mfs/bzImage" },
	{ "ftp://user:secret@ftp.lab/mfs", MFS_URL, "ftp.lab", 0,
	  "ftp://user:secret@ftp.lab/mfs/bzImage" },
	{ "HTTP://web.lab/mfs", MFS_URL, "web.lab", 0,
	  "HTTP://web.lab/mfs/bzImage" },
	{ "http://web.lab:/mfs", MFS_URL, "web.lab", 0,
	  "http://web.lab:/mfs/bzImage" },
	{ "http://u:p@w@web.lab:81/mfs", MFS_URL, "web.lab", 0,
	  "http://u:p@w@web.lab:81/mfs/bzImage" },
	{ "http://web.lab?at=a@b.lab", MFS_URL, "web.lab", 0,
	  "http://web.lab?at=a@b.lab/bzImage" },
	{ "tftp://10.0.2.2/mfs", MFS_URL, "10.0.2.2", 1,
	  "tftp://10.0.2.2/mfs/bzImage" },
    };
    char name[NAME_SIZE], folder[NAME_SIZE];
    struct mfs mfs;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].path;
	uint32_t server = BOSS;

	memset(&mfs, 0xff, sizeof(mfs));
	check_int(row, mfs_parse(&mfs, row), ERR_NONE);
	check_int(row, mfs.form, table[i].form);
	check_str(row, mfs.host, table[i].host);
	check_int(row, mfs.ip != 0, table[i].host_is_ip);
	if (mfs.form == MFS_HOST)
	    server = mfs.ip ? mfs.ip : ip(192, 0, 2, 9);
	check_int(row, mfs_folder_name(folder, &mfs, server), ERR_NONE);
	check_int(row, mfs_file_name(name, folder, "bzImage"), ERR_NONE);
	check_str(row, name, table[i].kernel);
    }
}

static void broken_paths(void **state)
{
    static const struct {
	const char *path;
	enum error error;
    } table[] = {
	{ "", ERR_PATH_EMPTY },
	{ "192.0.2.1:", ERR_PATH_EMPTY },
	{ "192.0.2.1::", ERR_PATH_EMPTY },
	{ "/mfs two", ERR_PATH_CHARACTER },
	{ " /mfs", ERR_PATH_CHARACTER },
	{ "/mfs\t", ERR_PATH_CHARACTER },
	{ "/mfs\n", ERR_PATH_CHARACTER },
	{ "/mfs\x7f", ERR_PATH_CHARACTER },
	{ "/mfs\x9b", ERR_PATH_CHARACTER },
	{ "/mfs\xc2\x9b", ERR_PATH_CHARACTER },
	{ "/mfs,initrd", ERR_PATH_CHARACTER },
	{ "http://web.lab/mfs#part", ERR_PATH_CHARACTER },
	{ "nfs://web.lab/mfs", ERR_PATH_SCHEME },
	{ "ftps://web.lab/mfs", ERR_PATH_SCHEME },
	{ "htt://web.lab/mfs", ERR_PATH_SCHEME },
	{ "://web.lab/mfs", ERR_PATH_SCHEME },
	{ "http://", ERR_PATH_HOST },
	{ "http:///mfs", ERR_PATH_HOST },
	{ "http://:80/mfs", ERR_PATH_HOST },
	{ "http://web.lab:0/mfs", ERR_PATH_HOST },
	{ "http://web.lab:65536/mfs", ERR_PATH_HOST },
	{ "http://web.lab:4294967376/mfs", ERR_PATH_HOST },
	{ "http://web.lab:80x/mfs", ERR_PATH_HOST },
	{ "http://10.0.0.300/mfs", ERR_PATH_HOST },
	{ "http://we_b*.lab/mfs", ERR_PATH_HOST },
	{ "http://u:p?w@web.lab/mfs", ERR_PATH_HOST },
	{ "300.1.1.1:/mfs", ERR_PATH_HOST },
	{ "1.2.3:/mfs", ERR_PATH_HOST },
	{ ":/mfs", ERR_PATH_HOST },
	{ "::/mfs", ERR_PATH_HOST },
	{ "fs..lab:/mfs", ERR_PATH_HOST },
    };
    struct mfs mfs;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++)
	check_int(table[i].path, mfs_parse(&mfs, table[i].path),
		  table[i].error);
}

/* The longest paths and names, and those of one character too many */
static void long_paths(void **state)
{
    char path[NAME_SIZE + 1], file[NAME_SIZE], name[NAME_SIZE];
    char folder[NAME_SIZE];
    struct mfs mfs;

    (void)state;
    memset(path, 'p', sizeof(path));
    path[NAME_SIZE] = '\0';
    assert_int_equal(mfs_parse(&mfs, path), ERR_NAME_LONG);
    path[NAME_SIZE - 1] = '\0';
    assert_int_equal(mfs_parse(&mfs, path), ERR_NONE);
    assert_int_equal(mfs_folder_name(folder, &mfs, BOSS), ERR_NAME_LONG);

    /* Behind "10.0.2.2::" */
    path[NAME_SIZE - 10] = '\0';
    assert_int_equal(mfs_parse(&mfs, path), ERR_NONE);
    assert_int_equal(mfs_folder_name(folder, &mfs, BOSS), ERR_NAME_LONG);
    path[NAME_SIZE - 11] = '\0';
    assert_int_equal(mfs_parse(&mfs, path), ERR_NONE);
    assert_int_equal(mfs_folder_name(folder, &mfs, BOSS), ERR_NONE);
    assert_int_equal(strlen(folder), NAME_SIZE - 1);
    assert_int_equal(mfs_file_name(name, folder, "k"), ERR_NAME_LONG);

    /* "10.0.2.2::/p/" has 13 characters */
    assert_int_equal(mfs_parse(&mfs, "/p"), ERR_NONE);
    assert_int_equal(mfs_folder_name(folder, &mfs, BOSS), ERR_NONE);
    memset(file, 'f', sizeof(file));
    file[NAME_SIZE - 13] = '\0';
    assert_int_equal(mfs_file_name(name, folder, file), ERR_NAME_LONG);
    file[NAME_SIZE - 14] = '\0';
    assert_int_equal(mfs_file_name(name, folder, file), ERR_NONE);
    assert_int_equal(strlen(name), NAME_SIZE - 1);
}

/* A file that names its server does not come from the folder */
static void whole_names(void **state)
{
    char name[NAME_SIZE];

    (void)state;
    assert_int_equal(mfs_file_name(name, "10.0.2.2::/mfs", "10.0.2.3::/k"), 0);
    assert_string_equal(name, "10.0.2.3::/k");
    assert_int_equal(mfs_file_name(name, "10.0.2.2::/mfs", "http://a/k"), 0);
    assert_string_equal(name, "http://a/k");
    assert_int_equal(mfs_file_name(name, "10.0.2.2::/mfs", "a:b"), 0);
    assert_string_equal(name, "10.0.2.2::/mfs/a:b");
}

static void commands(void **state)
{
    static const struct {
	const char *args, *cmdline, *command;
    } table[] = {
	{ DEFAULT_ARGS, "nonce=1 x",
	  "linux.c32 K initrd=I BOOT=live console=tty1 quiet nonce=1 x" },
	{ DEFAULT_ARGS, "",
	  "linux.c32 K initrd=I BOOT=live console=tty1 quiet" },
	{ "", "nonce=1", "linux.c32 K initrd=I nonce=1" },
	{ "", "", "linux.c32 K initrd=I" },
    };
    char command[COMMAND_SIZE];
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	check_int(table[i].command,
		  mfs_command(command, "K", "I", table[i].args,
			      table[i].cmdline), ERR_NONE);
	check_str(table[i].command, command, table[i].command);
    }
}

/* From boss's answer to the command, all with the defaults */
static void whole_command(void **state)
{
    char kernel[NAME_SIZE], initrd[NAME_SIZE], command[COMMAND_SIZE];
    char folder[NAME_SIZE];
    struct mfs mfs;

    (void)state;
    assert_int_equal(mfs_parse(&mfs, "http://192.168.252.1/linux-mfs/"), 0);
    assert_int_equal(mfs_folder_name(folder, &mfs, BOSS), 0);
    assert_int_equal(mfs_file_name(kernel, folder, DEFAULT_KERNEL), 0);
    assert_int_equal(mfs_file_name(initrd, folder, DEFAULT_INITRD), 0);
    assert_int_equal(mfs_command(command, kernel, initrd, DEFAULT_ARGS,
				 "nonce=1"), 0);
    assert_string_equal(command,
	"linux.c32 http://192.168.252.1/linux-mfs/bzImage "
	"initrd=http://192.168.252.1/linux-mfs/rootfs.cpio "
	"BOOT=live console=tty1 quiet nonce=1");
}

/* linux.c32 cuts what does not fit a kernel's 2047 characters, so refuse it */
static void long_commands(void **state)
{
    const size_t fixed = strlen("linux.c32 K initrd=I ");
    char command[COMMAND_SIZE], args[COMMAND_SIZE];
    size_t longest = 0, len;

    (void)state;
    for (len = 1; len < sizeof(args); len++) {
	memset(args, 'a', len);
	args[len] = '\0';
	if (mfs_command(command, "K", "I", args, "") == ERR_NONE) {
	    check_int("no gap", longest, len - 1);
	    check_int("nothing lost", strlen(command), fixed + len);
	    longest = len;
	}
    }
    assert_int_equal(mfs_command(command, "K", "", "quiet", ""), ERR_NONE);
    assert_string_equal(command, "linux.c32 K quiet");

    /* linux.c32 makes it one longer, and a NUL ends it: 2047 bytes in all */
    assert_int_equal(fixed + longest, 2045);
    memset(args, 'a', longest);
    args[longest] = '\0';
    assert_int_equal(mfs_command(command, "K", "I", args, "x"),
		     ERR_COMMAND_LONG);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(paths),
	cmocka_unit_test(broken_paths),
	cmocka_unit_test(long_paths),
	cmocka_unit_test(whole_names),
	cmocka_unit_test(commands),
	cmocka_unit_test(whole_command),
	cmocka_unit_test(long_commands),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
