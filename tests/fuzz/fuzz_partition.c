/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_partition.c - partition tables from a disk
 *
 * The first byte chooses: an MBR, where each sector is made of 64 bytes of the
 * input, or a GPT, where the header's checksums are set right so that what is
 * behind them is reached; a disk without a table; sectors that cannot be read.
 * The second one is a SYSID. No walk takes long or leaves its bounds.
 */
#include <errno.h>

#include "bytes.h"
#include "fuzz.h"
#include "infotext.h"
#include "walk.h"

#define SECTORS		256
#define READS_MAX	4096

/* Bits of the first byte */
#define GPT		0x01
#define LARGE_SECTORS	0x02
#define NO_TABLE	0x04
#define BAD_SECTORS	0x08

struct input {
    const uint8_t *data;
    size_t size;
    int gpt, no_table, bad_sectors;
    uint8_t header[512];
};

static struct input input;
static unsigned int reads;

/* `len` bytes of the input from `offset` on, zeros behind its end */
static void take(uint8_t *to, size_t len, size_t offset)
{
    size_t have = offset < input.size ? input.size - offset : 0;

    if (have > len)
	have = len;
    if (have)
	memcpy(to, input.data + offset, have);
}

static int read_input(const struct disk *disk, uint64_t lba, void *buffer)
{
    uint8_t *sector = buffer;

    require(++reads < READS_MAX);
    if (lba >= disk->sectors)
	return -ENXIO;
    if (input.bad_sectors && lba % 4 == 3)
	return -EIO;
    memset(sector, 0, disk->sector_size);
    if (input.gpt && lba == 1) {
	memcpy(sector, input.header, sizeof(input.header));
	return 0;
    }
    if (input.gpt && lba) {
	take(sector, disk->sector_size, 92 + (lba - 2) * disk->sector_size);
	return 0;
    }
    take(sector + 446, 64, input.gpt ? input.size : lba * 64);
    if (input.gpt)
	sector[446 + 4] = 0xee;
    sector[510] = 0x55;
    sector[511] = input.no_table ? 0 : 0xaa;
    return 0;
}

/* Set the checksums of the header right, where its entries are few */
static void seal(const struct disk *disk)
{
    uint8_t *p = input.header;
    uint64_t left = (uint64_t)get_le32(p + 80) * get_le32(p + 84);
    uint64_t lba = get_le64(p + 72);
    uint8_t sector[DISK_SECTOR_MAX];
    uint32_t crc = ~0U;

    memset(p + 16, 0, 4);
    if (left > 64 * 512)
	left = 0;
    while (left) {
	size_t len = left < disk->sector_size ? left : disk->sector_size;

	if (read_input(disk, lba++, sector))
	    break;
	crc = gpt_crc32(crc, sector, len);
	left -= len;
    }
    put_le32(p + 88, ~crc);
    if (get_le32(p + 12) <= sizeof(input.header))
	put_le32(p + 16, ~gpt_crc32(~0U, p, get_le32(p + 12)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct disk disk = { .sectors = SECTORS, .read = read_input };
    struct partition partition, again;
    char text[PARTITION_TEXT_SIZE];
    struct partitions walk;
    unsigned int last = 0;

    if (size < 2)
	return 0;
    memset(&input, 0, sizeof(input));
    input.gpt = data[0] & GPT;
    input.no_table = data[0] & NO_TABLE;
    input.bad_sectors = data[0] & BAD_SECTORS;
    disk.sector_size = data[0] & LARGE_SECTORS ? DISK_SECTOR_MAX :
		       DISK_SECTOR_MIN;
    input.data = data + 2;
    input.size = size - 2;
    reads = 0;
    if (input.gpt) {
	take(input.header, 92, 0);
	seal(&disk);
    }

    reads = 0;
    if (partition_begin(&walk, &disk))
	return 0;
    require(walk.scheme == (input.no_table ? PARTITION_NONE :
			    input.gpt ? PARTITION_GPT : PARTITION_MBR));
    require(!input.no_table || walk.ended);
    while (partition_next(&walk, &partition)) {
	require(partition.number > last && partition.number <= PARTITION_MAX);
	last = partition.number;
	require(partition.start && partition.sectors);
	require(partition.start + partition.sectors > partition.start);
	require(partition.scheme == walk.scheme);
	require(input.gpt || partition.type);
	partition_format(text, &partition, disk.sector_size);
	require(strlen(text) < sizeof(text) - 1);
    }
    require(walk.ended && !partition_next(&walk, &partition));

    reads = 0;
    require(partition_find(&again, &disk, last + 1));
    reads = 0;
    require(!partition_find(&again, &disk, last) && again.number == last);
    partition_check_boot(&disk, again.start);
    reads = 0;
    if (!partition_find_sysid(&again, &disk, data[1]))
	require(partition_matches(&again, data[1]));
    return 0;
}
