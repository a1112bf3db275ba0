/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_chain.c - partition tables, as chain.c32 reads them
 *
 * What deterboot finds on a disk chain.c32 has to find there, too, at the same
 * place; and neither reads outside of its memory. The first byte chooses an MBR,
 * where each sector has 66 bytes of the input at its end, or a GPT, whose
 * checksums are set right.
 */
#include "fuzz.h"
#include "com32/deterboot/common/bytes.h"
#include "com32/deterboot/disk/partition.h"
#include "com32/deterboot/disk/walk.h"

/* A message for each table would take most of the time */
#define fprintf(...)	0
#include "com32/chain/partiter.c"

#define SECTORS		512
#define SECTOR_SIZE	512
#define AT_ONCE		127	/* sectors that the library reads */
#define TABLE_SIZE	66	/* bytes at the end of an MBR, 55AA among them */
#define CHAIN_FLAGS	(PIF_STRICT | PIF_GPTHCRC | PIF_GPTLCRC)

/* Offsets in the header of a GPT */
#define HEADER_SIZE	12
#define HEADER_CRC	16
#define HEADER_ENTRIES	72
#define HEADER_COUNT	80
#define HEADER_ENTRY	84
#define HEADER_LIST_CRC	88
#define HEADER_USED	92

static uint8_t image[SECTORS][SECTOR_SIZE];

int guid_is0(const struct guid *guid)
{
    static const struct guid zero;

    return !memcmp(guid, &zero, sizeof(zero));
}

void *disk_read_sectors(const struct disk_info *di, uint64_t lba, uint8_t count)
{
    if (!count || count > AT_ONCE || lba + count > di->lbacnt ||
	lba + count < lba)
	return NULL;
    return fuzz_copy(image[lba], (size_t)count * SECTOR_SIZE);
}

static int read_image(const struct disk *disk, uint64_t lba, void *sector)
{
    if (lba >= disk->sectors)
	return -EIO;
    memcpy(sector, image[lba], SECTOR_SIZE);
    return 0;
}

static void make_mbr(const uint8_t *data, size_t size)
{
    size_t lba, len;

    for (lba = 0; lba < SECTORS && size; lba++) {
	len = size < TABLE_SIZE ? size : TABLE_SIZE;
	memcpy(image[lba] + SECTOR_SIZE - TABLE_SIZE, data, len);
	memcpy(image[lba] + SECTOR_SIZE - 2, "\x55\xaa", 2);
	data += len;
	size -= len;
    }
}

static void make_gpt(const uint8_t *data, size_t size)
{
    size_t used = size < HEADER_USED ? size : HEADER_USED;
    uint8_t *header = image[1];
    uint64_t list, len;

    memcpy(image[0] + SECTOR_SIZE - 2, "\x55\xaa", 2);
    image[0][450] = 0xee;
    memcpy(header, data, used);
    memcpy(header, "EFI PART\0\0\1", 12);
    memcpy(image[2], data + used, size - used < sizeof(image) - 1024 ?
	   size - used : sizeof(image) - 1024);
    list = get_le64(header + HEADER_ENTRIES);
    len = (uint64_t)get_le32(header + HEADER_COUNT) *
	  get_le32(header + HEADER_ENTRY);
    if (list < SECTORS && len <= (SECTORS - list) * SECTOR_SIZE)
	put_le32(header + HEADER_LIST_CRC, ~gpt_crc32(~0U, image[list], len));
    put_le32(header + HEADER_CRC, 0);
    if (get_le32(header + HEADER_SIZE) <= SECTOR_SIZE)
	put_le32(header + HEADER_CRC,
		 ~gpt_crc32(~0U, header, get_le32(header + HEADER_SIZE)));
}

/* chain.c32 has to find it, too */
static void require_chain(const struct disk_info *di,
			  const struct partition *partition)
{
    struct part_iter *iter = pi_begin(di, CHAIN_FLAGS);

    require(iter);
    while (iter->index != (int)partition->number)
	require(!pi_next(iter));
    require(iter->abs_lba == partition->start);
    require(iter->length == partition->sectors);
    pi_del(&iter);
}

static void walk_all(const struct disk_info *di)
{
    struct part_iter *iter = pi_begin(di, CHAIN_FLAGS | PIF_STEPALL);
    int i;

    for (i = 0; iter && i < 10000 && !pi_next(iter); i++)
	;
    require(i < 10000);
    pi_del(&iter);
}

/* Fresh memory for each run would take most of the time */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "quarantine_size_mb=4";
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct disk disk = {
	.sector_size = SECTOR_SIZE, .sectors = SECTORS, .read = read_image,
    };
    struct disk_info di = { .bps = SECTOR_SIZE, .lbacnt = SECTORS };
    struct partition partition;
    struct partitions walk;
    int found = 0;

    if (!size)
	return 0;
    memset(image, 0, sizeof(image));
    if (data[0] & 1)
	make_gpt(data + 1, size - 1);
    else
	make_mbr(data + 1, size - 1);
    walk_all(&di);
    if (!partition_begin(&walk, &disk))
	while (partition_next(&walk, &partition) && found++ < 8)
	    require_chain(&di, &partition);
    return 0;
}
