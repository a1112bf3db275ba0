/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ipaddress.h - IP addresses as text (RFC 4291, RFC 5952), bytes as on the wire
 */
#ifndef LIBHTTPS_IPADDRESS_H
#define LIBHTTPS_IPADDRESS_H

#include <stddef.h>
#include <stdint.h>

#define IP_TEXT_SIZE	40		/* eight groups of four, and the NUL */

/**
 * Read a.b.c.d: four decimal numbers up to 255 without leading zeros
 *
 * @v bytes	Receives 4 bytes
 * @v text	Text, need not end in a NUL
 * @v len	Its length in characters
 * @ret 1	Done
 * @ret 0	Not such an address; the bytes may have changed
 */
int ip_read_v4(uint8_t *bytes, const char *text, size_t len);

/**
 * Read an IPv6 address, without a zone; `bytes` receives 16 bytes
 */
int ip_read_v6(uint8_t *bytes, const char *text, size_t len);

/**
 * Write an address
 *
 * @v text	Receives it; an IPv6 address has all of its eight groups
 * @v bytes	The address
 * @v len	4 or 16
 * @ret text	For use in an argument list
 * @ret NULL	No other length is an address
 */
char *ip_text(char text[IP_TEXT_SIZE], const uint8_t *bytes, size_t len);

#endif /* LIBHTTPS_IPADDRESS_H */
