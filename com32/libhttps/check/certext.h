/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * certext.h - extensions of certificates (RFC 5280 4.2)
 */
#ifndef LIBHTTPS_CERTEXT_H
#define LIBHTTPS_CERTEXT_H

#include "cert.h"

/**
 * Read them
 *
 * @v cert	Receives what they say; all that is of them is 0 before
 * @v within	What the [3] of a certificate has
 * @ret 1	Done
 * @ret 0	Not DER, one of them is there twice, none is there, or too many
 */
int cert_read_extensions(struct cert *cert, struct der within);

#endif /* LIBHTTPS_CERTEXT_H */
