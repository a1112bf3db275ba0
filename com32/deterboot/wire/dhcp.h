/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dhcp.h - what a DHCPACK says about this node
 *
 * All addresses are in network byte order; 0 means that it was not given.
 */
#ifndef DETERBOOT_DHCP_H
#define DETERBOOT_DHCP_H

#include <stddef.h>
#include <stdint.h>

#define DHCP_HWADDR_SIZE	16	/* bytes of chaddr, RFC 2131 section 2 */
#define DHCP_TEXT_SIZE		256	/* longest option and a NUL */
#define DHCP_DNS_MAX		4	/* name servers that pxelinux asks */
#define DHCP_ROUTES_MAX		32	/* routes that pxelinux keeps */
#define DHCP_MTU_MIN		576	/* what every host takes, RFC 791 3.1; a
					   smaller MTU is not believed */

/* Values of option 53 (RFC 2132 section 9.6) */
enum dhcp_type {
    DHCP_TYPE_NONE = 0,			/* plain BOOTP */
    DHCP_DISCOVER = 1,
    DHCP_OFFER = 2,
    DHCP_REQUEST = 3,
    DHCP_ACK = 5,
    DHCP_NAK = 6,
};

/* Codes of options that others need, too (RFC 2132, RFC 4578) */
enum dhcp_option {
    DHCP_OPTION_PAD = 0,
    DHCP_OPTION_VENDOR = 43,
    DHCP_OPTION_REQUESTED_IP = 50,
    DHCP_OPTION_TYPE = 53,
    DHCP_OPTION_SERVER_ID = 54,
    DHCP_OPTION_PARAMETERS = 55,
    DHCP_OPTION_MAX_SIZE = 57,
    DHCP_OPTION_CLASS = 60,
    DHCP_OPTION_CLIENT_ID = 61,
    DHCP_OPTION_BOOT_FILE = 67,
    DHCP_OPTION_USER_CLASS = 77,
    DHCP_OPTION_CLIENT_ARCH = 93,
    DHCP_OPTION_CLIENT_NDI = 94,
    DHCP_OPTION_UUID = 97,
    DHCP_OPTION_END = 255,
};

/* Offsets and sizes in bytes of the fixed fields (RFC 2131 section 2) */
enum {
    DHCP_OFF_OP = 0,
    DHCP_OFF_HTYPE = 1,
    DHCP_OFF_HLEN = 2,
    DHCP_OFF_XID = 4,
    DHCP_OFF_SECS = 8,
    DHCP_OFF_FLAGS = 10,
    DHCP_OFF_YIADDR = 16,
    DHCP_OFF_SIADDR = 20,
    DHCP_OFF_CHADDR = 28,
    DHCP_OFF_SNAME = 44,
    DHCP_OFF_FILE = 108,
    DHCP_OFF_COOKIE = 236,
    DHCP_OFF_OPTIONS = 240,
    DHCP_SNAME_SIZE = 64,
    DHCP_FILE_SIZE = 128,
};

#define DHCP_COOKIE_BYTES	{ 99, 130, 83, 99 }	/* RFC 2131 section 3 */

/* A route besides the gateway */
struct dhcp_route {
    uint32_t dest;
    uint32_t netmask;			/* of the destination */
    uint32_t router;			/* 0 = on the same link */
};

struct dhcp_lease {
    uint8_t type;			/* enum dhcp_type */
    uint32_t xid;			/* as the bytes are on the wire */
    uint8_t hwtype;			/* htype: 1 = Ethernet */
    uint8_t hwaddr[DHCP_HWADDR_SIZE];	/* chaddr */
    uint8_t hwaddr_len;			/* bytes of it in use, 0..16 */
    uint32_t ip;			/* yiaddr */
    uint32_t next_server;		/* siaddr */
    uint32_t netmask;			/* option 1 */
    uint32_t gateway;			/* option 121, else the first of 3 */
    struct dhcp_route route[DHCP_ROUTES_MAX]; /* option 121, else 33 */
    unsigned int routes;		/* how many there are */
    uint16_t mtu;			/* option 26: bytes of an IP packet */
    uint32_t dns[DHCP_DNS_MAX];		/* option 6 */
    uint32_t server_id;			/* option 54 */
    uint32_t bootinfo_server;		/* option 43, sub-option 128 */
    uint32_t edgeboot_partition;	/* option 147 (4 bytes, big endian) */
    int has_edgeboot;			/* option 147 was there */
    char hostname[DHCP_TEXT_SIZE];	/* option 12 */
    char domain[DHCP_TEXT_SIZE];	/* option 15 */
    char search[DHCP_TEXT_SIZE];	/* option 119: domains, with blanks */
    char tftp_server[DHCP_TEXT_SIZE];	/* option 66, else sname; commas
					   between several */
    int tftp_server_is_sname;
    char boot_file[DHCP_TEXT_SIZE];	/* option 67, else file */
};

/**
 * Decode a BOOTP or DHCP reply
 *
 * Any bytes may be given. An option that comes in several pieces is joined
 * (RFC 3396); `file` and `sname` are read as options where option 52 says so.
 * An option of a wrong length, or a text with a control character, counts as
 * not given. A list of options that breaks off in the middle is used up to
 * there.
 *
 * @v lease	Receives the result
 * @v packet	The reply, from its `op` field on
 * @v len	Its length in bytes
 * @ret 0	Done
 * @ret -EMSGSIZE	Too short to hold the fixed fields
 * @ret -EPROTO		Not a reply, or a wrong hardware address length
 */
int dhcp_decode(struct dhcp_lease *lease, const void *packet, size_t len);

/**
 * Add to a lease what the reply says that the boot program came by, which may
 * be that of another server (ProxyDHCP; PXE 2.1, section 2.2)
 *
 * A DHCP server that knows of no boot names itself as next-server all the same
 * (dnsmasq does). So next-server and boot file are those of the reply; option
 * 43.128 and the name of the server only if the lease has none.
 *
 * @v lease	The DHCP server's
 * @v boot	The reply
 */
void dhcp_add_boot(struct dhcp_lease *lease, const struct dhcp_lease *boot);

/**
 * Find an option that is a text, such as a key
 *
 * @v text	Receives the text, "" if there is none
 * @v packet	The reply, from its `op` field on
 * @v len	Its length in bytes
 * @v code	Code of the option, 1 to 254
 * @ret 0	Done
 * @ret -ENOENT	No such option, or not a text without blanks
 */
int dhcp_find_text(char text[DHCP_TEXT_SIZE], const void *packet, size_t len,
		   uint8_t code);

/**
 * Find an option of any kind, in a question as well as in a reply
 *
 * @v value	Receives its bytes, cut to `size`
 * @v size	Room
 * @v packet	The message, from its `op` field on
 * @v len	Its length in bytes
 * @v code	Code of the option, 1 to 254
 * @ret length	Bytes received
 * @ret -ENOENT	No such option
 */
int dhcp_find_option(uint8_t *value, size_t size, const void *packet,
		     size_t len, uint8_t code);

#endif /* DETERBOOT_DHCP_H */
