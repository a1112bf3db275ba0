/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_partition.c - partition tables as disks have them, and broken ones
 */
#include <errno.h>

#include "image.h"
#include "partition.h"
#include "test.h"

#define SECTORS		300
#define LAST		(SECTORS - 1)

/* A small disk; sectors above SECTORS cannot be read */
static uint8_t image[SECTORS][512];
static unsigned int reads, bad_lba;

static int read_image(const struct disk *disk, uint64_t lba, void *sector)
{
    (void)disk;
    reads++;
    if (lba >= SECTORS || (bad_lba && lba == bad_lba))
	return -EIO;
    memcpy(sector, image[lba], 512);
    return 0;
}

static const struct disk disk = {
    .sector_size = 512, .sectors = SECTORS, .read = read_image,
};

static void empty_disk(void)
{
    memset(image, 0, sizeof(image));
    reads = 0;
    bad_lba = 0;
}

/* 1 FreeBSD, 2 extended, 3 Linux; 5 and 6 logical with a hole between them */
static void mbr_disk(void)
{
    empty_disk();
    mbr_entry(image[0], 0, 165, 10, 20);
    mbr_entry(image[0], 1, 0x0f, 100, 100);
    mbr_entry(image[0], 2, 131, 40, 20);
    mbr_entry(image[100], 0, 131, 1, 9);
    mbr_entry(image[100], 1, 5, 20, 10);
    mbr_entry(image[120], 0, 0, 0, 0);
    mbr_entry(image[120], 1, 5, 40, 30);
    mbr_entry(image[140], 0, 7, 2, 8);
}

static const uint8_t linux_guid[GUID_SIZE] = {
    0xaf, 0x3d, 0xc6, 0x0f, 0x83, 0x84, 0x72, 0x47,
    0x8e, 0x79, 0x3d, 0x69, 0xd8, 0x47, 0x7d, 0xe4,
};
static const uint8_t ufs_guid[GUID_SIZE] = {
    0xb6, 0x7c, 0x6e, 0x51, 0xcf, 0x6e, 0xd6, 0x11,
    0x8f, 0xf8, 0x00, 0x02, 0x2d, 0x09, 0x71, 0x2b,
};

static void seal(unsigned int lba, unsigned int table)
{
    put32(image[lba] + 88, crc32_of(image[table], 128 * 128));
    put32(image[lba] + 16, 0);
    put32(image[lba] + 16, crc32_of(image[lba], 92));
}

static void gpt_header(unsigned int lba, unsigned int other, unsigned int table)
{
    uint8_t *p = image[lba];

    memcpy(p, "EFI PART", 8);
    put32(p + 8, 0x00010000);
    put32(p + 12, 92);
    put32(p + 24, lba);
    put32(p + 32, other);
    put32(p + 40, 34);
    put32(p + 48, LAST - 33);
    put32(p + 72, table);
    put32(p + 80, 128);
    put32(p + 84, 128);
    seal(lba, table);
}

static void gpt_entry(int number, const uint8_t *guid, uint32_t first,
		      uint32_t last)
{
    uint8_t *p = image[2] + 128 * (number - 1);

    memcpy(p, guid, GUID_SIZE);
    put32(p + 32, first);
    put32(p + 40, last);
}

static void gpt_seal(void)
{
    memcpy(image[LAST - 32], image[2], 128 * 128);
    gpt_header(1, LAST, 2);
    gpt_header(LAST, 1, LAST - 32);
}

/* 2 Linux, 7 FreeBSD UFS, 128 Linux */
static void gpt_disk(void)
{
    empty_disk();
    mbr_entry(image[0], 0, 0xee, 1, LAST);
    gpt_entry(2, linux_guid, 40, 49);
    gpt_entry(7, ufs_guid, 50, 59);
    gpt_entry(128, linux_guid, 60, 60);
    gpt_seal();
}

