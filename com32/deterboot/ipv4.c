/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ipv4.c - IPv4 addresses and host names as text
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "ipv4.h"

int ipv4_parse(uint32_t *ip, const char *text, size_t len)
{
    uint8_t byte[4];
    size_t i = 0;
    int n;

    for (n = 0; n < 4; n++) {
	unsigned int value = 0;
	unsigned int digits = 0;

	if (n && (i == len || text[i++] != '.'))
	    return -EINVAL;
	while (i < len && text[i] >= '0' && text[i] <= '9' && digits < 3) {
	    value = value * 10 + (unsigned int)(text[i++] - '0');
	    digits++;
	}
	if (!digits || value > 255)
	    return -EINVAL;
	byte[n] = (uint8_t)value;
    }
    if (i != len)
	return -EINVAL;
    memcpy(ip, byte, sizeof(byte));
    return 0;
}

char *ipv4_format(char text[IPV4_TEXT_SIZE], uint32_t ip)
{
    uint8_t byte[4];

    memcpy(byte, &ip, sizeof(byte));
    snprintf(text, IPV4_TEXT_SIZE, "%u.%u.%u.%u",
	     byte[0], byte[1], byte[2], byte[3]);
    return text;
}

int ipv4_is_host(uint32_t ip)
{
    uint8_t first;

    memcpy(&first, &ip, 1);
    return first && first != 127 && first < 224;
}

static int is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

int hostname_valid(const char *text, size_t len)
{
    int letters = 0;
    size_t i;

    if (!len || len > HOSTNAME_MAX)
	return 0;
    for (i = 0; i < len; i++) {
	char c = text[i];

	if (c == '.') {
	    if (!i || text[i - 1] == '.')
		return 0;
	} else if (is_alpha(c) || c == '-' || c == '_') {
	    letters = 1;
	} else if (c < '0' || c > '9') {
	    return 0;
	}
    }
    return letters;
}
