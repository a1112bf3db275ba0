/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * partition.c - find partitions, and see whether one can be booted
 */
#include <string.h>

#include "walk.h"

/* Sector 0 (IBM PC; UEFI specification, "Legacy Master Boot Record") */
#define BOOT_CODE_SIZE		440	/* bytes of code in an MBR */
#define TABLE_OFFSET		446
#define TABLE_TYPE_OFFSET	4
#define SIGNATURE_OFFSET	510
#define TYPE_PROTECTIVE		0xee	/* the disk has a GPT */

static int has_signature(const uint8_t *sector)
{
    return sector[SIGNATURE_OFFSET] == 0x55 &&
	   sector[SIGNATURE_OFFSET + 1] == 0xaa;
}

static int is_protective(const struct partitions *walk)
{
    int i;

    for (i = 0; i < 4; i++)
	if (walk->table[i][TABLE_TYPE_OFFSET] == TYPE_PROTECTIVE)
	    return 1;
    return 0;
}

enum error partition_begin(struct partitions *walk, const struct disk *disk)
{
    memset(walk, 0, sizeof(*walk));
    walk->disk = disk;
    if (disk->sector_size < DISK_SECTOR_MIN ||
	disk->sector_size > DISK_SECTOR_MAX ||
	disk->read(disk, 0, walk->sector)) {
	walk_end(walk, ERR_DISK_READ);
	return ERR_DISK_READ;
    }
    if (!has_signature(walk->sector)) {
	walk_end(walk, ERR_NONE);
	return ERR_NONE;
    }

    memcpy(walk->table, walk->sector + TABLE_OFFSET, sizeof(walk->table));
    if (!is_protective(walk)) {
	walk->scheme = PARTITION_MBR;
	mbr_begin(walk);
	return ERR_NONE;
    }
    walk->scheme = PARTITION_GPT;
    walk_end(walk, gpt_begin(walk));
    walk->ended = walk->error != ERR_NONE;
    return walk->error;
}

int partition_next(struct partitions *walk, struct partition *partition)
{
    if (walk->ended)
	return 0;
    memset(partition, 0, sizeof(*partition));
    partition->scheme = walk->scheme;
    return walk->scheme == PARTITION_GPT ? gpt_next(walk, partition) :
					   mbr_next(walk, partition);
}

enum error partition_find(struct partition *partition, const struct disk *disk,
			  unsigned int number)
{
    struct partitions walk;
    enum error error;

    if (!number) {
	memset(partition, 0, sizeof(*partition));
	partition->sectors = disk->sectors;
	return ERR_NONE;
    }
    error = partition_begin(&walk, disk);
    if (error)
	return error;
    if (walk.scheme == PARTITION_NONE)
	return ERR_NO_TABLE;
    while (partition_next(&walk, partition))
	if (partition->number == number)
	    return ERR_NONE;
    return walk.error ? walk.error : ERR_NO_PARTITION;
}

enum error partition_find_sysid(struct partition *partition,
				const struct disk *disk, uint32_t sysid)
{
    struct partitions walk;
    enum error error;

    if (!sysid || sysid > 255)
	return ERR_SYSID;
    error = partition_begin(&walk, disk);
    if (error)
	return error;
    if (walk.scheme == PARTITION_NONE)
	return ERR_NO_TABLE;
    if (walk.scheme == PARTITION_GPT && !sysid_has_gpt((uint8_t)sysid))
	return ERR_NO_GPT_TYPE;
    while (partition_next(&walk, partition))
	if (partition_matches(partition, (uint8_t)sysid))
	    return ERR_NONE;
    return walk.error ? walk.error : ERR_NO_TYPE;
}

enum error partition_check_boot(const struct disk *disk, uint64_t start)
{
    uint8_t sector[DISK_SECTOR_MAX];
    int i;

    if (disk->sector_size < DISK_SECTOR_MIN ||
	disk->sector_size > DISK_SECTOR_MAX || disk->read(disk, start, sector))
	return ERR_DISK_READ;
    if (!has_signature(sector))
	return ERR_NO_SIGNATURE;
    for (i = 0; i < BOOT_CODE_SIZE; i++)
	if (sector[i])
	    return ERR_NONE;
    return ERR_NO_CODE;
}