/* The numbers and starts of all partitions: "1@10 5@101" */
static const char *list(enum error *error)
{
    static char text[4096];
    struct partition partition;
    struct partitions walk;
    size_t used = 0;

    text[0] = '\0';
    *error = partition_begin(&walk, &disk);
    if (*error)
	return text;
    while (partition_next(&walk, &partition))
	used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%u@%u",
				 used ? " " : "", partition.number,
				 (unsigned int)partition.start);
    *error = walk.error;
    assert_int_equal(partition_next(&walk, &partition), 0);
    return text;
}

static void check_list(const char *row, const char *want, enum error want_error)
{
    enum error error;

    check_str(row, list(&error), want);
    check_int(row, error, want_error);
}

static void numbers_of_an_mbr(void **state)
{
    struct partition partition;

    (void)state;
    mbr_disk();
    check_list("all", "1@10 3@40 5@101 6@142", ERR_NONE);
    check_int("5", partition_find(&partition, &disk, 5), ERR_NONE);
    check_int("5", partition.type, 131);
    check_int("5", partition.sectors, 9);
    check_int("0", partition_find(&partition, &disk, 0), ERR_NONE);
    check_int("0", partition.start, 0);
    check_int("extended", partition_find(&partition, &disk, 2),
	      ERR_NO_PARTITION);
    check_int("4", partition_find(&partition, &disk, 4), ERR_NO_PARTITION);
    check_int("7", partition_find(&partition, &disk, 7), ERR_NO_PARTITION);
    empty_disk();
    check_list("no table", "", ERR_NONE);
    check_int("no table", partition_find(&partition, &disk, 1), ERR_NO_TABLE);
    check_int("no table", partition_find(&partition, &disk, 0), ERR_NONE);
}

/* What chain.c32 refuses ends the walk; what came before it can be booted */
static void broken_mbr(void **state)
{
    static const struct {
	const char *row;
	unsigned int lba;
	int place;
	uint8_t type;
	uint32_t start, sectors;
	const char *want;
    } table[] = {
	{ "primary without a start", 0, 2, 131, 0, 20, "1@10" },
	{ "primary without a length", 0, 2, 131, 40, 0, "1@10" },
	{ "primary that wraps", 0, 2, 131, 40, UINT32_MAX - 39, "1@10" },
	{ "two extended ones", 0, 2, 5, 200, 50, "1@10" },
	{ "logical outside its frame", 100, 0, 131, 1, 100, "1@10 3@40" },
	{ "logical that wraps", 100, 0, 131, 1, UINT32_MAX, "1@10 3@40" },
	{ "logical is extended", 100, 0, 15, 1, 9, "1@10 3@40" },
	{ "link is no extended one", 100, 1, 131, 20, 10, "1@10 3@40" },
	{ "link outside the extended one", 100, 1, 5, 95, 10, "1@10 3@40" },
	{ "link without a start", 100, 1, 5, 0, 10, "1@10 3@40" },
	{ "link to an unsigned sector", 100, 1, 5, 30, 10, "1@10 3@40 5@101" },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	mbr_disk();
	mbr_entry(image[table[i].lba], table[i].place, table[i].type,
		  table[i].start, table[i].sectors);
	check_list(table[i].row, table[i].want, ERR_TABLE);
    }
    mbr_disk();
    mbr_entry(image[0], 2, 131, 40, UINT32_MAX - 40);
    check_list("primary up to the end", "1@10 3@40 5@101 6@142", ERR_NONE);
}

/* A chain that bites its tail comes to an end */
static void endless_chain(void **state)
{
    enum error error;
    const char *text;

    (void)state;
    mbr_disk();
    mbr_entry(image[140], 1, 5, 20, 30);
    mbr_entry(image[120], 1, 5, 40, 30);
    text = list(&error);
    check_int("loop", error, ERR_NONE);
    check_int("loop", strncmp(text, "1@10 3@40 5@101 6@142 7@142 ", 28), 0);
    check_int("loop", strstr(text, " 255@") != NULL, 1);
    check_int("loop", strstr(text, " 256@") == NULL, 1);

    mbr_disk();
    mbr_entry(image[120], 1, 5, 20, 10);
    check_list("loop of empty links", "1@10 3@40 5@101", ERR_TABLE);
    check_true("loop of empty links", reads < 600);
}

