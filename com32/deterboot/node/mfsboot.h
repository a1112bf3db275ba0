/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * mfsboot.h - find the files of a memory file system, and the command for it
 */
#ifndef DETERBOOT_MFSBOOT_H
#define DETERBOOT_MFSBOOT_H

#include <stdint.h>

#include "dhcp.h"
#include "errors.h"
#include "mfs.h"
#include "options.h"

/**
 * Open a file and close it again
 *
 * @v name	Name in pxelinux's syntax
 * @v missing	Error for a file that is not there
 * @ret error	ERR_NONE, `missing` or one of ERR_FILE_*
 */
enum error try_file(const char *name, enum error missing);

/**
 * Look for the files of an MFS and write the command that boots it
 *
 * What is wrong has been printed when this fails.
 *
 * @v command	Receives the command
 * @v mfs	The MFS
 * @v config	Options
 * @v lease	This node
 * @v boss_ip	Server of a bare path, network byte order
 * @v cmdline	Arguments from boss
 * @ret error	ERR_NONE, or why not
 */
enum error mfs_prepare(char command[COMMAND_SIZE], const struct mfs *mfs,
		       const struct config *config,
		       const struct dhcp_lease *lease, uint32_t boss_ip,
		       const char *cmdline);

#endif /* DETERBOOT_MFSBOOT_H */
