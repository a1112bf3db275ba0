/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * args.h - the command line of efichain.c32
 *
 *     hdN [PARTITION] [file=FILE[,FILE]...] [strict] [[--] ARGUMENTS]
 *     FILE [[--] ARGUMENTS]
 */
#ifndef EFICHAIN_ARGS_H
#define EFICHAIN_ARGS_H

#define ARGS_DISK_MAX		127	/* as chain.c32's BIOS numbers */
#define ARGS_PARTITION_MAX	255
#define ARGS_LINE_SIZE		2048	/* arguments of the program (policy) */
#define ARGS_NO_DISK		(-1)

struct args {
    int disk;				/* from 0, or ARGS_NO_DISK: `program` */
    unsigned int partition;		/* 0 = the disk's EFI system partition */
    const char *files;			/* file=, with commas between; NULL */
    int strict;				/* no loader of another partition */
    const char *program;		/* file of syslinux's */
    char line[ARGS_LINE_SIZE];		/* arguments of the program */
    int has_line;
};

/**
 * Read the command line
 *
 * @v args	Receives it; points into argv
 * @v argc	As in main()
 * @v argv	As in main()
 * @ret NULL	Done
 * @ret why	What is wrong with it
 */
const char *args_parse(struct args *args, int argc, char *const argv[]);

/**
 * Take a file's name off a list with commas
 *
 * @v name	Receives it, with \ in place of /, and one at the beginning
 * @v size	Room in `name`
 * @v list	The list; moved behind the name, NULL after the last one
 * @ret 1	Done
 * @ret 0	It is empty or too long
 */
int args_take_file(char *name, unsigned int size, const char **list);

#endif /* EFICHAIN_ARGS_H */
