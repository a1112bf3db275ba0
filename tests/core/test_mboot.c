/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_mboot.c - com32/mboot/map.c: ELF images with numbers that make no sense,
 * and why an image is refused
 */
#include "test.h"
#include "fake_memory.h"
#include "fake_printf.h"

#define printf		core_printf
#define fputs(text, f)	core_printf("%s", text)
#include "com32/mboot/map.c"

#define AT		0x100000	/* where there is memory */
#define TEXT		16		/* bytes of the segment and of the section */

struct multiboot_info mbinfo;
struct syslinux_pm_regs regs;
struct my_options opt, set;

bool kernel_is_solaris(const Elf32_Ehdr *eh)
{
    (void)eh;
    return false;
}

int syslinux_shuffle_boot_pm(struct syslinux_movelist *fraglist,
			     struct syslinux_memmap *memmap, uint16_t bootflags,
			     struct syslinux_pm_regs *r)
{
    (void)fraglist, (void)memmap, (void)bootflags, (void)r;
    return -1;
}

/* A good one: a segment, a section that is in the file only, and nothing behind
   the table of sections */
struct image {
    Elf32_Ehdr header;
    Elf32_Phdr segment;
    uint8_t text[TEXT];
    Elf32_Shdr section;
};

static void make(struct image *image)
{
    memset(image, 0, sizeof(*image));
    memcpy(image->header.e_ident, "\x7f" "ELF\1\1\1", 7);
    image->header.e_type = ET_EXEC;
    image->header.e_machine = EM_386;
    image->header.e_version = EV_CURRENT;
    image->header.e_entry = AT;
    image->header.e_ehsize = sizeof(image->header);
    image->header.e_phoff = offsetof(struct image, segment);
    image->header.e_phentsize = sizeof(image->segment);
    image->header.e_phnum = 1;
    image->header.e_shoff = offsetof(struct image, section);
    image->header.e_shentsize = sizeof(image->section);
    image->header.e_shnum = 1;
    image->segment.p_type = PT_LOAD;
    image->segment.p_offset = offsetof(struct image, text);
    image->segment.p_vaddr = image->segment.p_paddr = AT;
    image->segment.p_filesz = image->segment.p_memsz = TEXT;
    image->section.sh_type = SHT_STRTAB;
    image->section.sh_offset = offsetof(struct image, text);
    image->section.sh_size = TEXT;
}

/* Pieces of the file that are copied: the segment, the table of sections, the
   section */
static int moves(void)
{
    const struct syslinux_movelist *move;
    int count = 0;

    for (move = ml; move; move = move->next)
	count++;
    return count;
}

/* One 32-bit word of the image (fields of 16 bits in pairs) differs */
#define SET(field)	offsetof(struct image, field)
#define FAR		0xfffffff0u	/* an offset with which sums wrap */

