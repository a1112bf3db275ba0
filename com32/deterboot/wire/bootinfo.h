/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bootinfo.h - the bootinfo wire protocol
 *
 * One UDP datagram each way, always BOOTINFO_PACKET_SIZE bytes, little endian
 * except where said otherwise. The layout is that of Emulab's bootwhat.h.
 *
 * This codec knows bytes and structs only: no time, no sockets, no policy. It
 * is compiled into the module, into the reference boss and into the tests.
 */
#ifndef DETERBOOT_BOOTINFO_H
#define DETERBOOT_BOOTINFO_H

#include <stddef.h>
#include <stdint.h>

/* Sizes in bytes (Emulab bootwhat.h) */
#define BOOTINFO_PACKET_SIZE	520	/* every datagram, either way */
#define BOOTINFO_DATA_SIZE	512	/* the data area at its end */
#define BOOTINFO_PATH_SIZE	256	/* what.mfs, what.mb.filename */
#define BOOTINFO_CMDLINE_SIZE	248	/* from cmdline to the end of data */
#define BOOTINFO_CMDLINE_MAX	223	/* characters a real server writes */
#define BOOTINFO_KEY_MAX	129	/* characters of a key, without its NUL */

/* UDP ports (Emulab bootwhat.h); the node's port is fixed, not ephemeral */
#define BOOTINFO_SERVER_PORT	6969	/* boss listens and answers here */
#define BOOTINFO_ORDER_PORT	6970	/* boss sends orders from here */
#define BOOTINFO_CLIENT_PORT	9696	/* the node sends and listens here */

#define BOOTINFO_VERSION	1	/* current; 0 is a legal old client */

enum bootinfo_opcode {
    BOOTINFO_REQUEST = 1,
    BOOTINFO_REPLY = 2,
    BOOTINFO_ACK = 3,			/* obsolete since 2002 */
    BOOTINFO_ORDER = 4,			/* unsolicited, from boss */
    BOOTINFO_INFO = 5,			/* boss treats it as a REQUEST */
    BOOTINFO_KEYED_REQUEST = 6,		/* looked up by key, not by IP */
};

enum bootinfo_status {
    BOOTINFO_SUCCESS = 0,
    BOOTINFO_FAIL = 1,			/* the data area is undefined */
};

enum bootinfo_type {
    BOOTINFO_PART = 1,			/* partition of the main disk, 0 = MBR */
    BOOTINFO_SYSID = 2,			/* first partition of an MBR type */
    BOOTINFO_MB = 3,			/* multiboot image over TFTP */
    BOOTINFO_WAIT = 4,			/* boot nothing until an ORDER comes */
    BOOTINFO_REBOOT = 5,		/* reset the machine */
    BOOTINFO_AUTO = 6,			/* ask again now */
    BOOTINFO_MFS = 7,			/* memory file system from a path */
    BOOTINFO_RESTART = 8,		/* DHCP again, then ask */
    BOOTINFO_DISKPART = 9,		/* BIOS disk number + partition */
};

#define BOOTINFO_FLAG_CMDLINE	0x01	/* no server ever sets it */
#define BOOTINFO_FLAG_SECURE	0x02

/*
 * What to boot. Only the members that belong to `type` are set by the
 * decoder; all others are zero: a server does not clear the data area, so the
 * rest of it may hold anything. `cmdline` belongs to every type that boots
 * something (not to WAIT, REBOOT, AUTO, RESTART). Strings always end in a NUL
 * here, also when they filled their whole field on the wire.
 */
struct bootinfo_what {
    uint16_t flags;			/* BOOTINFO_FLAG_* */
    uint16_t type;			/* enum bootinfo_type, or unknown */
    uint32_t partition;			/* PART: 0 = MBR; DISKPART */
    uint32_t sysid;			/* SYSID: MBR partition type */
    uint32_t disk;			/* DISKPART: BIOS drive (0x80...) or index */
    uint32_t tftp_ip;			/* MB: server, network byte order */
    char path[BOOTINFO_PATH_SIZE + 1];	/* MFS: path or URL; MB: file name */
    char cmdline[BOOTINFO_CMDLINE_SIZE + 1];
};

struct bootinfo_message {
    uint16_t version;
    uint16_t opcode;			/* enum bootinfo_opcode */
    uint32_t status;			/* enum bootinfo_status */
    struct bootinfo_what what;		/* REPLY with SUCCESS, and ORDER */
    char key[BOOTINFO_KEY_MAX + 1];	/* KEYED_REQUEST */
};

/**
 * Encode a message
 *
 * Bytes that no field uses are zero. Strings longer than their field are a
 * programming error of the caller and are cut at the field's end.
 *
 * @v packet	Receives exactly BOOTINFO_PACKET_SIZE bytes
 * @v msg	The message
 */
void bootinfo_encode(uint8_t packet[BOOTINFO_PACKET_SIZE],
		     const struct bootinfo_message *msg);

/**
 * Decode a datagram
 *
 * Any bytes may be given. On failure nothing in *msg may be used.
 *
 * @v msg	Receives the message
 * @v packet	The datagram
 * @v len	Its length in bytes
 * @ret 0		Decoded; `type` and `opcode` hold values from the enums
 * @ret -EMSGSIZE	Length is not BOOTINFO_PACKET_SIZE
 * @ret -EPROTONOSUPPORT	Version above BOOTINFO_VERSION
 * @ret -EOPNOTSUPP	Opcode unknown
 * @ret -EPROTO		Status neither SUCCESS nor FAIL
 * @ret -EINVAL		REPLY/ORDER with a type that does not exist
 * @ret -EILSEQ		A string has a control character, or a key has no end
 */
int bootinfo_decode(struct bootinfo_message *msg, const void *packet,
		    size_t len);

/* What a type of answer carries, on the wire and as operators write it */
enum bootinfo_layout {
    BOOTINFO_HAS_NOTHING,
    BOOTINFO_HAS_PARTITION,
    BOOTINFO_HAS_SYSID,
    BOOTINFO_HAS_DISK,			/* disk, partition */
    BOOTINFO_HAS_FILE,			/* tftp_ip, path */
    BOOTINFO_HAS_PATH,			/* path */
};

/* All there is to know of a type of answer to read and write it */
struct bootinfo_kind {
    uint16_t type;			/* enum bootinfo_type */
    const char *name;			/* as operators write it: "MFS" */
    enum bootinfo_layout layout;
    int has_cmdline;			/* it boots something, so that cmdline
					   means something */
};

#define BOOTINFO_KINDS	9

extern const struct bootinfo_kind bootinfo_kinds[BOOTINFO_KINDS];

/**
 * What is known of a type, or NULL if it is unknown
 */
const struct bootinfo_kind *bootinfo_kind(uint16_t type);

/**
 * Name of a type as operators write it ("MFS"), or NULL if unknown
 */
const char *bootinfo_type_name(uint16_t type);

#endif /* DETERBOOT_BOOTINFO_H */
