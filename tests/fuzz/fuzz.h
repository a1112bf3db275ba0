/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz.h - what the libFuzzer targets share
 */
#ifndef DETERBOOT_FUZZ_H
#define DETERBOOT_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A property that must hold for every input */
#define require(condition) do {						\
    if (!(condition)) {							\
	fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__,	\
		#condition);						\
	abort();							\
    }									\
} while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif /* DETERBOOT_FUZZ_H */
