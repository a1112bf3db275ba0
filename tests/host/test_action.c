/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_action.c - from boss's answer to the command, word by word
 */
#include <errno.h>

#include "action.h"
#include "dhcp.h"
#include "test.h"

static const struct row {
    struct bootinfo_what what;
    enum action_kind kind;
    enum error error;
    const char *command, *says, *does;
    int disk;				/* read for ACTION_RUN only */
} rows[] = {
    { { .type = BOOTINFO_PART, .partition = 1 }, ACTION_RUN, ERR_NONE,
      "chain.c32 hd0 1", "PART 1", "booting partition 1 of hd0", 0 },
    { { .type = BOOTINFO_PART, .partition = 0 }, ACTION_RUN, ERR_NONE,
      "chain.c32 hd0 0", "PART 0", "booting hd0 through its MBR", 0 },
    { { .type = BOOTINFO_PART, .partition = 255 }, ACTION_RUN, ERR_NONE,
      "chain.c32 hd0 255", "PART 255", "booting partition 255 of hd0", 0 },
    { { .type = BOOTINFO_PART, .partition = 256 }, ACTION_REFUSE,
      ERR_PARTITION, "", "PART 256", "", 0 },
    { { .type = BOOTINFO_PART, .partition = UINT32_MAX }, ACTION_REFUSE,
      ERR_PARTITION, "", "PART 4294967295", "", 0 },
    { { .type = BOOTINFO_DISKPART, .disk = 0x80, .partition = 2 }, ACTION_RUN,
      ERR_NONE, "chain.c32 hd0 2", "DISKPART 0x80 2",
      "booting partition 2 of hd0", 0 },
    { { .type = BOOTINFO_DISKPART, .disk = 0x81, .partition = 1 }, ACTION_RUN,
      ERR_NONE, "chain.c32 hd1 1", "DISKPART 0x81 1",
      "booting partition 1 of hd1", 1 },
    { { .type = BOOTINFO_DISKPART, .disk = 1, .partition = 1 }, ACTION_RUN,
      ERR_NONE, "chain.c32 hd1 1", "DISKPART 1 1",
      "booting partition 1 of hd1", 1 },
    { { .type = BOOTINFO_DISKPART, .disk = 0x81, .partition = 0 }, ACTION_RUN,
      ERR_NONE, "chain.c32 hd1 0", "DISKPART 0x81 0",
      "booting hd1 through its MBR", 1 },
    { { .type = BOOTINFO_DISKPART, .disk = 0xff, .partition = 1 }, ACTION_RUN,
      ERR_NONE, "chain.c32 hd127 1", "DISKPART 0xff 1",
      "booting partition 1 of hd127", 127 },
    { { .type = BOOTINFO_DISKPART, .disk = 0x100, .partition = 1 },
      ACTION_REFUSE, ERR_DISK, "", "DISKPART 0x100 1", "", 0 },
    { { .type = BOOTINFO_DISKPART, .disk = UINT32_MAX, .partition = 1 },
      ACTION_REFUSE, ERR_DISK, "", "DISKPART 0xffffffff 1", "", 0 },
    { { .type = BOOTINFO_DISKPART, .disk = 0x81, .partition = 256 },
      ACTION_REFUSE, ERR_PARTITION, "", "DISKPART 0x81 256", "", 0 },
    { { .type = BOOTINFO_MFS, .path = "http://10.0.2.2:8080/mfs",
	.cmdline = "nonce=1" }, ACTION_MFS, ERR_NONE, "",
      "MFS http://10.0.2.2:8080/mfs, arguments \"nonce=1\"", "", 0 },
    { { .type = BOOTINFO_MFS, .path = "/mfs", .cmdline = "s" }, ACTION_MFS,
      ERR_NONE, "", "MFS /mfs, arguments \"s\"", "", 0 },
    { { .type = BOOTINFO_MFS, .path = "/mfs" }, ACTION_MFS, ERR_NONE, "",
      "MFS /mfs", "", 0 },
    { { .type = BOOTINFO_MFS }, ACTION_REFUSE, ERR_PATH_EMPTY, "", "MFS ",
      "", 0 },
    { { .type = BOOTINFO_MFS, .path = "nfs://a/b" }, ACTION_REFUSE,
      ERR_PATH_SCHEME, "", "MFS nfs://a/b", "", 0 },
    { { .type = BOOTINFO_WAIT }, ACTION_WAIT, ERR_NONE, "", "WAIT", "", 0 },
    { { .type = BOOTINFO_AUTO }, ACTION_ASK, ERR_NONE, "", "AUTO", "", 0 },
    { { .type = BOOTINFO_REBOOT }, ACTION_REBOOT, ERR_NONE, "", "REBOOT", "", 0 },
    { { .type = BOOTINFO_SYSID, .sysid = 165 }, ACTION_RUN, ERR_NONE, "",
      "SYSID 165", "booting the first partition of this type on hd0", 0 },
    { { .type = BOOTINFO_SYSID, .sysid = 255 }, ACTION_RUN, ERR_NONE, "",
      "SYSID 255", "booting the first partition of this type on hd0", 0 },
    { { .type = BOOTINFO_SYSID, .sysid = 256 }, ACTION_REFUSE, ERR_SYSID, "",
      "SYSID 256", "", 0 },
    { { .type = BOOTINFO_SYSID, .sysid = 0 }, ACTION_REFUSE, ERR_SYSID, "",
      "SYSID 0", "", 0 },
    { { .type = BOOTINFO_RESTART }, ACTION_RESTART, ERR_NONE, "", "RESTART",
      "starting over with DHCP", 0 },
    { { .type = 0 }, ACTION_REFUSE, ERR_TYPE, "", "?", "", 0 },
    { { .type = 10 }, ACTION_REFUSE, ERR_TYPE, "", "?", "", 0 },
    { { .type = BOOTINFO_MB, .path = "/k" }, ACTION_REFUSE, ERR_MB_SERVER, "",
      "MB 0.0.0.0:/k", "", 0 },
};

