/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * oid.c - what OIDs of certificates stand for
 */
#include <string.h>

#include "oid.h"

unsigned int oid_means(const struct oid_meaning *table, const struct der *oid)
{
    for (; table->len; table++)
	if (oid->len == table->len && !memcmp(oid->data, table->oid, oid->len))
	    break;
    return table->what;
}
