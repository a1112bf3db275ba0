/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * printable.h - texts of others on our console
 *
 * Boss, name servers and file servers send strings that are printed. A console
 * obeys control characters: ESC, and from 0x80 to 0x9f those of ECMA-48
 * (8.3, "C1"), such as CSI, which moves the cursor and clears the screen. In
 * UTF-8 (RFC 3629) these are c2 80 to c2 9f; bytes that are no UTF-8 are what a
 * console of 8 bits takes them for.
 */
#ifndef DETERBOOT_PRINTABLE_H
#define DETERBOOT_PRINTABLE_H

#include <stddef.h>

/**
 * Write a text so that it can be printed: control characters and what is no
 * UTF-8 as \xNN
 *
 * @v out	Receives as much as fits, always with a NUL
 * @v size	Room in bytes, 5 at least
 * @v text	The text
 * @ret rest	What is still to be written; "" at the end
 */
const char *printable(char *out, size_t size, const char *text);

#endif /* DETERBOOT_PRINTABLE_H */
