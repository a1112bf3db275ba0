/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * partition.h - what is on a disk: MBR and GPT partitions
 *
 * Partitions have the numbers that chain.c32 gives them: in an MBR 1 to 4 and,
 * for logical ones, from 5 in the order of the chain; in a GPT the place of
 * the entry, from 1. What chain.c32 does not take (an extended partition, a
 * table that makes no sense) is not taken here either, so that a partition
 * which is found here is found there.
 *
 * Any bytes may be on the disk; no table, however it is made, is read for more
 * than a bounded number of sectors.
 */
#ifndef DETERBOOT_PARTITION_H
#define DETERBOOT_PARTITION_H

#include <stddef.h>

#include "disk.h"
#include "errors.h"

/* Logical partitions are read up to this number, GPT entries too (policy) */
#define PARTITION_MAX		255

/* Sectors of an extended partition's chain that are read at most (policy) */
#define PARTITION_CHAIN_MAX	512

#define GUID_SIZE		16	/* bytes, as they lie on the disk */
#define GUID_TEXT_SIZE		37

enum partition_scheme {
    PARTITION_NONE,			/* no 55AA at the end of sector 0 */
    PARTITION_MBR,
    PARTITION_GPT,
};

struct partition {
    enum partition_scheme scheme;
    unsigned int number;		/* as chain.c32 counts; 0 = whole disk */
    uint64_t start;			/* first sector */
    uint64_t sectors;
    uint8_t type;			/* PARTITION_MBR: 1 to 255 */
    uint8_t guid[GUID_SIZE];		/* PARTITION_GPT: type */
};

/* A walk through the partitions of a disk; its members are private (walk.h) */
struct partitions {
    const struct disk *disk;
    enum partition_scheme scheme;
    enum error error;			/* why the walk ended, ERR_NONE = end */
    int ended;
    unsigned int next;			/* place in the table, from 0 */

    /* MBR */
    uint8_t table[4][16];		/* the primary partitions */
    int has_extended;
    uint32_t ebr_base, ebr_size;	/* the extended partition */
    uint32_t ebr, ebr_frame;		/* the next link, 0 = none, and its size */
    unsigned int links;			/* read so far */

    /* GPT */
    uint64_t entries, cached;		/* first sector; the one in `sector` */
    uint64_t first_usable, last_usable;
    uint32_t entry_size, entry_count;

    uint8_t sector[DISK_SECTOR_MAX];
};

/**
 * Begin a walk
 *
 * @v walk	Receives the walk
 * @v disk	The disk; has to stay as long as the walk
 * @ret error	ERR_NONE, also for a disk without a table, which has no
 *		partitions; ERR_DISK_READ or ERR_TABLE
 */
enum error partition_begin(struct partitions *walk, const struct disk *disk);

/**
 * The next partition
 *
 * @v walk	The walk
 * @v partition	Receives the partition
 * @ret 1	Done
 * @ret 0	There is no further one; walk->error tells whether the table
 *		ended there (ERR_NONE) or is not usable from there on
 */
int partition_next(struct partitions *walk, struct partition *partition);

/**
 * Find a partition by its number
 *
 * @v partition	Receives the partition; for 0, the whole disk
 * @v disk	The disk
 * @v number	Its number
 * @ret error	ERR_NONE; ERR_NO_PARTITION, ERR_NO_TABLE, ERR_TABLE,
 *		ERR_DISK_READ
 */
enum error partition_find(struct partition *partition, const struct disk *disk,
			  unsigned int number);

/**
 * Find the first partition of an MBR type, or on a disk with a GPT the first
 * one of a matching GPT type
 *
 * @v partition	Receives the partition
 * @v disk	The disk
 * @v sysid	MBR type
 * @ret error	ERR_NONE; ERR_SYSID for a type outside 1 to 255; ERR_NO_TYPE,
 *		ERR_NO_GPT_TYPE, ERR_NO_TABLE, ERR_TABLE, ERR_DISK_READ
 */
enum error partition_find_sysid(struct partition *partition,
				const struct disk *disk, uint32_t sysid);

/**
 * Can a boot sector be started?
 *
 * @v disk	The disk
 * @v start	The sector
 * @ret error	ERR_NONE; ERR_DISK_READ; ERR_NO_SIGNATURE if it does not end in
 *		55AA; ERR_NO_CODE if there are only zeros where its code would be
 */
enum error partition_check_boot(const struct disk *disk, uint64_t start);

/**
 * Name of a partition's type: "Linux", "FreeBSD", or NULL
 */
const char *partition_type_name(const struct partition *partition);

/**
 * True if a GPT type is known for an MBR type
 */
int sysid_has_gpt(uint8_t sysid);

/**
 * True if a partition has that MBR type, or a GPT type that matches it
 */
int partition_matches(const struct partition *partition, uint8_t sysid);

/**
 * Write a GUID as text, "0FC63DAF-8483-4772-8E79-3D69D8477DE4"
 */
char *guid_format(char text[GUID_TEXT_SIZE], const uint8_t guid[GUID_SIZE]);

#endif /* DETERBOOT_PARTITION_H */
