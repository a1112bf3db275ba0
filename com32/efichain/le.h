/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * le.h - little endian numbers at any address
 */
#ifndef EFICHAIN_LE_H
#define EFICHAIN_LE_H

#include <stdint.h>

static inline uint16_t le16(const uint8_t *bytes)
{
    return (uint16_t)(bytes[0] | bytes[1] << 8);
}

static inline uint32_t le32(const uint8_t *bytes)
{
    return le16(bytes) | (uint32_t)le16(bytes + 2) << 16;
}

static inline uint64_t le64(const uint8_t *bytes)
{
    return le32(bytes) | (uint64_t)le32(bytes + 4) << 32;
}

#endif /* EFICHAIN_LE_H */
