/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * certname.h - does a certificate name this host? (RFC 6125, RFC 9525)
 *
 * Only subjectAltName counts, never the CN, and only what is of the right kind:
 * a dNSName is never an address, even if it looks like one. Its one wildcard is
 * a whole label, the left-most, with two labels or more after it.
 */
#ifndef LIBHTTPS_CERTNAME_H
#define LIBHTTPS_CERTNAME_H

#include <stddef.h>

#include "der.h"

#define CERT_HOST_MAX	253		/* characters, RFC 1035 2.3.4 */
#define CERT_NAMES_SIZE	200		/* bytes, of a text with names (policy) */
#define CERT_NAME_TEXT_MAX 80		/* of it, for one name (policy) */

enum cert_host_kind {
    CERT_HOST_NAME,
    CERT_HOST_IPV4,
    CERT_HOST_IPV6,
    CERT_HOST_BAD,			/* nothing that a certificate names */
};

/* A host as an URL names it */
struct cert_host {
    enum cert_host_kind kind;
    char name[CERT_HOST_MAX + 1];	/* in small letters, without a last dot */
    uint8_t address[16];		/* the first 4 for IPv4 */
};

/**
 * Read the host of an URL: a name, a.b.c.d, an IPv6 address with or without []
 *
 * What ends in a number is an address, as everywhere (10.1, 0x7f.1 and 1 are
 * addresses for some resolvers): if it is not a.b.c.d, it is CERT_HOST_BAD, as
 * are names with characters other than letters, digits and -.
 *
 * @v host	Receives it
 * @v text	Text, which ends in a NUL
 */
void cert_host_read(struct cert_host *host, const char *text);

/**
 * Does one of the names of a certificate name this host?
 *
 * @v names	The value of its subjectAltName: a SEQUENCE, as it is in the
 *		certificate; data is NULL if there is none
 * @v host	The host
 * @v wildcards	Whether a name may be one
 * @ret 1	It does
 * @ret 0	It does not, or the names are not DER up to their end
 */
int cert_names_match(const struct der *names, const struct cert_host *host,
		     int wildcards);

/**
 * Write what names there are, for a message: "a.example, *.b.example, 10.0.0.1"
 *
 * Characters that are not printable ASCII become ?, what has no room "...";
 * "no subjectAltName" without one.
 *
 * @v text	Receives the text
 * @v names	As for cert_names_match()
 * @ret text	For use in an argument list
 */
char *cert_names_text(char text[CERT_NAMES_SIZE], const struct der *names);

#endif /* LIBHTTPS_CERTNAME_H */
