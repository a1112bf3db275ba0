/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fake_dhcp.c - what the core's DHCP parser writes to
 *
 * Texts are on pages of their own to the address sanitizer: what is written
 * behind them is seen.
 */
#include "core/fs/pxe/pxe.h"

uint8_t MAC[MAC_MAX], MAC_len, MAC_type;
uint32_t RebootTime;
char boot_file[BOOT_FILE_SIZE], path_prefix[PATH_PREFIX_SIZE];
bool have_uuid;

/* As core/fs/pxe/pxe.c has it */
bool ip_ok(uint32_t ip)
{
    uint8_t first = (uint8_t)ip;

    return ip != 0xffffffff && first != 0 && first != 127 &&
	(first & 240) != 224;
}
