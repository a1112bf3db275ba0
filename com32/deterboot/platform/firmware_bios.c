/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * firmware_bios.c - the words of a PC with a BIOS
 */
#include "dhcp.h"
#include "firmware.h"

const struct firmware firmware_words = {
    .disk_command = "chain.c32",
    .reload_command = "pxechn.c32",
    .image_command = "mboot.c32",
    .image_kind = "a multiboot image",
    .whole_disk = "its MBR",
    .has_boot_sectors = 1,

    /* A PC with a BIOS and UNDI 2.1 (RFC 4578, PXE 2.1 section 2.2.1) */
    .client_len = 43,
    .client = {
	DHCP_OPTION_CLASS, 32,
	'P', 'X', 'E', 'C', 'l', 'i', 'e', 'n', 't', ':', 'A', 'r', 'c', 'h',
	':', '0', '0', '0', '0', '0', ':', 'U', 'N', 'D', 'I', ':', '0', '0',
	'2', '0', '0', '1',
	DHCP_OPTION_CLIENT_ARCH, 2, 0, 0,
	DHCP_OPTION_CLIENT_NDI, 3, 1, 2, 1,
    },
};
