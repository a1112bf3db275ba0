/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * efichain.c - boot from a disk under UEFI, or start an EFI program
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslinux/loadfile.h>

#include "loader.h"
#include "pe.h"

/* Nodes of a path, UEFI specification, "Device Path Protocol" */
#define HARDWARE_MEMORY		3	/* subtype: type 32 bits, first and last
					   byte 64 bits each */

static void put_node(uint8_t **p, uint8_t type, uint8_t subtype,
		     const void *data, size_t len)
{
    size_t node_len = DEVPATH_HEADER + len;

    (*p)[0] = type;
    (*p)[1] = subtype;
    (*p)[2] = (uint8_t)node_len;
    (*p)[3] = (uint8_t)(node_len >> 8);
    memcpy(*p + DEVPATH_HEADER, data, len);
    *p += node_len;
}

/* UCS-2 with a NUL, to be given to free() */
static CHAR16 *widen(const char *text, size_t *len)
{
    size_t chars = strlen(text) + 1, i;
    CHAR16 *wide = malloc(chars * sizeof(*wide));

    for (i = 0; wide && i < chars; i++)
	wide[i] = (unsigned char)text[i];
    *len = chars * sizeof(*wide);
    return wide;
}

/* Start it, tell with which status it ended; always an error */
static int run(const struct syslinux_efi_program *program, const char *name)
{
    uint64_t status;

    printf("efichain: starting %s\n", name);
    if (syslinux_efi_run(program, &status)) {
	printf("efichain: %s %s\n", errno == EPERM ? "Secure Boot refuses" :
	       "the firmware does not start", name);
	return -1;
    }
    printf("efichain: %s has ended with status 0x%llx\n", name,
	   (unsigned long long)status);
    errno = EINTR;
    return -1;
}

static int run_loader(const struct loader *loader, const void *options,
		      size_t options_len)
{
    struct syslinux_efi_program program = {
	.options = options, .options_len = options_len,
    };
    char name[DEVPATH_TEXT_SIZE + DEVPATH_FILE_MAX];
    uint8_t *path, *p;
    size_t file_len;
    CHAR16 *file = widen(loader->file, &file_len);
    int why;

    path = malloc(loader->part.path_len + file_len + 2 * DEVPATH_HEADER);
    if (file && path) {
	memcpy(path, loader->part.path, loader->part.path_len);
	p = path + loader->part.path_len;
	put_node(&p, DEVPATH_MEDIA, DEVPATH_MEDIA_FILE, file, file_len);
	put_node(&p, DEVPATH_END, DEVPATH_END_ALL, "", 0);
	program.path = path;
	snprintf(name, sizeof(name), "partition %u %s",
		 (unsigned int)loader->part.hd.number, loader->file);
	run(&program, name);
    }
    why = errno;
    free(path);
    free(file);
    errno = why;
    return -1;
}

static int boot_disk(const struct args *args, const void *options,
		     size_t options_len)
{
    struct loader loader;
    int why;

    if (loader_find(&loader, args))
	return -1;
    if (!args->has_line) {
	options = loader.options;
	options_len = loader.options_len;
    }
    run_loader(&loader, options, options_len);
    why = errno;
    free(loader.options);
    errno = why;
    return -1;
}

static int run_file(const struct args *args, const void *options,
		    size_t options_len)
{
    uint8_t path[2 * DEVPATH_HEADER + 20], memory[20] = { EfiLoaderData };
    struct syslinux_efi_program program = {
	.path = path, .options = options, .options_len = options_len,
    };
    uint64_t first, last;
    enum pe_kind kind;
    uint8_t *p = path;
    void *data;
    size_t len;
    int why;

    if (loadfile(args->program, &data, &len))
	return -1;			/* errno is that of open() or read() */
    kind = pe_check(data, len);
    if (kind != PE_GOOD) {
	printf("efichain: %s is %s\n", args->program, pe_kind_name(kind));
	free(data);
	errno = ENOEXEC;
	return -1;
    }
    first = (uintptr_t)data;
    last = first + len;
    memcpy(memory + 4, &first, sizeof(first));
    memcpy(memory + 12, &last, sizeof(last));
    put_node(&p, DEVPATH_HARDWARE, HARDWARE_MEMORY, memory, sizeof(memory));
    put_node(&p, DEVPATH_END, DEVPATH_END_ALL, "", 0);
    program.data = data;
    program.len = len;
    run(&program, args->program);
    why = errno;
    free(data);
    errno = why;
    return -1;
}

int main(int argc, char *argv[])
{
    static struct args args;
    const char *mistake = args_parse(&args, argc, argv);
    CHAR16 *options = NULL;
    size_t options_len = 0;
    int why;

    if (mistake) {
	printf("efichain: %s\n", mistake);
	errno = EINVAL;
	return EXIT_FAILURE;
    }
    errno = 0;
    if (args.has_line)
	options = widen(args.line, &options_len);
    if (!args.has_line || options) {
	if (args.disk != ARGS_NO_DISK)
	    boot_disk(&args, options, options_len);
	else
	    run_file(&args, options, options_len);
    }
    why = errno;
    if (why != EINTR)			/* it was, and has been told */
	printf("efichain: nothing was booted: %s\n", strerror(why));
    free(options);
    errno = why;			/* for syslinux_run_command() */
    return EXIT_FAILURE;
}
