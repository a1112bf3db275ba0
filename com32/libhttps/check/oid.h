/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * oid.h - what OIDs of certificates stand for
 */
#ifndef LIBHTTPS_OID_H
#define LIBHTTPS_OID_H

#include "der.h"

struct oid_meaning {
    uint8_t len, oid[9];
    uint8_t what;
};

/**
 * Look an OID up
 *
 * @v table	Rows, of which the last has a length of 0
 * @v oid	What a DER_OID has
 * @ret what	Of its row; that of the last one if it is none of them
 */
unsigned int oid_means(const struct oid_meaning *table, const struct der *oid);

#endif /* LIBHTTPS_OID_H */
