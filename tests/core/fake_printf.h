/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fake_printf.h - what files of the tree have printed
 */
#ifndef DETERBOOT_FAKE_PRINTF_H
#define DETERBOOT_FAKE_PRINTF_H

extern char fake_screen[4096];

int core_printf(const char *format, ...);
void writestr(char *text);

#endif /* DETERBOOT_FAKE_PRINTF_H */
