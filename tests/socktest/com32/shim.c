/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * shim.c - COM32
 *
 * The clock is the time stamp counter. How fast it runs is measured once with
 * the clock of the core.
 */
#include <getkey.h>
#include <stdio.h>
#include <string.h>
#include <sys/times.h>
#include <syslinux/boot.h>

#include "shim.h"

#define MEASURE_MS	1000

/* A BIOS's clock goes on by so much at once, and is right then */
#define BIOS_STEP_MS	54

static uint64_t counts_per_ms;

static uint64_t count(void)
{
    uint32_t low, high;

    __asm__ volatile("rdtsc" : "=a" (low), "=d" (high));
    return (uint64_t)high << 32 | low;
}

/* Wait until a tick begins; the time of the BIOS then */
static uint32_t next_tick(void)
{
    const uint32_t before = times(NULL);

    while (times(NULL) == before)
	continue;
    return times(NULL);
}

uint64_t shim_clock_us(void)
{
    return count() * 1000 / counts_per_ms;
}

void shim_start(void)
{
    const uint32_t start = next_tick();
    const uint64_t start_count = count();
    uint32_t now = start, before;

    do {
	before = now;
	now = next_tick();
    } while (now - start < MEASURE_MS);
    /* Another clock counts whole milliseconds: one more may have passed */
    counts_per_ms = (count() - start_count) /
	(now - start + (now - before < BIOS_STEP_MS));
}

void shim_run(const char *command)
{
    char text[128], *comma;

    snprintf(text, sizeof(text), "%s", command);
    while ((comma = strchr(text, ',')))
	*comma = ' ';
    syslinux_run_command(text);
    printf("# the command has come back\n");
}

extern int pollchar(void);	/* the core's: get_key() would wait */

bool shim_key(void)
{
    return pollchar() && get_key(stdin, 1) != KEY_NONE;
}
