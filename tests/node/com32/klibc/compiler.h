/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * compiler.h - what deterboot.c needs of klibc's
 */
#ifndef DETERBOOT_TEST_COMPILER_H
#define DETERBOOT_TEST_COMPILER_H

#define __export	__attribute__((visibility("default")))

int deterboot_main(int argc, char *argv[]);

#endif /* DETERBOOT_TEST_COMPILER_H */