static void answers_become_commands(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	const struct row *row = &rows[i];
	struct action action;

	memset(&action, 0xff, sizeof(action));
	action_plan(&action, &row->what);
	check_str(row->says, action.says, row->says);
	check_int(row->says, action.kind, row->kind);
	check_int(row->says, action.error, row->error);
	check_str(row->says, action.command, row->command);
	check_str(row->says, action.does, row->does);
	check_int(row->says, action.disk,
		  row->kind == ACTION_RUN ? row->disk : ACTION_NO_DISK);
    }
}

/* A type stays in the action until its partition is known */
static void partition_of_a_type(void **state)
{
    struct bootinfo_what what = { .type = BOOTINFO_SYSID, .sysid = 131 };
    struct action action;

    (void)state;
    action_plan(&action, &what);
    assert_int_equal(action.sysid, 131);
    action_partition(&action, 6);
    assert_int_equal(action.sysid, 0);
    assert_int_equal(action.partition, 6);
    assert_string_equal(action.command, "chain.c32 hd0 6");

    what.type = BOOTINFO_DISKPART;
    what.disk = 0x81;
    what.partition = 7;
    action_plan(&action, &what);
    assert_int_equal(action.sysid, 0);
    assert_int_equal(action.partition, 7);
}

static void multiboot(void **state)
{
    struct bootinfo_what what = {
	.type = BOOTINFO_MB, .path = "/tftpboot/k", .cmdline = "-s verbose",
    };
    struct action action;

    (void)state;
    what.tftp_ip = ip(192, 0, 2, 1);
    action_plan(&action, &what);
    assert_int_equal(action.kind, ACTION_RUN);
    assert_string_equal(action.file, "192.0.2.1::/tftpboot/k");
    assert_string_equal(action.command,
			"mboot.c32 192.0.2.1::/tftpboot/k -s verbose");
    assert_int_equal(action.disk, ACTION_NO_DISK);
    assert_string_equal(action.does, "booting a multiboot image");
    assert_string_equal(action.says,
			"MB 192.0.2.1:/tftpboot/k, arguments \"-s verbose\"");

    what.cmdline[0] = '\0';
    action_plan(&action, &what);
    assert_string_equal(action.command, "mboot.c32 192.0.2.1::/tftpboot/k");

    /* The longest path that boss can send, and the address before it */
    memset(what.path, 'p', BOOTINFO_PATH_SIZE);
    action_plan(&action, &what);
    assert_int_equal(action.kind, ACTION_RUN);
    assert_int_equal(strlen(action.file), 11 + BOOTINFO_PATH_SIZE);

    strcpy(what.path, "/k initrd=/evil");
    action_plan(&action, &what);
    assert_int_equal(action.kind, ACTION_REFUSE);
    assert_int_equal(action.error, ERR_PATH_CHARACTER);

    strcpy(what.path, "");
    action_plan(&action, &what);
    assert_int_equal(action.error, ERR_PATH_EMPTY);
}

