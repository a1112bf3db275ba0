/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * devpath.c - device paths of UEFI
 */
#include <stdio.h>
#include <string.h>

#include "devpath.h"
#include "le.h"

/* Subtypes, and where their numbers are behind the header */
#define HARDWARE_PCI		1	/* function, device: 1 byte each */
#define ACPI_HID		1	/* HID, UID: 4 bytes each */
#define MESSAGING_ATAPI		1	/* channel, slave: 1 byte; LUN: 2 */
#define MESSAGING_SCSI		2	/* target, LUN: 2 bytes each */
#define MESSAGING_USB		DEVPATH_USB	/* port, interface: 1 byte each */
#define MESSAGING_SATA		18	/* port, multiplier, LUN: 2 bytes each */
#define MESSAGING_NVME		23	/* namespace: 4 bytes; EUI-64: 8 */

#define HID_PCI_ROOT		0x0a0341d0	/* PNP0A03, compressed */
#define HID_PCIE_ROOT		0x0a0841d0	/* PNP0A08 */

/* Node of a partition, behind the header */
#define HD_NUMBER	0		/* 32 bits */
#define HD_START	4		/* 64 bits */
#define HD_SECTORS	12		/* 64 bits */
#define HD_SIGNATURE	20		/* 16 bytes */
#define HD_SIGNATURE_TYPE	37
#define HD_LEN		38

int devpath_next(struct devpath_node *node, const uint8_t **path, size_t *len)
{
    const uint8_t *p = *path;
    size_t node_len;

    if (*len < DEVPATH_HEADER)
	return 0;
    node_len = le16(p + 2);
    if (node_len < DEVPATH_HEADER || node_len > *len)
	return 0;
    node->type = p[0];
    node->subtype = p[1];
    node->data = p + DEVPATH_HEADER;
    node->len = node_len - DEVPATH_HEADER;
    *path += node_len;
    *len -= node_len;
    return 1;
}

size_t devpath_len(const void *path, size_t max)
{
    const uint8_t *p = path, *begin = path;
    struct devpath_node node;
    size_t left = max, len = 0;

    while (devpath_next(&node, &p, &left)) {
	if (node.type == DEVPATH_END)
	    return node.subtype == DEVPATH_END_ALL ? len : 0;
	len = (size_t)(p - begin);
    }
    return 0;
}

int devpath_has(const uint8_t *path, size_t len, uint8_t type, uint8_t subtype)
{
    struct devpath_node node;

    while (devpath_next(&node, &path, &len))
	if (node.type == type && node.subtype == subtype)
	    return 1;
    return 0;
}

int devpath_hd(struct devpath_hd *hd, const struct devpath_node *node)
{
    if (node->type != DEVPATH_MEDIA || node->subtype != DEVPATH_MEDIA_HD ||
	node->len < HD_LEN)
	return 0;
    hd->number = le32(node->data + HD_NUMBER);
    hd->start = le64(node->data + HD_START);
    hd->sectors = le64(node->data + HD_SECTORS);
    memcpy(hd->signature, node->data + HD_SIGNATURE, sizeof(hd->signature));
    hd->signature_type = node->data[HD_SIGNATURE_TYPE];
    return 1;
}

/* All partitions of an MBR have the signature of the disk */
int devpath_same_hd(const struct devpath_hd *a, const struct devpath_hd *b)
{
    if (!a->signature_type || a->signature_type != b->signature_type)
	return 0;
    if (a->signature_type == 1)
	return a->number == b->number && a->start == b->start &&
	       !memcmp(a->signature, b->signature, 4);
    return !memcmp(a->signature, b->signature, sizeof(a->signature));
}

int devpath_is_partition(struct devpath_hd *hd, const uint8_t *disk,
			 size_t disk_len, const uint8_t *part,
			 size_t part_len)
{
    struct devpath_node node;

    if (!disk_len || part_len <= disk_len || memcmp(disk, part, disk_len))
	return 0;
    part += disk_len;
    part_len -= disk_len;
    return devpath_next(&node, &part, &part_len) && !part_len &&
	   devpath_hd(hd, &node);
}

/* The numbers by which devices of a bus are counted, the first counts most */
struct place {
    uint32_t number[3];
};

static struct place place_of(const struct devpath_node *node)
{
    struct place place = { { 0, 0, 0 } };
    const uint8_t *p = node->data;

    switch (node->type << 8 | node->subtype) {
    case DEVPATH_HARDWARE << 8 | HARDWARE_PCI:
	if (node->len >= 2)
	    place = (struct place){ { p[1], p[0], 0 } };
	break;
    case DEVPATH_ACPI << 8 | ACPI_HID:
	if (node->len >= 8)
	    place = (struct place){ { le32(p + 4), 0, 0 } };
	break;
    case DEVPATH_MESSAGING << 8 | MESSAGING_ATAPI:
	if (node->len >= 4)
	    place = (struct place){ { p[0], p[1], le16(p + 2) } };
	break;
    case DEVPATH_MESSAGING << 8 | MESSAGING_SCSI:
	if (node->len >= 4)
	    place = (struct place){ { le16(p), le16(p + 2), 0 } };
	break;
    case DEVPATH_MESSAGING << 8 | MESSAGING_USB:
	if (node->len >= 2)
	    place = (struct place){ { p[0], p[1], 0 } };
	break;
    case DEVPATH_MESSAGING << 8 | MESSAGING_SATA:
	if (node->len >= 6)
	    place = (struct place){ { le16(p), le16(p + 2), le16(p + 4) } };
	break;
    case DEVPATH_MESSAGING << 8 | MESSAGING_NVME:
	if (node->len >= 4)
	    place = (struct place){ { le32(p), 0, 0 } };
	break;
    }
    return place;
}

