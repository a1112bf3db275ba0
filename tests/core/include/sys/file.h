/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/file.h - the tree's, not the host's */
#include "com32/lib/sys/file.h"
