/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bootinfo.c - the bootinfo wire protocol
 */
#include <errno.h>
#include <string.h>

#include "bootinfo.h"
#include "bytes.h"

/* Byte offsets in a datagram (Emulab bootwhat.h: struct boot_info) */
enum {
    OFF_VERSION = 0,			/* 16 bits */
    OFF_OPCODE = 2,			/* 16 bits */
    OFF_STATUS = 4,			/* 32 bits */
    OFF_DATA = 8,			/* BOOTINFO_DATA_SIZE bytes */
    OFF_KEY = OFF_DATA,			/* KEYED_REQUEST: string */

    /* struct boot_what, at OFF_DATA */
    OFF_FLAGS = OFF_DATA,		/* 16 bits */
    OFF_TYPE = OFF_DATA + 2,		/* 16 bits */
    OFF_WHAT = OFF_DATA + 4,		/* the union */
    OFF_WHAT2 = OFF_DATA + 8,		/* its second member */
    OFF_CMDLINE = OFF_DATA + 264,
};

_Static_assert(OFF_DATA + BOOTINFO_DATA_SIZE == BOOTINFO_PACKET_SIZE,
	       "the data area ends the datagram");
_Static_assert(OFF_CMDLINE + BOOTINFO_CMDLINE_SIZE == BOOTINFO_PACKET_SIZE,
	       "cmdline ends the data area");
_Static_assert(OFF_WHAT2 + BOOTINFO_PATH_SIZE <= OFF_CMDLINE,
	       "the longest union member ends before cmdline");

const struct bootinfo_kind bootinfo_kinds[BOOTINFO_KINDS] = {
    { BOOTINFO_PART, "PART", BOOTINFO_HAS_PARTITION, 1 },
    { BOOTINFO_SYSID, "SYSID", BOOTINFO_HAS_SYSID, 1 },
    { BOOTINFO_MB, "MB", BOOTINFO_HAS_FILE, 1 },
    { BOOTINFO_WAIT, "WAIT", BOOTINFO_HAS_NOTHING, 0 },
    { BOOTINFO_REBOOT, "REBOOT", BOOTINFO_HAS_NOTHING, 0 },
    { BOOTINFO_AUTO, "AUTO", BOOTINFO_HAS_NOTHING, 0 },
    { BOOTINFO_MFS, "MFS", BOOTINFO_HAS_PATH, 1 },
    { BOOTINFO_RESTART, "RESTART", BOOTINFO_HAS_NOTHING, 0 },
    { BOOTINFO_DISKPART, "DISKPART", BOOTINFO_HAS_DISK, 1 },
};

/* Write a string into a zeroed field of `size` bytes, cut at its end */
static void put_string(uint8_t *field, size_t size, const char *s)
{
    size_t i;

    for (i = 0; i < size && s[i]; i++)
	field[i] = (uint8_t)s[i];
}

/*
 * Read a string from a field of `size` bytes into one of `size` + 1. A field
 * that is filled to its last byte has no NUL. Bytes from 0x80 on are left to
 * whoever uses the string: they may be UTF-8.
 */
static int get_string(char *s, const uint8_t *field, size_t size)
{
    size_t i;

    for (i = 0; i < size && field[i]; i++) {
	if (field[i] < 0x20 || field[i] == 0x7f)
	    return -EILSEQ;
	s[i] = (char)field[i];
    }
    s[i] = '\0';
    return 0;
}

/* True if a message carries struct boot_what */
static int has_what(uint16_t opcode, uint32_t status)
{
    return status == BOOTINFO_SUCCESS &&
	   (opcode == BOOTINFO_REPLY || opcode == BOOTINFO_ORDER);
}

static void encode_what(uint8_t *packet, const struct bootinfo_what *what)
{
    const struct bootinfo_kind *kind = bootinfo_kind(what->type);

    put_le16(packet + OFF_FLAGS, what->flags);
    put_le16(packet + OFF_TYPE, what->type);
    if (!kind)
	return;

    switch (kind->layout) {
    case BOOTINFO_HAS_NOTHING:
	break;
    case BOOTINFO_HAS_PARTITION:
	put_le32(packet + OFF_WHAT, what->partition);
	break;
    case BOOTINFO_HAS_SYSID:
	put_le32(packet + OFF_WHAT, what->sysid);
	break;
    case BOOTINFO_HAS_DISK:
	put_le32(packet + OFF_WHAT, what->disk);
	put_le32(packet + OFF_WHAT2, what->partition);
	break;
    case BOOTINFO_HAS_FILE:
	memcpy(packet + OFF_WHAT, &what->tftp_ip, sizeof(what->tftp_ip));
	put_string(packet + OFF_WHAT2, BOOTINFO_PATH_SIZE, what->path);
	break;
    case BOOTINFO_HAS_PATH:
	put_string(packet + OFF_WHAT, BOOTINFO_PATH_SIZE, what->path);
	break;
    }
    if (kind->has_cmdline)
	put_string(packet + OFF_CMDLINE, BOOTINFO_CMDLINE_SIZE, what->cmdline);
}

