/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bootvar.h - Boot#### and BootOrder, what the firmware would boot
 *
 * UEFI specification, "Boot Manager": EFI_LOAD_OPTION is 32 bits of attributes,
 * 16 bits of length of the paths, a description in UCS-2 with a NUL, the paths,
 * and data for the loader; numbers are little endian. Whoever has run on the
 * machine may have written them.
 */
#ifndef EFICHAIN_BOOTVAR_H
#define EFICHAIN_BOOTVAR_H

#include <stddef.h>
#include <stdint.h>

#include "devpath.h"

#define BOOTVAR_ORDER_MAX	256	/* entries that are looked at (policy) */
#define BOOTVAR_NAME_SIZE	9	/* "Boot0000" */

/* A boot entry that is a file on a partition */
struct bootvar {
    int active;				/* the firmware would boot it */
    struct devpath_hd hd;
    char file[DEVPATH_FILE_MAX];
    const uint8_t *options;		/* within the variable */
    size_t options_len;			/* bytes */
};

/**
 * Read a Boot####
 *
 * @v bootvar	Receives the entry
 * @v var	The variable
 * @v len	Its bytes
 * @ret 1	Done
 * @ret 0	It is broken, or names no file on a partition
 */
int bootvar_decode(struct bootvar *bootvar, const uint8_t *var, size_t len);

/**
 * Name of a variable: "Boot001F"
 */
char *bootvar_name(char name[BOOTVAR_NAME_SIZE], uint16_t number);

/**
 * Put an entry first in the order
 *
 * @v order	BootOrder, `count` numbers as the variable has them; has room for
 *		one more
 * @v count	How many
 * @v number	The entry
 * @ret count	How many there are now
 * @ret 0	It was the first already
 */
size_t bootvar_put_first(uint16_t *order, size_t count, uint16_t number);

#endif /* EFICHAIN_BOOTVAR_H */
