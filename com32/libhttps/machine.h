/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * machine.h - what the machine gives
 */
#ifndef LIBHTTPS_MACHINE_H
#define LIBHTTPS_MACHINE_H

#include "certdate.h"

/**
 * What the clock of the machine says, taken for UTC
 *
 * @ret 0	Done
 * @ret -1	It has none, or it has stopped
 */
int machine_date(struct cert_date *date);

/**
 * Add to entropy.h's pool what the firmware has
 */
void machine_noise(void);

/* --- machine_pc.c: what is the same with a BIOS and UEFI */

/**
 * Add to the pool what differs from machine to machine and from day to day: MAC
 * and UUID, the answer of DHCP, the date. It counts nothing.
 */
void machine_facts(void);

/**
 * Random words of the processor's
 *
 * @ret 0	Done
 * @ret -1	It has none, or none now
 */
int machine_rdrand(uint32_t *words, unsigned int count);

/**
 * The clock that counts the processor's cycles, once the bus has been asked
 * something: that takes as long as it does, and interrupts and packets come in
 * between
 *
 * @ret 0	Done
 * @ret -1	There is no such clock
 */
int machine_cycles(uint32_t *cycles);

/**
 * Let time pass
 */
void machine_sleep(unsigned int ms);

#endif /* LIBHTTPS_MACHINE_H */
