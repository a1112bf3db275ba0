/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * efidisk.c - the firmware's disks and their partitions
 */
#include <string.h>

#include "efidisk.h"

#define OPTICAL_BLOCK	2048		/* bytes; no hard disk has such blocks */
#define SECTOR_MIN	512		/* bytes; iPXE gives its network card blocks
					   of one byte, where there is no disk */

#define PCI_CLASS	0x08		/* 32 bits of configuration space: class in
					   the uppermost byte, subclass below */
#define CLASS_STORAGE	0x01
#define CLASS_USB	0x0c03

static EFI_GUID block_io_guid = EFI_BLOCK_IO_PROTOCOL_GUID;
static EFI_GUID path_guid = EFI_DEVICE_PATH_PROTOCOL_GUID;
static EFI_GUID pci_guid = EFI_PCI_IO_PROTOCOL_GUID;

/* The firmware marks a handle with the type of its partition, for MBRs too */
static EFI_GUID esp_guid = {
    0xc12a7328, 0xf81f, 0x11d2,
    { 0xba, 0x4b, 0x00, 0xa0, 0xc9, 0x3e, 0xc9, 0x3b }
};

/* True for a controller that has disks */
static int is_wanted(EFI_PCI_IO *pci, int usb)
{
    UINT32 class = 0;

    if (pci->Pci.Read(pci, EfiPciIoWidthUint32, PCI_CLASS, 1, &class) !=
	EFI_SUCCESS)
	return 0;
    return usb ? class >> 16 == CLASS_USB : class >> 24 == CLASS_STORAGE;
}

/* Firmware that boots fast connects only the disk that it boots from */
static void connect(int usb)
{
    UINTN count, i;
    EFI_HANDLE *handle = efi_handles(&pci_guid, &count);

    for (i = 0; i < count; i++) {
	EFI_PCI_IO *pci = efi_interface(handle[i], &pci_guid);

	if (pci && is_wanted(pci, usb))
	    efi_boot()->ConnectController(handle[i], NULL, NULL, TRUE);
    }
    if (handle)
	efi_boot()->FreePool(handle);
}

/* usb: one behind USB, or one that is not */
static int take_disk(struct efidisk *disk, EFI_HANDLE handle, int usb)
{
    EFI_BLOCK_IO *block_io = efi_interface(handle, &block_io_guid);

    memset(disk, 0, sizeof(*disk));
    if (!block_io || block_io->Media->LogicalPartition ||
	!block_io->Media->MediaPresent ||
	block_io->Media->BlockSize < SECTOR_MIN ||
	block_io->Media->BlockSize == OPTICAL_BLOCK)
	return 0;
    disk->handle = handle;
    disk->block_io = block_io;
    disk->path = efi_interface(handle, &path_guid);
    disk->path_len = disk->path ? devpath_len(disk->path, DEVPATH_MAX) : 0;
    return disk->path_len &&
	   devpath_has(disk->path, disk->path_len, DEVPATH_MESSAGING,
		       DEVPATH_USB) == usb;
}

/* How many of the disks come before this one? */
static unsigned int rank_of(const struct efidisk *disk, EFI_HANDLE *handle,
			    UINTN count, int usb)
{
    struct efidisk other;
    unsigned int rank = 0;
    UINTN i;

    for (i = 0; i < count; i++)
	if (take_disk(&other, handle[i], usb) &&
	    devpath_compare(other.path, other.path_len, disk->path,
			    disk->path_len) < 0)
	    rank++;
    return rank;
}

/* Take the disk of that number; how many disks there are */
static unsigned int look(struct efidisk *disk, unsigned int number, int usb,
			 int *found)
{
    UINTN count, i;
    EFI_HANDLE *handle = efi_handles(&block_io_guid, &count);
    struct efidisk one;
    unsigned int disks = 0;

    for (i = 0; i < count; i++) {
	if (!take_disk(&one, handle[i], usb))
	    continue;
	disks++;
	if (rank_of(&one, handle, count, usb) == number) {
	    *disk = one;
	    *found = 1;
	}
    }
    if (handle)
	efi_boot()->FreePool(handle);
    return disks;
}

/*
 * USB takes its time, and is a place to boot from where there is no other. So
 * it does not count beside others where the firmware has connected it by
 * itself, which depends on its settings: numbers of disks must not.
 */
int efidisk_find(struct efidisk *disk, unsigned int number)
{
    int found = 0;

    connect(0);
    if (!look(disk, number, 0, &found)) {
	connect(1);
	look(disk, number, 1, &found);
    }
    return found;
}

unsigned int efidisk_partitions(struct efipart *part, unsigned int max,
				const struct efidisk *disk)
{
    UINTN handles, i;
    EFI_HANDLE *handle = efi_handles(&block_io_guid, &handles);
    unsigned int count = 0;

    for (i = 0; i < handles && count < max; i++) {
	struct efipart one;
	void *mark;
	unsigned int at;

	one.handle = handle[i];
	one.path = efi_interface(handle[i], &path_guid);
	one.path_len = one.path ? devpath_len(one.path, DEVPATH_MAX) : 0;
	if (!devpath_is_partition(&one.hd, disk->path, disk->path_len,
				  one.path, one.path_len))
	    continue;
	one.is_esp = efi_boot()->HandleProtocol(handle[i], &esp_guid, &mark) ==
		     EFI_SUCCESS;
	for (at = count++; at && part[at - 1].hd.number > one.hd.number; at--)
	    part[at] = part[at - 1];
	part[at] = one;
    }
    if (handle)
	efi_boot()->FreePool(handle);
    return count;
}
