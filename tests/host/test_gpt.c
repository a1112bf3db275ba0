/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_gpt.c - GPTs of every form that the UEFI specification allows, and
 * headers that are wrong in one place each
 */
#include "gpt_image.h"

static void check_table(const char *row, const struct gpt *gpt,
			enum error want)
{
    struct partition partition;

    check_int(row, gpt_find(&partition, 2), want);
    if (want)
	return;
    check_int(row, partition.number, 2);
    check_int(row, partition.start, gpt->first_usable);
    check_int(row, partition.sectors, 1);
    check_int(row, gpt_last_read, gpt->table +
	      (gpt->count * gpt->entry_size - 1) / gpt->sector_size);
    check_int(row, gpt_first_read, gpt->table);
}

/* Of how many entries, how large, in sectors how large: all legal */
static void sizes(void **state)
{
    static const struct {
	const char *row;
	uint32_t sector_size, count, entry_size;
    } table[] = {
	{ "one entry more than looked for", 512, 2, 128 },
	{ "4 entries", 512, 4, 128 },
	{ "entries end within a sector", 512, 5, 128 },
	{ "entries fill their last sector", 512, 8, 128 },
	{ "127 entries", 512, 127, 128 },
	{ "entries of half a sector", 512, 128, 256 },
	{ "entries of a sector", 512, 128, 512 },
	{ "entries of two sectors", 512, 16, 1024 },
	{ "256 entries", 512, 256, 128 },
	{ "300 entries", 512, 300, 128 },
	{ "508 entries", 512, 508, 128 },
	{ "sectors of 1024 bytes", 1024, 128, 128 },
	{ "sectors of 4096 bytes", 4096, 128, 128 },
	{ "sectors of 4096 bytes, entries of 4096", 4096, 32, 4096 },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	struct gpt gpt = gpt_ordinary;
	const uint32_t last = IMAGE_BYTES / table[i].sector_size - 1;

	gpt.sector_size = table[i].sector_size;
	gpt.count = table[i].count;
	gpt.entry_size = table[i].entry_size;
	/* Behind the table without a gap; up to the backup's */
	gpt.first_usable = 2 + (gpt.count * gpt.entry_size +
				gpt.sector_size - 1) / gpt.sector_size;
	gpt.last_usable = last - 1;
	gpt.other_lba = last;
	gpt_make(&gpt);
	gpt_put(&gpt, 2, gpt.first_usable, gpt.first_usable);
	check_table(table[i].row, &gpt, ERR_NONE);

	/* One sector later the table is among the partitions */
	gpt.first_usable--;
	gpt_make(&gpt);
	gpt_put(&gpt, 2, gpt.first_usable + 1, gpt.first_usable + 1);
	check_table(table[i].row, &gpt, ERR_TABLE);
    }
}

/* "Numbers go up to 255", however many there are */
static void numbers(void **state)
{
    struct gpt gpt = gpt_ordinary;
    struct partition partition;
    enum error error;
    uint32_t i;

    (void)state;
    gpt.count = 300;
    gpt.first_usable = 77;
    gpt_make(&gpt);
    for (i = 1; i <= 300; i++)
	gpt_put(&gpt, i, 100 + i, 100 + i);
    assert_int_equal(gpt_count(&error), 255);
    assert_int_equal(error, ERR_NONE);
    for (i = 1; i <= 255; i++) {
	assert_int_equal(gpt_find(&partition, i), ERR_NONE);
	assert_int_equal(partition.number, i);
	assert_int_equal(partition.start, 100 + i);
	assert_int_equal(partition.scheme, PARTITION_GPT);
	assert_memory_equal(partition.guid, gpt_some_type, GUID_SIZE);
    }
    assert_int_equal(gpt_find(&partition, 256), ERR_NO_PARTITION);
    assert_int_equal(gpt_find(&partition, 300), ERR_NO_PARTITION);
}

/* A header may grow up to a sector, with checksums over all of it. One that
   says more is not read on behind its sector, where there are zeros, too */
