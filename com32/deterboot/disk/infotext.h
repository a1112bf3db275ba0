/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * infotext.h - sizes, routes and partitions as text
 */
#ifndef DETERBOOT_INFOTEXT_H
#define DETERBOOT_INFOTEXT_H

#include <stdint.h>

#include "dhcp.h"
#include "partition.h"

#define SIZE_TEXT_SIZE		24
#define ROUTE_TEXT_SIZE		40	/* "255.255.255.255/32 by ..." */
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
 * Write a route: "10.1.0.0/16 by 10.0.0.1", "10.1.0.0/16 on this link"
 *
 * @v text	Receives the text
 * @v route	The route
 * @ret text	For use in an argument list
 */
char *route_format(char text[ROUTE_TEXT_SIZE], const struct dhcp_route *route);

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
