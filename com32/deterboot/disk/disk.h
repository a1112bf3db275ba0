/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * disk.h - a disk that can be read, whoever reads it
 */
#ifndef DETERBOOT_DISK_H
#define DETERBOOT_DISK_H

#include <stdint.h>

#define DISK_SECTOR_MIN		512	/* bytes; what INT 13h and GPT know */
#define DISK_SECTOR_MAX		4096

#define DISK_NUMBER_MAX		127	/* boss writes them as 0x80 to 0xff */

struct disk {
    uint32_t sector_size;		/* bytes, DISK_SECTOR_MIN..MAX */
    uint64_t sectors;			/* how many the firmware tells of */

    /**
     * Read one sector
     *
     * @v disk	The disk
     * @v lba	Number of the sector, counted from 0
     * @v sector	Receives sector_size bytes
     * @ret 0	Done
     * @ret -errno	Failed, or there is no such sector
     */
    int (*read)(const struct disk *disk, uint64_t lba, void *sector);

    /* For read() */
    int number;				/* counted from 0 */
    void *device;			/* UEFI: its EFI_BLOCK_IO_PROTOCOL */
    int has_lba;			/* else cylinder, head and sector */
    uint32_t heads, track_sectors;
};

#endif /* DETERBOOT_DISK_H */
