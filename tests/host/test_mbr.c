/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_mbr.c - extended partitions of every type, the frames of their links,
 * and what counts as boot code
 */
#include <errno.h>

#include "image.h"
#include "partition.h"
#include "test.h"

#define SECTORS		400

static uint8_t image[SECTORS][512];

static int read_image(const struct disk *disk, uint64_t lba, void *sector)
{
    (void)disk;
    if (lba >= SECTORS)
	return -EIO;
    memcpy(sector, image[lba], 512);
    return 0;
}

static const struct disk disk = {
    .sector_size = 512, .sectors = SECTORS, .read = read_image,
};

/* An extended partition in sectors 100 to 299, its links at 100, 150 and 200,
   with 40, 20 and 100 sectors; each has a logical partition that fills it */
static void chain(uint8_t first, uint8_t second, uint8_t third)
{
    memset(image, 0, sizeof(image));
    mbr_entry(image[0], 0, 131, 10, 20);
    mbr_entry(image[0], 3, first, 100, 200);
    mbr_entry(image[100], 0, 131, 1, 39);
    mbr_entry(image[100], 1, second, 50, 20);
    mbr_entry(image[150], 0, 131, 1, 19);
    mbr_entry(image[150], 1, third, 100, 100);
    mbr_entry(image[200], 0, 131, 1, 99);
}

static enum error find(unsigned int number, uint32_t *start)
{
    struct partition partition;
    enum error error = partition_find(&partition, &disk, number);

    *start = error ? 0 : (uint32_t)partition.start;
    if (!error) {
	check_int("number", partition.number, number);
	check_int("scheme", partition.scheme, PARTITION_MBR);
    }
    return error;
}

static int is_extended(int type)
{
    return type == 0x05 || type == 0x0f || type == 0x85;
}

/* DOS's, with LBA and Linux's; they may be mixed, and there is no other */
static void types_of_extended(void **state)
{
    static const uint8_t types[] = { 0x05, 0x0f, 0x85 };
    uint32_t start;
    size_t i;
    int type;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(types); i++) {
	chain(types[i], types[(i + 1) % 3], types[(i + 2) % 3]);
	check_int("4", find(4, &start), ERR_NO_PARTITION);
	check_int("5", find(5, &start), ERR_NONE);
	check_int("5", start, 101);
	check_int("6", find(6, &start), ERR_NONE);
	check_int("6", start, 151);
	check_int("7", find(7, &start), ERR_NONE);
	check_int("7", start, 201);
	check_int("8", find(8, &start), ERR_NO_PARTITION);
    }
    for (type = 1; type < 256; type++) {
	if (type == 0xee)			/* that is a GPT */
	    continue;
	/* In the MBR: a partition like others, or the beginning of a chain */
	chain((uint8_t)type, 5, 5);
	check_int("in the MBR", find(4, &start) == ERR_NO_PARTITION,
		  is_extended(type));
	/* As a logical one: a partition of any type but these */
	chain(5, 5, 5);
	mbr_entry(image[150], 0, (uint8_t)type, 1, 19);
	check_int("logical", find(6, &start),
		  is_extended(type) ? ERR_TABLE : ERR_NONE);
	/* As a link: of these only */
	chain(5, (uint8_t)type, 5);
	check_int("link", find(6, &start),
		  is_extended(type) ? ERR_NONE : ERR_TABLE);
    }
}

/* A logical partition lies within the frame of its own link, not that of
   another, and a link within the extended partition */
