/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * lwipopts.h for fuzz_frames.c: that of lpxelinux.0, but for what the host has
 * of its own
 */
#ifndef TESTS_FRAMES_LWIPOPTS_H
#define TESTS_FRAMES_LWIPOPTS_H

#include "../../../lwipopts/lwipopts.h"

/* What is in use at the end of an input is counted */
#undef LWIP_STATS
#define LWIP_STATS		1

/* One thread, which calls lwIP as its own does */
#undef SYS_LIGHTWEIGHT_PROT
#define SYS_LIGHTWEIGHT_PROT	0
#undef LWIP_COMPAT_MUTEX
#undef LWIP_TCPIP_CORE_LOCKING
#define LWIP_TCPIP_CORE_LOCKING	1

/* The host has words and sections of its own */
#undef MEM_ALIGNMENT
#define MEM_ALIGNMENT		8
#undef LWIP_DECLARE_MEMORY_ALIGNED
#undef LWIP_DONT_PROVIDE_BYTEORDER_FUNCTIONS

#endif /* TESTS_FRAMES_LWIPOPTS_H */
