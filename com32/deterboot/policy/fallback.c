/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fallback.c - what to do when boss cannot be had: the option fallback=
 */
#include <errno.h>
#include <string.h>

#include "fallback.h"
#include "mfs.h"
#include "partition.h"

/* A decimal number of up to 3 digits; moves *text behind it */
static int take_number(uint32_t *number, const char **text)
{
    unsigned int digits = 0;

    *number = 0;
    while (**text >= '0' && **text <= '9' && digits < 3) {
	*number = *number * 10 + (uint32_t)(*(*text)++ - '0');
	digits++;
    }
    return digits ? 0 : -EINVAL;
}

static const char *parse_local(struct bootinfo_what *what, const char *value)
{
    what->type = BOOTINFO_DISKPART;
    if (!*value)
	return NULL;
    if (*value++ != ':' || take_number(&what->disk, &value) ||
	what->disk > DISK_NUMBER_MAX)
	return "the disk is not a number from 0 to 127";
    if (!*value)
	return NULL;
    if (*value++ != ',' || take_number(&what->partition, &value) || *value ||
	what->partition > PARTITION_MAX)
	return "the partition is not a number from 0 to 255";
    return NULL;
}

static const char *parse_mfs(struct fallback *fallback, const char *path)
{
    struct mfs mfs;

    if (mfs_parse(&mfs, path))
	return "not a path of an MFS";
    fallback->what.type = BOOTINFO_MFS;
    strcpy(fallback->path, path);
    return NULL;
}

const char *fallback_parse(struct fallback *fallback, const char *value)
{
    memset(fallback, 0, sizeof(*fallback));
    fallback->kind = FALLBACK_BOOT;
    if (!strncmp(value, "local", 5) && (!value[5] || value[5] == ':'))
	return parse_local(&fallback->what, value + 5);
    if (!strncmp(value, "mfs:", 4))
	return parse_mfs(fallback, value + 4);
    if (!strcmp(value, "reboot")) {
	fallback->what.type = BOOTINFO_REBOOT;
	return NULL;
    }
    if (!strcmp(value, "prompt")) {
	fallback->kind = FALLBACK_PROMPT;
	return NULL;
    }
    return "not local, reboot, prompt or mfs:PATH";
}