static int compare_nodes(const struct devpath_node *a,
			 const struct devpath_node *b)
{
    struct place at = place_of(a), bt = place_of(b);
    size_t len = a->len < b->len ? a->len : b->len, i;
    int order;

    if (a->type != b->type)
	return a->type < b->type ? -1 : 1;
    if (a->subtype != b->subtype)
	return a->subtype < b->subtype ? -1 : 1;
    for (i = 0; i < 3; i++)
	if (at.number[i] != bt.number[i])
	    return at.number[i] < bt.number[i] ? -1 : 1;
    order = memcmp(a->data, b->data, len);
    if (order || a->len == b->len)
	return order;
    return a->len < b->len ? -1 : 1;
}

int devpath_compare(const uint8_t *a, size_t a_len, const uint8_t *b,
		    size_t b_len)
{
    struct devpath_node an, bn;
    int order = 0;

    while (!order) {
	int a_has = devpath_next(&an, &a, &a_len);
	int b_has = devpath_next(&bn, &b, &b_len);

	if (!a_has || !b_has)
	    return a_has - b_has;
	order = compare_nodes(&an, &bn);
    }
    return order;
}

/* Append the UCS-2 of a node up to its NUL; 0 if that cannot be */
static int add_name(char file[DEVPATH_FILE_MAX], size_t *used,
		    const struct devpath_node *node)
{
    size_t i;

    if (*used && file[*used - 1] != '\\' && *used < DEVPATH_FILE_MAX - 1)
	file[(*used)++] = '\\';
    for (i = 0; i + 1 < node->len; i += 2) {
	uint16_t c = le16(node->data + i);

	if (!c)
	    break;
	if (c < ' ' || c > '~' || *used >= DEVPATH_FILE_MAX - 1)
	    return 0;
	if (c == '\\' && *used && file[*used - 1] == '\\')
	    continue;
	file[(*used)++] = (char)c;
    }
    return 1;
}

int devpath_file(char file[DEVPATH_FILE_MAX], const uint8_t *path, size_t len)
{
    struct devpath_node node;
    size_t used = 0;

    while (devpath_next(&node, &path, &len)) {
	if (node.type != DEVPATH_MEDIA || node.subtype != DEVPATH_MEDIA_FILE ||
	    !add_name(file, &used, &node))
	    return 0;
    }
    file[used] = '\0';
    return used && !len;
}

static int format_node(char *text, size_t size, const struct devpath_node *node)
{
    const uint8_t *p = node->data;
    struct place place = place_of(node);
    struct devpath_hd hd;

    switch (node->type << 8 | node->subtype) {
    case DEVPATH_HARDWARE << 8 | HARDWARE_PCI:
	return snprintf(text, size, "Pci(0x%x,0x%x)",
			(unsigned int)place.number[0],
			(unsigned int)place.number[1]);
    case DEVPATH_ACPI << 8 | ACPI_HID:
	if (node->len >= 8 && (le32(p) == HID_PCI_ROOT ||
			       le32(p) == HID_PCIE_ROOT))
	    return snprintf(text, size, "PciRoot(0x%x)",
			    (unsigned int)place.number[0]);
	break;
    case DEVPATH_MESSAGING << 8 | MESSAGING_SCSI:
	return snprintf(text, size, "Scsi(0x%x,0x%x)",
			(unsigned int)place.number[0],
			(unsigned int)place.number[1]);
    case DEVPATH_MESSAGING << 8 | MESSAGING_USB:
	return snprintf(text, size, "USB(0x%x,0x%x)",
			(unsigned int)place.number[0],
			(unsigned int)place.number[1]);
    case DEVPATH_MESSAGING << 8 | MESSAGING_SATA:
	return snprintf(text, size, "Sata(0x%x,0x%x,0x%x)",
			(unsigned int)place.number[0],
			(unsigned int)place.number[1],
			(unsigned int)place.number[2]);
    case DEVPATH_MESSAGING << 8 | MESSAGING_NVME:
	return snprintf(text, size, "NVMe(0x%x)",
			(unsigned int)place.number[0]);
    case DEVPATH_MEDIA << 8 | DEVPATH_MEDIA_HD:
	if (devpath_hd(&hd, node))
	    return snprintf(text, size, "HD(%u)", (unsigned int)hd.number);
	break;
    }
    return snprintf(text, size, "Path(%u,%u)", node->type, node->subtype);
}

char *devpath_format(char text[DEVPATH_TEXT_SIZE], const uint8_t *path,
		     size_t len)
{
    struct devpath_node node;
    size_t used = 0;

    text[0] = '\0';
    while (devpath_next(&node, &path, &len)) {
	int n;

	if (used && used < DEVPATH_TEXT_SIZE - 1)
	    text[used++] = '/';
	n = format_node(text + used, DEVPATH_TEXT_SIZE - used, &node);
	if (n < 0 || (size_t)n >= DEVPATH_TEXT_SIZE - used)
	    break;
	used += (size_t)n;
    }
    return text;
}
