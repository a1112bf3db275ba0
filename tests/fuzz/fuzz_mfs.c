/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_mfs.c - an MFS path and a command line from boss
 *
 * A path that was understood gives names and a command that syslinux splits
 * into the words that were meant, and no others.
 */
#include "fuzz.h"
#include "mfs.h"
#include "options.h"

static void require_one_word(const char *text, size_t size)
{
    require(memchr(text, '\0', size));
    for (; *text; text++)
	require((unsigned char)*text > ' ' && *text != 0x7f && *text != ',');
}

/* The first NUL, or the end, parts the path from the command line */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[BOOTINFO_PATH_SIZE + 1] = "", cmdline[BOOTINFO_CMDLINE_SIZE + 1];
    char folder[NAME_SIZE];
    char kernel[NAME_SIZE], initrd[NAME_SIZE], command[COMMAND_SIZE];
    size_t len = strnlen((const char *)data, size), rest;
    struct mfs mfs;

    if (len > BOOTINFO_PATH_SIZE)
	return 0;
    memcpy(path, data, len);
    rest = size - len > 1 ? size - len - 1 : 0;
    rest = rest < BOOTINFO_CMDLINE_SIZE ? rest : BOOTINFO_CMDLINE_SIZE;
    if (rest)
	memcpy(cmdline, data + len + 1, rest);
    cmdline[rest] = '\0';

    if (mfs_parse(&mfs, path))
	return 0;
    require(path[0]);
    require(strlen(mfs.path) <= BOOTINFO_PATH_SIZE);
    require_one_word(mfs.path, sizeof(mfs.path));
    require_one_word(mfs.host, sizeof(mfs.host));
    require((mfs.form == MFS_BARE) == (mfs.host[0] == '\0'));
    require(mfs.form != MFS_BARE || mfs.ip == 0);
    require(mfs.ip == 0 || hostname_valid(mfs.host, strlen(mfs.host)) == 0);

    require(mfs_folder_name(folder, &mfs, 0x0202000a) == ERR_NONE);
    if (mfs_file_name(kernel, folder, DEFAULT_KERNEL) ||
	mfs_file_name(initrd, folder, DEFAULT_INITRD))
	return 0;
    require_one_word(kernel, sizeof(kernel));
    require_one_word(initrd, sizeof(initrd));
    if (mfs.form == MFS_URL)
	require(strncmp(kernel, path, strlen(mfs.path)) == 0);
    else
	require(strncmp(kernel, "10.0.2.2::", 10) == 0);

    require(mfs_command(command, kernel, initrd, DEFAULT_ARGS, cmdline) == 0);
    require(strncmp(command, "linux.c32 ", 10) == 0);
    require(strncmp(command + 10, kernel, strlen(kernel)) == 0);
    require(strlen(command) ==
	    strlen("linux.c32  initrd= " DEFAULT_ARGS) + strlen(kernel) +
	    strlen(initrd) + (cmdline[0] != 0) + strlen(cmdline));
    return 0;
}
