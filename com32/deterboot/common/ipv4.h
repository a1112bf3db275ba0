/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ipv4.h - IPv4 addresses and host names as text
 *
 * Addresses are uint32_t in network byte order throughout deterboot: the four
 * bytes in memory are the four numbers of the dotted form.
 */
#ifndef DETERBOOT_IPV4_H
#define DETERBOOT_IPV4_H

#include <stddef.h>
#include <stdint.h>

#define IPV4_TEXT_SIZE	16		/* "255.255.255.255" and its NUL */
#define HOSTNAME_MAX	253		/* characters, RFC 1035 2.3.4 */

/**
 * Read a dotted address: four decimal numbers up to 255, nothing else
 *
 * @v ip	Receives the address, network byte order
 * @v text	Text, need not end in a NUL
 * @v len	Its length in characters
 * @ret 0	Done
 * @ret -EINVAL	Not an address
 */
int ipv4_parse(uint32_t *ip, const char *text, size_t len);

/**
 * Write a dotted address
 *
 * @v text	Receives the text
 * @v ip	Address, network byte order
 * @ret text	For use in an argument list
 */
char *ipv4_format(char text[IPV4_TEXT_SIZE], uint32_t ip);

/**
 * Judge whether an address can be a host's: not 0.x.x.x, multicast or broadcast
 *
 * @v ip	Address, network byte order
 * @ret 1	It can
 * @ret 0	It can not
 */
int ipv4_is_host(uint32_t ip);

/**
 * Judge whether a text can be the name of a host (letters, digits, `-`, `_`,
 * single dots), and not a dotted address gone wrong such as 10.0.0.300
 *
 * @v text	Text, need not end in a NUL
 * @v len	Its length in characters
 * @ret 1	It can
 * @ret 0	It can not
 */
int hostname_valid(const char *text, size_t len);

#endif /* DETERBOOT_IPV4_H */