/* What the boot ROM loaded, in the words of its DHCP reply */
static void reload(void **state)
{
    struct action action;
    char file[DHCP_TEXT_SIZE];

    (void)state;
    action_reload(&action, ip(10, 0, 2, 2), "pxelinux.0");
    assert_int_equal(action.kind, ACTION_RUN);
    assert_string_equal(action.command, "pxechn.c32 10.0.2.2::pxelinux.0");
    assert_string_equal(action.file, "10.0.2.2::pxelinux.0");
    assert_int_equal(action.missing, ERR_NO_NBP);
    assert_int_equal(action.disk, ACTION_NO_DISK);

    action_reload(&action, 0, "pxelinux.0");
    assert_int_equal(action.kind, ACTION_REFUSE);
    assert_int_equal(action.error, ERR_NO_NBP);
    action_reload(&action, ip(10, 0, 2, 2), "");
    assert_int_equal(action.error, ERR_NO_NBP);
    memset(file, 'f', sizeof(file));
    file[sizeof(file) - 1] = '\0';
    action_reload(&action, ip(10, 0, 2, 2), file);
    assert_int_equal(action.kind, ACTION_RUN);
    assert_int_equal(strlen(action.command),
		     strlen("pxechn.c32 10.0.2.2::") + sizeof(file) - 1);
}

/* The longest strings of the wire fit what the operator is shown */
static void longest_answer(void **state)
{
    struct bootinfo_what what = { .type = BOOTINFO_MB };
    struct action action;

    (void)state;
    what.tftp_ip = ip(255, 255, 255, 255);
    memset(what.path, 'p', BOOTINFO_PATH_SIZE);
    memset(what.cmdline, 'c', BOOTINFO_CMDLINE_SIZE);
    action_plan(&action, &what);
    assert_int_equal(action.says[strlen(action.says) - 1], '"');
    assert_int_equal(strlen(action.says),
		     strlen("MB 255.255.255.255:, arguments \"\"") +
		     BOOTINFO_PATH_SIZE + BOOTINFO_CMDLINE_SIZE);
}

static void every_error_has_its_own_code(void **state)
{
    char text[ERROR_TEXT_SIZE], path[BOOTINFO_PATH_SIZE + 1];
    int i, j;

    (void)state;
    memset(path, 'p', sizeof(path));
    path[BOOTINFO_PATH_SIZE] = '\0';
    assert_string_equal(error_code(ERR_NONE), "");
    for (i = ERR_NONE + 1; i < ERR_COUNT; i++) {
	const char *code = error_code(i);
	char marked[16];

	assert_non_null(code);
	assert_true(strlen(code) == 3 || strlen(code) == 4);
	assert_int_equal(code[0], 'D');
	for (j = ERR_NONE + 1; j < i; j++)
	    assert_string_not_equal(code, error_code(j));
	snprintf(marked, sizeof(marked), " [%s]", code);
	assert_non_null(strstr(error_format(text, i, NULL), marked));
	strcat(marked, ": ");
	assert_non_null(strstr(error_format(text, i, path), marked));
	assert_int_equal(text[strlen(text) - 1], 'p');
    }
}

