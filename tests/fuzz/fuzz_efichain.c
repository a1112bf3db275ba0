/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_efichain.c - device paths, boot entries, PE headers and command lines, of
 * any bytes
 *
 * The first byte tells where a second path begins. Nothing is read behind an
 * end, text has its NUL, and paths are ordered one way only.
 */
#include "args.h"
#include "bootvar.h"
#include "devpath.h"
#include "fuzz.h"
#include "pe.h"

static void try_path(const uint8_t *path, size_t len)
{
    char text[DEVPATH_TEXT_SIZE], file[DEVPATH_FILE_MAX];

    require(devpath_len(path, len) <= len);
    memset(text, 'x', sizeof(text));
    devpath_format(text, path, len);
    require(memchr(text, '\0', sizeof(text)));
    memset(file, 'x', sizeof(file));
    if (devpath_file(file, path, len))
	require(memchr(file, '\0', sizeof(file)) && file[0]);
}

static void try_pair(const uint8_t *a, size_t a_len, const uint8_t *b,
		     size_t b_len)
{
    int ab = devpath_compare(a, a_len, b, b_len);
    int ba = devpath_compare(b, b_len, a, a_len);
    struct devpath_hd hd;

    require((ab > 0) == (ba < 0) && (ab < 0) == (ba > 0));
    require(!devpath_compare(a, a_len, a, a_len));
    devpath_is_partition(&hd, a, a_len, b, b_len);
}

#define WORDS	16

/* A command line has words with one blank between them */
static void try_line(const uint8_t *data, size_t size)
{
    static struct args args;
    char *line = malloc(size + 1), *word[WORDS];
    char file[DEVPATH_FILE_MAX], first[] = "efichain.c32";
    const char *list;
    int count = 1;

    require(line);
    memcpy(line, data, size);
    line[size] = '\0';
    word[0] = first;
    for (char *p = strtok(line, " "); p && count < WORDS; p = strtok(NULL, " "))
	word[count++] = p;
    if (!args_parse(&args, count, word)) {
	require((args.disk == ARGS_NO_DISK) == (args.program != NULL));
	require(args.disk <= ARGS_DISK_MAX);
	require(args.partition <= ARGS_PARTITION_MAX);
	require(memchr(args.line, '\0', sizeof(args.line)));
	for (list = args.files; list;)
	    if (!args_take_file(file, sizeof(file), &list))
		break;
	    else
		require(file[0] == '\\' && !strchr(file, '/'));
    }
    free(line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bootvar entry;
    size_t cut = size ? data[0] % size : 0;
    uint8_t *all = fuzz_copy(data, size), *head = fuzz_copy(data, cut);
    uint8_t *tail = fuzz_copy(data + cut, size - cut);

    try_path(all, size);
    try_pair(head, cut, tail, size - cut);
    try_line(data, size);
    pe_check(all, size);
    if (bootvar_decode(&entry, all, size)) {
	require(entry.options_len <= size);
	require(entry.options + entry.options_len == all + size);
	require(memchr(entry.file, '\0', sizeof(entry.file)));
    }
    free(all);
    free(head);
    free(tail);
    return 0;
}
