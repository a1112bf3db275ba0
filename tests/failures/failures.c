/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * failures.c - a COM32 module that lets commands fail again and again, and
 * tells how much memory that has cost
 *
 *	failures.c32 FILE COUNT [trust=PEM]
 *
 * Further words are those of SYSAPPEND. PEM vouches for servers over https. Each
 * line of FILE is a command, run as deterboot runs them: a few times first,
 * because what is kept for the next time is kept once, and then COUNT times (or
 * another number, with an asterisk in front of the command), with a look at the
 * heaps before and after:
 *
 *	failures: lost 0 bytes, 0 below 1 MB, in 2000 times of: COMMAND
 */
#include <com32.h>
#include <console.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslinux/boot.h>
#include <syslinux/firmware.h>
#include <syslinux/httpssettings.h>

#define LINE_SIZE	1024
#define WARM_UP		3

#ifdef __FIRMWARE_EFI64__
/* The firmware's heap: what is larger than the blocks that it keeps for small
   pieces is taken in pages (EDK2, mPoolSizeTable) */
#define ARENA_HEADER	128
#define BLOCK_MIN	32768
#else
/* core/mem/malloc.h: a block is a multiple of it, and has it in front */
#define ARENA_HEADER	16
#define BLOCK_MIN	(2 * ARENA_HEADER)
#endif
#define BLOCK_MAX	(1U << 30)

/* libhttps.c32 looks for it */
extern struct https_settings https_settings;
__attribute__((visibility("default"))) struct https_settings https_settings;

struct piece {
    struct piece *next;
};

/* What can be had of a heap in bytes: all of it is taken, and given back */
static size_t free_bytes(void *(*take)(size_t), void (*give)(void *))
{
    struct piece *pieces = NULL, *piece;
    size_t size, total = 0;

    for (size = BLOCK_MAX; size >= BLOCK_MIN; size /= 2) {
	while ((piece = take(size - ARENA_HEADER))) {
	    piece->next = pieces;
	    pieces = piece;
	    total += size;
	}
    }
    while (pieces) {
	piece = pieces;
	pieces = piece->next;
	give(piece);
    }
    return total;
}

static void fail(const char *command, int times)
{
    while (times--)
	syslinux_run_command(command);
}

/* The next line without its end; 0 if there is none */
static int read_line(char line[LINE_SIZE], FILE *file)
{
    if (!fgets(line, LINE_SIZE, file))
	return 0;
    line[strcspn(line, "\n")] = '\0';
    return 1;
}

static void count_losses(const char *command, int times)
{
    size_t low, high;
    int why;

    fail(command, WARM_UP);
    low = free_bytes(lmalloc, lfree);
    high = free_bytes(malloc, free);
    fail(command, times);
    why = errno;
    low -= free_bytes(lmalloc, lfree);
    high -= free_bytes(malloc, free);
    openconsole(&dev_null_r, &dev_stdcon_w);
    printf("failures: lost %d bytes, %d below 1 MB, in %d times of: %s (%d)\n",
	   (int)high, (int)low, times, command, why);
}

/* What is not ours is for the kernel */
static void read_settings(int argc, char *argv[])
{
    int i;

    for (i = 3; i < argc; i++)
	if (!strncmp(argv[i], "trust=", 6))
	    strlcpy(https_settings.trust, argv[i] + 6,
		    sizeof(https_settings.trust));
}

int main(int argc, char *argv[])
{
    char line[LINE_SIZE], *command;
    FILE *file;

    read_settings(argc, argv);
    openconsole(&dev_null_r, &dev_stdcon_w);
    file = argc >= 3 ? fopen(argv[1], "r") : NULL;
    if (!file) {
	printf("failures: usage: failures.c32 FILE COUNT [trust=PEM]\n");
	return 1;
    }
    while (read_line(line, file)) {
	long times = strtol(line, &command, 10);

	if (*command == '*')
	    count_losses(command + 1, times);
	else
	    count_losses(line, atoi(argv[2]));
    }
    fclose(file);
    openconsole(&dev_null_r, &dev_stdcon_w);
    printf("failures: done\n");
    return 0;
}
