/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_linux.c - the header of a kernel, and its command line
 *
 * Nothing outside of the kernel, its initrd and its command line is read or
 * copied, nothing goes where memory is not free, and a kernel that is refused
 * says why. The input is the command line, a NUL, and then the kernel, whose
 * signatures are set right by some values of its first byte, and whose size
 * can be more than the input has.
 */
#include "fuzz.h"
#include "fake_memory.h"

#include <syslinux/bootrm.h>
#include <syslinux/config.h>
#include <syslinux/linux.h>

#define INITRD_SIZE	5000	/* bytes; not a multiple of anything */

static char initrd[INITRD_SIZE];
static struct source sources[8];
static int booted;

/* No header of the tree has it */
int bios_boot_linux(void *kernel_buf, size_t kernel_size,
		    struct initramfs *initramfs, struct setup_data *setup_data,
		    char *cmdline);

char KeepPXE;
struct firmware *firmware;
union syslinux_derivative_info __syslinux_derivative_info = {
    .c.filesystem = SYSLINUX_FS_PXELINUX,
};

void syslinux_force_text_mode(void)
{
}

int syslinux_shuffle_boot_rm(struct syslinux_movelist *fraglist,
			     struct syslinux_memmap *memmap, uint16_t bootflags,
			     struct syslinux_rm_regs *r)
{
    (void)bootflags;
    (void)r;
    check_moves(fraglist, memmap, sources);
    booted = 1;
    return -1;
}

/* The kernel: with a first byte from 1 on it begins like one */
static char *make_kernel(const uint8_t *data, size_t size, size_t *len)
{
    char *kernel;

    *len = size;
    if (size > 2 && data[0])
	*len += data[1] * 512U;
    kernel = calloc(1, *len ? *len : 1);
    require(kernel);
    memcpy(kernel, data, size);
    if (*len >= 1024 && data[0]) {
	memcpy(kernel + 0x1fe, "\x55\xaa", 2);
	if (data[0] & 1)
	    memcpy(kernel + 0x202, "HdrS", 4);
    }
    return kernel;
}

/* Fresh memory for each run would take most of the time */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "quarantine_size_mb=4";
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *nul = size ? memchr(data, 0, size) : NULL;
    struct initramfs *ramfs;
    size_t line, len;
    char *cmdline, *kernel;

    if (!nul)
	return 0;
    line = (size_t)(nul - data) + 1;
    cmdline = (char *)fuzz_copy(data, line);
    kernel = make_kernel(nul + 1, size - line, &len);
    ramfs = initramfs_init();
    require(ramfs);
    if (line % 2)
	require(!initramfs_add_data(ramfs, initrd, INITRD_SIZE, INITRD_SIZE, 4));
    if (line % 3)
	require(!initramfs_add_data(ramfs, initrd, INITRD_SIZE, INITRD_SIZE, 4));
    sources[0] = (struct source){ kernel, len };
    sources[1] = (struct source){ cmdline, line };
    sources[2] = (struct source){ initrd, INITRD_SIZE };

    errno = 0;
    booted = 0;
    require(bios_boot_linux(kernel, len, ramfs, NULL, cmdline) == -1);
    require(booted || errno == ENOEXEC || errno == EIO || errno == ENOMEM);

    while (ramfs->next != ramfs) {
	struct initramfs *next = ramfs->next->next;

	free(ramfs->next);
	ramfs->next = next;
    }
    free(ramfs);
    free(cmdline);
    free(kernel);
    return 0;
}
