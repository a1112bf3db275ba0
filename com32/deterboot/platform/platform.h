/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * platform.h - what deterboot needs of the machine it runs on
 */
#ifndef DETERBOOT_PLATFORM_H
#define DETERBOOT_PLATFORM_H

#include <stddef.h>
#include <stdint.h>

#include "disk.h"
#include "errors.h"

/**
 * True if pxelinux started us, so that there is a network
 */
int platform_is_pxelinux(void);

/**
 * The DHCPACK that the boot ROM got
 *
 * @v packet	Receives it, from its `op` field on; to be given to free()
 * @v len	Receives its length in bytes
 * @ret 0	Done
 * @ret -ENODATA	The ROM has none
 */
int platform_dhcp_ack(void **packet, size_t *len);

/**
 * The reply that told the boot ROM what to load, which another server than the
 * DHCP server may have sent
 *
 * @v packet	Receives it, from its `op` field on; to be given to free()
 * @v len	Receives its length in bytes
 * @ret 0	Done
 * @ret -ENODATA	The ROM has none
 */
int platform_boot_reply(void **packet, size_t *len);

/**
 * The DISCOVER that the boot ROM sent
 *
 * @v packet	Receives it, from its `op` field on; to be given to free()
 * @v len	Receives its length in bytes
 * @ret 0	Done
 * @ret -ENODATA	The ROM has none
 */
int platform_dhcp_discover(void **packet, size_t *len);

/**
 * What SYSAPPEND puts in for the lease, such as "ip=10.0.2.15:...", or ""
 */
const char *platform_ip_option(void);

/**
 * A clock in milliseconds that starts anywhere and wraps around
 */
uint32_t platform_ms(void);

/**
 * A number that differs from node to node and from boot to boot
 *
 * @v hwaddr	Hardware address of the node
 * @v len	Its length in bytes
 */
uint32_t platform_seed(const uint8_t *hwaddr, size_t len);

/**
 * Find a disk
 *
 * @v disk	Receives it, ready to be read
 * @v number	Which one, counted from 0
 * @ret 0	Done
 * @ret -ENODEV	The firmware knows no such disk
 */
int platform_disk(struct disk *disk, int number);

#define PLATFORM_TEXT_SIZE	80

/**
 * Tell the kind of the network card: "PCI 8086:100e at 00:03.0"
 *
 * @v text	Receives the text, "unknown" if the boot ROM does not tell
 * @ret text	For use in an argument list
 */
char *platform_nic(char text[PLATFORM_TEXT_SIZE]);

/**
 * Usable memory in bytes
 */
uint64_t platform_memory(void);

/**
 * Name and version of what started us: "PXELINUX 6.04 lwIP ..."
 */
const char *platform_loader(void);

/**
 * Do nothing for a time
 */
void platform_sleep_ms(uint32_t ms);

/**
 * Tell libhttps.c32, which need not be there yet, what the site says
 *
 * @v trust	File with certificates, or ""
 * @v use_build	The day of the release is the time
 */
void platform_https(const char *trust, int use_build);

/**
 * Run the command that boots from a disk
 *
 * What is started there and gives up leads back here or to a reset of the
 * machine, never to another boot device of the firmware's.
 *
 * @v command	The command
 * @ret error	Why it came back
 */
enum error platform_run_disk(const char *command);

/**
 * Tell which firmware the machine has: "BIOS", "UEFI 2.7, EDK II 1.0, Secure
 * Boot off"
 *
 * @v text	Receives the text
 * @ret text	For use in an argument list
 */
char *platform_firmware(char text[PLATFORM_TEXT_SIZE]);

/**
 * What the firmware calls a disk
 *
 * @v text	Receives the name, "" if its name is the number
 * @v disk	The disk
 * @ret text	For use in an argument list
 */
char *platform_disk_name(char text[PLATFORM_TEXT_SIZE],
			 const struct disk *disk);

/**
 * True if there is a screen of which no serial line shows a copy, as far as the
 * firmware tells
 */
int platform_has_screen(void);

/**
 * Let the firmware boot what it has booted now the next time, too, and always
 *
 * @v entry	Receives the name of that in the firmware's settings if they had
 *		to be changed, else "": "Boot0001"
 * @ret 0	Done; a BIOS has no such settings
 * @ret -ENOENT	The firmware does not tell what it has booted
 * @ret -EIO	It does not take the change
 */
int platform_boot_again(char entry[PLATFORM_TEXT_SIZE]);

/**
 * Take the passwords out of the URLs in a text, in place
 */
void platform_hide_passwords(char *text);

/**
 * Reset the machine
 */
void platform_reboot(void) __attribute__((noreturn));

#endif /* DETERBOOT_PLATFORM_H */
