/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * machine.h - what the node gives to libhttps, on the host: clock, random
 * numbers, memory that is counted and can fail
 */
#ifndef TLS_MACHINE_H
#define TLS_MACHINE_H

#include <stddef.h>
#include <stdint.h>

#define MACHINE_NOW	1795878245	/* 2026-11-28 15:04:05, as seconds */

extern int64_t machine_now;		/* what the clock says */
extern uint32_t machine_ms;		/* and what tls_ms() says next */
extern unsigned long machine_events;	/* calls of tls_event() */
extern int machine_no_random;
extern uint32_t machine_seed;		/* for the same numbers each time; 0 = not */

extern long machine_blocks;		/* of memory that are not given back */
extern long machine_allocations;	/* so many there were */

size_t strlcpy(char *to, const char *from, size_t size); /* com32 has it */

/** Let the allocation that many from now fail, once; 1 is the next, 0 none */
void machine_fail(long after);

#endif /* TLS_MACHINE_H */
