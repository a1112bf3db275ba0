/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * image.h - write what lies on disks, as the standards have it
 */
#ifndef DETERBOOT_TEST_IMAGE_H
#define DETERBOOT_TEST_IMAGE_H

#include <stddef.h>
#include <stdint.h>

/* Write a number in little endian */
void put32(uint8_t *p, uint32_t value);

/* An entry of the partition table in a sector (IBM PC: 16 bytes each, from 446),
   and the sector's signature; `place` counts from 0 */
void mbr_entry(uint8_t sector[512], int place, uint8_t type, uint32_t start,
	       uint32_t sectors);

/* CRC-32 of IEEE 802.3, made otherwise than the module's: a second opinion */
uint32_t crc32_of(const uint8_t *p, size_t len);

#endif /* DETERBOOT_TEST_IMAGE_H */