static void header_sizes(void **state)
{
    static const struct {
	uint32_t sector_size, size;
	enum error error;
    } table[] = {
	{ 512, 91, ERR_TABLE }, { 512, 92, ERR_NONE }, { 512, 93, ERR_NONE },
	{ 512, 128, ERR_NONE }, { 512, 512, ERR_NONE },
	{ 512, 513, ERR_TABLE }, { 512, 600, ERR_TABLE },
	{ 512, 4096, ERR_TABLE },
	{ 4096, 513, ERR_NONE }, { 4096, 4096, ERR_NONE },
    };
    struct partition partition;
    char row[32];
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	struct gpt gpt = gpt_ordinary;

	/* The table is far behind: what would be read on are zeros */
	gpt.table = 10;
	gpt.first_usable = 60;
	gpt.last_usable = 70;
	gpt.sector_size = table[i].sector_size;
	gpt.other_lba = IMAGE_BYTES / gpt.sector_size - 1;
	gpt.header_size = table[i].size;
	gpt_make(&gpt);
	gpt_put(&gpt, 1, 60, 70);
	snprintf(row, sizeof(row), "%u of %u", (unsigned int)table[i].size,
		 (unsigned int)table[i].sector_size);
	check_int(row, gpt_find(&partition, 1), table[i].error);

	/* Every byte of it counts */
	if (table[i].error)
	    continue;
	gpt_image[gpt.sector_size + gpt.header_size - 1] ^= 0x40;
	check_int(row, gpt_find(&partition, 1), ERR_TABLE);
    }
}

/* Where header, table and partitions may lie; the farther one of the two
   headers is the end of the disk, from which the table has to stay away */
static void places(void **state)
{
    static const struct {
	const char *row;
	struct gpt gpt;
	enum error error;
    } table[] = {
	{ "the main header",
	  { 512, 1, 92, 1, 599, 34, 565, 2, 128, 128 }, ERR_NONE },
	{ "the backup",
	  { 512, 599, 92, 599, 1, 34, 566, 567, 128, 128 }, ERR_NONE },
	{ "the backup's table runs into it",
	  { 512, 599, 92, 599, 1, 34, 567, 568, 128, 128 }, ERR_TABLE },
	{ "the main table runs into the backup",
	  { 512, 1, 92, 1, 33, 34, 565, 2, 128, 128 }, ERR_TABLE },
	{ "the main table ends just before the backup",
	  { 512, 1, 92, 1, 34, 34, 565, 2, 128, 128 }, ERR_NONE },
	{ "the table behind the partitions",
	  { 512, 1, 92, 1, 599, 3, 100, 101, 128, 128 }, ERR_NONE },
	{ "the table in the last usable sector",
	  { 512, 1, 92, 1, 599, 3, 101, 101, 128, 128 }, ERR_TABLE },
	{ "the table in the header",
	  { 512, 1, 92, 1, 599, 34, 565, 1, 4, 128 }, ERR_TABLE },
	{ "one usable sector",
	  { 512, 1, 92, 1, 599, 34, 34, 2, 128, 128 }, ERR_NONE },
	{ "no usable sector",
	  { 512, 1, 92, 1, 599, 34, 33, 2, 128, 128 }, ERR_TABLE },
	{ "usable from the first sector behind the header",
	  { 512, 1, 92, 1, 599, 2, 100, 101, 128, 128 }, ERR_NONE },
	{ "usable from the header on",
	  { 512, 1, 92, 1, 599, 1, 100, 101, 128, 128 }, ERR_TABLE },
	{ "no entries",
	  { 512, 1, 92, 1, 599, 34, 565, 2, 0, 128 }, ERR_TABLE },
	{ "entries of no bytes",
	  { 512, 1, 92, 1, 599, 34, 565, 2, 128, 0 }, ERR_TABLE },
	{ "entries of 64 bytes",
	  { 512, 1, 92, 1, 599, 34, 565, 2, 128, 64 }, ERR_TABLE },
	{ "entries of 129 bytes",
	  { 512, 1, 92, 1, 599, 64, 565, 2, 128, 129 }, ERR_TABLE },
    };
    struct partition partition;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const struct gpt *gpt = &table[i].gpt;
	const uint32_t used = gpt->first_usable;

	gpt_make(gpt);
	if (gpt->count && gpt->entry_size)
	    gpt_put(gpt, 1, used, used);
	check_int(table[i].row, gpt_find(&partition, 1), table[i].error);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(sizes),
	cmocka_unit_test(numbers),
	cmocka_unit_test(header_sizes),
	cmocka_unit_test(places),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