static void frames_of_links(void **state)
{
    static const struct {
	const char *row;
	unsigned int lba;
	int place;
	uint8_t type;
	uint32_t start, sectors;
	unsigned int number;		/* that is looked for */
	enum error error;
    } table[] = {
	{ "fills the first frame", 100, 0, 131, 1, 199, 5, ERR_NONE },
	{ "leaves the first frame", 100, 0, 131, 1, 200, 5, ERR_TABLE },
	{ "fills the second frame", 150, 0, 131, 5, 15, 6, ERR_NONE },
	{ "leaves the second frame", 150, 0, 131, 5, 16, 6, ERR_TABLE },
	{ "starts behind the second frame", 150, 0, 131, 20, 1, 6, ERR_TABLE },
	{ "fills the third frame", 200, 0, 131, 1, 99, 7, ERR_NONE },
	{ "leaves the third frame", 200, 0, 131, 1, 100, 7, ERR_TABLE },
	{ "link fills the extended one", 150, 1, 5, 100, 100, 7, ERR_NONE },
	{ "link leaves the extended one", 150, 1, 5, 100, 101, 7, ERR_TABLE },
	{ "link without sectors", 150, 1, 5, 100, 0, 7, ERR_TABLE },
	{ "logical without sectors", 150, 0, 131, 1, 0, 6, ERR_TABLE },
	{ "logical at its link", 150, 0, 131, 0, 5, 6, ERR_TABLE },
	{ "unused with numbers left in it", 150, 0, 0, 500, 500, 6, ERR_NONE },
	{ "no link with numbers left in it", 150, 1, 0, 500, 500, 6, ERR_NONE },
    };
    uint32_t start;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	chain(5, 5, 5);
	mbr_entry(image[table[i].lba], table[i].place, table[i].type,
		  table[i].start, table[i].sectors);
	check_int(table[i].row, find(table[i].number, &start), table[i].error);
    }
}

/* Both bytes of the signature of a link count */
static void signature_of_a_link(void **state)
{
    uint32_t start;

    (void)state;
    chain(5, 5, 5);
    image[150][510] ^= 1;
    assert_int_equal(find(6, &start), ERR_TABLE);
    chain(5, 5, 5);
    image[150][511] ^= 1;
    assert_int_equal(find(6, &start), ERR_TABLE);
    assert_int_equal(find(5, &start), ERR_NONE);
}

/* A disk has one chain. A second one is refused, however good it is, and
   whichever place the first one has */
static void two_chains(void **state)
{
    uint32_t start;
    int first;

    (void)state;
    for (first = 0; first < 3; first++) {
	memset(image, 0, sizeof(image));
	mbr_entry(image[0], first, 5, 100, 50);
	mbr_entry(image[100], 0, 131, 1, 9);
	assert_int_equal(find(5, &start), ERR_NONE);
	mbr_entry(image[0], 3, 5, 200, 50);
	mbr_entry(image[200], 0, 131, 1, 9);
	assert_int_equal(find(5, &start), ERR_TABLE);
    }
}

/* Both bytes of the signature count in the MBR and in a boot sector, too */
static void halves_of_a_signature(void **state)
{
    struct partition partition;
    int byte;

    (void)state;
    for (byte = 510; byte < 512; byte++) {
	chain(5, 5, 5);
	image[0][0] = 1;
	image[0][byte] = 0;
	assert_int_equal(partition_check_boot(&disk, 0), ERR_NO_SIGNATURE);
	assert_int_equal(partition_find(&partition, &disk, 1), ERR_NO_TABLE);
    }
}

/* Without a disk that can be read nothing is found, whatever is looked for;
   the walk says why */
static void no_disk(void **state)
{
    struct disk odd = disk;
    struct partition partition;
    struct partitions walk;

    (void)state;
    chain(5, 5, 5);
    odd.sector_size = 0;
    assert_int_equal(partition_begin(&walk, &odd), ERR_DISK_READ);
    assert_int_equal(partition_next(&walk, &partition), 0);
    assert_int_equal(walk.error, ERR_DISK_READ);
    assert_int_equal(partition_find(&partition, &odd, 1), ERR_DISK_READ);
    assert_int_equal(partition_find_sysid(&partition, &odd, 131),
		     ERR_DISK_READ);
}

