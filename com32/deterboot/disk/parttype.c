/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * parttype.c - types of partitions, and which of MBR and GPT mean the same
 *
 * MBR types are those that fdisk and boss's database use; GPT types are those
 * of the UEFI specification, of the Discoverable Partitions Specification
 * (Linux) and of FreeBSD's, NetBSD's and OpenBSD's <sys/gpt.h>.
 */
#include <stdio.h>
#include <string.h>

#include "partition.h"

/* A GUID as it lies on the disk: the first three parts are little endian */
#define GUID(a, b, c, d, e)						\
    { (a) & 0xff, (a) >> 8 & 0xff, (a) >> 16 & 0xff, (a) >> 24 & 0xff,	\
      (b) & 0xff, (b) >> 8, (c) & 0xff, (c) >> 8, (d) >> 8, (d) & 0xff,	\
      (e) >> 40 & 0xff, (e) >> 32 & 0xff, (e) >> 24 & 0xff,		\
      (e) >> 16 & 0xff, (e) >> 8 & 0xff, (e) & 0xff }

#define MICROSOFT_DATA	GUID(0xebd0a0a2U, 0xb9e5, 0x4433, 0x87c0,	\
			     0x68b6b72699c7ULL)

/* Types that can hold something to boot; several GUIDs may match one type */
static const struct {
    uint8_t sysid;
    uint8_t guid[GUID_SIZE];
    const char *name;
} pairs[] = {
    { 165, GUID(0x516e7cb4U, 0x6ecf, 0x11d6, 0x8ff8, 0x00022d09712bULL),
      "FreeBSD" },
    { 165, GUID(0x516e7cb6U, 0x6ecf, 0x11d6, 0x8ff8, 0x00022d09712bULL),
      "FreeBSD UFS" },
    { 165, GUID(0x516e7cbaU, 0x6ecf, 0x11d6, 0x8ff8, 0x00022d09712bULL),
      "FreeBSD ZFS" },
    { 131, GUID(0x0fc63dafU, 0x8483, 0x4772, 0x8e79, 0x3d69d8477de4ULL),
      "Linux" },
    { 131, GUID(0x4f68bce3U, 0xe8cd, 0x4db1, 0x96e7, 0xfbcaf984b709ULL),
      "Linux root" },
    { 131, GUID(0xbc13c2ffU, 0x59e6, 0x4262, 0xa352, 0xb275fd6f7172ULL),
      "Linux boot" },
    { 142, GUID(0xe6d6d379U, 0xf507, 0x44c2, 0xa23c, 0x238f2a3df928ULL),
      "Linux LVM" },
    { 253, GUID(0xa19d880fU, 0x05fc, 0x4d3b, 0xa006, 0x743f0f84911eULL),
      "Linux RAID" },
    { 7, MICROSOFT_DATA, "NTFS or data" },
    { 6, MICROSOFT_DATA, "FAT16" },
    { 11, MICROSOFT_DATA, "FAT32" },
    { 12, MICROSOFT_DATA, "FAT32 LBA" },
    { 14, MICROSOFT_DATA, "FAT16 LBA" },
    { 166, GUID(0x824cc7a0U, 0x36a8, 0x11e3, 0x890a, 0x952519ad3f61ULL),
      "OpenBSD" },
    { 169, GUID(0x49f48d5aU, 0xb10e, 0x11dc, 0xb99b, 0x0019d1879648ULL),
      "NetBSD" },
    { 239, GUID(0xc12a7328U, 0xf81f, 0x11d2, 0xba4b, 0x00a0c93ec93bULL),
      "EFI system" },
};

/* Types that have a name only */
static const struct {
    uint8_t type;
    const char *name;
} mbr_names[] = {
    { 1, "FAT12" }, { 4, "FAT16" }, { 130, "Linux swap" }, { 191, "Solaris" },
};

static const struct {
    uint8_t guid[GUID_SIZE];
    const char *name;
} gpt_names[] = {
    { GUID(0x21686148U, 0x6449, 0x6e6f, 0x744e, 0x656564454649ULL),
      "BIOS boot" },
    { GUID(0x83bd6b9dU, 0x7f41, 0x11dc, 0xbe0b, 0x001560b84f0fULL),
      "FreeBSD boot" },
    { GUID(0x516e7cb5U, 0x6ecf, 0x11d6, 0x8ff8, 0x00022d09712bULL),
      "FreeBSD swap" },
    { GUID(0x0657fd6dU, 0xa4ab, 0x43c4, 0x84e5, 0x0933c84b4f4fULL),
      "Linux swap" },
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

const char *partition_type_name(const struct partition *partition)
{
    int gpt = partition->scheme == PARTITION_GPT;
    size_t i;

    for (i = 0; i < COUNT(pairs); i++)
	if (gpt ? !memcmp(pairs[i].guid, partition->guid, GUID_SIZE) :
		  pairs[i].sysid == partition->type)
	    return pairs[i].name;
    for (i = 0; !gpt && i < COUNT(mbr_names); i++)
	if (mbr_names[i].type == partition->type)
	    return mbr_names[i].name;
    for (i = 0; gpt && i < COUNT(gpt_names); i++)
	if (!memcmp(gpt_names[i].guid, partition->guid, GUID_SIZE))
	    return gpt_names[i].name;
    return NULL;
}

int sysid_has_gpt(uint8_t sysid)
{
    size_t i;

    for (i = 0; i < COUNT(pairs); i++)
	if (pairs[i].sysid == sysid)
	    return 1;
    return 0;
}

int partition_matches(const struct partition *partition, uint8_t sysid)
{
    size_t i;

    if (partition->scheme != PARTITION_GPT)
	return partition->type == sysid;
    for (i = 0; i < COUNT(pairs); i++)
	if (pairs[i].sysid == sysid &&
	    !memcmp(pairs[i].guid, partition->guid, GUID_SIZE))
	    return 1;
    return 0;
}

char *guid_format(char text[GUID_TEXT_SIZE], const uint8_t guid[GUID_SIZE])
{
    static const uint8_t order[GUID_SIZE] = {
	3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15,
    };
    char *p = text;
    int i;

    for (i = 0; i < GUID_SIZE; i++) {
	if (i == 4 || i == 6 || i == 8 || i == 10)
	    *p++ = '-';
	p += sprintf(p, "%02X", guid[order[i]]);
    }
    return text;
}
