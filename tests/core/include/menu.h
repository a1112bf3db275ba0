/* SPDX-License-Identifier: GPL-2.0-or-later */
/* menu.h - the tree's, not that of curses */
#include "com32/include/menu.h"
