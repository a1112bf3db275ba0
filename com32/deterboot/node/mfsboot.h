/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * mfsboot.h - the files of a memory file system, and the command for it
 */
#ifndef DETERBOOT_MFSBOOT_H
#define DETERBOOT_MFSBOOT_H

#include <stdint.h>

#include "dhcp.h"
#include "errors.h"
#include "mfs.h"
#include "options.h"

/* What boots an MFS */
struct mfs_boot {
    char command[COMMAND_SIZE];
    int second_initrd;			/* use the default one's second name */
};

/**
 * True if a command tells by itself which file failed, and why: nobody has to
 * look for its files before, and the server is asked once for each
 *
 * @v command	The command, or the template of one
 */
int command_tells(const char *command);

/**
 * Open a file and close it again
 *
 * @v name	Name in pxelinux's syntax
 * @v missing	Error for a file that is not there
 * @ret error	ERR_NONE, `missing` or one of ERR_FILE_*
 */
enum error try_file(const char *name, enum error missing);

/**
 * Name the files of an MFS and write the command that boots it
 *
 * The files are looked for where the command does not tell what it misses.
 * What is wrong has been printed when this fails.
 *
 * @v boot	Has `second_initrd`, receives the rest
 * @v mfs	The MFS
 * @v config	Options
 * @v lease	This node
 * @v boss_ip	Server of a bare path, network byte order
 * @v cmdline	Arguments from boss
 * @ret error	ERR_NONE, or why not
 */
enum error mfs_prepare(struct mfs_boot *boot, const struct mfs *mfs,
		       const struct config *config,
		       const struct dhcp_lease *lease, uint32_t boss_ip,
		       const char *cmdline);

#endif /* DETERBOOT_MFSBOOT_H */
