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

struct dhcp_lease {
    uint8_t hwaddr[DHCP_HWADDR_SIZE];	/* chaddr */
    uint8_t hwaddr_len;			/* bytes of it in use, 0..16 */
    uint32_t ip;			/* yiaddr */
    uint32_t next_server;		/* siaddr */
    uint32_t netmask;			/* option 1 */
    uint32_t gateway;			/* option 3, the first one */
    uint32_t server_id;			/* option 54 */
    uint32_t bootinfo_server;		/* option 43, sub-option 128 */
    uint32_t edgeboot_partition;	/* option 147 (4 bytes, big endian) */
    int has_edgeboot;			/* option 147 was there */
    char hostname[DHCP_TEXT_SIZE];	/* option 12 */
    char domain[DHCP_TEXT_SIZE];	/* option 15 */
    char tftp_server[DHCP_TEXT_SIZE];	/* option 66, else sname */
    int tftp_server_is_sname;
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

#endif /* DETERBOOT_DHCP_H */
