/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * boot.h - what boot.c needs of syslinux's
 */
#ifndef DETERBOOT_TEST_SYSLINUX_BOOT_H
#define DETERBOOT_TEST_SYSLINUX_BOOT_H

/* Comes back, with errno, only if nothing was booted */
void syslinux_run_command(const char *command);

#endif /* DETERBOOT_TEST_SYSLINUX_BOOT_H */
