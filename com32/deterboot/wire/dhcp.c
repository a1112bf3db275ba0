/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dhcp.c - what a DHCPACK says about this node
 */
#include <errno.h>
#include <string.h>

#include "dhcp.h"
#include "dhcproute.h"

#define BOOTREPLY	2		/* RFC 2131 section 2 */
#define OPTION_ROOM	1024		/* policy: bytes of a joined option */

static const uint8_t magic_cookie[4] = DHCP_COOKIE_BYTES;

/* More option codes (RFC 2132, except where said otherwise) */
enum {
    OPT_NETMASK = 1,
    OPT_ROUTER = 3,
    OPT_DNS = 6,
    OPT_HOSTNAME = 12,
    OPT_DOMAIN = 15,
    OPT_MTU = 26,
    OPT_STATIC_ROUTES = 33,
    OPT_OVERLOAD = 52,
    OPT_TFTP_SERVER = 66,
    OPT_SEARCH_LIST = 119,		/* RFC 3397 */
    OPT_CLASSLESS_ROUTES = 121,		/* RFC 3442 */
    OPT_EDGEBOOT = 147,			/* Deter "edgeboot" */

    SUBOPT_BOOTINFO = 128,		/* in 43: Emulab's bootinfo server */

    OVERLOAD_FILE = 1,			/* bits of option 52 */
    OVERLOAD_SNAME = 2,
};

/* The areas of a reply that hold options, in the order of RFC 3396 */
struct option_areas {
    struct {
	const uint8_t *data;
	size_t len;
    } area[3];
    int count;
};

/*
 * Collect an option of one area behind what is already in `value`
 *
 * @v used	Bytes in use of `value`, whose size is `size`; what does not
 *		fit is dropped
 * @ret 1	The option was there
 */
static int collect(uint8_t *value, size_t size, size_t *used, uint8_t code,
		   const uint8_t *data, size_t len)
{
    int found = 0;
    size_t i = 0;

    while (i < len && data[i] != DHCP_OPTION_END) {
	size_t n;

	if (data[i] == DHCP_OPTION_PAD) {
	    i++;
	    continue;
	}
	if (len - i < 2 || data[i + 1] > len - i - 2)
	    break;
	n = data[i + 1];
	if (data[i] == code) {
	    size_t room = size - *used;
	    size_t take = n < room ? n : room;

	    memcpy(value + *used, data + i + 2, take);
	    *used += take;
	    found = 1;
	}
	i += 2 + n;
    }
    return found;
}

/* Find an option in all areas: its length in bytes, or -ENOENT */
static int find(const struct option_areas *areas, uint8_t code,
		uint8_t *value, size_t size)
{
    size_t used = 0;
    int found = 0;
    int i;

    for (i = 0; i < areas->count; i++)
	found |= collect(value, size, &used, code, areas->area[i].data,
			 areas->area[i].len);
    return found ? (int)used : -ENOENT;
}

/* Copy a text and end it with a NUL; one that is not printable is dropped */
static void copy_text(char *text, const uint8_t *value, size_t len)
{
    size_t i;

    for (i = 0; i < len && i < DHCP_TEXT_SIZE - 1 && value[i]; i++) {
	if (value[i] <= ' ' || value[i] >= 0x7f) {
	    text[0] = '\0';
	    return;
	}
	text[i] = (char)value[i];
    }
    text[i] = '\0';
}

/* A server, or several, with commas between them whatever the option has */
static void copy_servers(char *text, uint8_t *value, size_t len)
{
    size_t i;

    for (i = 0; i < len; i++)
	if (value[i] == ' ' || value[i] == ';')
	    value[i] = ',';
    copy_text(text, value, len);
}

static void find_text(const struct option_areas *areas, uint8_t code,
		      char *text)
{
    uint8_t value[DHCP_TEXT_SIZE];
    int len = find(areas, code, value, sizeof(value));

    if (len > 0)
	copy_text(text, value, (size_t)len);
}

/* An address, or the first of a list of them */
static void find_address(const struct option_areas *areas, uint8_t code,
			 uint32_t *ip)
{
    uint8_t value[DHCP_TEXT_SIZE];
    int len = find(areas, code, value, sizeof(value));

    if (len >= 4 && len % 4 == 0)
	memcpy(ip, value, 4);
}

static void add_area(struct option_areas *areas, const uint8_t *data,
		     size_t len)
{
    areas->area[areas->count].data = data;
    areas->area[areas->count].len = len;
    areas->count++;
}

/* Read an option; its length in bytes, 0 where there is none */
static size_t length_of(const struct option_areas *areas, uint8_t code,
			uint8_t value[OPTION_ROOM])
{
    int len = find(areas, code, value, OPTION_ROOM);

    return len < 0 ? 0 : (size_t)len;
}

static void decode_network(struct dhcp_lease *lease,
			   const struct option_areas *areas)
{
    uint8_t value[OPTION_ROOM];
    size_t len;

    find_address(areas, OPT_NETMASK, &lease->netmask);
    find_address(areas, OPT_ROUTER, &lease->gateway);
    len = length_of(areas, OPT_CLASSLESS_ROUTES, value);
    if (!dhcp_classless_routes(lease, value, len)) {
	len = length_of(areas, OPT_STATIC_ROUTES, value);
	dhcp_static_routes(lease, value, len);
    }
    len = length_of(areas, OPT_MTU, value);
    lease->mtu = dhcp_mtu(value, len);
    len = length_of(areas, OPT_SEARCH_LIST, value);
    dhcp_search_list(lease->search, value, len);
    len = length_of(areas, OPT_DNS, value);
    if (len % 4 == 0)
	memcpy(lease->dns, value, len < sizeof(lease->dns) ? len :
	       sizeof(lease->dns));
}

