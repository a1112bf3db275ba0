/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * gpt_image.c - disks with a GPT of any form
 */
#include <errno.h>

#include "gpt_image.h"

uint8_t gpt_image[IMAGE_BYTES];
uint64_t gpt_first_read, gpt_last_read;
unsigned int gpt_reads;

static int read_image(const struct disk *disk, uint64_t lba, void *sector)
{
    gpt_reads++;
    if (lba >= disk->sectors)
	return -EIO;
    if (lba > 1 && lba < gpt_first_read)
	gpt_first_read = lba;
    if (lba > gpt_last_read)
	gpt_last_read = lba;
    memcpy(sector, gpt_image + lba * disk->sector_size, disk->sector_size);
    return 0;
}

struct disk gpt_disk = { .read = read_image };

const struct gpt gpt_ordinary = {
    .sector_size = 512, .at = 1, .header_size = 92, .my_lba = 1,
    .other_lba = 599, .first_usable = 34, .last_usable = 565, .table = 2,
    .count = 128, .entry_size = 128,
};

const uint8_t gpt_some_type[GUID_SIZE] = { 1, 2, 3 };

static void seal(const struct gpt *gpt)
{
    uint8_t *header = gpt_image + gpt->at * gpt->sector_size;
    uint8_t *table = gpt_image + gpt->table * gpt->sector_size;

    put32(header + 88, crc32_of(table, gpt->count * gpt->entry_size));
    put32(header + 16, 0);
    put32(header + 16, crc32_of(header, gpt->header_size));
}

void gpt_make(const struct gpt *gpt)
{
    uint8_t *header = gpt_image + gpt->at * gpt->sector_size;

    memset(gpt_image, 0, sizeof(gpt_image));
    gpt_disk.sector_size = gpt->sector_size;
    gpt_disk.sectors = IMAGE_BYTES / gpt->sector_size;
    gpt_image[446 + 4] = 0xee;
    gpt_image[510] = 0x55;
    gpt_image[511] = 0xaa;
    memcpy(header, "EFI PART", 8);
    put32(header + 8, 0x00010000);
    put32(header + 12, gpt->header_size);
    put32(header + 24, gpt->my_lba);
    put32(header + 32, gpt->other_lba);
    put32(header + 40, gpt->first_usable);
    put32(header + 48, gpt->last_usable);
    put32(header + 72, gpt->table);
    put32(header + 80, gpt->count);
    put32(header + 84, gpt->entry_size);
    seal(gpt);
}

void gpt_put(const struct gpt *gpt, uint32_t number, uint32_t first,
	     uint32_t last)
{
    uint8_t *entry = gpt_image + gpt->table * gpt->sector_size +
		     (number - 1) * gpt->entry_size;

    memcpy(entry, gpt_some_type, GUID_SIZE);
    put32(entry + 32, first);
    put32(entry + 40, last);
    seal(gpt);
}

enum error gpt_find(struct partition *partition, unsigned int number)
{
    gpt_first_read = UINT64_MAX;
    gpt_last_read = 0;
    return partition_find(partition, &gpt_disk, number);
}

unsigned int gpt_count(enum error *error)
{
    struct partitions walk;
    struct partition partition;
    unsigned int number = 0;

    *error = partition_begin(&walk, &gpt_disk);
    if (*error)
	return 0;
    while (partition_next(&walk, &partition))
	number++;
    *error = walk.error;
    return number;
}
