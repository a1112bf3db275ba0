/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * console.h - what screen.c needs of COM32's: the screen without serial line
 */
#ifndef DETERBOOT_TEST_CONSOLE_H
#define DETERBOOT_TEST_CONSOLE_H

struct output_dev;

extern const struct output_dev *const fake_screen;
#define dev_ansicon_w	(*fake_screen)

int opendev(const void *input, const struct output_dev *output, int flags);

#endif /* DETERBOOT_TEST_CONSOLE_H */
