/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * noise.c - where random numbers for keys come from
 */
#include <stdio.h>
#include <string.h>

#include "entropy.h"
#include "machine.h"
#include "noise.h"
#include "tlsconn.h"

#define RDRAND_WORDS	16		/* 512 bits, of which half count */

#define ROUND		2048		/* samples, a few ms */
#define FIRST_ROUNDS	16		/* before we say that we wait */
#define NAP_MS		50		/* in which interrupts and packets come */

/* Some processors say the same for ever */
static void add_rdrand(void)
{
    uint32_t words[RDRAND_WORDS];
    unsigned int i, different = 0;

    if (machine_rdrand(words, RDRAND_WORDS))
	return;
    for (i = 1; i < RDRAND_WORDS; i++)
	different += words[i] != words[i - 1];
    entropy_add(words, sizeof(words),
		different == RDRAND_WORDS - 1 ? 16 * RDRAND_WORDS : 0);
    memset(words, 0, sizeof(words));
}

static void add_time(void)
{
    uint32_t cycles;

    if (!machine_cycles(&cycles))
	entropy_time(cycles);
}

static void add_times(void)
{
    int i;

    for (i = 0; i < ROUND; i++)
	add_time();
}

void tls_event(void)
{
    add_time();
}

int noise_gather(void)
{
    uint32_t begin = tls_ms();
    int i, told = 0;

    machine_facts();
    add_rdrand();
    machine_noise();
    for (i = 0; entropy_bits() < 2 * ENTROPY_NEEDED && i < FIRST_ROUNDS; i++)
	add_times();

    while (entropy_bits() < ENTROPY_NEEDED) {
	if (tls_ms() - begin >= NOISE_WAIT_MS)
	    return -1;
	if (!told++)
	    printf("\nhttps: waiting for random numbers (%u of %u bits)\n",
		   entropy_bits(), ENTROPY_NEEDED);
	machine_sleep(NAP_MS);
	add_rdrand();
	machine_noise();
	add_times();
    }
    return 0;
}
