/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * der.h - a bounded reader of DER (ITU-T X.690)
 *
 * Nothing is copied: what is read points into the bytes that the caller has.
 * Only what DER allows is read: lengths that are given, and in as few bytes as
 * can be. Tags are single bytes, as everywhere in X.509.
 */
#ifndef LIBHTTPS_DER_H
#define LIBHTTPS_DER_H

#include <stddef.h>
#include <stdint.h>

/* Some bytes that belong to somebody else */
struct der {
    const uint8_t *data;
    size_t len;				/* bytes */
};

#define DER_BOOLEAN	0x01
#define DER_INTEGER	0x02
#define DER_BITS	0x03
#define DER_OCTETS	0x04
#define DER_OID		0x06
#define DER_UTC_TIME	0x17
#define DER_TIME	0x18		/* GeneralizedTime */
#define DER_SEQUENCE	0x30
#define DER_SET		0x31
#define DER_CONTEXT(n)	(0x80 | (n))	/* [n], a plain value */
#define DER_WITHIN(n)	(0xa0 | (n))	/* [n], with others inside */

/**
 * Read the next element, of any tag
 *
 * @v in	What there is; the element is taken from its beginning
 * @v tag	Receives its tag
 * @v value	Receives its value, without tag and length
 * @ret 1	Done
 * @ret 0	No element, or not a whole one; nothing has changed
 */
int der_next(struct der *in, uint8_t *tag, struct der *value);

/**
 * Read the next element, which has to be of this tag; otherwise as der_next()
 */
int der_take(struct der *in, uint8_t tag, struct der *value);

/**
 * As der_take(), with tag and length in `whole`
 */
int der_take_whole(struct der *in, uint8_t tag, struct der *whole);

/**
 * Read an element that may be left out
 *
 * @v in	What there is
 * @v tag	Its tag
 * @v value	Receives its value; data is NULL if it is not there
 * @ret 1	It is there and was read, or what is next has another tag
 * @ret 0	It is not a whole one
 */
int der_maybe(struct der *in, uint8_t tag, struct der *value);

/**
 * Compare the bytes: 1 if they are the same, else 0
 */
int der_same(const struct der *a, const struct der *b);

/**
 * Read a small number, such as a version
 *
 * @v value	What a DER_INTEGER has
 * @v number	Receives it, 0 to 65535
 * @ret 1	Done
 * @ret 0	It is negative, larger, or not DER
 */
int der_number(const struct der *value, unsigned int *number);

/**
 * Read what a DER_BITS has of whole bytes
 *
 * @v value	What the DER_BITS has
 * @v unused	Receives how many bits of the last byte do not count, 0 to 7
 * @v bits	Receives the bytes
 * @ret 1	Done
 * @ret 0	Not DER; the bits that do not count have to be 0
 */
int der_bits(const struct der *value, unsigned int *unused, struct der *bits);

#endif /* LIBHTTPS_DER_H */
