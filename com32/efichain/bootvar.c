/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bootvar.c - Boot#### and BootOrder, what the firmware would boot
 */
#include <stdio.h>
#include <string.h>

#include "bootvar.h"
#include "le.h"

#define LOAD_OPTION_ACTIVE	0x01	/* of the attributes */
#define ATTRIBUTES		0	/* 32 bits */
#define PATHS_LEN		4	/* 16 bits, in bytes */
#define DESCRIPTION		6	/* UCS-2 */

/* Bytes of the description with its NUL; 0 if that is missing */
static size_t description_len(const uint8_t *text, size_t len)
{
    size_t i;

    for (i = 0; i + 1 < len; i += 2)
	if (!le16(text + i))
	    return i + 2;
    return 0;
}

int bootvar_decode(struct bootvar *bootvar, const uint8_t *var, size_t len)
{
    struct devpath_node node;
    const uint8_t *path;
    size_t skip, paths_len, path_len;

    memset(bootvar, 0, sizeof(*bootvar));
    if (len < DESCRIPTION)
	return 0;
    bootvar->active = (var[ATTRIBUTES] & LOAD_OPTION_ACTIVE) != 0;
    paths_len = le16(var + PATHS_LEN);
    skip = description_len(var + DESCRIPTION, len - DESCRIPTION);
    if (!skip || paths_len > len - DESCRIPTION - skip)
	return 0;
    path = var + DESCRIPTION + skip;
    bootvar->options = path + paths_len;
    bootvar->options_len = len - DESCRIPTION - skip - paths_len;

    /* The whole path of a partition, or from the partition on */
    path_len = devpath_len(path, paths_len);
    while (devpath_next(&node, &path, &path_len))
	if (devpath_hd(&bootvar->hd, &node))
	    return devpath_file(bootvar->file, path, path_len);
    return 0;
}

char *bootvar_name(char name[BOOTVAR_NAME_SIZE], uint16_t number)
{
    snprintf(name, BOOTVAR_NAME_SIZE, "Boot%04X", (unsigned int)number);
    return name;
}

size_t bootvar_put_first(uint16_t *order, size_t count, uint16_t number)
{
    size_t i;

    if (count && order[0] == number)
	return 0;
    for (i = 0; i < count && order[i] != number; i++)
	;
    if (i == count)
	count++;
    memmove(order + 1, order, i * sizeof(*order));
    order[0] = number;
    return count;
}
