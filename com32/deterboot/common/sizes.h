/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sizes.h - how long commands and names of files may be
 */
#ifndef DETERBOOT_SIZES_H
#define DETERBOOT_SIZES_H

/* A syslinux command line (MAX_CMDLINE_LEN of com32/include/menu.h), in bytes;
   one that is longer is not run */
#define COMMAND_SIZE	2048

/*
 * Longest command: linux.c32 turns it into "BOOT_IMAGE=KERNEL initrd=...",
 * one character longer, and load_linux.c cuts a line that does not fit the
 * kernel's 2047 bytes (COMMAND_LINE_SIZE - 1) with its NUL.
 */
#define COMMAND_MAX	2045

/*
 * A file name that pxelinux can open (PATHNAME_MAX of core/include/fs.h), in
 * bytes. More would be of no use: a name is part of a command, which leaves it
 * COMMAND_MAX characters less "linux.c32 ", and the arguments their share.
 */
#define NAME_SIZE	2048

#endif /* DETERBOOT_SIZES_H */