static void decode_options(struct dhcp_lease *lease,
			   const struct option_areas *areas)
{
    uint8_t value[OPTION_ROOM];
    uint8_t address[5];			/* one more than an address has */
    size_t used = 0;
    int len;

    decode_network(lease, areas);
    find_address(areas, DHCP_OPTION_SERVER_ID, &lease->server_id);
    find_text(areas, OPT_HOSTNAME, lease->hostname);
    find_text(areas, OPT_DOMAIN, lease->domain);
    len = find(areas, OPT_TFTP_SERVER, value, sizeof(value));
    if (len > 0)
	copy_servers(lease->tftp_server, value, (size_t)len);
    find_text(areas, DHCP_OPTION_BOOT_FILE, lease->boot_file);

    if (find(areas, DHCP_OPTION_TYPE, value, sizeof(value)) == 1)
	lease->type = value[0];
    len = find(areas, OPT_EDGEBOOT, value, sizeof(value));
    if (len == 4) {
	lease->edgeboot_partition = (uint32_t)value[0] << 24 |
	    (uint32_t)value[1] << 16 | (uint32_t)value[2] << 8 | value[3];
	lease->has_edgeboot = 1;
    }

    len = find(areas, DHCP_OPTION_VENDOR, value, sizeof(value));
    if (len > 0 && collect(address, sizeof(address), &used, SUBOPT_BOOTINFO,
			   value, (size_t)len) && used == 4)
	memcpy(&lease->bootinfo_server, address, 4);
}

/* Find the areas that hold options; returns the value of option 52 */
static uint8_t find_areas(struct option_areas *areas, const uint8_t *p,
			  size_t len)
{
    uint8_t option[2];			/* one byte more shows a wrong length */
    uint8_t overload = 0;

    areas->count = 0;
    if (len < DHCP_OFF_OPTIONS ||
	memcmp(p + DHCP_OFF_COOKIE, magic_cookie, sizeof(magic_cookie)))
	return 0;
    add_area(areas, p + DHCP_OFF_OPTIONS, len - DHCP_OFF_OPTIONS);
    if (find(areas, OPT_OVERLOAD, option, sizeof(option)) == 1)
	overload = option[0];
    if (overload & OVERLOAD_FILE)
	add_area(areas, p + DHCP_OFF_FILE, DHCP_FILE_SIZE);
    if (overload & OVERLOAD_SNAME)
	add_area(areas, p + DHCP_OFF_SNAME, DHCP_SNAME_SIZE);
    return overload;
}

int dhcp_decode(struct dhcp_lease *lease, const void *packet, size_t len)
{
    const uint8_t *p = packet;
    struct option_areas areas;
    uint8_t overload, sname[DHCP_SNAME_SIZE];

    memset(lease, 0, sizeof(*lease));
    if (len < DHCP_OFF_COOKIE)
	return -EMSGSIZE;
    if (p[DHCP_OFF_OP] != BOOTREPLY || p[DHCP_OFF_HLEN] > DHCP_HWADDR_SIZE)
	return -EPROTO;

    memcpy(&lease->xid, p + DHCP_OFF_XID, sizeof(lease->xid));
    lease->hwtype = p[DHCP_OFF_HTYPE];
    lease->hwaddr_len = p[DHCP_OFF_HLEN];
    memcpy(lease->hwaddr, p + DHCP_OFF_CHADDR, lease->hwaddr_len);
    memcpy(&lease->ip, p + DHCP_OFF_YIADDR, sizeof(lease->ip));
    memcpy(&lease->next_server, p + DHCP_OFF_SIADDR, sizeof(lease->next_server));

    overload = find_areas(&areas, p, len);
    decode_options(lease, &areas);
    if (!lease->tftp_server[0] && !(overload & OVERLOAD_SNAME)) {
	memcpy(sname, p + DHCP_OFF_SNAME, sizeof(sname));
	copy_servers(lease->tftp_server, sname, sizeof(sname));
	lease->tftp_server_is_sname = lease->tftp_server[0] != '\0';
    }
    if (!lease->boot_file[0] && !(overload & OVERLOAD_FILE))
	copy_text(lease->boot_file, p + DHCP_OFF_FILE, DHCP_FILE_SIZE);
    return 0;
}

void dhcp_add_boot(struct dhcp_lease *lease, const struct dhcp_lease *boot)
{
    if (boot->next_server)
	lease->next_server = boot->next_server;
    if (boot->boot_file[0])
	strcpy(lease->boot_file, boot->boot_file);
    if (!lease->bootinfo_server)
	lease->bootinfo_server = boot->bootinfo_server;
    if (!lease->tftp_server[0]) {
	strcpy(lease->tftp_server, boot->tftp_server);
	lease->tftp_server_is_sname = boot->tftp_server_is_sname;
    }
}

int dhcp_find_option(uint8_t *value, size_t size, const void *packet,
		     size_t len, uint8_t code)
{
    struct option_areas areas;

    find_areas(&areas, packet, len);
    return find(&areas, code, value, size);
}

int dhcp_find_text(char text[DHCP_TEXT_SIZE], const void *packet, size_t len,
		   uint8_t code)
{
    struct option_areas areas;

    text[0] = '\0';
    find_areas(&areas, packet, len);
    find_text(&areas, code, text);
    return text[0] ? 0 : -ENOENT;
}
