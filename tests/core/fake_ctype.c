/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fake_ctype.c - no fake: the table of <ctype.h>, for all that read it
 */
#include "com32/lib/ctypes.c"
