/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * noise.c - where random numbers for keys come from
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/io.h>
#include <syslinux/config.h>
#include <syslinux/pxe.h>
#include <syslinux/sysappend.h>
#include <unistd.h>
#include <x86/cpu.h>

#include "clock.h"
#include "entropy.h"
#include "machine.h"
#include "noise.h"
#include "tlsconn.h"

#define EFLAGS_ID	0x00200000	/* can be changed: there is a CPUID */
#define CPUID_TSC	0x00000010	/* leaf 1, edx */
#define CPUID_RDRAND	0x40000000	/* leaf 1, ecx */

#define RDRAND_WORDS	16		/* 512 bits, of which half count */

/* Read as it changes nothing, and takes the bus as long as it does */
#define PORT		0x61

#define ROUND		2048		/* samples, a few ms */
#define FIRST_ROUNDS	16		/* before we say that we wait */
#define WAIT_MS		30000		/* until that is given up (policy) */

static int has_cpuid(void)
{
    return cpu_has_eflag(EFLAGS_ID) && cpuid_eax(0) >= 1;
}

/* Some processors say the same for ever */
static void add_rdrand(void)
{
    uint32_t words[RDRAND_WORDS];
    unsigned int i, different = 0;
    uint8_t done;

    if (!has_cpuid() || !(cpuid_ecx(1) & CPUID_RDRAND))
	return;
    for (i = 0; i < RDRAND_WORDS; i++) {
	/* rdrand %eax; setc %dl */
	asm volatile(".byte 0x0f, 0xc7, 0xf0; setc %1" :
		     "=a" (words[i]), "=q" (done) : : "cc");
	if (!done)
	    return;
	different += i && words[i] != words[i - 1];
    }
    entropy_add(words, sizeof(words),
		different == RDRAND_WORDS - 1 ? 16 * RDRAND_WORDS : 0);
    memset(words, 0, sizeof(words));
}

/* What differs from machine to machine and from day to day; counts nothing */
static void add_facts(void)
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

/* How long the bus takes, and what comes between: interrupts and packets */
static void add_times(void)
{
    int i;

    if (!has_cpuid() || !(cpuid_edx(1) & CPUID_TSC))
	return;
    for (i = 0; i < ROUND; i++) {
	inb(PORT);
	entropy_time(rdtscl());
    }
}

int noise_gather(void)
{
    uint32_t begin = tls_ms();
    int i, told = 0;

    add_facts();
    add_rdrand();
    machine_noise();
    for (i = 0; entropy_bits() < 2 * ENTROPY_NEEDED && i < FIRST_ROUNDS; i++)
	add_times();

    while (entropy_bits() < ENTROPY_NEEDED) {
	if (tls_ms() - begin >= WAIT_MS)
	    return -1;
	if (!told++)
	    printf("\nhttps: waiting for random numbers (%u of %u bits)\n",
		   entropy_bits(), ENTROPY_NEEDED);
	msleep(50);
	add_rdrand();
	machine_noise();
	add_times();
    }
    return 0;
}

int tls_random(unsigned char *output, unsigned int size)
{
    return entropy_draw(output, size);
}
