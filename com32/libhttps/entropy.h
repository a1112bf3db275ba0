/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * entropy.h - random numbers for keys, and how much of them is to be believed
 *
 * Whatever is added changes all that comes out, and can make it no worse. Only
 * what nobody else can know counts: what the CPU or the firmware say is random,
 * as they are asked for that, and what times of events have that cannot be
 * foretold. Addresses, serial numbers and dates count nothing.
 *
 * Needs the SHA-256 of wolfSSL and nothing of the machine.
 */
#ifndef LIBHTTPS_ENTROPY_H
#define LIBHTTPS_ENTROPY_H

#include <stddef.h>
#include <stdint.h>

#define ENTROPY_NEEDED	128		/* bits; without them there is no key */

/* A sample of time counts so much of a bit for each of jitter_bits(): 1 in so
   many (policy). Others take a half. */
#define ENTROPY_SHARE	64

/**
 * Mix something in
 *
 * @v data	Anything
 * @v len	Bytes
 * @v bits	What of it nobody else can know, bits
 */
void entropy_add(const void *data, size_t len, unsigned int bits);

/**
 * Mix in the time of an event; it counts by what jitter.h finds in it
 *
 * @v time	Of a clock as fine as there is
 */
void entropy_time(uint32_t time);

/**
 * How many bits there are, by the estimate above
 */
unsigned int entropy_bits(void);

/**
 * Draw random bytes
 *
 * @ret 0	Done
 * @ret -1	Fewer than ENTROPY_NEEDED bits were ever added
 */
int entropy_draw(void *out, size_t len);

#endif /* LIBHTTPS_ENTROPY_H */
