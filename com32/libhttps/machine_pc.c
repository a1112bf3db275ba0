/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * machine_pc.c - the clocks of a PC's processor, and what PXE knows
 */
#include <stdlib.h>
#include <string.h>
#include <sys/io.h>
#include <syslinux/config.h>
#include <syslinux/pxe.h>
#include <syslinux/sysappend.h>
#include <unistd.h>
#include <x86/cpu.h>

#include "entropy.h"
#include "machine.h"
#include "tlsconn.h"

#define EFLAGS_ID	0x00200000	/* can be changed: there is a CPUID */
#define CPUID_TSC	0x00000010	/* leaf 1, edx */
#define CPUID_RDRAND	0x40000000	/* leaf 1, ecx */

/* Read as it changes nothing, and takes the bus as long as it does */
#define PORT		0x61

static int has_cpuid(void)
{
    return cpu_has_eflag(EFLAGS_ID) && cpuid_eax(0) >= 1;
}

void machine_facts(void)
{
    const struct syslinux_ipappend_strings *strings =
	syslinux_ipappend_strings();
    struct cert_date date;
    uint32_t ms = tls_ms();
    void *packet;
    size_t len;
    int i;

    for (i = 0; i < strings->count; i++)
	if (strings->ptr[i])
	    entropy_add(strings->ptr[i], strlen(strings->ptr[i]), 0);
    if (!pxe_get_cached_info(PXENV_PACKET_TYPE_DHCP_ACK, &packet, &len)) {
	entropy_add(packet, len, 0);
	free(packet);			/* A copy */
    }
    memset(&date, 0, sizeof(date));
    machine_date(&date);
    entropy_add(&date, sizeof(date), 0);
    entropy_add(&ms, sizeof(ms), 0);
}

int machine_rdrand(uint32_t *words, unsigned int count)
{
    uint8_t done;

    if (!has_cpuid() || !(cpuid_ecx(1) & CPUID_RDRAND))
	return -1;
    while (count--) {
	/* rdrand %eax; setc %dl */
	asm volatile(".byte 0x0f, 0xc7, 0xf0; setc %1" :
		     "=a" (*words), "=q" (done) : : "cc");
	if (!done)
	    return -1;
	words++;
    }
    return 0;
}

int machine_cycles(uint32_t *cycles)
{
    static int known, has_tsc;

    if (!known++)
	has_tsc = has_cpuid() && cpuid_edx(1) & CPUID_TSC;
    if (!has_tsc)
	return -1;
    inb(PORT);
    *cycles = rdtscl();
    return 0;
}

void machine_sleep(unsigned int ms)
{
    msleep(ms);
}

int tls_random(unsigned char *output, unsigned int size)
{
    return entropy_draw(output, size);
}