/* What is found is told whole, and nothing of what was there before */
static void what_is_found(void **state)
{
    static const uint8_t zero[GUID_SIZE];
    struct partition partition;

    (void)state;
    chain(5, 5, 5);
    memset(&partition, 0xff, sizeof(partition));
    assert_int_equal(partition_find(&partition, &disk, 0), ERR_NONE);
    assert_int_equal(partition.start, 0);
    assert_int_equal(partition.sectors, SECTORS);
    assert_int_equal(partition.number, 0);
    memset(&partition, 0xff, sizeof(partition));
    assert_int_equal(partition_find(&partition, &disk, 6), ERR_NONE);
    assert_int_equal(partition.type, 131);
    assert_int_equal(partition.sectors, 19);
    assert_memory_equal(partition.guid, zero, GUID_SIZE);

    /* The highest type there is */
    mbr_entry(image[0], 2, 255, 60, 1);
    assert_int_equal(partition_find_sysid(&partition, &disk, 255), ERR_NONE);
    assert_int_equal(partition.number, 3);
}

/* All four places of the MBR are primary partitions 1 to 4 */
static void primaries(void **state)
{
    uint32_t start;
    unsigned int i;

    (void)state;
    memset(image, 0, sizeof(image));
    for (i = 0; i < 4; i++)
	mbr_entry(image[0], (int)i, 131, 10 + i, 1);
    for (i = 0; i < 4; i++) {
	assert_int_equal(find(i + 1, &start), ERR_NONE);
	assert_int_equal(start, 10 + i);
    }
    assert_int_equal(find(5, &start), ERR_NO_PARTITION);

    /* As far as 32 bits reach */
    mbr_entry(image[0], 1, 131, UINT32_MAX - 1, 1);
    assert_int_equal(find(2, &start), ERR_NONE);
    mbr_entry(image[0], 1, 131, UINT32_MAX - 1, 2);
    assert_int_equal(find(2, &start), ERR_TABLE);
}

/* Numbers go up to 255, and a chain has an end wherever it leads */
static void longest_chain(void **state)
{
    uint32_t start;
    unsigned int i;

    (void)state;
    memset(image, 0, sizeof(image));
    mbr_entry(image[0], 0, 5, 100, 290);
    for (i = 0; i < 280; i++) {
	mbr_entry(image[100 + i], 0, 131, 1, 1);
	mbr_entry(image[100 + i], 1, 5, i + 1, 2);
    }
    assert_int_equal(find(5, &start), ERR_NONE);
    assert_int_equal(find(255, &start), ERR_NONE);
    assert_int_equal(start, 100 + 250 + 1);
    assert_int_equal(find(256, &start), ERR_NO_PARTITION);
}

/* In an MBR 440 bytes are code; what follows is the number of the disk, two
   bytes and the table (UEFI specification, "Legacy Master Boot Record") */
static void what_counts_as_code(void **state)
{
    unsigned int i;

    (void)state;
    for (i = 0; i < 510; i++) {
	memset(image[7], 0, sizeof(image[7]));
	image[7][510] = 0x55;
	image[7][511] = 0xaa;
	image[7][i] = 1;
	check_int("byte", partition_check_boot(&disk, 7),
		  i < 440 ? ERR_NONE : ERR_NO_CODE);
    }
}

/* Sizes of sectors that firmware may tell of */
static void sector_sizes(void **state)
{
    static const struct {
	uint32_t size;
	enum error error;
    } table[] = {
	{ 0, ERR_DISK_READ }, { 511, ERR_DISK_READ }, { 512, ERR_NONE },
	{ 4096, ERR_NONE }, { 4097, ERR_DISK_READ },
    };
    struct partition partition;
    size_t i;

    (void)state;
    chain(5, 5, 5);
    image[0][0] = 1;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	struct disk other = disk;

	other.sector_size = table[i].size;
	check_int("table", partition_find(&partition, &other, 1),
		  table[i].error);
	check_int("code", partition_check_boot(&other, 0), table[i].error);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(types_of_extended),
	cmocka_unit_test(frames_of_links),
	cmocka_unit_test(signature_of_a_link),
	cmocka_unit_test(two_chains),
	cmocka_unit_test(halves_of_a_signature),
	cmocka_unit_test(no_disk),
	cmocka_unit_test(what_is_found),
	cmocka_unit_test(primaries),
	cmocka_unit_test(longest_chain),
	cmocka_unit_test(what_counts_as_code),
	cmocka_unit_test(sector_sizes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
