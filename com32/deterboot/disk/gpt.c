/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * gpt.c - partitions of a GUID partition table
 *
 * Names and offsets are those of the UEFI specification, "GUID Partition
 * Table (GPT) Disk Layout"; numbers are little endian.
 */
#include <string.h>

#include "bytes.h"
#include "walk.h"

#define HEADER_SIGNATURE	"EFI PART"
#define HEADER_REVISION		8	/* 32 bits: 1.0 */
#define HEADER_SIZE		12	/* 32 bits, in bytes */
#define HEADER_CRC		16	/* 32 bits, of the header, itself = 0 */
#define HEADER_MY_LBA		24	/* 64 bits */
#define HEADER_OTHER_LBA	32	/* 64 bits */
#define HEADER_FIRST_USABLE	40	/* 64 bits, sector */
#define HEADER_LAST_USABLE	48	/* 64 bits, sector */
#define HEADER_ENTRIES		72	/* 64 bits, sector */
#define HEADER_ENTRY_COUNT	80	/* 32 bits */
#define HEADER_ENTRY_SIZE	84	/* 32 bits, in bytes */
#define HEADER_ENTRIES_CRC	88	/* 32 bits */
#define HEADER_MIN		92	/* bytes */

#define REVISION_1_0		0x00010000

#define ENTRY_TYPE		0	/* a GUID, 0 = unused */
#define ENTRY_FIRST		32	/* 64 bits, sector */
#define ENTRY_LAST		40	/* 64 bits, sector */
#define ENTRY_MIN		128	/* bytes; sizes are multiples of it */

#define HEADER_LBA		1
#define ENTRIES_LBA_MIN		2
#define TABLE_SIZE_MAX		(1024 * 1024)	/* bytes; chain.c32 reads no more */

/* What four bits add to a CRC-32 of IEEE 802.3, low bits first */
static const uint32_t crc32_table[16] = {
    0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac,
    0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
    0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
    0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
};

uint32_t gpt_crc32(uint32_t crc, const uint8_t *bytes, size_t len)
{
    while (len--) {
	crc ^= *bytes++;
	crc = crc >> 4 ^ crc32_table[crc & 15];
	crc = crc >> 4 ^ crc32_table[crc & 15];
    }
    return crc;
}

/* True if the header in walk->sector is whole */
static int header_is_whole(struct partitions *walk)
{
    static const uint8_t zero[4];
    uint8_t *header = walk->sector;
    uint32_t size = get_le32(header + HEADER_SIZE), crc = ~0U;

    if (memcmp(header, HEADER_SIGNATURE, 8) ||
	get_le32(header + HEADER_REVISION) != REVISION_1_0 ||
	size < HEADER_MIN || size > walk->disk->sector_size)
	return 0;
    crc = gpt_crc32(crc, header, HEADER_CRC);
    crc = gpt_crc32(crc, zero, sizeof(zero));
    crc = gpt_crc32(crc, header + HEADER_CRC + 4, size - HEADER_CRC - 4);
    return ~crc == get_le32(header + HEADER_CRC);
}

/* Take what is needed from the header; 0 if it makes no sense */
static int take_header(struct partitions *walk)
{
    const uint8_t *header = walk->sector;
    uint64_t size, table, last = get_le64(header + HEADER_MY_LBA);
    uint32_t sector_size = walk->disk->sector_size;

    if (last < get_le64(header + HEADER_OTHER_LBA))
	last = get_le64(header + HEADER_OTHER_LBA);
    walk->entries = get_le64(header + HEADER_ENTRIES);
    walk->entry_count = get_le32(header + HEADER_ENTRY_COUNT);
    walk->entry_size = get_le32(header + HEADER_ENTRY_SIZE);
    walk->first_usable = get_le64(header + HEADER_FIRST_USABLE);
    walk->last_usable = get_le64(header + HEADER_LAST_USABLE);

    if (!walk->entry_count || walk->entry_size < ENTRY_MIN ||
	walk->entry_size % ENTRY_MIN)
	return 0;
    size = (uint64_t)walk->entry_count * walk->entry_size;
    table = (size + sector_size - 1) / sector_size;
    return size <= TABLE_SIZE_MAX && walk->entries >= ENTRIES_LBA_MIN &&
	   walk->entries <= UINT64_MAX - table &&
	   walk->entries + table <= last &&
	   walk->first_usable > HEADER_LBA &&
	   walk->first_usable <= walk->last_usable &&
	   (walk->entries + table <= walk->first_usable ||
	    walk->entries > walk->last_usable);
}

/* True if the table of entries can be read and has that checksum */
static int entries_are_whole(struct partitions *walk, uint32_t want)
{
    uint64_t left = (uint64_t)walk->entry_count * walk->entry_size;
    uint64_t lba = walk->entries;
    uint32_t crc = ~0U;

    while (left) {
	uint64_t len = walk->disk->sector_size;

	if (len > left)
	    len = left;
	if (walk->disk->read(walk->disk, lba++, walk->sector))
	    return 0;
	crc = gpt_crc32(crc, walk->sector, (size_t)len);
	left -= len;
    }
    return ~crc == want;
}

/* Try the header at `lba`: is it whole, and are its entries? */
static enum error try_header(struct partitions *walk, uint64_t lba)
{
    uint32_t crc;

    if (walk->disk->read(walk->disk, lba, walk->sector))
	return ERR_DISK_READ;
    if (!header_is_whole(walk) || !take_header(walk))
	return ERR_TABLE;
    crc = get_le32(walk->sector + HEADER_ENTRIES_CRC);
    walk->cached = 0;
    return entries_are_whole(walk, crc) ? ERR_NONE : ERR_TABLE;
}

enum error gpt_begin(struct partitions *walk)
{
    enum error error = try_header(walk, HEADER_LBA);

    if (!error || walk->disk->sectors <= HEADER_LBA + 1)
	return error;
    return try_header(walk, walk->disk->sectors - 1) ? error : ERR_NONE;
}

int gpt_next(struct partitions *walk, struct partition *partition)
{
    static const uint8_t unused[GUID_SIZE];

    while (walk->next < walk->entry_count && walk->next < PARTITION_MAX) {
	uint64_t offset = (uint64_t)walk->next++ * walk->entry_size;
	uint64_t lba = walk->entries + offset / walk->disk->sector_size;
	const uint8_t *entry = walk->sector + offset % walk->disk->sector_size;
	uint64_t last;

	if (lba != walk->cached &&
	    walk->disk->read(walk->disk, lba, walk->sector))
	    return walk_end(walk, ERR_DISK_READ);
	walk->cached = lba;
	if (!memcmp(entry + ENTRY_TYPE, unused, GUID_SIZE))
	    continue;
	partition->start = get_le64(entry + ENTRY_FIRST);
	last = get_le64(entry + ENTRY_LAST);
	if (partition->start < walk->first_usable ||
	    last > walk->last_usable || last < partition->start ||
	    last == UINT64_MAX)			/* no sector is behind it */
	    return walk_end(walk, ERR_TABLE);
	partition->sectors = last - partition->start + 1;
	partition->number = walk->next;
	memcpy(partition->guid, entry + ENTRY_TYPE, GUID_SIZE);
	return 1;
    }
    return walk_end(walk, ERR_NONE);
}