static void unreadable(void **state)
{
    struct partition partition;
    struct disk odd = disk;

    (void)state;
    mbr_disk();
    bad_lba = 120;
    check_list("link", "1@10 3@40 5@101", ERR_DISK_READ);
    check_int("link", partition_find(&partition, &disk, 3), ERR_NONE);
    check_int("link", partition_find(&partition, &disk, 6), ERR_DISK_READ);
    odd.sector_size = 256;
    check_int("256", partition_find(&partition, &odd, 1), ERR_DISK_READ);
    odd.sector_size = DISK_SECTOR_MAX * 2;
    check_int("8192", partition_find(&partition, &odd, 1), ERR_DISK_READ);
    check_int("8192", partition_check_boot(&odd, 0), ERR_DISK_READ);
}

static void numbers_of_a_gpt(void **state)
{
    struct partition partition;

    (void)state;
    gpt_disk();
    check_list("all", "2@40 7@50 128@60", ERR_NONE);
    check_int("7", partition_find(&partition, &disk, 7), ERR_NONE);
    check_int("7", partition.sectors, 10);
    check_mem("7", partition.guid, ufs_guid, GUID_SIZE);
    check_int("1", partition_find(&partition, &disk, 1), ERR_NO_PARTITION);
}

static void backup_of_a_gpt(void **state)
{
    (void)state;
    gpt_disk();
    image[1][60] ^= 1;
    check_list("header", "2@40 7@50 128@60", ERR_NONE);
    gpt_disk();
    image[3][60] ^= 1;
    check_list("entries", "2@40 7@50 128@60", ERR_NONE);
    gpt_disk();
    bad_lba = 1;
    check_list("unreadable", "2@40 7@50 128@60", ERR_NONE);
    bad_lba = 20;
    check_list("entries unreadable", "2@40 7@50 128@60", ERR_NONE);
    bad_lba = 1;
    image[LAST][0] ^= 1;
    check_list("both", "", ERR_DISK_READ);
    gpt_disk();
    image[1][60] ^= 1;
    image[LAST - 1][511] ^= 1;
    check_list("header, and entries of the backup", "", ERR_TABLE);
}

/* Right checksums over values that make no sense */
static void broken_gpt(void **state)
{
    static const struct {
	const char *row;
	int offset;
	uint32_t value;
    } table[] = {
	{ "revision", 8, 0x00020000 },
	{ "header too short", 12, 91 },
	{ "header longer than a sector", 12, 513 },
	{ "table in the MBR", 72, 0 },
	{ "table in the header", 72, 1 },
	{ "table among the partitions", 72, 34 },
	{ "table behind the end", 72, 4000000000U },
	{ "no entries", 80, 0 },
	{ "too many entries", 80, 1021 },
	{ "far too many entries", 80, UINT32_MAX },
	{ "entries too small", 84, 64 },
	{ "entries of an odd size", 84, 129 },
	{ "no usable sector", 40, LAST },
	{ "usable from the header on", 40, 1 },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	gpt_disk();
	image[LAST][0] = 'X';
	put32(image[1] + table[i].offset, table[i].value);
	put32(image[1] + 16, 0);
	put32(image[1] + 16, crc32_of(image[1], 92));
	check_list(table[i].row, "", ERR_TABLE);
    }

    gpt_disk();
    gpt_entry(7, ufs_guid, 50, LAST);
    gpt_seal();
    check_list("partition behind the usable sectors", "2@40", ERR_TABLE);
    gpt_entry(7, ufs_guid, 50, 49);
    gpt_seal();
    check_list("partition that ends before it begins", "2@40", ERR_TABLE);
}

