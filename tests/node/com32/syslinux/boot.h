/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * boot.h - what boot.c needs of syslinux's
 */
#ifndef DETERBOOT_TEST_SYSLINUX_BOOT_H
#define DETERBOOT_TEST_SYSLINUX_BOOT_H

#define __weak	__attribute__((weak))

/* Comes back, with errno, only if nothing was booted */
void syslinux_run_command(const char *command);

/* The file that linux.c32 or mboot.c32 could not load, or NULL */
const char *syslinux_failed_file(void);
void syslinux_set_failed_file(const char *name);

#endif /* DETERBOOT_TEST_SYSLINUX_BOOT_H */
