/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * entropy.c - random numbers for keys, and how much of them is to be believed
 */
#include <string.h>

#include <wolfssl/wolfcrypt/settings.h>
#include <wolfssl/wolfcrypt/sha256.h>

#include "entropy.h"
#include "jitter.h"

#define SIZE		WC_SHA256_DIGEST_SIZE
#define BATCH		64		/* times that are mixed in at once */
#define BITS_MAX	(8 * SIZE)	/* the pool has no more */

/* What is hashed begins with one of these, so that nothing that is drawn is
   ever the pool */
enum purpose { MIX, NEXT, KEY, OUTPUT };

static struct {
    uint8_t pool[SIZE];
    uint32_t bits;			/* in parts: ENTROPY_SHARE are a bit */
    uint32_t batch[BATCH];
    unsigned int batched;
    uint32_t batch_bits;		/* that these times count, in parts */
    struct jitter jitter;
} state;

static int hash(uint8_t out[SIZE], enum purpose purpose, const uint8_t in[SIZE],
		const void *data, size_t len)
{
    uint8_t tag = purpose;
    wc_Sha256 sha;
    int failed;

    failed = wc_InitSha256(&sha);
    failed = failed || wc_Sha256Update(&sha, &tag, 1);
    failed = failed || wc_Sha256Update(&sha, in, SIZE);
    failed = failed || wc_Sha256Update(&sha, data, len);
    failed = failed || wc_Sha256Final(&sha, out);
    wc_Sha256Free(&sha);
    return failed ? -1 : 0;
}

static void credit(uint32_t parts)
{
    state.bits += parts;
    if (state.bits > BITS_MAX * ENTROPY_SHARE)
	state.bits = BITS_MAX * ENTROPY_SHARE;
}

void entropy_add(const void *data, size_t len, unsigned int bits)
{
    if (!hash(state.pool, MIX, state.pool, data, len))
	credit((bits > BITS_MAX ? BITS_MAX : bits) * ENTROPY_SHARE);
}

/* Counts what is in the pool, and nothing that memory had no room to hash */
static void mix_batch(void)
{
    size_t len = state.batched * sizeof(state.batch[0]);

    if (!hash(state.pool, MIX, state.pool, state.batch, len))
	credit(state.batch_bits);
    state.batched = 0;
    state.batch_bits = 0;
}

void entropy_time(uint32_t time)
{
    state.batch_bits += jitter_bits(&state.jitter, time);
    state.batch[state.batched++] = time;
    if (state.batched == BATCH)
	mix_batch();
}

unsigned int entropy_bits(void)
{
    return state.bits / ENTROPY_SHARE;
}

int entropy_draw(void *out, size_t len)
{
    uint8_t key[SIZE], block[SIZE];
    uint8_t *p = out;
    uint32_t number = 0;
    int failed = 0;

    if (entropy_bits() < ENTROPY_NEEDED)
	return -1;
    mix_batch();
    failed |= hash(key, KEY, state.pool, "", 0);
    failed |= hash(state.pool, NEXT, state.pool, "", 0);
    for (; len && !failed; number++) {
	size_t part = len < SIZE ? len : SIZE;

	failed |= hash(block, OUTPUT, key, &number, sizeof(number));
	memcpy(p, block, part);
	p += part;
	len -= part;
    }
    memset(key, 0, sizeof(key));
    memset(block, 0, sizeof(block));
    return failed ? -1 : 0;
}
