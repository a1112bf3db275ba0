/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * machine.h - what differs between a BIOS and UEFI
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

#endif /* LIBHTTPS_MACHINE_H */
