/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ctype.h - the tree's own, whose table is in fake_ctype.c
 *
 * The host's takes a char as it comes, so that nothing would be seen of what the
 * tree does with one from 0x80 on.
 */
#include "com32/include/ctype.h"
