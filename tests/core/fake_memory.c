/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fake_memory.c - the memory of a PC with 128 MB
 */
#include "fuzz.h"
#include "fake_memory.h"

static const struct {
    addr_t start, len;
    enum syslinux_memmap_types type;
} areas[] = {
    { 0x1000, 0x8f000, SMT_FREE },
    { 0x90000, 0xf000, SMT_TERMINAL },	/* the boot ROM, to be overwritten */
    { 0x9f000, 0x61000, SMT_RESERVED },
    { 0x100000, 0x7f00000, SMT_FREE },
    { 0xfff00000, 0x80000, SMT_RESERVED },
};

struct syslinux_memmap *syslinux_memory_map(void)
{
    struct syslinux_memmap *map = syslinux_init_memmap();
    size_t i;

    require(map);
    for (i = 0; i < sizeof(areas) / sizeof(areas[0]); i++)
	require(!syslinux_add_memmap(&map, areas[i].start, areas[i].len,
				     areas[i].type));
    return map;
}

static int was_free(addr_t start, uint64_t len)
{
    size_t i;

    for (i = 0; i < sizeof(areas) / sizeof(areas[0]); i++)
	if (areas[i].type != SMT_RESERVED && start >= areas[i].start &&
	    start - areas[i].start < areas[i].len &&
	    len <= areas[i].len - (start - areas[i].start))
	    return 1;
    return 0;
}

static int has_source(const struct syslinux_movelist *move,
		      const struct source *source)
{
    for (; source->data; source++) {
	addr_t offset = move->src - (addr_t)(uintptr_t)source->data;

	if (offset <= source->len && move->len <= source->len - offset)
	    return 1;
    }
    return 0;
}

void check_moves(struct syslinux_movelist *moves, struct syslinux_memmap *map,
		 const struct source *sources)
{
    const struct syslinux_movelist *a, *b;

    for (a = moves; a; a = a->next) {
	require(was_free(a->dst, a->len));
	require(has_source(a, sources));
	for (b = a->next; b; b = b->next)
	    require(!a->len || !b->len || a->dst - b->dst >= b->len);
	for (b = a->next; b; b = b->next)
	    require(!a->len || !b->len || b->dst - a->dst >= a->len);
    }
    for (; map->type != SMT_END; map = map->next)
	if (map->type == SMT_ZERO)
	    require(was_free(map->start, map->next->start - map->start));
}
