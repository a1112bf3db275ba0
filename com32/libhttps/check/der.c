/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * der.c - a bounded reader of DER (ITU-T X.690)
 */
#include <string.h>

#include "der.h"

#define TAG_LONG	0x1f		/* the low bits of one in several bytes */
#define LENGTH_LONG	0x80		/* how many bytes of length follow */
#define LENGTH_BYTES	3		/* that many at most: TLS has no more */

int der_next(struct der *in, uint8_t *tag, struct der *value)
{
    size_t used = 2, len, bytes;

    if (in->len < used || (in->data[0] & TAG_LONG) == TAG_LONG)
	return 0;
    len = in->data[1];
    if (len & LENGTH_LONG) {
	bytes = len & ~(size_t)LENGTH_LONG;
	if (!bytes || bytes > LENGTH_BYTES || in->len - used < bytes)
	    return 0;
	if (!in->data[used])
	    return 0;			/* fewer bytes would do */
	for (len = 0; bytes; bytes--)
	    len = len << 8 | in->data[used++];
	if (len < LENGTH_LONG)
	    return 0;			/* and here none at all */
    }
    if (in->len - used < len)
	return 0;
    *tag = in->data[0];
    value->data = in->data + used;
    value->len = len;
    in->data += used + len;
    in->len -= used + len;
    return 1;
}

int der_take(struct der *in, uint8_t tag, struct der *value)
{
    struct der rest = *in;
    uint8_t found;

    if (!der_next(&rest, &found, value) || found != tag)
	return 0;
    *in = rest;
    return 1;
}

int der_take_whole(struct der *in, uint8_t tag, struct der *whole)
{
    const struct der before = *in;
    struct der value;

    if (!der_take(in, tag, &value))
	return 0;
    whole->data = before.data;
    whole->len = before.len - in->len;
    return 1;
}

int der_maybe(struct der *in, uint8_t tag, struct der *value)
{
    value->data = NULL;
    value->len = 0;
    if (!in->len || in->data[0] != tag)
	return 1;
    return der_take(in, tag, value);
}

int der_same(const struct der *a, const struct der *b)
{
    return a->len == b->len && !memcmp(a->data, b->data, a->len);
}

int der_number(const struct der *value, unsigned int *number)
{
    const uint8_t *data = value->data;
    size_t len = value->len;

    if (!len || data[0] & 0x80)
	return 0;
    if (len > 1 && !data[0]) {
	if (!(data[1] & 0x80))
	    return 0;			/* fewer bytes would do */
	data++;
	len--;
    }
    if (len > 2)
	return 0;
    *number = len == 2 ? (unsigned int)(data[0] << 8 | data[1]) : data[0];
    return 1;
}

int der_bits(const struct der *value, unsigned int *unused, struct der *bits)
{
    if (!value->len || value->data[0] > 7)
	return 0;
    *unused = value->data[0];
    bits->data = value->data + 1;
    bits->len = value->len - 1;
    if (!*unused)
	return 1;
    return bits->len &&
	!(bits->data[bits->len - 1] & ((1 << *unused) - 1));
}
