/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * certext.c - extensions of certificates
 */
#include "certext.h"
#include "oid.h"

#define EXTENSIONS_MAX	32		/* of a certificate (policy) */

enum extension {
    EXT_BASIC = 1,
    EXT_USAGE,
    EXT_PURPOSE,
    EXT_NAMES,
    EXT_LIMITS,				/* the TLS library enforces it, but for
					   addresses */
    EXT_LIBRARY,			/* the TLS library enforces it */
};

/* RFC 5280 4.2.1 */
static const struct oid_meaning extensions[] = {
    { 3, { 0x55, 0x1d, 15 }, EXT_USAGE },
    { 3, { 0x55, 0x1d, 17 }, EXT_NAMES },
    { 3, { 0x55, 0x1d, 19 }, EXT_BASIC },
    { 3, { 0x55, 0x1d, 37 }, EXT_PURPOSE },
    { 3, { 0x55, 0x1d, 30 }, EXT_LIMITS },		/* nameConstraints */
    { 3, { 0x55, 0x1d, 32 }, EXT_LIBRARY },	/* certificatePolicies */
    { 0, { 0 }, 0 }
};

static const struct oid_meaning purposes[] = {
    { 8, { 0x2b, 6, 1, 5, 5, 7, 3, 1 }, 1 },	/* serverAuth */
    { 4, { 0x55, 0x1d, 37, 0 }, 1 },		/* anyExtendedKeyUsage */
    { 0, { 0 }, 0 }
};

static int read_basic(struct cert *cert, struct der value)
{
    struct der sequence, flag, path;

    if (!der_take(&value, DER_SEQUENCE, &sequence) || value.len ||
	!der_maybe(&sequence, DER_BOOLEAN, &flag) ||
	!der_maybe(&sequence, DER_INTEGER, &path) || sequence.len)
	return 0;
    if (flag.data && flag.len != 1)
	return 0;
    cert->is_ca = flag.data && flag.data[0];
    return 1;
}

/* Bit 0 is the highest of the first byte */
static int read_usage(struct cert *cert, struct der value)
{
    struct der bits, bytes;
    unsigned int unused, i;

    if (!der_take(&value, DER_BITS, &bits) || value.len ||
	!der_bits(&bits, &unused, &bytes) || !bytes.len)
	return 0;
    for (i = 0; i < 8; i++)
	if (bytes.data[0] & (0x80 >> i))
	    cert->usage |= 1u << i;
    return 1;
}

static int read_purpose(struct cert *cert, struct der value)
{
    struct der sequence, oid;

    if (!der_take(&value, DER_SEQUENCE, &sequence) || value.len ||
	!sequence.len)
	return 0;
    while (sequence.len) {
	if (!der_take(&sequence, DER_OID, &oid))
	    return 0;
	cert->for_servers |= (int)oid_means(purposes, &oid);
    }
    return 1;
}

static int read_names(struct cert *cert, struct der value)
{
    struct der names = value, sequence, name;
    uint8_t tag;

    if (!der_take(&value, DER_SEQUENCE, &sequence) || value.len)
	return 0;
    while (sequence.len)
	if (!der_next(&sequence, &tag, &name))
	    return 0;
    cert->names = names;
    return 1;
}

/* Subtrees that are permitted, [0], and excluded, [1], each a sequence that
   begins with a name; dNSName is [2], iPAddress [7] */
static int read_limits(struct cert *cert, struct der value)
{
    struct der sequence, trees, tree, name;
    uint8_t kind, tag;

    if (!der_take(&value, DER_SEQUENCE, &sequence) || value.len)
	return 0;
    while (sequence.len) {
	if (!der_next(&sequence, &kind, &trees))
	    return 0;
	while (trees.len) {
	    if (!der_take(&trees, DER_SEQUENCE, &tree) ||
		!der_next(&tree, &tag, &name))
		return 0;
	    if (tag == DER_CONTEXT(7))
		cert->limits |= CERT_LIMITS_ADDRESSES;
	    if (tag == DER_CONTEXT(2) && kind == DER_WITHIN(1))
		cert->limits |= CERT_LIMITS_WILDCARDS;
	}
    }
    return 1;
}

static int read_extension(struct cert *cert, struct der *list,
			  struct der *oid)
{
    struct der extension, critical, value;

    if (!der_take(list, DER_SEQUENCE, &extension) ||
	!der_take(&extension, DER_OID, oid) ||
	!der_maybe(&extension, DER_BOOLEAN, &critical) ||
	!der_take(&extension, DER_OCTETS, &value) || extension.len ||
	(critical.data && critical.len != 1))
	return 0;
    switch (oid_means(extensions, oid)) {
    case EXT_BASIC:
	cert->has_basic = 1;
	return read_basic(cert, value);
    case EXT_USAGE:
	cert->has_usage = 1;
	return read_usage(cert, value);
    case EXT_PURPOSE:
	cert->has_purpose = 1;
	return read_purpose(cert, value);
    case EXT_NAMES:
	return read_names(cert, value);
    case EXT_LIMITS:
	return read_limits(cert, value);
    case EXT_LIBRARY:
	return 1;
    default:
	if (critical.data && critical.data[0])
	    cert->has_unknown_critical = 1;
	return 1;
    }
}

/* None may be there twice (4.2), as it would be open which one counts */
int cert_read_extensions(struct cert *cert, struct der within)
{
    struct der oids[EXTENSIONS_MAX], list;
    unsigned int count, i;

    if (!der_take(&within, DER_SEQUENCE, &list) || within.len || !list.len)
	return 0;
    for (count = 0; list.len; count++) {
	if (count == EXTENSIONS_MAX ||
	    !read_extension(cert, &list, &oids[count]))
	    return 0;
	for (i = 0; i < count; i++)
	    if (der_same(&oids[i], &oids[count]))
		return 0;
    }
    return 1;
}
