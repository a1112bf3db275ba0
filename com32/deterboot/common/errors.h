/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * errors.h - what can go wrong, as the operator sees it
 *
 * Every failure has a code such as D42. It stands once in the source
 * (errors.c) and is explained in messages.txt. Codes are never reused.
 *
 * How functions tell what came of it, throughout the module:
 *
 *	int rc		0, or -errno for what only code looks at: the caller
 *			tries again, or makes an `enum error` of it
 *	enum error	ERR_NONE, or what the operator is told; whoever returns
 *			it has not printed it, unless its comment says so
 *	const char *	of options: NULL, or what is wrong, a constant
 *	int is_, has_	1 or 0
 *	enum next	who goes on (node.h); what went wrong is printed by then
 *
 * errno itself is only looked at after fopen() and syslinux_run_command().
 */
#ifndef DETERBOOT_ERRORS_H
#define DETERBOOT_ERRORS_H

#include <stddef.h>

#include "sizes.h"

enum error {
    ERR_NONE,

    /* The node cannot ask at all */
    ERR_NO_SOCKETS,			/* unpatched core */
    ERR_NOT_PXELINUX,
    ERR_NO_LEASE,			/* no DHCPACK, or not a usable one */
    ERR_OPTION,				/* mistake in pxelinux.cfg */
    ERR_NO_BOSS,
    ERR_BOSS_NAME,			/* boss's name does not resolve */
    ERR_SOCKET,
    ERR_SEND,

    /* Datagrams that change nothing */
    ERR_FROM_ADDRESS,
    ERR_FROM_PORT,
    ERR_LENGTH,
    ERR_VERSION,
    ERR_OPCODE,
    ERR_STATUS,
    ERR_TYPE,
    ERR_STRING,
    ERR_UNASKED,
    ERR_REPEATED,

    /* An answer that cannot be followed */
    ERR_REFUSED,			/* status FAIL */
    ERR_SYSID,
    ERR_DISK,
    ERR_PARTITION,
    ERR_PATH_EMPTY,
    ERR_PATH_CHARACTER,
    ERR_PATH_SCHEME,
    ERR_PATH_HOST,
    ERR_NAME_LONG,
    ERR_COMMAND_LONG,
    ERR_MB_SERVER,
    ERR_MB_FIRMWARE,			/* this firmware boots no such image */

    /* A boot that did not come about */
    ERR_RESOLVE,
    ERR_NO_KERNEL,
    ERR_NO_INITRD,
    ERR_NO_IMAGE,
    ERR_NO_DISK,
    ERR_RETURNED,

    /* Why a file cannot be opened */
    ERR_FILE_ACCESS,
    ERR_FILE_SERVER,
    ERR_FILE_PROTOCOL,
    ERR_FILE_REFUSED,
    ERR_FILE_RESET,
    ERR_FILE_TIMEOUT,
    ERR_FILE_ROUTE,
    ERR_FILE_OTHER,
    ERR_FILE_SCHEME,			/* redirected to a protocol we lack */
    ERR_FILE_LOOP,			/* redirected too often */
    ERR_FILE_LONG,			/* redirected to a URL that is too long */
    ERR_FILE_CHANGED,			/* while it was loaded */

    /* ...over https, see syslinux/tls.h of libhttps */
    ERR_TLS_ANCHORS,
    ERR_TLS_ISSUER,
    ERR_TLS_NAME,
    ERR_TLS_DATE,
    ERR_TLS_CLOCK,
    ERR_TLS_WEAK,
    ERR_TLS_SHARED,
    ERR_TLS_ALERT,
    ERR_TLS_RANDOM,
    ERR_TLS_BROKEN,
    ERR_TLS_REDIRECT,
    ERR_REQUIRE,			/* not https, which the site demands */

    /* Boss cannot be had */
    ERR_GAVE_UP,
    ERR_NO_KEY,				/* not in the DHCP reply */

    /* RESTART does not work out */
    ERR_DHCP_SILENT,			/* no offer */
    ERR_DHCP_NO_ACK,			/* an offer, and then nothing */
    ERR_DHCP_NAK,
    ERR_DHCP_SOCKET,
    ERR_ADDRESS,			/* the core does not take the address */
    ERR_NO_NBP,				/* nothing to load instead */

    ERR_REPORT,				/* boss does not take a state report */

    /* A disk that cannot be booted from */
    ERR_DISK_READ,
    ERR_NO_TABLE,
    ERR_TABLE,				/* broken partition table */
    ERR_NO_PARTITION,
    ERR_NO_TYPE,			/* no partition of that type */
    ERR_NO_GPT_TYPE,			/* ...and no GPT type that matches */
    ERR_NO_SIGNATURE,			/* no 55AA */
    ERR_NO_CODE,			/* 55AA and zeros */
    ERR_NO_LOADER,			/* none of the files of a loader */
    ERR_NOT_EFI,			/* not an EFI application for x86-64 */
    ERR_SECURE_BOOT,			/* Secure Boot refuses it */
    ERR_EXITED,				/* it was started, and ended */
    ERR_BOOT_ORDER,			/* the firmware does not keep it */

    /* At the operator's prompt */
    ERR_COMMAND,
    ERR_ARGUMENT,
    ERR_LINE_LONG,
    ERR_NO_ANSWER,			/* to the command query */
    ERR_BOSS_UNKNOWN,

    /* Why a program that was started came back */
    ERR_MEMORY,
    ERR_NOT_BOOTABLE,			/* not a kernel */
    ERR_FILE_SHORT,			/* it broke off */
    ERR_MEMORY_TAKEN,			/* at the image's own address */

    ERR_COUNT
};

#define ERROR_TEXT_SIZE		(COMMAND_SIZE + 128) /* with a command in it */

/**
 * Code of an error, such as "D42", for tests and logs; "" for ERR_NONE
 */
const char *error_code(enum error error);

/**
 * Write an error as a sentence: "what went wrong [Dnn]: detail"
 *
 * @v text	Receives the sentence, without an end of line
 * @v error	The error
 * @v detail	What it is about (a file, an option), or NULL
 * @ret text	For use in an argument list
 */
char *error_format(char text[ERROR_TEXT_SIZE], enum error error,
		   const char *detail);

/**
 * Why a file cannot be opened
 *
 * @v errnum	errno as open() of a file of pxelinux's has set it
 * @v missing	Error for a file that is not there
 * @ret error	`missing`, or one of ERR_FILE_*
 */
enum error error_of_file(int errnum, enum error missing);

/**
 * Why linux.c32 or mboot.c32 has booted nothing
 *
 * @v errnum	errno as syslinux_run_command() has left it
 * @ret error	ERR_RETURNED if that does not tell
 */
enum error error_of_boot(int errnum);

/**
 * Why an EFI program that is no disk's has booted nothing
 *
 * @v errnum	errno as syslinux_run_command() has left it
 * @ret error	ERR_RETURNED if that does not tell
 */
enum error error_of_program(int errnum);

/**
 * Why the loader of a disk has booted nothing
 *
 * @v errnum	errno as syslinux_run_command() has left it
 * @ret error	ERR_RETURNED if that does not tell
 */
enum error error_of_loader(int errnum);

/**
 * Why a file could not be loaded by linux.c32 or mboot.c32
 *
 * @v errnum	errno as syslinux_run_command() has left it
 * @v missing	Error for a file that is not there
 * @ret error	`missing`, or as error_of_boot(), but not ERR_RETURNED
 */
enum error error_of_load(int errnum, enum error missing);

#endif /* DETERBOOT_ERRORS_H */
