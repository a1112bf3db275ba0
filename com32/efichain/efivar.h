/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * efivar.h - variables of the firmware's (UEFI specification, "Globally Defined
 * Variables")
 */
#ifndef EFICHAIN_EFIVAR_H
#define EFICHAIN_EFIVAR_H

#include <stddef.h>

#define EFIVAR_NAME_SIZE	12	/* "BootCurrent" */

/**
 * Read a variable
 *
 * @v name	Its name, ASCII
 * @v len	Receives how many bytes it has
 * @v extra	Bytes of room behind it
 * @ret value	To be given to free(); NULL if it is not there
 */
void *efivar_read(const char *name, size_t *len, size_t extra);

/**
 * Write a variable that stays when the machine is off
 *
 * @v name	Its name, ASCII
 * @v value	What it is to be
 * @v len	Bytes
 * @ret 0	Done
 * @ret -EIO	The firmware does not take it
 */
int efivar_write(const char *name, const void *value, size_t len);

#endif /* EFICHAIN_EFIVAR_H */
