/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * loader.c - find the boot loader on a disk
 *
 * A partition with a FAT file system may have one. Any other partition is
 * booted by the loader of the disk's EFI system partition, if there is one such
 * partition only.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bootvar.h"
#include "efivar.h"
#include "loader.h"
#include "pe.h"

/* UEFI specification, "Removable Media Boot Behavior" */
#define DEFAULT_FILES	"\\EFI\\BOOT\\BOOTX64.EFI"

#define PARTS_MAX	ARGS_PARTITION_MAX

static EFI_GUID file_system_guid = SIMPLE_FILE_SYSTEM_PROTOCOL;

static void widen(CHAR16 *wide, const char *text)
{
    do
	*wide++ = (unsigned char)*text;
    while (*text++);
}

/* Read the beginning of a file; how many bytes, or < 0 and errno */
static int read_head(uint8_t *head, size_t size, EFI_FILE_HANDLE root,
		     const char *file)
{
    CHAR16 name[DEVPATH_FILE_MAX];
    EFI_FILE_HANDLE f;
    EFI_STATUS status;
    UINTN len = size;

    widen(name, file);
    status = root->Open(root, &f, name, EFI_FILE_MODE_READ, 0);
    if (status != EFI_SUCCESS) {
	errno = status == EFI_NOT_FOUND ? ENOENT : EIO;
	return -1;
    }
    status = f->Read(f, &len, head);
    f->Close(f);
    errno = EIO;
    return status == EFI_SUCCESS ? (int)len : -1;
}

/* Is there a program that can be started? */
static int try_file(const struct efipart *part, const char *file)
{
    EFI_FILE_IO_INTERFACE *fs = efi_interface(part->handle,
					      &file_system_guid);
    uint8_t head[PE_LOOK_SIZE];
    EFI_FILE_HANDLE root;
    enum pe_kind kind;
    int len;

    errno = ENOENT;
    if (!fs)
	return -1;
    if (fs->OpenVolume(fs, &root) != EFI_SUCCESS) {
	errno = EIO;
	return -1;
    }
    len = read_head(head, sizeof(head), root, file);
    root->Close(root);
    if (len < 0)
	return -1;
    kind = pe_check(head, (size_t)len);
    if (kind == PE_GOOD)
	return 0;
    printf("efichain: partition %u %s is %s\n",
	   (unsigned int)part->hd.number, file, pe_kind_name(kind));
    errno = ENOEXEC;
    return -1;
}

/* Try files in turn, as long as one is only not there */
static int try_files(struct loader *loader, const struct efipart *part,
		     const char *files)
{
    loader->part = *part;
    errno = ENOENT;
    while (files) {
	if (!args_take_file(loader->file, sizeof(loader->file), &files)) {
	    errno = ENOENT;
	    return -1;
	}
	if (!try_file(part, loader->file))
	    return 0;
	if (errno != ENOENT)
	    return -1;
    }
    return -1;
}

/* Is this entry's file on that partition? */
static int try_entry(struct loader *loader, const struct efipart *part,
		     uint16_t number)
{
    char name[BOOTVAR_NAME_SIZE];
    struct bootvar entry;
    size_t len;
    uint8_t *var = efivar_read(bootvar_name(name, number), &len, 0);
    int rc = -1;

    if (!var)
	return -1;
    if (bootvar_decode(&entry, var, len) && entry.active &&
	devpath_same_hd(&entry.hd, &part->hd) && !try_file(part, entry.file)) {
	loader->part = *part;
	strcpy(loader->file, entry.file);
	if (entry.options_len) {
	    loader->options = malloc(entry.options_len);
	    if (loader->options) {
		memcpy(loader->options, entry.options, entry.options_len);
		loader->options_len = entry.options_len;
	    }
	}
	printf("efichain: taking %s of the firmware\n", name);
	rc = 0;
    }
    free(var);
    return rc;
}

/* The file that the firmware would boot from that partition */
static int try_entries(struct loader *loader, const struct efipart *part)
{
    size_t len, i;
    uint8_t *order = efivar_read("BootOrder", &len, 0);
    int rc = -1;

    if (!order)
	return -1;
    for (i = 0; rc && i + 1 < len && i < 2 * BOOTVAR_ORDER_MAX; i += 2)
	rc = try_entry(loader, part,
		       (uint16_t)(order[i] | order[i + 1] << 8));
    free(order);
    return rc;
}

static int try_esp(struct loader *loader, const struct efipart *part,
		   const char *files)
{
    if (!files && !try_entries(loader, part))
	return 0;
    return try_files(loader, part, files ? files : DEFAULT_FILES);
}

/* Through the first EFI system partition that has a loader */
static int find_on_disk(struct loader *loader, const struct args *args,
			const struct efipart *part, unsigned int count)
{
    unsigned int i;

    errno = ENOENT;
    for (i = 0; i < count; i++) {
	if (!part[i].is_esp)
	    continue;
	if (!try_esp(loader, &part[i], args->files))
	    return 0;
	if (errno != ENOENT)
	    return -1;
    }
    printf("efichain: hd%d has no EFI system partition with a loader\n",
	   args->disk);
    errno = ENOENT;
    return -1;
}

static int find_on_partition(struct loader *loader, const struct args *args,
			     const struct efipart *part, unsigned int count)
{
    unsigned int i, esps = 0, esp = 0, wanted = count;

    for (i = 0; i < count; i++) {
	if (part[i].hd.number == args->partition)
	    wanted = i;
	if (part[i].is_esp) {
	    esp = i;
	    esps++;
	}
    }
    errno = ENXIO;
    if (wanted == count)
	return -1;
    if (!try_files(loader, &part[wanted],
		   args->files ? args->files : DEFAULT_FILES))
	return 0;
    if (errno != ENOENT || args->strict || esps != 1 || esp == wanted) {
	if (errno == ENOENT)
	    printf("efichain: partition %u of hd%d has no loader\n",
		   args->partition, args->disk);
	return -1;
    }
    printf("efichain: partition %u of hd%d has no loader, looking on the EFI "
	   "system partition, %u\n", args->partition, args->disk,
	   (unsigned int)part[esp].hd.number);
    return try_esp(loader, &part[esp], args->files);
}

int loader_find(struct loader *loader, const struct args *args)
{
    struct efidisk disk;
    struct efipart *part;
    unsigned int count;
    int rc, why;

    memset(loader, 0, sizeof(*loader));
    if (!efidisk_find(&disk, (unsigned int)args->disk)) {
	errno = ENODEV;
	return -1;
    }
    part = calloc(PARTS_MAX, sizeof(*part));
    if (!part)
	return -1;			/* calloc() has set errno */
    count = efidisk_partitions(part, PARTS_MAX, &disk);
    rc = args->partition ? find_on_partition(loader, args, part, count) :
	 find_on_disk(loader, args, part, count);
    why = errno;
    free(part);
    errno = why;
    return rc;
}
