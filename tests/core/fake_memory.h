/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fake_memory.h - the memory of a PC, and what may be put where in it
 */
#ifndef DETERBOOT_FAKE_MEMORY_H
#define DETERBOOT_FAKE_MEMORY_H

#include <stddef.h>
#include <syslinux/movebits.h>

/* Bytes that may be copied from */
struct source {
    const void *data;
    size_t len;
};

/**
 * Abort unless a kernel that is moved like this is all there is touched: each
 * piece comes from one of the sources and goes to free memory, no two pieces go
 * to the same place, and what is zeroed was free
 *
 * @v moves	What is copied; the addresses of sources have 32 bits
 * @v map	The memory with what is zeroed
 * @v sources	May be copied from; the last one has no data
 */
void check_moves(struct syslinux_movelist *moves, struct syslinux_memmap *map,
		 const struct source *sources);

#endif /* DETERBOOT_FAKE_MEMORY_H */
