/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * certmake.c - certificates put together from hex, without a signature
 */
#include "certmake.h"

size_t certmake_wrap(uint8_t *data, size_t len, uint8_t tag)
{
    size_t head = len < 0x80 ? 2 : len < 0x100 ? 3 : 4;

    memmove(data + head, data, len);
    data[0] = tag;
    data[1] = head == 2 ? (uint8_t)len : (uint8_t)(0x80 | (head - 2));
    if (head == 3)
	data[2] = (uint8_t)len;
    if (head == 4) {
	data[2] = (uint8_t)(len >> 8);
	data[3] = (uint8_t)len;
    }
    return head + len;
}

static size_t put(uint8_t *data, const char *value, const char *usual)
{
    return hex(data, CERTMAKE_MAX / 2, value ? value : usual);
}

static size_t put_extensions(uint8_t *data, const struct certmake *fields)
{
    size_t len = put(data, fields->extensions, NAMES_A);

    if (!len)
	return 0;
    len = certmake_wrap(data, len, 0x30);
    return certmake_wrap(data, len, 0xa3);
}

size_t certmake(uint8_t *der, const struct certmake *fields)
{
    const char *inner = fields->signature ? fields->signature : ECDSA_SHA256;
    uint8_t buffer[2 * CERTMAKE_MAX];
    size_t len = 0, dates;

    len += put(buffer + len, fields->version, V3);
    len += hex(buffer + len, 3, "020101");
    len += put(buffer + len, inner, "");
    len += put(buffer + len, fields->issuer, NAME_B);
    dates = put(buffer + len, fields->dates, DATES);
    len += certmake_wrap(buffer + len, dates, 0x30);
    len += put(buffer + len, fields->subject, NAME_A);
    len += put(buffer + len, fields->key, P256_KEY);
    len += put_extensions(buffer + len, fields);
    len += put(buffer + len, fields->behind, "");
    len = certmake_wrap(buffer, len, 0x30);
    len += put(buffer + len, fields->outer, inner);
    len += hex(buffer + len, 5, "0303 00 3000");
    len = certmake_wrap(buffer, len, 0x30);
    len += put(buffer + len, fields->end, "");
    assert_true(len <= CERTMAKE_MAX);
    memcpy(der, buffer, len);
    return len;
}
