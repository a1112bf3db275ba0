/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pe.c - is a file an EFI program that this machine can run?
 *
 * Offsets are those of Microsoft's "PE Format".
 */
#include <string.h>

#include "le.h"
#include "pe.h"

#define DOS_PE_OFFSET	0x3c		/* 32 bits, in the file */
#define PE_MACHINE	4		/* 16 bits, from "PE\0\0" on */
#define PE_OPTIONAL_LEN	20		/* 16 bits */
#define PE_OPTIONAL	24
#define OPTIONAL_MAGIC	0		/* 16 bits */
#define OPTIONAL_SUBSYSTEM	68	/* 16 bits */
#define OPTIONAL_MIN	70		/* bytes, so far as this looks */

#define MACHINE_X86_64	0x8664
#define MAGIC_PE32_PLUS	0x20b
#define SUBSYSTEM_EFI_APPLICATION	10

enum pe_kind pe_check(const uint8_t *file, size_t len)
{
    const uint8_t *pe, *optional;
    uint32_t offset;

    if (len < DOS_PE_OFFSET + 4 || file[0] != 'M' || file[1] != 'Z')
	return PE_NONE;
    offset = le32(file + DOS_PE_OFFSET);
    if (offset > len || len - offset < PE_OPTIONAL + OPTIONAL_MIN)
	return PE_NONE;
    pe = file + offset;
    optional = pe + PE_OPTIONAL;
    if (memcmp(pe, "PE\0\0", 4) || le16(pe + PE_OPTIONAL_LEN) < OPTIONAL_MIN)
	return PE_NONE;
    if (le16(pe + PE_MACHINE) != MACHINE_X86_64 ||
	le16(optional + OPTIONAL_MAGIC) != MAGIC_PE32_PLUS)
	return PE_OTHER_MACHINE;
    if (le16(optional + OPTIONAL_SUBSYSTEM) != SUBSYSTEM_EFI_APPLICATION)
	return PE_NOT_APPLICATION;
    return PE_GOOD;
}

const char *pe_kind_name(enum pe_kind kind)
{
    switch (kind) {
    case PE_GOOD:
	return "an EFI application";
    case PE_OTHER_MACHINE:
	return "not for x86-64";
    case PE_NOT_APPLICATION:
	return "not an EFI application";
    default:
	return "not an EFI program";
    }
}
