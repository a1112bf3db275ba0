/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_module.c - the headers of a COM32 module
 *
 * The loader of 64 bits, whose twin of 32 bits differs in its types only. No
 * more is written than was taken for the module, and one that is loaded has its
 * dynamic section in there.
 */
#include "fuzz.h"

#pragma clang diagnostic ignored "-Weverything"
#pragma clang diagnostic error "-Wimplicit-function-declaration"
#include "com32/lib/sys/module/x86_64/elf_module.c"

#define MODULE_MAX	(1 << 20)	/* bytes; the node has no more memory */

static const uint8_t *file;
static size_t file_size;

int image_read(void *buffer, size_t size, struct elf_module *module)
{
    if (size > file_size - module->u.l._cr_offset)
	return -1;
    memcpy(buffer, file + module->u.l._cr_offset, size);
    module->u.l._cr_offset += size;
    return 0;
}

int image_seek(Elf_Off offset, struct elf_module *module)
{
    if (offset < module->u.l._cr_offset || offset > file_size)
	return -1;
    module->u.l._cr_offset = offset;
    return 0;
}

int elf_malloc(void **memory, size_t alignment, size_t size)
{
    if ((alignment & (alignment - 1)) || alignment > MODULE_MAX ||
	size > MODULE_MAX)
	return EINVAL;
    return posix_memalign(memory, alignment, size);
}

Elf_Sym *global_find_symbol(const char *name, struct elf_module **module)
{
    (void)name;
    (void)module;
    return NULL;
}

int enforce_dependency(struct elf_module *req, struct elf_module *dep)
{
    (void)req;
    (void)dep;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct elf_module module;
    Elf_Ehdr header;
    char *start;

    if (size < sizeof(header))
	return 0;
    memset(&module, 0, sizeof(module));
    file = data;
    file_size = size;
    require(!image_read(&header, sizeof(header), &module));
    if (!load_segments(&module, &header)) {
	start = module.module_addr;
	require((char *)module.dyn_table >= start);
	require((char *)(module.dyn_table + 1) <= start + module.module_size);
    }
    free(module.module_addr);
    return 0;
}
