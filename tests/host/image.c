/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * image.c - write what lies on disks, as the standards have it
 */
#include "image.h"

void put32(uint8_t *p, uint32_t value)
{
    int i;

    for (i = 0; i < 4; i++)
	p[i] = (uint8_t)(value >> 8 * i);
}

void mbr_entry(uint8_t sector[512], int place, uint8_t type, uint32_t start,
	       uint32_t sectors)
{
    uint8_t *p = sector + 446 + 16 * place;

    p[4] = type;
    put32(p + 8, start);
    put32(p + 12, sectors);
    sector[510] = 0x55;
    sector[511] = 0xaa;
}

/* Bit by bit, from the other end than the module */
uint32_t crc32_of(const uint8_t *p, size_t len)
{
    uint32_t table[256], crc = ~0U;
    uint32_t i, bit;

    for (i = 0; i < 256; i++) {
	table[i] = i;
	for (bit = 0; bit < 8; bit++)
	    table[i] = table[i] & 1 ? table[i] >> 1 ^ 0xedb88320 : table[i] >> 1;
    }
    while (len--)
	crc = crc >> 8 ^ table[(crc ^ *p++) & 0xff];
    return ~crc;
}
