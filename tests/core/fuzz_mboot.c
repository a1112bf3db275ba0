/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_mboot.c - a multiboot image, ELF or not
 *
 * Nothing outside of the file is read or copied, nothing goes where memory is
 * not free, and an image that is refused says why. The first byte chooses the
 * options.
 */
#include "fuzz.h"
#include "fake_memory.h"

/* A message for each image would take most of the time */
#define printf(...)	((void)0)
#define fputs(...)	((void)0)
#include "com32/mboot/map.c"

struct multiboot_info mbinfo;
struct syslinux_pm_regs regs;
struct my_options opt, set;

bool kernel_is_solaris(const Elf32_Ehdr *eh)
{
    return eh->e_ident[EI_OSABI] == 6;
}

int syslinux_shuffle_boot_pm(struct syslinux_movelist *fraglist,
			     struct syslinux_memmap *memmap, uint16_t bootflags,
			     struct syslinux_pm_regs *r)
{
    (void)bootflags;
    (void)r;
    require(fraglist && memmap);
    return -1;
}

/* Does the header that set_graphics_mode() reads lie in the file? */
static void check_header(const struct multiboot_header *header,
			 const char *image, size_t size)
{
    size_t offset = (const char *)header - image;

    if ((const char *)header >= image && offset < size &&
	(header->flags & MULTIBOOT_VIDEO_MODE))
	require(size - offset >= sizeof(*header));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct multiboot_header *header;
    struct source sources[3] = { { &mbinfo, sizeof(mbinfo) } };
    char *image;

    if (!size)
	return 0;
    memset(&mbinfo, 0, sizeof(mbinfo));
    memset(&regs, 0, sizeof(regs));
    memset(&opt, 0, sizeof(opt));
    opt.aout = data[0] & 1;
    mboot_high_water_mark = 0x100000;
    image = (char *)fuzz_copy(data + 1, size - 1);
    sources[1].data = image;
    sources[1].len = size - 1;

    require(!init_map());
    errno = 0;
    header = map_image(image, size - 1);
    if (header) {
	check_header(header, image, size - 1);
	require(map_data(&mbinfo, sizeof(mbinfo), 4, 0));
	check_moves(ml, mmap, sources);
	mboot_run(0);
    } else {
	require(errno == ENOEXEC || errno == EIO || errno == EFAULT ||
		errno == ENOMEM);
    }
    free_map();
    free(image);
    return 0;
}
