/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * memory.c - memory for wolfSSL
 */
#include <stdlib.h>

#include <wolfssl/wolfcrypt/settings.h>
#include <wolfssl/wolfcrypt/types.h>

void *XMALLOC(size_t size, void *heap, int type)
{
    (void)heap;
    (void)type;
    return malloc(size);
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
