/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * arch/cc.h - lwIP's unit tests on the build host
 *
 * Assertions count here: one that fails ends its test.
 */
#ifndef TESTS_LWIP_CC_H
#define TESTS_LWIP_CC_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include "arch/hooks.h"	/* those of lpxelinux.0 */

#define LWIP_RAND()		((u32_t)random())
#define LWIP_PLATFORM_DIAG(x)	do { printf x; } while (0)
#define LWIP_PLATFORM_ASSERT(x)						\
    do {								\
	fprintf(stderr, "%s:%d: assertion: %s\n", __FILE__, __LINE__, x); \
	abort();							\
    } while (0)

#endif /* TESTS_LWIP_CC_H */
