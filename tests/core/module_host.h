/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * module_host.h - the loader of COM32 modules, up to where a module would run
 *
 * That of the host's own width: a node with a BIOS has the one of 32 bits, one
 * with UEFI that of 64. One module is there that a module may need, "(core)".
 */
#ifndef DETERBOOT_CORE_MODULE_HOST_H
#define DETERBOOT_CORE_MODULE_HOST_H

#include "fake_printf.h"

#define MODULE_MAX	(1 << 20)	/* bytes; the node has no more memory */

static const void *host_file;		/* what findpath() finds */
static size_t host_file_size;

static inline FILE *host_fopen(const char *name, const char *mode)
{
    (void)name;
    return fmemopen((void *)host_file, host_file_size, mode);
}

static inline void *host_malloc(size_t size)
{
    return size > MODULE_MAX ? NULL : malloc(size);
}

#define fopen	host_fopen
#define malloc	host_malloc
#define printf	core_printf
#include "com32/lib/sys/module/elf_module.c"
#include "com32/lib/sys/module/common.c"
#include "com32/lib/sys/module/check.c"
#include "com32/lib/sys/module/elfutils.c"
#if __SIZEOF_POINTER__ == 4
#include "com32/lib/sys/module/i386/elf_module.c"
#else
#include "com32/lib/sys/module/x86_64/elf_module.c"
#endif
#undef fopen
#undef malloc
#undef printf

struct list_head PATH = { &PATH, &PATH };

void _kaboom(void)
{
    abort();
}

/* A library that a module needs; none is there whose name begins with x */
int spawn_load(const char *name, int argc, char **argv)
{
    (void)argc, (void)argv;
    return *name == 'x' ? -1 : 0;
}

/* "" and "undefined_symbol", which all cores have, and "puts" */
static char core_strings[] = "\0undefined_symbol\0puts";
static Elf_Sym core_symbols[] = {
    { .st_name = 0 },
    { .st_name = 1, .st_info = STB_GLOBAL << 4, .st_shndx = 1 },
    { .st_name = 18, .st_info = STB_GLOBAL << 4, .st_shndx = 1 },
};
static struct elf_module core_module = {
    .name = "(core)", .shallow = true,
    .required = LIST_HEAD_INIT(core_module.required),
    .dependants = LIST_HEAD_INIT(core_module.dependants),
    .list = LIST_HEAD_INIT(core_module.list),
    .str_table = core_strings, .strtable_size = sizeof(core_strings),
    .sym_table = core_symbols, .symtable_size = sizeof(core_symbols),
    .syment_size = sizeof(Elf_Sym),
};

/**
 * Load a module as spawn_load() does, but do not run it
 *
 * @v file	The file
 * @v size	Its size in bytes, not 0
 * @v look	What looks at the module when it is linked, or NULL
 * @ret rc	0, or what the loader says
 */
static inline int host_load(const void *file, size_t size,
			    void (*look)(struct elf_module *module))
{
    struct elf_module *module = module_alloc("test.c32");
    int rc;

    if (list_empty(&core_module.list))
	list_add(&core_module.list, &modules_head);
    host_file = file;
    host_file_size = size;
    rc = module_link(module);
    if (!rc && look)
	look(module);
    _module_unload(module);
    return rc;
}

#endif /* DETERBOOT_CORE_MODULE_HOST_H */
