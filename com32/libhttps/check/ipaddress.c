/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ipaddress.c - IP addresses as text
 */
#include <string.h>

#include "ipaddress.h"

#define GROUPS	8			/* of 16 bits, in an IPv6 address */

int ip_read_v4(uint8_t *bytes, const char *text, size_t len)
{
    unsigned int part, digits, value;

    for (part = 0; part < 4; part++) {
	if (part) {
	    if (!len || *text != '.')
		return 0;
	    text++;
	    len--;
	}
	value = 0;
	for (digits = 0; len && *text >= '0' && *text <= '9'; digits++) {
	    if (digits == 3 || (digits && !value))
		return 0;
	    value = value * 10 + (unsigned int)(*text++ - '0');
	    len--;
	}
	if (!digits || value > 255)
	    return 0;
	bytes[part] = (uint8_t)value;
    }
    return !len;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
	return c - '0';
    if (c >= 'a' && c <= 'f')
	return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
	return c - 'A' + 10;
    return -1;
}

/* One group of 1 to 4 digits; its length, 0 if it is none */
static size_t read_group(uint8_t *bytes, const char *text, size_t len)
{
    unsigned int value = 0;
    size_t digits;

    for (digits = 0; digits < len && hex_digit(text[digits]) >= 0; digits++) {
	if (digits == 4)
	    return 0;
	value = value << 4 | (unsigned int)hex_digit(text[digits]);
    }
    bytes[0] = (uint8_t)(value >> 8);
    bytes[1] = (uint8_t)value;
    return digits;
}

int ip_read_v6(uint8_t *bytes, const char *text, size_t len)
{
    unsigned int count = 0, gap = GROUPS + 1, after;
    size_t at = 0, used;

    memset(bytes, 0, 16);
    if (len >= 2 && text[0] == ':' && text[1] == ':') {
	gap = 0;
	at = 2;
    }
    while (at < len) {
	if (count == GROUPS)
	    return 0;
	if (count <= GROUPS - 2 &&
	    ip_read_v4(bytes + 2 * count, text + at, len - at)) {
	    count += 2;
	    break;
	}
	used = read_group(bytes + 2 * count, text + at, len - at);
	if (!used)
	    return 0;
	count++;
	at += used;
	if (at == len)
	    break;
	if (text[at++] != ':' || at == len)
	    return 0;
	if (text[at] != ':')
	    continue;
	if (gap <= GROUPS)
	    return 0;			/* only one :: */
	gap = count;
	at++;
    }
    if (gap > GROUPS)
	return count == GROUPS;
    if (count == GROUPS)
	return 0;			/* :: is one group at least */
    after = count - gap;
    memmove(bytes + 16 - 2 * after, bytes + 2 * gap, 2 * after);
    memset(bytes + 2 * gap, 0, 2 * (GROUPS - count));
    return 1;
}

static char *add_number(char *text, unsigned int value)
{
    if (value >= 100)
	*text++ = (char)('0' + value / 100);
    if (value >= 10)
	*text++ = (char)('0' + value / 10 % 10);
    *text++ = (char)('0' + value % 10);
    return text;
}

static char *add_group(char *text, unsigned int value)
{
    unsigned int shift = 16;

    do
	shift -= 4;
    while (shift && !(value >> shift));
    for (;; shift -= 4) {
	*text++ = "0123456789abcdef"[value >> shift & 15];
	if (!shift)
	    return text;
    }
}

char *ip_text(char text[IP_TEXT_SIZE], const uint8_t *bytes, size_t len)
{
    char *end = text;
    size_t i;

    if (len != 4 && len != 16)
	return NULL;
    for (i = 0; i < len; i += len == 4 ? 1 : 2) {
	if (i)
	    *end++ = len == 4 ? '.' : ':';
	if (len == 4)
	    end = add_number(end, bytes[i]);
	else
	    end = add_group(end, (unsigned int)(bytes[i] << 8 | bytes[i + 1]));
    }
    *end = '\0';
    return text;
}
