/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * host.h - in front of every file of the tree that is compiled on the host
 *
 * The host's headers first: the tree's compiler.h has macros (__unused) that
 * they have as names. Then what differs between the two libraries.
 */
#ifndef DETERBOOT_CORE_HOST_H
#define DETERBOOT_CORE_HOST_H

#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

/* As the tree's own string.h and stddef.h do */
#include <klibc/compiler.h>
#define container_of(p, c, m)	((c *)((char *)(p) - offsetof(c, m)))

/* The tree has constants of these */
#undef htons
#undef ntohs
#undef htonl
#undef ntohl
#define htons(x)	__builtin_bswap16(x)
#define ntohs(x)	__builtin_bswap16(x)
#define htonl(x)	__builtin_bswap32(x)
#define ntohl(x)	__builtin_bswap32(x)

/* A member of struct thread has that name; fake_errno.c has the variable */
#undef errno
#define errno		core_errno
extern int core_errno;

/* Names that mean something else in the core; fs.h has its FILENAME_MAX */
#undef dprintf
#undef FILENAME_MAX
#define getchar		core_getchar
#define realpath	core_realpath

#define clock_t		core_clock_t
typedef unsigned int core_clock_t;

size_t strlcpy(char *dst, const char *src, size_t size);
size_t strlcat(char *dst, const char *src, size_t size);

#endif /* DETERBOOT_CORE_HOST_H */
