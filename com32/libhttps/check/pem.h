/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pem.h - the certificates of a bundle (RFC 7468)
 *
 * A bundle may come from a TFTP server, so anything can be in it. What is
 * between the certificates, and blocks of another kind, are left out. A block
 * that is no certificate after all is an error: a bundle of which some is
 * ignored is not what somebody meant.
 */
#ifndef LIBHTTPS_PEM_H
#define LIBHTTPS_PEM_H

#include <stddef.h>
#include <stdint.h>

#define PEM_DER_MAX	16384		/* bytes of one certificate (policy) */

enum pem_result {
    PEM_CERTIFICATE,			/* here is one */
    PEM_END,				/* there are no more */
    PEM_NOT_BASE64,
    PEM_NO_END,				/* BEGIN without its END */
    PEM_TOO_LONG,			/* more than `size` bytes */
    PEM_EMPTY,				/* nothing between BEGIN and END */
};

struct pem {
    const char *text;			/* need not end in a NUL */
    size_t len;				/* bytes */
    size_t at;				/* what is read next, from 0 */
    unsigned int line;			/* of what is read next, from 1 */
};

/**
 * Begin with a bundle; `text` has to stay where it is
 */
void pem_begin(struct pem *pem, const char *text, size_t len);

/**
 * Get the next certificate
 *
 * @v pem	Where we are. After an error, pem->line is where it is
 * @v der	Receives the certificate
 * @v size	Bytes that have room there
 * @v len	Receives its length in bytes
 * @ret result	PEM_CERTIFICATE, PEM_END, or what is wrong
 */
enum pem_result pem_next(struct pem *pem, uint8_t *der, size_t size,
			 size_t *len);

/**
 * Say what is wrong in a few words
 */
const char *pem_result_text(enum pem_result result);

#endif /* LIBHTTPS_PEM_H */
