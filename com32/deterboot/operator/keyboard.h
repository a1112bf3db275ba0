/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * keyboard.h - keys, from the keyboard or the serial line
 */
#ifndef DETERBOOT_KEYBOARD_H
#define DETERBOOT_KEYBOARD_H

/**
 * Take the next key, if there is one
 *
 * Returns at once where nothing was typed; a sequence that begins with Esc may
 * take 0.1 s to come.
 *
 * @ret key	A character or an enum line_key; LINE_KEY_NONE if there is none
 */
int keyboard_key(void);

#endif /* DETERBOOT_KEYBOARD_H */
