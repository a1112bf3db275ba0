/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_gpt_entries.c - the table of a GPT: what counts of it, and what not
 */
#include "gpt_image.h"

/* The first and the last usable sector belong to partitions; nothing else */
static void ends_of_partitions(void **state)
{
    static const struct {
	const char *row;
	uint32_t first, last;
	enum error error;
    } table[] = {
	{ "all", 34, 565, ERR_NONE }, { "the first sector", 34, 34, ERR_NONE },
	{ "the last sector", 565, 565, ERR_NONE },
	{ "before the first", 33, 40, ERR_TABLE },
	{ "behind the last", 565, 566, ERR_TABLE },
	{ "only behind the last", 566, 566, ERR_TABLE },
	{ "ends before it begins", 41, 40, ERR_TABLE },
    };
    struct partition partition;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	gpt_make(&gpt_ordinary);
	gpt_put(&gpt_ordinary, 1, table[i].first, table[i].last);
	check_int(table[i].row, gpt_find(&partition, 1), table[i].error);
	if (table[i].error)
	    continue;
	check_int(table[i].row, partition.start, table[i].first);
	check_int(table[i].row, partition.sectors,
		  table[i].last - table[i].first + 1);
    }
}

/* Every byte of the table is under the checksum, the last one too */
static void checksum_of_entries(void **state)
{
    static const uint32_t offsets[] = { 0, 511, 512, 8191, 16383 };
    struct partition partition;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(offsets); i++) {
	gpt_make(&gpt_ordinary);
	gpt_put(&gpt_ordinary, 3, 50, 60);
	assert_int_equal(gpt_find(&partition, 3), ERR_NONE);
	gpt_image[2 * 512 + offsets[i]] ^= 1;
	assert_int_equal(gpt_find(&partition, 3), ERR_TABLE);
    }
    /* And none behind it, though it is in the same sector */
    {
	struct gpt gpt = gpt_ordinary;

	gpt.count = 5;
	gpt_make(&gpt);
	gpt_put(&gpt, 3, 50, 60);
	gpt_image[2 * 512 + 5 * 128] ^= 1;
	assert_int_equal(gpt_find(&partition, 3), ERR_NONE);
    }
}

/* Entries are read one sector at a time, and each sector once in a walk */
static void entries_on_the_way(void **state)
{
    enum error error;
    struct partition partition;

    (void)state;
    gpt_make(&gpt_ordinary);
    gpt_put(&gpt_ordinary, 1, 50, 50);
    gpt_put(&gpt_ordinary, 4, 51, 51);
    gpt_put(&gpt_ordinary, 5, 52, 52);
    gpt_put(&gpt_ordinary, 125, 53, 53);
    gpt_put(&gpt_ordinary, 128, 54, 54);
    gpt_reads = 0;
    assert_int_equal(gpt_count(&error), 5);
    assert_int_equal(error, ERR_NONE);
    /* MBR, header, the table for its checksum, and for its entries */
    assert_int_equal(gpt_reads, 1 + 1 + 32 + 32);
    assert_int_equal(gpt_find(&partition, 5), ERR_NONE);
    assert_int_equal(partition.start, 52);
    assert_int_equal(gpt_find(&partition, 6), ERR_NO_PARTITION);
}

/* A disk that is hardly more than its header has no backup to look for */
static void tiny_disk(void **state)
{
    struct partition partition;

    (void)state;
    gpt_make(&gpt_ordinary);
    gpt_image[512] ^= 1;
    gpt_disk.sectors = 2;
    assert_int_equal(gpt_find(&partition, 1), ERR_TABLE);
    gpt_disk.sectors = 1;
    assert_int_equal(gpt_find(&partition, 1), ERR_DISK_READ);
}

/* The bit for "there is a GPT" counts in every slot of the MBR, as chain.c32
   has it; what is beside it is a hybrid MBR's */
static void protective_in_any_slot(void **state)
{
    struct partition partition;
    int slot, type;

    (void)state;
    for (slot = 0; slot < 4; slot++)
	for (type = 0; type < 256; type++) {
	    gpt_make(&gpt_ordinary);
	    gpt_put(&gpt_ordinary, 7, 40, 50);
	    gpt_image[446 + 4] = 0;
	    gpt_image[446 + 16 * ((slot + 1) % 4) + 4] = 131;
	    gpt_image[446 + 16 * slot + 4] = (uint8_t)type;
	    check_int("slot", gpt_find(&partition, 7) == ERR_NONE, type == 0xee);
	}
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(ends_of_partitions),
	cmocka_unit_test(checksum_of_entries),
	cmocka_unit_test(entries_on_the_way),
	cmocka_unit_test(tiny_disk),
	cmocka_unit_test(protective_in_any_slot),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
