/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_module.c - com32/lib/sys/module: a COM32 module, and what a damaged one
 * may have in its tables
 */
#include "test.h"
#include "module_host.h"

#if __SIZEOF_POINTER__ == 4
typedef Elf32_Shdr Elf_Shdr;
typedef Elf32_Rel Elf_Reloc;
#define TABLE(name)	DT_REL##name
#define RELOC(sym, type) ((sym) << 8 | R_386_##type)
#define OUR_MACHINE	EM_386
#else
typedef Elf64_Shdr Elf_Shdr;
typedef Elf64_Rela Elf_Reloc;
#define TABLE(name)	DT_RELA##name
#define RELOC(sym, type) ((Elf64_Xword)(sym) << 32 | R_X86_64_##type)
#define R_X86_64_JMP_SLOT R_X86_64_JUMP_SLOT
#define OUR_MACHINE	EM_X86_64
#endif

/* A module; all but the table of sections is its one segment */
struct image {
    Elf_Ehdr header;
    Elf_Phdr load, dynamic_segment;
    struct {
	Elf_Word buckets, first, mask_words, shift;
	Elf_Addr mask[2];
	Elf_Word bucket, chain[3];
    } hash;
    struct {
	Elf_Word buckets, symbols, bucket, chain[5];
    } sysv;
    Elf_Sym symbols[5];
    char strings[48];
    Elf_Reloc relocs[2], slot;
    struct {
	Elf_Dyn needed, hash, sysv, strings, symbols, string_size, symbol_size,
	    relocs, reloc_size, reloc_entry, slot, slot_kind, slot_size, end;
    } dynamic;
    Elf_Addr data, got, ctors[2];
    Elf_Shdr section;
};

#define at(member)	offsetof(struct image, member)

enum { NONE, PUTS, MAIN, CTORS, CTORS_END };
static const char strings[] =
    "\0puts\0main\0__ctors_start\0__ctors_end\0lib.c32";
static const Elf_Word names[] = { 0, 1, 6, 11, 25 };
#define NAME_NEEDED	37

static const struct image whole = {
    .header = {
	.e_ident = { 0x7f, 'E', 'L', 'F', sizeof(Elf_Addr) == 4 ? 1 : 2, 1, 1 },
	.e_type = ET_DYN, .e_machine = OUR_MACHINE, .e_version = EV_CURRENT,
	.e_phoff = at(load), .e_phnum = 2, .e_phentsize = sizeof(Elf_Phdr),
	.e_shoff = at(section), .e_shnum = 1, .e_shentsize = sizeof(Elf_Shdr),
    },
    .load = { .p_type = PT_LOAD, .p_filesz = at(section),
	.p_memsz = at(section), .p_align = sizeof(Elf_Addr) },
    .dynamic_segment = { .p_type = PT_DYNAMIC, .p_vaddr = at(dynamic) },
    .hash = { 1, MAIN, 2, 0, { -1, -1 }, MAIN, { 0 } },
    .sysv = { 1, 5, CTORS, { 0, 0, PUTS, CTORS_END, MAIN } },
    .symbols = {
	[PUTS] = { .st_info = STB_GLOBAL << 4 },
	[MAIN] = { .st_info = STB_GLOBAL << 4, .st_shndx = 1,
	    .st_value = at(header) },
	[CTORS] = { .st_info = STB_GLOBAL << 4, .st_shndx = 1,
	    .st_value = at(ctors) },
	[CTORS_END] = { .st_info = STB_GLOBAL << 4, .st_shndx = 1,
	    .st_value = at(section) },
    },
    .relocs = {
	{ .r_offset = at(data), .r_info = RELOC(0, RELATIVE) },
	{ .r_offset = at(ctors[1]), .r_info = RELOC(0, RELATIVE) },
    },
    .slot = { .r_offset = at(got), .r_info = RELOC(PUTS, JMP_SLOT) },
    .dynamic = {
	.needed = { DT_NEEDED, { NAME_NEEDED } },
	.hash = { DT_GNU_HASH, { at(hash) } },
	.sysv = { DT_HASH, { at(sysv) } },
	.strings = { DT_STRTAB, { at(strings) } },
	.symbols = { DT_SYMTAB, { at(symbols) } },
	.string_size = { DT_STRSZ, { sizeof(strings) } },
	.symbol_size = { DT_SYMENT, { sizeof(Elf_Sym) } },
	.relocs = { TABLE(), { at(relocs) } },
	.reloc_size = { TABLE(SZ), { 2 * sizeof(Elf_Reloc) } },
	.reloc_entry = { TABLE(ENT), { sizeof(Elf_Reloc) } },
	.slot = { DT_JMPREL, { at(slot) } },
	.slot_kind = { DT_PLTREL, { TABLE() } },
	.slot_size = { DT_PLTRELSZ, { sizeof(Elf_Reloc) } },
    },
    .data = at(data), .ctors = { 1, at(header) },
    .section = { .sh_type = SHT_DYNSYM, .sh_size = sizeof(whole.symbols) },
};

