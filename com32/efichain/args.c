/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * args.c - the command line of efichain.c32
 */
#include <string.h>

#include "args.h"

/* A whole word as a number of up to three digits */
static int number_of(const char *word, unsigned int max, unsigned int *number)
{
    unsigned int digits = 0;

    *number = 0;
    while (*word >= '0' && *word <= '9' && digits++ < 3)
	*number = *number * 10 + (unsigned int)(*word++ - '0');
    return digits && !*word && *number <= max;
}

static const char *add_words(struct args *args, int count, char *const word[])
{
    size_t used = 0;
    int i;

    for (i = 0; i < count; i++) {
	size_t len = strlen(word[i]);

	if (len + 2 > sizeof(args->line) - used)
	    return "the arguments are too long";
	if (i)
	    args->line[used++] = ' ';
	memcpy(args->line + used, word[i], len);
	used += len;
    }
    args->line[used] = '\0';
    args->has_line = 1;
    return NULL;
}

const char *args_parse(struct args *args, int argc, char *const argv[])
{
    unsigned int number;
    int i = 1;

    memset(args, 0, sizeof(*args));
    args->disk = ARGS_NO_DISK;
    if (argc < 2)
	return "a disk (hd0) or a file is missing";
    if (!strncmp(argv[i], "hd", 2) &&
	number_of(argv[i] + 2, ARGS_DISK_MAX, &number)) {
	args->disk = (int)number;
	i++;
	if (i < argc && number_of(argv[i], ARGS_PARTITION_MAX, &number)) {
	    args->partition = number;
	    i++;
	}
	for (; i < argc; i++) {
	    if (!strncmp(argv[i], "file=", 5) && argv[i][5])
		args->files = argv[i] + 5;
	    else if (!strcmp(argv[i], "strict"))
		args->strict = 1;
	    else
		break;
	}
    } else if (!strncmp(argv[i], "file=", 5) && argv[i][5]) {
	args->disk = 0;
	args->files = argv[i++] + 5;
    } else {
	args->program = argv[i++];
    }
    if (i < argc && !strcmp(argv[i], "--"))
	i++;
    return i < argc ? add_words(args, argc - i, argv + i) : NULL;
}

int args_take_file(char *name, unsigned int size, const char **list)
{
    const char *text = *list;
    size_t len = strcspn(text, ","), used = 0, i;

    *list = text[len] ? text + len + 1 : NULL;
    if (!len || len + 2 > size)
	return 0;
    if (text[0] != '\\' && text[0] != '/')
	name[used++] = '\\';
    for (i = 0; i < len; i++)
	name[used++] = text[i] == '/' ? '\\' : text[i];
    name[used] = '\0';
    return 1;
}
