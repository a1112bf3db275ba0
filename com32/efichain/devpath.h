/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * devpath.h - device paths of UEFI
 *
 * Nodes of a type, a subtype and a length, one behind the other (UEFI
 * specification, "Device Path Protocol"); numbers are little endian. The bytes
 * come from the firmware or from variables that anybody may have written: none
 * is read behind `len`.
 */
#ifndef EFICHAIN_DEVPATH_H
#define EFICHAIN_DEVPATH_H

#include <stddef.h>
#include <stdint.h>

#define DEVPATH_HARDWARE	1	/* types */
#define DEVPATH_ACPI		2
#define DEVPATH_MESSAGING	3
#define DEVPATH_MEDIA		4
#define DEVPATH_END		0x7f

#define DEVPATH_USB		5	/* subtypes of DEVPATH_MESSAGING */
#define DEVPATH_UART		14
#define DEVPATH_MEDIA_HD	1	/* subtypes of DEVPATH_MEDIA */
#define DEVPATH_MEDIA_FILE	4
#define DEVPATH_END_ALL		0xff	/* of DEVPATH_END */

#define DEVPATH_HEADER		4	/* bytes of a node's header */
#define DEVPATH_MAX		4096	/* bytes of a path that is looked at
					   (policy) */
#define DEVPATH_FILE_MAX	256	/* characters of a file's name (policy) */
#define DEVPATH_TEXT_SIZE	80	/* for devpath_format() (policy) */

/* What is between the header of a node and the next node */
struct devpath_node {
    uint8_t type, subtype;
    const uint8_t *data;
    size_t len;				/* bytes */
};

/* A partition, as a node of a path names it */
struct devpath_hd {
    uint32_t number;			/* counted from 1 */
    uint64_t start, sectors;
    uint8_t signature[16];		/* of the GPT's entry; or 4 bytes that the
					   MBR has for its disk */
    uint8_t signature_type;		/* 0 none, 1 MBR, 2 GPT */
};

/**
 * Length of a path
 *
 * @v path	The path
 * @v max	Bytes that may be read
 * @ret len	Bytes before its end node; 0 also for a path that has no end
 */
size_t devpath_len(const void *path, size_t max);

/**
 * Take the node at the beginning
 *
 * @v node	Receives the node
 * @v path	The path; moved behind the node
 * @v len	Its bytes; less by those of the node
 * @ret 1	Done
 * @ret 0	There is none, or the path is broken
 */
int devpath_next(struct devpath_node *node, const uint8_t **path, size_t *len);

/**
 * Is there a node of that kind in the path?
 *
 * @ret 1	Yes
 * @ret 0	No
 */
int devpath_has(const uint8_t *path, size_t len, uint8_t type, uint8_t subtype);

/**
 * Read a node that names a partition
 *
 * @ret 1	Done
 * @ret 0	The node is another one
 */
int devpath_hd(struct devpath_hd *hd, const struct devpath_node *node);

/**
 * Are these the same partition, on whatever disk it is now?
 */
int devpath_same_hd(const struct devpath_hd *a, const struct devpath_hd *b);

/**
 * Is this a partition of that disk?
 *
 * @v hd	Receives the partition
 * @v disk	Path of the disk, `disk_len` bytes
 * @v part	Path of the partition, `part_len` bytes
 * @ret 1	Yes
 * @ret 0	No
 */
int devpath_is_partition(struct devpath_hd *hd, const uint8_t *disk,
			 size_t disk_len, const uint8_t *part,
			 size_t part_len);

/**
 * Order of two paths: by the place of each device on the bus that it is on, the
 * shorter path first
 *
 * @ret order	< 0, 0, > 0
 */
int devpath_compare(const uint8_t *a, size_t a_len, const uint8_t *b,
		    size_t b_len);

/**
 * Name of the file at the end of a path, in all nodes that follow `path`
 *
 * @v file	Receives it, with \ between folders
 * @ret 1	Done
 * @ret 0	There is none, it is too long, or has a character beyond ASCII
 */
int devpath_file(char file[DEVPATH_FILE_MAX], const uint8_t *path, size_t len);

/**
 * Write a path as text, as far as there is room: "PciRoot(0x0)/Pci(0x1f,0x2)/
 * Sata(0x0,0xffff,0x0)"
 */
char *devpath_format(char text[DEVPATH_TEXT_SIZE], const uint8_t *path,
		     size_t len);

#endif /* EFICHAIN_DEVPATH_H */
