/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * gpt_image.h - disks with a GPT of any form
 *
 * There is only one header on them, so that no backup hides a fault.
 */
#ifndef DETERBOOT_TEST_GPT_IMAGE_H
#define DETERBOOT_TEST_GPT_IMAGE_H

#include "image.h"
#include "partition.h"
#include "test.h"

#define IMAGE_BYTES	(600 * 512)

extern uint8_t gpt_image[IMAGE_BYTES];
extern struct disk gpt_disk;

/* What was read in gpt_find(), but for the first two sectors */
extern uint64_t gpt_first_read, gpt_last_read;

/* How many sectors were read at all; set it to 0 */
extern unsigned int gpt_reads;

/* "UEFI Specification", 5.3: what is in the header; and where it lies */
struct gpt {
    uint32_t sector_size, at, header_size, my_lba, other_lba, first_usable,
	     last_usable, table, count, entry_size;
};

/* 128 entries of 128 bytes on 600 sectors of 512 bytes */
extern const struct gpt gpt_ordinary;

/* A disk with this GPT, empty but for the protective MBR */
void gpt_make(const struct gpt *gpt);

/* Partition `number`: these sectors, the first and the last */
void gpt_put(const struct gpt *gpt, uint32_t number, uint32_t first,
	     uint32_t last);

/* The type that gpt_put() gives them; deterboot need not know it */
extern const uint8_t gpt_some_type[GUID_SIZE];

/* partition_find() on that disk */
enum error gpt_find(struct partition *partition, unsigned int number);

/* How many partitions there are, and why there are no more */
unsigned int gpt_count(enum error *error);

#endif /* DETERBOOT_TEST_GPT_IMAGE_H */
