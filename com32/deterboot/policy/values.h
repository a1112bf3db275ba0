/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * values.h - values of options
 *
 * What reads one returns NULL, or what is wrong with it, a constant.
 */
#ifndef DETERBOOT_VALUES_H
#define DETERBOOT_VALUES_H

#include <stdint.h>

#define VALUE_UNKNOWN_LETTER	"% must be followed by one of i m M h b p %"

/**
 * A decimal number of up to 5 digits
 *
 * @v number	Receives it
 * @v text	The text
 * @v max	The largest; the smallest is 1
 * @ret 0	Done
 * @ret -EINVAL	No such number
 */
int value_number(uint32_t *number, const char *text, uint32_t max);

/**
 * Seconds with tenths: "3", "0.5"
 *
 * @v tenths	Receives them
 * @v text	The text
 * @v max	The most, in tenths
 * @ret 0	Done
 * @ret -EINVAL	No such number
 */
int value_tenths(uint32_t *tenths, const char *text, uint32_t max);

/**
 * A port behind a host
 *
 * @v port	Receives it, host byte order
 * @v colon	What follows the host: ":PORT", or "" and nothing is received
 * @ret problem	NULL, or what is wrong
 */
const char *value_port(uint32_t *port, const char *colon);

/**
 * The name of a file, a template
 *
 * @v name	The name
 * @ret problem	NULL, or what is wrong
 */
const char *value_file(const char *name);

/**
 * Names of files with commas between them, templates
 *
 * @v list	The list, not longer than a name
 * @ret problem	NULL, or what is wrong
 */
const char *value_files(const char *list);

#endif /* DETERBOOT_VALUES_H */