/* A number of the image that is another one */
struct change {
    size_t offset, size;
    uint64_t value;
};
#define SET(member, value) \
    { at(member), sizeof(((struct image *)0)->member), (value) }
#define DYN(member, value)	SET(dynamic.member.d_un.d_val, value)
#define TAG(member, value)	SET(dynamic.member.d_tag, value)
#define BEHIND	at(section)	/* the module's memory is no larger */
#define FAR	0xfffffff0

static const struct {
    const char *name;
    struct change changes[2];
    bool good;
} table[] = {
    { "whole", .good = true },
    { "old hash", { TAG(hash, 99) }, true },
    { "no hash", { TAG(hash, 99), TAG(sysv, 99) }, true },
    { "nothing for others", { SET(hash.bucket, 0), SET(hash.first, 5) }, true },
    { "no relocations", { DYN(reloc_size, 0), DYN(slot_size, 0) }, true },
    { "relocation in front of what is read",
      { SET(relocs[1].r_offset, at(hash) - sizeof(Elf_Addr)) }, true },
    { "relocation behind what is read",
      { SET(relocs[1].r_offset, at(strings) + sizeof(strings)) }, true },
    { "relocation at the end", { SET(relocs[1].r_offset, at(ctors[1])) }, true },
    { "largest shift", { SET(hash.shift, 31) }, true },
    { "part of a relocation", { DYN(reloc_size, 2 * sizeof(Elf_Reloc) + 1) },
      true },
    { "no constructors", { SET(symbols[CTORS_END].st_value, at(ctors)) }, true },

    { "no dynamic section", { SET(dynamic_segment.p_type, PT_NOTE) } },
    { "dynamic section in front", { SET(load.p_vaddr, at(dynamic) + 1) } },
    { "dynamic section behind", { SET(dynamic_segment.p_vaddr, BEHIND) } },
    { "dynamic section far", { SET(dynamic_segment.p_vaddr, FAR) } },
    { "segment shorter than an entry of it",
      { SET(load.p_memsz, 1), SET(load.p_filesz, 1) } },
    { "dynamic section without an end",
      { SET(dynamic_segment.p_vaddr, at(ctors)) } },
    { "alignment of half the memory", { SET(load.p_align, 1U << 31) } },
    { "no alignment of two", { SET(load.p_align, 4097) } },

    { "no symbols", { TAG(symbols, 99) } },
    { "symbols behind", { DYN(symbols, BEHIND) } },
    { "symbols reach behind", { DYN(symbols, BEHIND - sizeof(Elf_Sym)) } },
    { "symbols far", { DYN(symbols, FAR) } },
    { "symbols of nothing", { DYN(symbol_size, 0) } },
    { "larger symbols", { DYN(symbol_size, sizeof(Elf_Sym) + 1) } },
    { "too many symbols", { SET(section.sh_size, BEHIND) } },
    { "no section of symbols", { SET(section.sh_type, SHT_STRTAB) } },
    { "name behind", { SET(symbols[PUTS].st_name, sizeof(strings)) } },
    { "name far", { SET(symbols[CTORS_END].st_name, FAR) } },
    { "unknown symbol", { SET(symbols[PUTS].st_name, 2) } },

    { "no strings", { TAG(strings, 99) } },
    { "strings behind", { DYN(strings, BEHIND) } },
    { "empty strings", { DYN(string_size, 0) } },
    { "strings without an end", { DYN(string_size, sizeof(strings) - 1) } },
    { "too many strings", { DYN(string_size, BEHIND) } },
    { "library behind", { DYN(needed, sizeof(strings)) } },
    { "library that is not there", { SET(strings[NAME_NEEDED], 'x') } },

    { "hash behind", { DYN(hash, BEHIND) } },
    { "hash reaches behind", { DYN(hash, BEHIND - 8) } },
    { "no bucket", { SET(hash.buckets, 0) } },
    { "too many buckets", { SET(hash.buckets, BEHIND) } },
    { "buckets wrap", { SET(hash.buckets, 0xfffffffe) } },
    { "no mask", { SET(hash.mask_words, 0) } },
    { "odd mask", { SET(hash.mask_words, 3) } },
    { "too large a mask", { SET(hash.mask_words, 1024) } },
    { "mask wraps", { SET(hash.mask_words, 1U << 31) } },
    { "shift out of a word", { SET(hash.shift, 32) } },
    { "first behind the last", { SET(hash.first, 6) } },
    { "bucket in front", { SET(hash.bucket, PUTS) } },
    { "bucket behind", { SET(hash.bucket, 5) } },
    { "chain without an end", { SET(hash.chain[2], 2) } },

    { "old hash behind", { DYN(sysv, BEHIND) } },
    { "old hash: no bucket", { SET(sysv.buckets, 0) } },
    { "old hash: too many buckets", { SET(sysv.buckets, BEHIND) } },
    { "old hash: buckets wrap", { SET(sysv.buckets, 0xfffffffc) } },
    { "old hash: more symbols", { SET(sysv.symbols, 6) } },
    { "old hash: bucket behind", { SET(sysv.bucket, 5) } },
    { "old hash: chain behind", { SET(sysv.chain[4], 5) } },

    { "relocations behind", { DYN(relocs, BEHIND) } },
    { "no relocation table", { TAG(relocs, 99) } },
    { "too many relocations", { DYN(reloc_size, BEHIND) } },
    { "small relocations", { DYN(reloc_entry, 1) } },
    { "relocation behind", { SET(relocs[0].r_offset, BEHIND - 1) } },
    { "relocation far", { SET(relocs[1].r_offset, FAR) } },
    { "relocation of symbols", { SET(relocs[0].r_offset, at(symbols)) } },
    { "relocation of strings", { SET(relocs[1].r_offset,
      at(strings) + sizeof(strings) - 1) } },
    { "relocation of the first byte that is read",
      { SET(relocs[0].r_offset, at(hash) - sizeof(Elf_Addr) + 1) } },
    { "relocation of the hash", { SET(relocs[0].r_offset, at(hash.chain)) } },
    { "relocation of the end of the old hash",
      { SET(relocs[0].r_offset, at(sysv.chain[4])) } },
    { "relocation for a symbol behind",
      { SET(relocs[0].r_info, RELOC(5, RELATIVE)) } },
    { "unknown relocation", { SET(relocs[1].r_info, RELOC(0, NONE) + 99) } },
    { "copy of nothing", { SET(relocs[1].r_info, RELOC(PUTS, COPY)) } },
    { "slots of another kind", { DYN(slot_kind, 99) } },
    { "slots behind", { DYN(slot, BEHIND) } },
    { "too many slots", { DYN(slot_size, BEHIND) } },
    { "slot far", { SET(slot.r_offset, FAR) } },
    { "slot for a symbol behind", { SET(slot.r_info, RELOC(5, JMP_SLOT)) } },
    { "slot for an unknown relocation",
      { SET(slot.r_info, RELOC(PUTS, NONE) + 99) } },

    { "constructors behind", { SET(symbols[CTORS].st_value,
      BEHIND + sizeof(Elf_Addr)) } },
    { "constructors backwards", { SET(symbols[CTORS_END].st_value,
      at(ctors) - sizeof(Elf_Addr)) } },
    { "constructors reach behind",
      { SET(symbols[CTORS_END].st_value, BEHIND + sizeof(Elf_Addr)) } },
};

