/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * listdisk.c - what deterboot finds on a disk image, for test_disks.py
 *
 *	listdisk IMAGE		all partitions: NUMBER START SECTORS TYPE
 *	listdisk IMAGE SYSID	the first one of that MBR type
 *
 * The first line is "mbr", "gpt" or "none"; the last one the code of what is
 * wrong, if anything is. Exits with 0 also then; 2 if the image is not there.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>

#include "partition.h"

#define SECTOR_SIZE	512

static FILE *image;

static int read_image(const struct disk *disk, uint64_t lba, void *sector)
{
    if (lba >= disk->sectors ||
	fseeko(image, (off_t)(lba * SECTOR_SIZE), SEEK_SET) ||
	fread(sector, SECTOR_SIZE, 1, image) != 1)
	return -EIO;
    return 0;
}

static void print_partition(const struct partition *partition)
{
    char guid[GUID_TEXT_SIZE];

    printf("%u %llu %llu ", partition->number,
	   (unsigned long long)partition->start,
	   (unsigned long long)partition->sectors);
    if (partition->scheme == PARTITION_GPT)
	puts(guid_format(guid, partition->guid));
    else
	printf("%x\n", partition->type);
}

static enum error print_all(const struct disk *disk)
{
    static const char *const names[] = { "none", "mbr", "gpt" };
    struct partition partition;
    struct partitions walk;
    enum error error = partition_begin(&walk, disk);

    puts(names[walk.scheme]);
    if (error)
	return error;
    while (partition_next(&walk, &partition))
	print_partition(&partition);
    return walk.error;
}

int main(int argc, char *argv[])
{
    struct disk disk = { .sector_size = SECTOR_SIZE, .read = read_image };
    struct partition partition;
    enum error error;

    image = argc > 1 ? fopen(argv[1], "rb") : NULL;
    if (!image || fseeko(image, 0, SEEK_END)) {
	fprintf(stderr, "usage: listdisk IMAGE [SYSID]\n");
	return 2;
    }
    disk.sectors = (uint64_t)ftello(image) / SECTOR_SIZE;
    if (argc == 2) {
	error = print_all(&disk);
    } else {
	error = partition_find_sysid(&partition, &disk,
				     (uint32_t)strtoul(argv[2], NULL, 0));
	if (!error)
	    print_partition(&partition);
    }
    if (error)
	puts(error_code(error));
    fclose(image);
    return 0;
}
