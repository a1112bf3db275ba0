/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * firmware_efi.c - the words of a machine with UEFI, x86-64
 */
#include "dhcp.h"
#include "firmware.h"

const struct firmware firmware_words = {
    .disk_command = "efichain.c32",
    .image_command = "efichain.c32",
    .image_kind = "an EFI program",
    .image_suffix = ".efi",
    .whole_disk = "its EFI system partition",

    /* EFI x86-64 is 7 (IANA, "Processor Architecture Types"), UNDI 3.0 (UEFI
       specification, EFI_PXE_BASE_CODE_PROTOCOL) */
    .client_len = 43,
    .client = {
	DHCP_OPTION_CLASS, 32,
	'P', 'X', 'E', 'C', 'l', 'i', 'e', 'n', 't', ':', 'A', 'r', 'c', 'h',
	':', '0', '0', '0', '0', '7', ':', 'U', 'N', 'D', 'I', ':', '0', '0',
	'3', '0', '0', '0',
	DHCP_OPTION_CLIENT_ARCH, 2, 0, 7,
	DHCP_OPTION_CLIENT_NDI, 3, 1, 3, 0,
    },
};
