/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * what.h - what to boot, as a person writes it
 *
 *	PART n [-- cmdline]		partition of the main disk, 0 = MBR
 *	SYSID n				first partition of an MBR type
 *	MB ip:/file [-- cmdline]	multiboot image from a TFTP server
 *	WAIT
 *	REBOOT
 *	AUTO
 *	MFS path [-- cmdline]		path, IP:/path, host:/path or URL
 *	RESTART
 *	DISKPART disk n			disk as BIOS drive (0x80) or small index
 *
 * Numbers are decimal, or hexadecimal after 0x. Names may be in any case. The
 * operator's prompt and the reference boss both read this.
 */
#ifndef DETERBOOT_WHAT_H
#define DETERBOOT_WHAT_H

#include <stddef.h>

#include "bootinfo.h"

#define BIOS_FIRST_DISK	0x80		/* INT 13h number of the first disk */
#define WHAT_TEXT_SIZE	(BOOTINFO_PATH_SIZE + 48)

/**
 * Parse what to boot
 *
 * @v what	Receives it
 * @v text	The text; need not end in a NUL, blanks around it are ignored
 * @v len	Its length in characters
 * @v why	Receives the reason of a failure, a constant string
 * @ret 0	Parsed
 * @ret -EINVAL	Not an answer; see *why
 */
int what_parse(struct bootinfo_what *what, const char *text, size_t len,
	       const char **why);

/**
 * Write what to boot as what_parse() reads it, but for its command line
 *
 * @v text	Receives the text
 * @v what	It; "?" stands for an unknown type
 * @ret text	For use in an argument list
 */
char *what_format(char text[WHAT_TEXT_SIZE], const struct bootinfo_what *what);

#endif /* DETERBOOT_WHAT_H */
