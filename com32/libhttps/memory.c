/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * memory.c - memory for wolfSSL
 */
#include <stdlib.h>

#include <wolfssl/wolfcrypt/settings.h>
#include <wolfssl/wolfcrypt/types.h>

/* Filled with zeros: where one of two allocations fails, wolfSSL gives pointers
   back that it has not set yet */
void *XMALLOC(size_t size, void *heap, int type)
{
    (void)heap;
    (void)type;
    return calloc(1, size);
}

void *XREALLOC(void *old, size_t size, void *heap, int type)
{
    (void)heap;
    (void)type;
    return realloc(old, size);
}

void XFREE(void *old, void *heap, int type)
{
    (void)heap;
    (void)type;
    free(old);
}
