/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * noise.h - where random numbers for keys come from
 */
#ifndef LIBHTTPS_NOISE_H
#define LIBHTTPS_NOISE_H

#define NOISE_WAIT_MS	30000		/* until it is given up (policy) */

/**
 * Add what there is now to entropy.h's pool, and wait, for so long as it is
 * bearable, where that is not enough
 *
 * @ret 0	There are enough
 * @ret -1	There are not
 */
int noise_gather(void);

#endif /* LIBHTTPS_NOISE_H */
