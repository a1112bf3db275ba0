/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dhcpask.c - write what a PXE client asks a DHCP server
 */
#include <string.h>

#include "dhcpask.h"
#include "firmware.h"

#define BOOTREQUEST	1		/* RFC 2131 section 2 */
#define FLAG_BROADCAST	0x80		/* first byte of `flags` */

#define OPTION_MAX	255		/* bytes of one option (RFC 2132 2) */

static const uint8_t magic_cookie[4] = DHCP_COOKIE_BYTES;

/* In the order in which they are given up when there is no room, last first */
static const uint8_t identity_options[] = {
    DHCP_OPTION_CLIENT_ID, DHCP_OPTION_CLASS, DHCP_OPTION_CLIENT_ARCH,
    DHCP_OPTION_CLIENT_NDI, DHCP_OPTION_UUID, DHCP_OPTION_USER_CLASS,
};

/* What a server sends only to those who ask: all that deterboot and pxelinux
   look at, and what PXE clients ask for (PXE 2.1 section 2.2.1). 121 stands
   before 3 and 33, whose place it takes (RFC 3442) */
static const uint8_t parameters[] = {
    1, 121, 3, 33, 6, 12, 15, 26, 43, 54, 60, 66, 67, 119, 128, 129, 130, 131,
    132, 133, 134, 135, 147, 175, 208, 209, 210, 211,
};

void dhcp_identify(struct dhcp_identity *identity,
		   const struct dhcp_lease *lease, const void *discover,
		   size_t len)
{
    uint8_t value[OPTION_MAX + 1];	/* one more shows a joined option */
    size_t i;

    memset(identity, 0, sizeof(*identity));
    identity->hwtype = lease->hwtype;
    identity->hwaddr_len = lease->hwaddr_len;
    memcpy(identity->hwaddr, lease->hwaddr, lease->hwaddr_len);

    for (i = 0; discover && i < sizeof(identity_options); i++) {
	uint8_t *end = identity->options + identity->options_len;
	int n = dhcp_find_option(value, sizeof(value), discover, len,
				 identity_options[i]);

	if (n <= 0 || n > OPTION_MAX ||
	    (size_t)n + 2 > sizeof(identity->options) - identity->options_len)
	    continue;
	end[0] = identity_options[i];
	end[1] = (uint8_t)n;
	memcpy(end + 2, value, (size_t)n);
	identity->options_len += (size_t)n + 2;
    }
    if (!identity->options_len) {
	memcpy(identity->options, firmware_words.client,
	       firmware_words.client_len);
	identity->options_len = firmware_words.client_len;
    }
}

static uint8_t *put(uint8_t *p, uint8_t code, const void *value, uint8_t len)
{
    p[0] = code;
    p[1] = len;
    memcpy(p + 2, value, len);
    return p + 2 + len;
}

size_t dhcp_ask_encode(uint8_t packet[DHCP_ASK_SIZE],
		       const struct dhcp_ask *ask,
		       const struct dhcp_identity *identity)
{
    static const uint8_t max_size[2] = {
	DHCP_ANSWER_SIZE >> 8, DHCP_ANSWER_SIZE & 0xff,
    };
    uint8_t *p = packet + DHCP_OFF_OPTIONS;
    size_t len;

    memset(packet, 0, DHCP_ASK_SIZE);
    packet[DHCP_OFF_OP] = BOOTREQUEST;
    packet[DHCP_OFF_HTYPE] = identity->hwtype;
    packet[DHCP_OFF_HLEN] = identity->hwaddr_len;
    memcpy(packet + DHCP_OFF_XID, &ask->xid, sizeof(ask->xid));
    packet[DHCP_OFF_SECS] = (uint8_t)(ask->secs >> 8);
    packet[DHCP_OFF_SECS + 1] = (uint8_t)ask->secs;
    packet[DHCP_OFF_FLAGS] = FLAG_BROADCAST;
    memcpy(packet + DHCP_OFF_CHADDR, identity->hwaddr, identity->hwaddr_len);
    memcpy(packet + DHCP_OFF_COOKIE, magic_cookie, sizeof(magic_cookie));

    p = put(p, DHCP_OPTION_TYPE, &ask->type, 1);
    if (ask->type == DHCP_REQUEST) {
	p = put(p, DHCP_OPTION_REQUESTED_IP, &ask->ip, 4);
	p = put(p, DHCP_OPTION_SERVER_ID, &ask->server_id, 4);
    }
    p = put(p, DHCP_OPTION_MAX_SIZE, max_size, sizeof(max_size));
    p = put(p, DHCP_OPTION_PARAMETERS, parameters, sizeof(parameters));
    memcpy(p, identity->options, identity->options_len);
    p += identity->options_len;
    *p++ = DHCP_OPTION_END;

    len = (size_t)(p - packet);
    return len < DHCP_ASK_MIN_SIZE ? DHCP_ASK_MIN_SIZE : len;
}
