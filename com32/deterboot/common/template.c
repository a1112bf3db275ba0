/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * template.c - texts of pxelinux.cfg with %-letters in them
 */
#include <errno.h>
#include <string.h>

#include "template.h"

int template_valid(const char *template, const char *letters)
{
    const char *p;

    for (p = template; *p; p++)
	if (*p == '%' && (!*++p || !strchr(letters, *p)))
	    return 0;
    return 1;
}

int template_uses(const char *template, char letter)
{
    const char *p;

    for (p = template; (p = strchr(p, '%')) && p[1]; p += 2)
	if (p[1] == letter)
	    return 1;
    return 0;
}

static const char *value_of(char letter, const struct template_value *value)
{
    if (letter == '%')
	return "%";
    for (; value->letter; value++)
	if (value->letter == letter)
	    return value->text;
    return "";
}

int template_expand(char *text, size_t size, const char *template,
		    const struct template_value *value)
{
    const char *p;
    size_t used = 0;

    for (p = template; *p; p++) {
	const char *piece = p;
	size_t len = 1;

	if (*p == '%') {
	    if (!*++p)
		break;
	    piece = value_of(*p, value);
	    len = strlen(piece);
	}
	if (len >= size - used)
	    return -ENAMETOOLONG;
	memcpy(text + used, piece, len);
	used += len;
    }
    text[used] = '\0';
    return 0;
}
