/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_module.c - the file of a COM32 module, until it would run
 *
 * The loader of 64 bits, whose twin of 32 bits differs in its types only.
 * Whatever is in the file, only what was taken for the module is read and
 * written. What is not loaded leaves nothing behind.
 */
#include "fuzz.h"

#pragma clang diagnostic ignored "-Weverything"
#pragma clang diagnostic error "-Wimplicit-function-declaration"
#include "module_host.h"

static void look(struct elf_module *module)
{
    require(module_has(module, module->dyn_table, sizeof(Elf_Dyn)));
    require(!list_empty(&module->list));
    module_find_symbol("main", module);
    module_find_symbol("printf", module);
    global_find_symbol("puts", NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
	return 0;
    host_load(data, size, look);
    require(modules_head.next == &core_module.list &&
	    modules_head.prev == &core_module.list);
    require(list_empty(&core_module.dependants));
    return 0;
}
