/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * platform_efi.c - what deterboot needs of a machine with UEFI
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslinux/boot.h>

#include "efidisk.h"
#include "platform.h"

/* A map that grows while it is read is read again so often (policy) */
#define MAP_TRIES	4
#define MAP_SLACK	16		/* entries */

/* UEFI specification, "Globally Defined Variables": a byte, 1 = enforced */
#define SECURE_BOOT	{ 'S', 'e', 'c', 'u', 'r', 'e', 'B', 'o', 'o', 't', 0 }

/* EDK II's mark of what the console is written to; from EFI 1.02, all have it */
#define CONSOLE_OUT_DEVICE						\
    { 0xd3b36f2c, 0xd551, 0x11d4,					\
      { 0x9a, 0x46, 0x00, 0x90, 0x27, 0x3f, 0xc1, 0x4d } }

static int read_sector(const struct disk *disk, uint64_t lba, void *sector)
{
    EFI_BLOCK_IO *io = disk->device;
    size_t align = io->Media->IoAlign > 1 ? io->Media->IoAlign : 1;
    char *room, *aligned;
    EFI_STATUS status;

    if (lba >= disk->sectors)
	return -ENXIO;
    room = malloc(disk->sector_size + align);
    if (!room)
	return -ENOMEM;
    aligned = room + (align - (uintptr_t)room % align) % align;
    status = io->ReadBlocks(io, io->Media->MediaId, lba, disk->sector_size,
			    aligned);
    if (status == EFI_SUCCESS)
	memcpy(sector, aligned, disk->sector_size);
    free(room);
    return status == EFI_SUCCESS ? 0 : -EIO;
}

int platform_disk(struct disk *disk, int number)
{
    struct efidisk found;

    if (!efidisk_find(&found, (unsigned int)number))
	return -ENODEV;
    memset(disk, 0, sizeof(*disk));
    disk->sector_size = found.block_io->Media->BlockSize;
    disk->sectors = found.block_io->Media->LastBlock + 1;
    disk->read = read_sector;
    disk->number = number;
    disk->device = found.block_io;
    return 0;
}

char *platform_disk_name(char text[PLATFORM_TEXT_SIZE],
			 const struct disk *disk)
{
    struct efidisk found;

    text[0] = '\0';
    if (efidisk_find(&found, (unsigned int)disk->number))
	devpath_format(text, found.path, found.path_len);
    return text;
}

char *platform_nic(char text[PLATFORM_TEXT_SIZE])
{
    return strcpy(text, "driven by the firmware");
}

/* The kinds of memory that an operating system may use */
static int is_usable(UINT32 type)
{
    return type == EfiConventionalMemory || type == EfiLoaderCode ||
	   type == EfiLoaderData || type == EfiBootServicesCode ||
	   type == EfiBootServicesData || type == EfiACPIReclaimMemory;
}

static uint64_t usable_bytes(const char *map, UINTN size, UINTN step)
{
    uint64_t bytes = 0;
    UINTN i;

    for (i = 0; i + step <= size; i += step) {
	const EFI_MEMORY_DESCRIPTOR *range = (const void *)(map + i);

	if (is_usable(range->Type))
	    bytes += range->NumberOfPages * EFI_PAGE_SIZE;
    }
    return bytes;
}

uint64_t platform_memory(void)
{
    EFI_MEMORY_DESCRIPTOR *map = NULL;
    UINTN size = 0, key, step = 0;
    uint64_t bytes = 0;
    int tries = MAP_TRIES;
    EFI_STATUS status;
    UINT32 version;

    while ((status = efi_boot()->GetMemoryMap(&size, map, &key, &step,
					      &version)) ==
	   EFI_BUFFER_TOO_SMALL && tries--) {
	free(map);
	size += MAP_SLACK * step;
	map = malloc(size);
	if (!map)
	    return 0;
    }
    if (status == EFI_SUCCESS)
	bytes = usable_bytes((char *)map, size, step);
    free(map);
    return bytes;
}

/* "on", "off", or "unknown" to firmware without it */
static const char *secure_boot(void)
{
    EFI_GUID global = EFI_GLOBAL_VARIABLE;
    CHAR16 name[] = SECURE_BOOT;
    uint8_t on = 0;
    UINTN size = sizeof(on);

    if (efi_runtime()->GetVariable(name, &global, NULL, &size, &on) !=
	EFI_SUCCESS)
	return "unknown";
    return on ? "on" : "off";
}

char *platform_firmware(char text[PLATFORM_TEXT_SIZE])
{
    const EFI_SYSTEM_TABLE *table = efi_table();
    const CHAR16 *vendor = table->FirmwareVendor;
    char name[32];
    size_t i;

    for (i = 0; vendor && vendor[i] && i < sizeof(name) - 1; i++)
	name[i] = vendor[i] >= ' ' && vendor[i] <= '~' ? (char)vendor[i] : '?';
    name[i] = '\0';
    snprintf(text, PLATFORM_TEXT_SIZE, "UEFI %u.%u, %s %x, Secure Boot %s",
	     (unsigned int)(table->Hdr.Revision >> 16),
	     (unsigned int)(table->Hdr.Revision & 0xffff) / 10, name,
	     (unsigned int)table->FirmwareRevision, secure_boot());
    return text;
}

static int is_serial(EFI_DEVICE_PATH *path)
{
    return path && devpath_has((const uint8_t *)path,
			       devpath_len(path, DEVPATH_MAX),
			       DEVPATH_MESSAGING, DEVPATH_UART);
}

int platform_has_screen(void)
{
    EFI_GUID out = CONSOLE_OUT_DEVICE, path = EFI_DEVICE_PATH_PROTOCOL_GUID;
    UINTN count, i;
    EFI_HANDLE *handle = efi_handles(&out, &count);
    int screen = 1;

    for (i = 0; i < count; i++)
	screen &= !is_serial(efi_interface(handle[i], &path));
    if (handle)
	efi_boot()->FreePool(handle);
    return screen;
}

enum error platform_run_disk(const char *command)
{
    errno = 0;
    syslinux_run_command(command);
    return error_of_loader(errno);
}

void platform_reboot(void)
{
    for (;;)
	efi_runtime()->ResetSystem(EfiResetCold, EFI_SUCCESS, 0, NULL);
}
