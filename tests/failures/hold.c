/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * hold.c - for tlsfailures.c32: what failures.c32 is, with libhttps.c32 loaded
 * from its beginning to its end, not by each command anew
 */
#include <syslinux/tls.h>

extern const char *(*const hold_libhttps)(void);
const char *(*const hold_libhttps)(void) = tls_reason;
