/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * infotext.h - sizes and partitions as text
 */
#ifndef DETERBOOT_INFOTEXT_H
#define DETERBOOT_INFOTEXT_H

#include <stdint.h>

#include "partition.h"

#define SIZE_TEXT_SIZE		24
#define PARTITION_TEXT_SIZE	80

/**
 * Write a size: "512 kB", "2.0 MB", "931 GB", in powers of 1024
 *
 * @v text	Receives the text
 * @v bytes	The size
 * @ret text	For use in an argument list
 */
char *size_format(char text[SIZE_TEXT_SIZE], uint64_t bytes);

/**
 * Write a partition: number, size, type
 *
 * @v text	Receives the text
 * @v partition	The partition
 * @v sector_size	Of its disk, bytes
 * @ret text	For use in an argument list
 */
char *partition_format(char text[PARTITION_TEXT_SIZE],
		       const struct partition *partition,
		       uint32_t sector_size);

/**
 * Name of a disk's kind of partition table
 */
const char *scheme_name(enum partition_scheme scheme);

#endif /* DETERBOOT_INFOTEXT_H */
