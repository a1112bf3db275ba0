/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * loadfile.h - what hidepasswords.c of the tree needs of syslinux's
 */
#ifndef DETERBOOT_TEST_SYSLINUX_LOADFILE_H
#define DETERBOOT_TEST_SYSLINUX_LOADFILE_H

#include <stdbool.h>

void hide_passwords(char *text, bool one_word);

#endif /* DETERBOOT_TEST_SYSLINUX_LOADFILE_H */