/* What an operator has to do about each differs, so the codes differ */
static void reasons_of_a_file(void **state)
{
    static const struct {
	int errnum;
	enum error error;
    } table[] = {
	{ ENOENT, ERR_NO_INITRD }, { EACCES, ERR_FILE_ACCESS },
	{ EREMOTEIO, ERR_FILE_SERVER }, { EPROTO, ERR_FILE_PROTOCOL },
	{ ECONNREFUSED, ERR_FILE_REFUSED }, { ECONNRESET, ERR_FILE_RESET },
	{ ETIMEDOUT, ERR_FILE_TIMEOUT }, { EHOSTUNREACH, ERR_FILE_ROUTE },
	{ EPROTONOSUPPORT, ERR_FILE_SCHEME }, { ELOOP, ERR_FILE_LOOP },
	{ ENAMETOOLONG, ERR_FILE_LONG }, { ESTALE, ERR_FILE_CHANGED },
	{ ENOMEM, ERR_FILE_OTHER }, { EIO, ERR_FILE_OTHER },
	{ ENOKEY, ERR_TLS_ANCHORS }, { EKEYREJECTED, ERR_TLS_ISSUER },
	{ ENOTNAM, ERR_TLS_NAME }, { EKEYEXPIRED, ERR_TLS_DATE },
	{ ETIME, ERR_TLS_CLOCK }, { EKEYREVOKED, ERR_TLS_WEAK },
	{ ENOPROTOOPT, ERR_TLS_SHARED }, { ECONNABORTED, ERR_TLS_ALERT },
	{ ENODATA, ERR_TLS_RANDOM }, { EBADMSG, ERR_TLS_BROKEN },
	{ EXDEV, ERR_TLS_REDIRECT },
	{ 0, ERR_FILE_OTHER },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++)
	check_int(strerror(table[i].errnum),
		  error_of_file(table[i].errnum, ERR_NO_INITRD),
		  table[i].error);
}

/* What require=https lets through, and what it names when it does not */
static void https_only(void **state)
{
    uint32_t server;
    static const struct {
	const char *path, *plain;
    } table[] = {
	{ "https://h/mfs", NULL }, { "HTTPS://h/mfs", NULL },
	{ "http://h/mfs", "http://h/mfs" }, { "h:/mfs", "/mfs" },
	{ "ftp://https:x@h/mfs", "ftp://https:x@h/mfs" },
	{ "h:https://x/mfs", "https://x/mfs" },
    };
    struct bootinfo_what image = { .type = BOOTINFO_MB, .path = "mb" };
    const struct bootinfo_what disk = { .type = BOOTINFO_PART, .partition = 1 };
    struct action action;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	action_plan_mfs(&action, table[i].path);
	if (table[i].plain)
	    assert_string_equal(action_without_https(&action, "quiet", ""),
				table[i].plain);
	else
	    assert_null(action_without_https(&action, "quiet", ""));
    }
    assert_int_equal(ipv4_parse(&server, "10.0.2.2", 8), 0);
    image.tftp_ip = server;
    action_plan(&action, &image);
    assert_string_equal(action_without_https(&action, "quiet", ""), "10.0.2.2::mb");
    action_plan(&action, &disk);
    assert_null(action_without_https(&action, "quiet", ""));
    action_reload(&action, server, "pxelinux.0");
    assert_null(action_without_https(&action, "quiet", ""));
}

/* Words of boss's with which a command would load a file from elsewhere */
static void https_only_words(void **state)
{
    static const char mboot[] = "mboot.c32 %k %c";
    static const struct {
	const char *cmdline, *run, *word;
    } table[] = {
	{ "", "", NULL },
	{ "quiet noinitrd=1 xdtb=1 --- blob", "", NULL },
	{ "quiet initrd=http://x/y z", "", "initrd=http://x/y z" },
	{ "initrd+=/y", "", "initrd+=/y" },
	{ "initrdfile=/y@/z", "", "initrdfile=/y@/z" },
	{ "a\tinitrd=ftp://x/y", "", "initrd=ftp://x/y" },
	{ "\ndtb=/y", "", "dtb=/y" },
	{ "quiet  blob.2=tftp://x/y", "", "blob.2=tftp://x/y" },
	/* These are no blanks, nor is any byte of a character in UTF-8 */
	{ "a\binitrd=/y a\x7finitrd=/y", "", NULL },
	{ "a=\xc3\xa0initrd=/y \xe4initrd=/y", "", NULL },
	{ "quiet --- /y", mboot, "--- /y" },
	{ "quiet --- /y", "linux.c32 %k %c", NULL },
    };
    struct action action;
    size_t i;

    (void)state;
    action_plan_mfs(&action, "https://h/mfs");
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *word = action_without_https(&action, table[i].cmdline,
						table[i].run);

	check_str(table[i].cmdline, word ? word : "none",
		  table[i].word ? table[i].word : "none");
    }
}