static void first_of_a_type(void **state)
{
    static const struct {
	int gpt;
	uint32_t sysid;
	enum error error;
	unsigned int number;
    } table[] = {
	{ 0, 165, ERR_NONE, 1 }, { 0, 131, ERR_NONE, 3 },
	{ 0, 7, ERR_NONE, 6 }, { 0, 15, ERR_NO_TYPE, 0 },
	{ 0, 130, ERR_NO_TYPE, 0 }, { 0, 0, ERR_SYSID, 0 },
	{ 0, 256, ERR_SYSID, 0 }, { 0, 256 + 131, ERR_SYSID, 0 },
	{ 1, 131, ERR_NONE, 2 }, { 1, 165, ERR_NONE, 7 },
	{ 1, 7, ERR_NO_TYPE, 0 }, { 1, 239, ERR_NO_TYPE, 0 },
	{ 1, 130, ERR_NO_GPT_TYPE, 0 }, { 1, 1, ERR_NO_GPT_TYPE, 0 },
	{ 1, 238, ERR_NO_GPT_TYPE, 0 },
    };
    struct partition partition;
    char row[32];
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	snprintf(row, sizeof(row), "%s %u", table[i].gpt ? "gpt" : "mbr",
		 (unsigned int)table[i].sysid);
	if (table[i].gpt)
	    gpt_disk();
	else
	    mbr_disk();
	check_int(row, partition_find_sysid(&partition, &disk, table[i].sysid),
		  table[i].error);
	if (!table[i].error)
	    check_int(row, partition.number, table[i].number);
    }
    empty_disk();
    check_int("empty", partition_find_sysid(&partition, &disk, 131),
	      ERR_NO_TABLE);
}

static void boot_sectors(void **state)
{
    (void)state;
    empty_disk();
    check_int("zeros", partition_check_boot(&disk, 5), ERR_NO_SIGNATURE);
    image[5][0] = 0xeb;
    check_int("code", partition_check_boot(&disk, 5), ERR_NO_SIGNATURE);
    image[5][510] = 0xaa;
    image[5][511] = 0x55;
    check_int("reverse", partition_check_boot(&disk, 5), ERR_NO_SIGNATURE);
    image[5][510] = 0x55;
    image[5][511] = 0xaa;
    check_int("both", partition_check_boot(&disk, 5), ERR_NONE);
    image[5][0] = 0;
    mbr_entry(image[5], 0, 131, 1, 1);
    check_int("table only", partition_check_boot(&disk, 5), ERR_NO_CODE);
    check_int("behind the end", partition_check_boot(&disk, SECTORS),
	      ERR_DISK_READ);
}

static void names(void **state)
{
    struct partition partition = { .scheme = PARTITION_MBR, .type = 165 };
    char text[GUID_TEXT_SIZE];

    (void)state;
    assert_string_equal(partition_type_name(&partition), "FreeBSD");
    partition.type = 130;
    assert_string_equal(partition_type_name(&partition), "Linux swap");
    partition.type = 99;
    assert_null(partition_type_name(&partition));
    partition.scheme = PARTITION_GPT;
    memcpy(partition.guid, linux_guid, GUID_SIZE);
    assert_string_equal(partition_type_name(&partition), "Linux");
    assert_string_equal(guid_format(text, linux_guid),
			"0FC63DAF-8483-4772-8E79-3D69D8477DE4");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(numbers_of_an_mbr),
	cmocka_unit_test(broken_mbr),
	cmocka_unit_test(endless_chain),
	cmocka_unit_test(unreadable),
	cmocka_unit_test(numbers_of_a_gpt),
	cmocka_unit_test(backup_of_a_gpt),
	cmocka_unit_test(broken_gpt),
	cmocka_unit_test(first_of_a_type),
	cmocka_unit_test(boot_sectors),
	cmocka_unit_test(names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
