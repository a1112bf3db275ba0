/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * infotext.c - sizes and partitions as text
 */
#include <stdio.h>

#include "infotext.h"

char *size_format(char text[SIZE_TEXT_SIZE], uint64_t bytes)
{
    static const char units[] = "kMGTPE";
    unsigned int unit = 0;

    /* Never more than four digits before the unit */
    while (bytes >= 10000 * 1024ULL && unit < sizeof(units) - 2) {
	bytes /= 1024;
	unit++;
    }
    if (bytes < 10 * 1024)
	snprintf(text, SIZE_TEXT_SIZE, "%u.%u %cB",
		 (unsigned int)(bytes / 1024),
		 (unsigned int)(bytes % 1024 * 10 / 1024), units[unit]);
    else
	snprintf(text, SIZE_TEXT_SIZE, "%u %cB", (unsigned int)(bytes / 1024),
		 units[unit]);
    return text;
}

char *partition_format(char text[PARTITION_TEXT_SIZE],
		       const struct partition *partition,
		       uint32_t sector_size)
{
    const char *name = partition_type_name(partition);
    char size[SIZE_TEXT_SIZE], guid[GUID_TEXT_SIZE];
    int used;

    used = snprintf(text, PARTITION_TEXT_SIZE, "%3u  %9s  ", partition->number,
		    size_format(size, partition->sectors * sector_size));
    if (partition->scheme == PARTITION_GPT)
	snprintf(text + used, PARTITION_TEXT_SIZE - (size_t)used, "%s",
		 name ? name : guid_format(guid, partition->guid));
    else
	snprintf(text + used, PARTITION_TEXT_SIZE - (size_t)used, "%s (%u)",
		 name ? name : "type", partition->type);
    return text;
}

const char *scheme_name(enum partition_scheme scheme)
{
    return scheme == PARTITION_GPT ? "GPT" :
	   scheme == PARTITION_MBR ? "MBR" : "no partition table";
}
