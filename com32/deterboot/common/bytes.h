/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bytes.h - little-endian numbers at any address
 */
#ifndef DETERBOOT_BYTES_H
#define DETERBOOT_BYTES_H

#include <stdint.h>

static inline uint16_t get_le16(const uint8_t *bytes)
{
    return (uint16_t)(bytes[0] | bytes[1] << 8);
}

static inline uint32_t get_le32(const uint8_t *bytes)
{
    return get_le16(bytes) | (uint32_t)get_le16(bytes + 2) << 16;
}

static inline uint64_t get_le64(const uint8_t *bytes)
{
    return get_le32(bytes) | (uint64_t)get_le32(bytes + 4) << 32;
}

static inline void put_le16(uint8_t *bytes, uint16_t value)
{
    bytes[0] = value & 0xff;
    bytes[1] = value >> 8;
}

static inline void put_le32(uint8_t *bytes, uint32_t value)
{
    put_le16(bytes, value & 0xffff);
    put_le16(bytes + 2, value >> 16);
}

#endif /* DETERBOOT_BYTES_H */
