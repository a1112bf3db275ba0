/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * hex.c - packets of the tests as hex
 */
#include <ctype.h>

#include "test.h"

size_t hex(uint8_t *bytes, size_t size, const char *hex)
{
    size_t used = 0;

    memset(bytes, 0, size);
    while (*hex) {
	char pair[3] = "";
	size_t count = 1;
	char *end;

	if (isspace((unsigned char)*hex)) {
	    hex++;
	    continue;
	}
	if (*hex == '#') {
	    hex += strcspn(hex, "\n");
	    continue;
	}
	if (!isxdigit((unsigned char)hex[0]) || !isxdigit((unsigned char)hex[1]))
	    fail_msg("not hex: %.20s", hex);
	memcpy(pair, hex, 2);
	hex += 2;
	if (*hex == '*') {
	    count = strtoul(hex + 1, &end, 10);
	    hex = end;
	}
	if (count > size - used)
	    fail_msg("the packet is longer than %lu bytes",
		     (unsigned long)size);
	memset(bytes + used, (int)strtoul(pair, NULL, 16), count);
	used += count;
    }
    return used;
}

void *exact_copy(const void *bytes, size_t len)
{
    void *copy = malloc(len ? len : 1);

    assert_non_null(copy);
    memcpy(copy, bytes, len);
    return copy;
}
