/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * values.c - values of options
 */
#include <errno.h>
#include <string.h>

#include "sizes.h"
#include "template.h"
#include "values.h"

int value_number(uint32_t *number, const char *text, uint32_t max)
{
    uint32_t value = 0;
    size_t i;

    for (i = 0; text[i] >= '0' && text[i] <= '9' && i < 5; i++)
	value = value * 10 + (uint32_t)(text[i] - '0');
    if (!i || text[i] || !value || value > max)
	return -EINVAL;
    *number = value;
    return 0;
}

int value_tenths(uint32_t *tenths, const char *text, uint32_t max)
{
    uint32_t value = 0;
    size_t i;

    for (i = 0; text[i] >= '0' && text[i] <= '9' && i < 3; i++)
	value = value * 10 + (uint32_t)(text[i] - '0');
    value *= 10;
    if (i && text[i] == '.' && text[i + 1] >= '0' && text[i + 1] <= '9') {
	value += (uint32_t)(text[i + 1] - '0');
	i += 2;
    }
    if (!i || text[i] || value > max)
	return -EINVAL;
    *tenths = value;
    return 0;
}

const char *value_port(uint32_t *port, const char *colon)
{
    return *colon && value_number(port, colon + 1, 65535) ?
	   "the port is not a number from 1 to 65535" : NULL;
}

const char *value_file(const char *name)
{
    if (!name[0])
	return "empty";
    if (strlen(name) >= NAME_SIZE)
	return "too long";
    if (strchr(name, ','))
	return "a comma cannot be part of the name";
    return template_valid(name, TEMPLATE_LETTERS) ? NULL :
	   VALUE_UNKNOWN_LETTER;
}

const char *value_files(const char *list)
{
    const char *problem = NULL;
    char file[NAME_SIZE];

    if (strlen(list) >= NAME_SIZE)
	return "too long";
    while (!problem && list) {
	size_t len = strcspn(list, ",");

	memcpy(file, list, len);
	file[len] = '\0';
	problem = value_file(file);
	list = list[len] ? list + len + 1 : NULL;
    }
    return problem;
}
