/* SPDX-License-Identifier: GPL-2.0-or-later */
/* elf.h - the tree's, not the host's */
#include "com32/include/elf.h"
