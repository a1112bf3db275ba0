/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * mfs.h - where a memory file system lies, and how to boot it
 *
 * boss names a folder in one of these forms:
 *     /path or path		TFTP from boss
 *     HOST:/path		TFTP from an address or a host name
 *     http://HOST[:PORT]/path	a URL, also ftp:// and tftp://
 */
#ifndef DETERBOOT_MFS_H
#define DETERBOOT_MFS_H

#include <stddef.h>
#include <stdint.h>

#include "bootinfo.h"
#include "errors.h"
#include "ipv4.h"
#include "sizes.h"

enum mfs_form {
    MFS_BARE,				/* TFTP from boss */
    MFS_HOST,				/* TFTP from `host` */
    MFS_URL,				/* as it is; `host` is in it */
};

struct mfs {
    enum mfs_form form;
    char host[HOSTNAME_MAX + 1];	/* MFS_HOST, MFS_URL: name or address */
    uint32_t ip;			/* of the host if it is an address, or
					   0; network byte order */
    char path[NAME_SIZE];		/* without slashes at its end; a URL
					   with all its parts */
};

/**
 * Take the path of an MFS apart
 *
 * @v mfs	Receives the parts
 * @v path	The path, of boss or of fallback=
 * @ret error	ERR_NONE, ERR_PATH_EMPTY, ERR_NAME_LONG, ERR_PATH_CHARACTER,
 *		ERR_PATH_SCHEME or ERR_PATH_HOST
 */
enum error mfs_parse(struct mfs *mfs, const char *path);

/**
 * Name of the folder, in pxelinux's syntax
 *
 * @v name	Receives the name
 * @v mfs	The folder
 * @v server	TFTP server for MFS_BARE and MFS_HOST, network byte order
 * @ret error	ERR_NONE or ERR_NAME_LONG
 */
enum error mfs_folder_name(char name[NAME_SIZE], const struct mfs *mfs,
			   uint32_t server);

/**
 * Name of a file in the folder, in pxelinux's syntax
 *
 * @v name	Receives the name
 * @v folder	The folder, from mfs_folder_name()
 * @v file	File name in the folder; one that names its server ("://" or
 *		"::") stands for itself
 * @ret error	ERR_NONE or ERR_NAME_LONG
 */
enum error mfs_file_name(char name[NAME_SIZE], const char *folder,
			 const char *file);

/**
 * The command that boots it
 *
 * @v command	Receives "linux.c32 KERNEL initrd=INITRD ARGS CMDLINE"
 * @v kernel	Full name of the kernel
 * @v initrd	Full names of the initrds, commas between them, may be empty
 * @v args	Arguments from the configuration, may be empty
 * @v cmdline	Arguments from boss, may be empty
 * @ret error	ERR_NONE or ERR_COMMAND_LONG
 */
enum error mfs_command(char command[COMMAND_SIZE], const char *kernel,
		       const char *initrd, const char *args,
		       const char *cmdline);

#endif /* DETERBOOT_MFS_H */