static int decode_what(struct bootinfo_what *what, const uint8_t *packet)
{
    const struct bootinfo_kind *kind;
    int rc = 0;

    what->flags = get_le16(packet + OFF_FLAGS);
    what->type = get_le16(packet + OFF_TYPE);
    kind = bootinfo_kind(what->type);
    if (!kind)
	return -EINVAL;

    switch (kind->layout) {
    case BOOTINFO_HAS_NOTHING:
	break;
    case BOOTINFO_HAS_PARTITION:
	what->partition = get_le32(packet + OFF_WHAT);
	break;
    case BOOTINFO_HAS_SYSID:
	what->sysid = get_le32(packet + OFF_WHAT);
	break;
    case BOOTINFO_HAS_DISK:
	what->disk = get_le32(packet + OFF_WHAT);
	what->partition = get_le32(packet + OFF_WHAT2);
	break;
    case BOOTINFO_HAS_FILE:
	memcpy(&what->tftp_ip, packet + OFF_WHAT, sizeof(what->tftp_ip));
	rc = get_string(what->path, packet + OFF_WHAT2, BOOTINFO_PATH_SIZE);
	break;
    case BOOTINFO_HAS_PATH:
	rc = get_string(what->path, packet + OFF_WHAT, BOOTINFO_PATH_SIZE);
	break;
    }
    if (!rc && kind->has_cmdline)
	rc = get_string(what->cmdline, packet + OFF_CMDLINE,
			BOOTINFO_CMDLINE_SIZE);
    return rc;
}

void bootinfo_encode(uint8_t packet[BOOTINFO_PACKET_SIZE],
		     const struct bootinfo_message *msg)
{
    memset(packet, 0, BOOTINFO_PACKET_SIZE);
    put_le16(packet + OFF_VERSION, msg->version);
    put_le16(packet + OFF_OPCODE, msg->opcode);
    put_le32(packet + OFF_STATUS, msg->status);

    if (msg->opcode == BOOTINFO_KEYED_REQUEST)
	put_string(packet + OFF_KEY, BOOTINFO_KEY_MAX, msg->key);
    else if (has_what(msg->opcode, msg->status))
	encode_what(packet, &msg->what);
}

int bootinfo_decode(struct bootinfo_message *msg, const void *packet,
		    size_t len)
{
    const uint8_t *p = packet;

    memset(msg, 0, sizeof(*msg));
    if (len != BOOTINFO_PACKET_SIZE)
	return -EMSGSIZE;

    msg->version = get_le16(p + OFF_VERSION);
    msg->opcode = get_le16(p + OFF_OPCODE);
    msg->status = get_le32(p + OFF_STATUS);
    if (msg->version > BOOTINFO_VERSION)
	return -EPROTONOSUPPORT;
    if (msg->opcode < BOOTINFO_REQUEST || msg->opcode > BOOTINFO_KEYED_REQUEST)
	return -EOPNOTSUPP;
    if (msg->status != BOOTINFO_SUCCESS && msg->status != BOOTINFO_FAIL)
	return -EPROTO;

    if (has_what(msg->opcode, msg->status))
	return decode_what(&msg->what, p);
    if (msg->opcode == BOOTINFO_KEYED_REQUEST) {
	if (get_string(msg->key, p + OFF_KEY, BOOTINFO_KEY_MAX))
	    return -EILSEQ;
	/* A key of full length still has a NUL, in the byte behind it */
	if (strlen(msg->key) == BOOTINFO_KEY_MAX &&
	    p[OFF_KEY + BOOTINFO_KEY_MAX])
	    return -EILSEQ;
    }
    return 0;
}

const struct bootinfo_kind *bootinfo_kind(uint16_t type)
{
    size_t i;

    for (i = 0; i < BOOTINFO_KINDS; i++)
	if (bootinfo_kinds[i].type == type)
	    return &bootinfo_kinds[i];
    return NULL;
}

const char *bootinfo_type_name(uint16_t type)
{
    const struct bootinfo_kind *kind = bootinfo_kind(type);

    return kind ? kind->name : NULL;
}