static void test_numbers(void **state)
{
    static const struct {
	const char *name;
	struct {
	    size_t at;
	    uint32_t value;
	} set[3];			/* `at` 0 = no more */
	int why;			/* errno; 0 = it is mapped */
	int moves;
    } table[] = {
	{ "good", { { 0, 0 } }, 0, 3 },
	/* Sections: what is wrong is left out, the image boots without it */
	{ "section outside", { { SET(section.sh_offset), 0x10000 } }, 0, 2 },
	{ "section wraps", { { SET(section.sh_offset), FAR },
			     { SET(section.sh_size), 0x20 } }, 0, 2 },
	{ "section too long", { { SET(section.sh_size), 0x7fffffff } }, 0, 2 },
	{ "table outside", { { SET(header.e_shoff), 0x10000 } }, 0, 1 },
	{ "table wraps", { { SET(header.e_shoff), FAR } }, 0, 1 },
	{ "table's last byte", { { SET(header.e_shoff),
				   SET(section) + 1 } }, 0, 1 },
	/* e_phnum before, e_shnum behind e_shentsize */
	{ "short sections", { { SET(header.e_phnum), 1 | 39 << 16 } }, 0, 1 },
	{ "sections of a byte", { { SET(header.e_phnum), 1 | 1 << 16 },
				  { SET(header.e_shoff),
				    sizeof(struct image) - 1 } }, 0, 1 },
	{ "no sections", { { SET(header.e_shoff), 0 } }, 0, 1 },
	/* Segments */
	{ "headers outside", { { SET(header.e_phoff), 0x10000 } }, ENOEXEC, 0 },
	{ "headers wrap", { { SET(header.e_phoff), FAR } }, ENOEXEC, 0 },
	{ "cut short", { { SET(segment.p_offset), sizeof(struct image) } },
	  EIO, 0 },
	{ "segment wraps", { { SET(segment.p_offset), FAR },
			     { SET(segment.p_filesz), 0x20 },
			     { SET(segment.p_memsz), 0x20 } }, EIO, 0 },
	/* Nothing but zeros, whose offset means nothing */
	{ "bss only", { { SET(segment.p_offset), 0xfffff000 },
			{ SET(segment.p_filesz), 0 } }, 0, 2 },
	/* Where it shall lie: in the BIOS, beyond all, round the end, no room */
	{ "taken", { { SET(segment.p_paddr), 0xf0000 } }, EFAULT, 0 },
	{ "beyond", { { SET(segment.p_paddr), 0xf0000000 } }, EFAULT, 0 },
	{ "past 4 GB", { { SET(segment.p_paddr), 0xfffffff8 } }, EFAULT, 0 },
	{ "too large", { { SET(segment.p_memsz), 0x40000000 } }, ENOMEM, 0 },
	{ "round the end", { { SET(segment.p_memsz), 0xfffffff0 } }, ENOMEM,
	  0 },
    };
    size_t i, n;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].name;
	struct multiboot_header *header;
	struct image image, *copy;
	char address[80];

	make(&image);
	for (n = 0; n < 3 && table[i].set[n].at; n++)
	    memcpy((char *)&image + table[i].set[n].at, &table[i].set[n].value,
		   sizeof(table[i].set[n].value));
	copy = exact_copy(&image, sizeof(image));
	memset(&mbinfo, 0, sizeof(mbinfo));
	mboot_high_water_mark = AT;
	fake_screen[0] = '\0';
	errno = 0;
	assert_int_equal(init_map(), 0);
	header = map_image(copy, sizeof(image));
	check_int(row, !header, table[i].why != 0);
	if (header)
	    check_int(row, moves(), table[i].moves);
	else
	    check_int(row, errno, table[i].why);
	/* The address is named */
	snprintf(address, sizeof(address), "at 0x%08x (len 0x%08x) is unav",
		 image.segment.p_paddr, image.segment.p_memsz);
	check_int(row, !strstr(fake_screen, address),
		  table[i].why != EFAULT && table[i].why != ENOMEM);
	free_map();
	free(copy);
    }
}

/* An address of 64 bits is not cut to 32 */
static void test_above_4_gb(void **state)
{
    struct {
	Elf64_Ehdr header;
	Elf64_Phdr segment;
    } image;

    (void)state;
    memset(&image, 0, sizeof(image));
    memcpy(image.header.e_ident, "\x7f" "ELF\2\1\1", 7);
    image.header.e_machine = EM_X86_64;
    image.header.e_version = EV_CURRENT;
    image.header.e_ehsize = sizeof(image.header);
    image.header.e_phoff = sizeof(image.header);
    image.header.e_phentsize = sizeof(image.segment);
    image.header.e_phnum = 1;
    image.segment.p_type = PT_LOAD;
    image.segment.p_filesz = image.segment.p_memsz = TEXT;

    image.segment.p_paddr = AT;
    assert_int_equal(init_map(), 0);
    assert_non_null(map_image(&image, sizeof(image)));
    free_map();

    image.segment.p_paddr = ((uint64_t)1 << 32) + AT;
    assert_int_equal(init_map(), 0);
    assert_null(map_image(&image, sizeof(image)));
    assert_int_equal(errno, EFAULT);
    free_map();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_numbers),
	cmocka_unit_test(test_above_4_gb),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
