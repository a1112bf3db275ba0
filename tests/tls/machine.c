/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * machine.c - what the node gives to libhttps, on the host
 *
 * The linker puts the __wrap_ functions in the place of those of C's library
 * (--wrap) in what is built here; OpenSSL's own memory is not counted.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "machine.h"
#include "tlsconn.h"

int64_t machine_now = MACHINE_NOW;
int machine_no_random;
uint32_t machine_ms;
unsigned long machine_events;
uint32_t machine_seed;
long machine_blocks, machine_allocations;
static long countdown;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void __real_free(void *old);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
void __wrap_free(void *old);
int tls_random(unsigned char *output, unsigned int size);

void machine_fail(long after)
{
    countdown = after;
}

static int fails(void)
{
    machine_allocations++;
    return countdown && !--countdown;
}

static void *counted(void *block)
{
    machine_blocks += block != NULL;
    return block;
}

/* What nobody has set is no pointer */
void *__wrap_malloc(size_t size)
{
    void *block = fails() ? NULL : counted(__real_malloc(size));

    if (block)
	memset(block, 0xa5, size);
    return block;
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : counted(__real_calloc(count, size));
}

void *__wrap_realloc(void *old, size_t size)
{
    if (fails())
	return NULL;
    return old ? __real_realloc(old, size) : counted(__real_malloc(size));
}

void __wrap_free(void *old)
{
    machine_blocks -= old != NULL;
    __real_free(old);
}

size_t strlcpy(char *to, const char *from, size_t size)
{
    size_t len = strlen(from), copied = len < size ? len : size - 1;

    memcpy(to, from, copied);
    to[copied] = '\0';
    return len;
}

uint32_t tls_ms(void)
{
    return machine_ms++;
}

void __attribute__((weak)) tls_event(void)
{
    machine_events++;
}

int64_t tls_now(void)
{
    return machine_now;
}

int tls_random(unsigned char *output, unsigned int size)
{
    if (machine_no_random)
	return -1;
    if (machine_seed) {
	while (size--) {
	    machine_seed = machine_seed * 1103515245 + 12345;
	    *output++ = (unsigned char)(machine_seed >> 16);
	}
	return 0;
    }
    return getrandom(output, size, 0) == (ssize_t)size ? 0 : -1;
}