static void build(struct image *image)
{
    int i;

    *image = whole;
    memcpy(image->strings, strings, sizeof(strings));
    for (i = PUTS; i <= CTORS_END; i++)
	image->symbols[i].st_name = names[i];
    for (i = MAIN; i <= CTORS_END; i++)
	image->hash.chain[i - MAIN] = (i == CTORS_END) |
	    (elf_gnu_hash((uint8_t *)strings + names[i]) & ~1);
}

static const char *row;
static bool seen;

/* What a module is when it is linked; its one address is where it lies */
static void look(struct elf_module *module)
{
    struct image *in_memory = module->module_addr;
    bool relocated = in_memory->data != whole.data;

    seen = true;
    check_true(row, module_current() == module);
    check_true(row, !module_find_symbol("mai", module));
    if (!strcmp(row, "nothing for others"))
	return;
    check_true(row, (void *)module->main_func == module->module_addr);
    check_true(row, module_find_symbol("main", module) ==
	       &in_memory->symbols[MAIN]);
    if (strcmp(row, "no constructors") && !strstr(row, "relocation ")) {
	check_int(row, (size_t)module->ctors[0], 1);
	check_int(row, (size_t)module->ctors[1],
		  relocated ? (size_t)in_memory : at(header));
	check_true(row, !module->ctors[2]);
    }
    if (relocated) {
	check_int(row, in_memory->data, (size_t)&in_memory->data);
	check_true(row, !list_empty(&module->required));
    }
    check_int(row, relocated, strcmp(row, "no relocations") != 0);
}

