/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_dhcp.c - a DHCPACK of any bytes
 *
 * Texts are printable and end; a longer packet never takes away what a shorter
 * one said of the fixed fields.
 */
#include "bosses.h"
#include "dhcp.h"
#include "fuzz.h"

static void require_text(const char *text)
{
    require(memchr(text, '\0', DHCP_TEXT_SIZE));
    for (; *text; text++)
	require(*text > ' ' && *text < 0x7f);
}

/* The servers to ask: each once, none of them nobody */
static void list_bosses(const struct dhcp_lease *lease)
{
    static const uint32_t named[] = { 0x0302000a, 0, 0x0402000a };
    struct policy_boss boss[POLICY_BOSSES_MAX];
    unsigned int count = bosses_list(boss, lease, named, 3, 6969), i, j;

    require(count <= POLICY_BOSSES_MAX);
    for (i = 0; i < count; i++) {
	require(boss[i].ip && boss[i].port == 6969 && boss[i].source);
	for (j = 0; j < i; j++)
	    require(boss[i].ip != boss[j].ip);
    }
    bosses_need_name(lease);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct dhcp_lease lease, fixed;
    char text[DHCP_TEXT_SIZE];

    if (dhcp_find_text(text, data, size, 224) == 0)
	require(text[0]);
    require_text(text);
    if (dhcp_decode(&lease, data, size))
	return 0;
    require(size >= 236);
    require(data[0] == 2);
    require(lease.hwaddr_len <= DHCP_HWADDR_SIZE);
    require(memcmp(lease.hwaddr, data + 28, lease.hwaddr_len) == 0);
    require(memcmp(&lease.ip, data + 16, sizeof(lease.ip)) == 0);
    require_text(lease.hostname);
    require_text(lease.domain);
    require_text(lease.tftp_server);
    require(lease.has_edgeboot || lease.edgeboot_partition == 0);
    list_bosses(&lease);

    require(dhcp_decode(&fixed, data, 236) == 0);
    require(fixed.ip == lease.ip && fixed.next_server == lease.next_server);
    require(fixed.netmask == 0 && fixed.hostname[0] == '\0');
    return 0;
}