/* Why a program that was to boot something came back */
static void reasons_of_a_boot(void **state)
{
    static const struct {
	int errnum;
	enum error error;
    } table[] = {
	{ ENOMEM, ERR_MEMORY }, { ENOEXEC, ERR_NOT_BOOTABLE },
	{ EIO, ERR_FILE_SHORT }, { EFAULT, ERR_MEMORY_TAKEN },
	{ EPERM, ERR_SECURE_BOOT }, { EINTR, ERR_RETURNED },
	{ ECONNRESET, ERR_FILE_RESET },
	{ ETIMEDOUT, ERR_FILE_TIMEOUT }, { EREMOTEIO, ERR_FILE_SERVER },
	{ ENOENT, ERR_RETURNED }, { EBADF, ERR_RETURNED },
	{ 0, ERR_RETURNED },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++)
	check_int(strerror(table[i].errnum), error_of_boot(table[i].errnum),
		  table[i].error);
}

/* Because of which file, too: not there is not the same for each */
static void reasons_of_a_load(void **state)
{
    static const struct {
	int errnum;
	enum error error;
    } table[] = {
	{ ENOENT, ERR_NO_KERNEL }, { ENOMEM, ERR_MEMORY },
	{ EIO, ERR_FILE_SHORT }, { ECONNRESET, ERR_FILE_RESET },
	{ EACCES, ERR_FILE_ACCESS }, { EBADF, ERR_FILE_OTHER },
	{ 0, ERR_FILE_OTHER },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++)
	check_int(strerror(table[i].errnum),
		  error_of_load(table[i].errnum, ERR_NO_KERNEL),
		  table[i].error);
}

/* An EFI program may have been started */
static void reasons_of_a_program(void **state)
{
    static const struct {
	int errnum;
	enum error error;
    } table[] = {
	{ ENOEXEC, ERR_NOT_EFI }, { EPERM, ERR_SECURE_BOOT },
	{ EINTR, ERR_EXITED }, { ENOMEM, ERR_MEMORY },
	{ ECONNRESET, ERR_FILE_RESET }, { EBADF, ERR_RETURNED },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++)
	check_int(strerror(table[i].errnum), error_of_program(table[i].errnum),
		  table[i].error);
}

/* The words of UEFI for it */
static void reasons_of_a_loader(void **state)
{
    static const struct {
	int errnum;
	enum error error;
    } table[] = {
	{ ENODEV, ERR_NO_DISK }, { ENXIO, ERR_NO_PARTITION },
	{ ENOENT, ERR_NO_LOADER }, { ENOEXEC, ERR_NOT_EFI },
	{ EPERM, ERR_SECURE_BOOT }, { EIO, ERR_DISK_READ },
	{ ENOMEM, ERR_MEMORY }, { EINTR, ERR_EXITED },
	{ EBADF, ERR_RETURNED }, { 0, ERR_RETURNED },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++)
	check_int(strerror(table[i].errnum), error_of_loader(table[i].errnum),
		  table[i].error);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(answers_become_commands),
	cmocka_unit_test(partition_of_a_type),
	cmocka_unit_test(multiboot),
	cmocka_unit_test(reload),
	cmocka_unit_test(longest_answer),
	cmocka_unit_test(every_error_has_its_own_code),
	cmocka_unit_test(reasons_of_a_file),
	cmocka_unit_test(https_only),
	cmocka_unit_test(https_only_words),
	cmocka_unit_test(reasons_of_a_boot),
	cmocka_unit_test(reasons_of_a_load),
	cmocka_unit_test(reasons_of_a_program),
	cmocka_unit_test(reasons_of_a_loader),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
