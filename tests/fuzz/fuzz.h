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

/* An input that is read piece by piece; zeros follow its end */
struct fuzz_input {
    const uint8_t *data;
    size_t left;
};

static inline uint8_t fuzz_take(struct fuzz_input *in)
{
    if (!in->left)
	return 0;
    in->left--;
    return *in->data++;
}

/* A copy with nothing behind its end; the caller frees it */
static inline uint8_t *fuzz_copy(const uint8_t *data, size_t len)
{
    uint8_t *copy = malloc(len);

    require(copy || !len);
    if (len)
	memcpy(copy, data, len);
    return copy;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif /* DETERBOOT_FUZZ_H */
