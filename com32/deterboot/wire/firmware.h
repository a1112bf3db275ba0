/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * firmware.h - the words in which a firmware is told what to boot
 *
 * firmware_bios.c and firmware_efi.c define them; the Makefile takes one.
 */
#ifndef DETERBOOT_FIRMWARE_H
#define DETERBOOT_FIRMWARE_H

#include <stddef.h>
#include <stdint.h>

#define FIRMWARE_CLIENT_MAX	64

struct firmware {
    const char *disk_command;		/* boots from "hdN PARTITION" */
    const char *reload_command;		/* starts a boot program; NULL if one
					   only starts from the firmware */
    const char *image_command;		/* boots what MB names */
    const char *image_kind;		/* what that is, for a message */
    const char *image_suffix;		/* of the only images that it boots, or
					   NULL for all */
    const char *whole_disk;		/* where a disk's own loader is */
    int has_boot_sectors;		/* they are what boots, and checked before;
					   else disk_command takes file= and
					   strict, and looks itself */
    uint8_t client_len;			/* bytes of `client` */
    uint8_t client[FIRMWARE_CLIENT_MAX]; /* DHCP options of a PXE client whose
					   DISCOVER is not known */
};

extern const struct firmware firmware_words;

#endif /* DETERBOOT_FIRMWARE_H */
