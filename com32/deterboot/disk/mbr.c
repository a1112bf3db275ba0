/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * mbr.c - primary partitions, and the chain of the logical ones
 *
 * Each link of the chain is a sector with a table of its own: its first entry
 * is a logical partition, counted from the link; the second one leads to the
 * next link, counted from the beginning of the extended partition.
 */
#include <string.h>

#include "bytes.h"
#include "walk.h"

/* An entry of the table (IBM PC) */
#define ENTRY_TYPE		4
#define ENTRY_START		8	/* 32 bits, little endian, in sectors */
#define ENTRY_SECTORS		12	/* the same */
#define ENTRY_SIZE		16
#define TABLE_OFFSET		446
#define SIGNATURE_OFFSET	510

#define PRIMARIES		4

/* DOS, with LBA, Linux */
static int is_extended(uint8_t type)
{
    return type == 0x05 || type == 0x0f || type == 0x85;
}

/* An entry that lies within `limit` sectors; ends do not wrap around */
static int is_sane(const uint8_t *entry, uint64_t limit)
{
    uint64_t start = get_le32(entry + ENTRY_START);
    uint64_t sectors = get_le32(entry + ENTRY_SECTORS);

    return start && sectors && start + sectors <= limit;
}

void mbr_begin(struct partitions *walk)
{
    walk->has_extended = 0;
}

static int found(struct partition *partition, const uint8_t *entry,
		 unsigned int number, uint32_t base)
{
    partition->number = number;
    partition->type = entry[ENTRY_TYPE];
    partition->start = (uint64_t)base + get_le32(entry + ENTRY_START);
    partition->sectors = get_le32(entry + ENTRY_SECTORS);
    return 1;
}

/* The next primary partition; 0 if there is none, or the walk has ended */
static int next_primary(struct partitions *walk, struct partition *partition)
{
    while (walk->next < PRIMARIES) {
	const uint8_t *entry = walk->table[walk->next++];
	uint8_t type = entry[ENTRY_TYPE];

	if (!type)
	    continue;
	if (!is_sane(entry, UINT32_MAX) ||
	    (is_extended(type) && walk->has_extended))
	    return walk_end(walk, ERR_TABLE);
	if (!is_extended(type))
	    return found(partition, entry, walk->next, 0);
	walk->has_extended = 1;
	walk->ebr_base = get_le32(entry + ENTRY_START);
	walk->ebr_size = get_le32(entry + ENTRY_SECTORS);
	walk->ebr = walk->ebr_base;
	walk->ebr_frame = walk->ebr_size;
    }
    return 0;
}

/* Read the link at walk->ebr and go on to the one behind it */
static enum error read_link(struct partitions *walk, uint32_t *base,
			    uint8_t logical[ENTRY_SIZE])
{
    const uint8_t *table = walk->sector + TABLE_OFFSET;
    const uint8_t *link = table + ENTRY_SIZE;

    if (walk->links++ == PARTITION_CHAIN_MAX)
	return ERR_TABLE;
    if (walk->disk->read(walk->disk, walk->ebr, walk->sector))
	return ERR_DISK_READ;
    if (walk->sector[SIGNATURE_OFFSET] != 0x55 ||
	walk->sector[SIGNATURE_OFFSET + 1] != 0xaa)
	return ERR_TABLE;
    if (table[ENTRY_TYPE] && (is_extended(table[ENTRY_TYPE]) ||
			      !is_sane(table, walk->ebr_frame)))
	return ERR_TABLE;
    if (link[ENTRY_TYPE] && (!is_extended(link[ENTRY_TYPE]) ||
			     !is_sane(link, walk->ebr_size)))
	return ERR_TABLE;

    memcpy(logical, table, ENTRY_SIZE);
    *base = walk->ebr;
    walk->ebr = 0;
    if (link[ENTRY_TYPE]) {
	walk->ebr = walk->ebr_base + get_le32(link + ENTRY_START);
	walk->ebr_frame = get_le32(link + ENTRY_SECTORS);
    }
    return ERR_NONE;
}

/* A link without a partition does not use up a number */
static int next_logical(struct partitions *walk, struct partition *partition)
{
    uint8_t logical[ENTRY_SIZE];
    enum error error;
    uint32_t base;

    while (walk->ebr && walk->next < PARTITION_MAX) {
	error = read_link(walk, &base, logical);
	if (error)
	    return walk_end(walk, error);
	if (logical[ENTRY_TYPE])
	    return found(partition, logical, ++walk->next, base);
    }
    return walk_end(walk, ERR_NONE);
}

int mbr_next(struct partitions *walk, struct partition *partition)
{
    if (next_primary(walk, partition))
	return 1;
    return walk->ended ? 0 : next_logical(walk, partition);
}