/* Load what is in exactly `size` bytes, and see that nothing of it stays */
static int load(const void *bytes, size_t size)
{
    void *copy = exact_copy(bytes, size);
    int rc = host_load(copy, size, look);

    free(copy);
    check_true(row, module_current() == &core_module);
    check_true(row, list_empty(&core_module.dependants));
    return rc;
}

static void test_tables(void **state)
{
    struct image image;
    size_t i, c;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	row = table[i].name;
	build(&image);
	for (c = 0; c < ARRAY_SIZE(table[i].changes); c++)
	    memcpy((char *)&image + table[i].changes[c].offset,
		   &table[i].changes[c].value, table[i].changes[c].size);
	seen = false;
	check_int(row, load(&image, sizeof(image)), table[i].good ? 0 : -1);
	check_int(row, seen, table[i].good);
    }
}

/* A chain of the old hash that goes round does end */
static void test_circle(void **state)
{
    struct image image;

    (void)state;
    row = "no constructors";
    build(&image);
    image.dynamic.hash.d_tag = 99;
    image.sysv.chain[PUTS] = CTORS;
    image.symbols[CTORS_END].st_value = at(ctors);
    check_int(row, load(&image, sizeof(image)), 0);
}

/* However much of it there is */
static void test_short(void **state)
{
    struct image image;
    size_t size;

    (void)state;
    row = "short";
    build(&image);
    for (size = 1; size < sizeof(image); size++)
	check_int(row, load(&image, size), -1);
}

/* Whichever byte is another one; it may be one that does not matter */
static void test_damaged(void **state)
{
    static const uint8_t values[] = { 0, 1, 0x7f, 0x80, 0xff };
    struct image image;
    int rc, refused = 0;
    size_t i, v;
    void *copy;

    (void)state;
    row = "damaged";
    for (i = 0; i < sizeof(image); i++)
	for (v = 0; v < ARRAY_SIZE(values); v++) {
	    build(&image);
	    ((uint8_t *)&image)[i] = values[v];
	    copy = exact_copy(&image, sizeof(image));
	    rc = host_load(copy, sizeof(image), NULL);
	    free(copy);
	    refused += rc != 0;
	    check_true(row, module_current() == &core_module);
	}
    check_true(row, refused > (int)sizeof(image));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_tables),
	cmocka_unit_test(test_circle),
	cmocka_unit_test(test_short),
	cmocka_unit_test(test_damaged),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
