/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * lab.c - what the tests of the reference boss share
 */
#include "lab.h"

void collect(void *context, unsigned int line, const char *why)
{
    char *text = context;
    size_t used = strlen(text);

    snprintf(text + used, REPORT_SIZE - used, "%u: %s\n", line, why);
}

int parse_config(struct boss_config *config, const char *text,
		 char report[REPORT_SIZE])
{
    size_t len = strlen(text);
    char *copy = exact_copy(text, len);
    int rc;

    report[0] = '\0';
    rc = boss_config_parse(config, copy, len, collect, report);
    free(copy);
    return rc;
}
