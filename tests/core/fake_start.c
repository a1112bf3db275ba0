/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fake_start.c - what load_env32.c starts ldlinux with, which no test does: where
 * the linker has put the core, and how its modules and files are found
 */
#include <linux/list.h>

#define NEVER(name)	void name(void) { abort(); }

struct list_head modules_head;
char __dynstr_start[1], __dynstr_end[1], __dynsym_start[1], __dynsym_end[1],
    __got_start[1], __module_start[1], __dynamic_start[1],
    __gnu_hash_start[1], __file_dev[1], __file_info[1], CurrentDirName[1];

NEVER(core_getcwd)
NEVER(findpath)
NEVER(module_unload)
NEVER(opendev)
NEVER(path_add)
NEVER(search_dirs)
NEVER(unload_modules_since)
NEVER(writestr)
