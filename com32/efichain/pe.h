/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pe.h - is a file an EFI program that this machine can run?
 */
#ifndef EFICHAIN_PE_H
#define EFICHAIN_PE_H

#include <stddef.h>
#include <stdint.h>

#define PE_LOOK_SIZE	4096		/* bytes from the beginning of a file that
					   are enough (policy) */

enum pe_kind {
    PE_GOOD,
    PE_NONE,				/* no PE header: not an EFI program */
    PE_OTHER_MACHINE,			/* for another processor */
    PE_NOT_APPLICATION,			/* a driver, or not for EFI at all */
};

/**
 * Look at the headers of a file
 *
 * @v file	Its beginning
 * @v len	Bytes of it, PE_LOOK_SIZE unless the file is shorter
 * @ret kind	What it is
 */
enum pe_kind pe_check(const uint8_t *file, size_t len);

/**
 * Say what it is, for a message
 */
const char *pe_kind_name(enum pe_kind kind);

#endif /* EFICHAIN_PE_H */
