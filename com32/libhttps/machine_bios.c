/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * machine_bios.c - the clock of a PC
 */
#include <com32.h>
#include <string.h>
#include <sys/io.h>

#include "entropy.h"
#include "machine.h"

/* INT 1Ah, in BCD */
#define CLOCK		0x1a
#define READ_TIME	0x02
#define READ_DATE	0x04

#define PIT_COUNTER	0x40
#define PIT_COMMAND	0x43
#define PIT_HOLD	0		/* the value of counter 0 */

static unsigned int from_bcd(uint8_t value)
{
    return (value >> 4) * 10 + (value & 15);
}

static int call_clock(uint8_t function, com32sys_t *result)
{
    com32sys_t regs;

    memset(&regs, 0, sizeof(regs));
    regs.eax.b[1] = function;
    __intcall(CLOCK, &regs, result);
    return result->eflags.l & EFLAGS_CF ? -1 : 0;
}

int machine_date(struct cert_date *date)
{
    com32sys_t day, time;
    int tries;

    /* Once more if midnight was in between */
    for (tries = 0; tries < 2; tries++) {
	if (call_clock(READ_DATE, &day) || call_clock(READ_TIME, &time))
	    return -1;
	date->year = from_bcd(day.ecx.b[1]) * 100 + from_bcd(day.ecx.b[0]);
	date->month = from_bcd(day.edx.b[1]);
	date->day = from_bcd(day.edx.b[0]);
	date->hour = from_bcd(time.ecx.b[1]);
	date->minute = from_bcd(time.ecx.b[0]);
	date->second = from_bcd(time.edx.b[1]);
	if (date->hour || date->minute)
	    break;
    }
    return 0;
}

void machine_noise(void)
{
    uint8_t pit[2];

    outb(PIT_HOLD, PIT_COMMAND);
    pit[0] = inb(PIT_COUNTER);
    pit[1] = inb(PIT_COUNTER);
    entropy_add(pit, sizeof(pit), 0);
}
