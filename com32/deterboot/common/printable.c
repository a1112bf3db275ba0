/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * printable.c - texts of others on our console
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "printable.h"

#define ESCAPED		4		/* characters of \xNN */

/*
 * Bytes of the UTF-8 character that begins here, 0 if none does (RFC 3629,
 * section 4: overlong forms, surrogates and all above U+10FFFF are none). C1
 * controls count as none.
 */
static size_t utf8_length(const uint8_t *p)
{
    uint8_t low = 0x80, high = 0xbf;	/* of the second byte */
    size_t len, i;

    if (p[0] < 0x80)
	return p[0] >= 0x20 && p[0] != 0x7f;
    if (p[0] < 0xc2 || p[0] > 0xf4)
	return 0;
    len = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
    switch (p[0]) {
    case 0xc2:				/* U+0080 to U+009F: C1 */
    case 0xe0:				/* overlong */
	low = 0xa0;
	break;
    case 0xed:				/* surrogates */
	high = 0x9f;
	break;
    case 0xf0:				/* overlong */
	low = 0x90;
	break;
    case 0xf4:				/* above U+10FFFF */
	high = 0x8f;
	break;
    }
    if (p[1] < low || p[1] > high)
	return 0;
    for (i = 2; i < len; i++)
	if ((p[i] & 0xc0) != 0x80)
	    return 0;
    return len;
}

int has_control(const char *text)
{
    const uint8_t *p = (const uint8_t *)text;

    while (*p) {
	size_t len = utf8_length(p);

	/* What is no character is below 0xa0, or the second byte of its UTF-8
	   is, which has its turn then */
	if (!len && *p < 0xa0)
	    return 1;
	p += len ? len : 1;
    }
    return 0;
}

const char *printable(char *out, size_t size, const char *text)
{
    while (*text) {
	size_t len = utf8_length((const uint8_t *)text);

	if (size <= (len ? len : ESCAPED))
	    break;
	if (len) {
	    memcpy(out, text, len);
	} else {
	    len = 1;
	    sprintf(out, "\\x%02x", (uint8_t)*text);
	    out += ESCAPED - len;
	    size -= ESCAPED - len;
	}
	out += len;
	size -= len;
	text += len;
    }
    *out = '\0';
    return text;
}
