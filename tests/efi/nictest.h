/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * nictest.h - what the tests of all drivers of network cards need
 */
#ifndef NICTEST_H
#define NICTEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "efi/nicdriver.h"

/** Send a frame of that many bytes, all of them 0xee; a buffer must be there */
EFI_STATUS nictest_send(const struct nic_driver *nic, UINTN length);

/** Is that the shortest frame, made of one of 42 bytes? */
void nictest_is_padded(const UINT8 *sent, UINTN size);

#endif /* NICTEST_H */
