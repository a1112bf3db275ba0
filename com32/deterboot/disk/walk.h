/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * walk.h - what a walk through the partitions is made of
 *
 * Private to partition.c, which begins it, and to mbr.c and gpt.c, which go on.
 */
#ifndef DETERBOOT_WALK_H
#define DETERBOOT_WALK_H

#include "partition.h"

/* Begin and go on; `walk->sector` holds sector 0 when it begins */
void mbr_begin(struct partitions *walk);
int mbr_next(struct partitions *walk, struct partition *partition);
enum error gpt_begin(struct partitions *walk);
int gpt_next(struct partitions *walk, struct partition *partition);

/* CRC-32 of IEEE 802.3 as a GPT has it; begin with ~0, invert at the end */
uint32_t gpt_crc32(uint32_t crc, const uint8_t *bytes, size_t len);

/* End a walk with an error; returns 0 */
static inline int walk_end(struct partitions *walk, enum error error)
{
    walk->ended = 1;
    walk->error = error;
    return 0;
}

#endif /* DETERBOOT_WALK_H */
