/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * efidisk.h - the firmware's disks and their partitions
 *
 * Disks are counted from 0 in the order of their device paths, which is that of
 * their places: PCI bus, device, function; then port, target or namespace. The
 * firmware's own order differs from boot to boot.
 */
#ifndef EFICHAIN_EFIDISK_H
#define EFICHAIN_EFIDISK_H

#include "devpath.h"
#include "efisys.h"

struct efidisk {
    EFI_HANDLE handle;
    EFI_BLOCK_IO *block_io;
    const uint8_t *path;		/* the firmware's */
    size_t path_len;			/* bytes, without the end node */
};

struct efipart {
    EFI_HANDLE handle;
    struct devpath_hd hd;
    const uint8_t *path;
    size_t path_len;
    int is_esp;				/* an EFI system partition */
};

/**
 * Find a disk
 *
 * @v disk	Receives it
 * @v number	Which one, counted from 0
 * @ret 1	Done
 * @ret 0	The firmware has no such disk
 */
int efidisk_find(struct efidisk *disk, unsigned int number);

/**
 * Find the partitions of a disk
 *
 * @v part	Receives up to `max` of them, by number
 * @v disk	The disk
 * @ret count	How many there are
 */
unsigned int efidisk_partitions(struct efipart *part, unsigned int max,
				const struct efidisk *disk);

#endif /* EFICHAIN_EFIDISK_H */
