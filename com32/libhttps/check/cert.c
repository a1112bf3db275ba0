/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * cert.c - what a certificate says
 */
#include <string.h>

#include "cert.h"

#define EXTENSIONS_MAX	32		/* of a certificate (policy) */

/* What an OID stands for */
struct meaning {
    uint8_t len, oid[9];
    uint8_t what;
};

enum extension {
    EXT_BASIC = 1,
    EXT_USAGE,
    EXT_PURPOSE,
    EXT_NAMES,
    EXT_LIMITS,				/* the TLS library enforces it, but for
					   addresses */
    EXT_LIBRARY,			/* the TLS library enforces it */
};

#define SHA2	CERT_SIGNED_SHA2
#define WEAK	CERT_SIGNED_WEAK

/* RFC 3279, RFC 4055, RFC 5758, RFC 8410. RSASSA-PSS, which TLS itself uses,
   is not among them: the library does not know it in a certificate. */
static const struct meaning signatures[] = {
    { 9, { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 2 }, WEAK },	/* MD2 */
    { 9, { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 4 }, WEAK },	/* MD5 */
    { 9, { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 5 }, WEAK },	/* SHA-1 */
    { 9, { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 14 }, WEAK },	/* SHA-224 */
    { 9, { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11 }, SHA2 },
    { 9, { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 12 }, SHA2 },
    { 9, { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 13 }, SHA2 },
    { 7, { 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 1 }, WEAK },	/* ECDSA, SHA-1 */
    { 8, { 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 1 }, WEAK },	/* SHA-224 */
    { 8, { 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2 }, SHA2 },
    { 8, { 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 3 }, SHA2 },
    { 8, { 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 4 }, SHA2 },
    { 3, { 0x2b, 0x65, 0x70 }, CERT_SIGNED_ED25519 },
    { 0, { 0 }, CERT_SIGNED_OTHER }
};

static const struct meaning curves[] = {
    { 8, { 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7 }, CERT_KEY_P256 },
    { 5, { 0x2b, 0x81, 0x04, 0, 0x22 }, CERT_KEY_P384 },
    { 0, { 0 }, CERT_KEY_OTHER }
};

static const struct meaning key_kinds[] = {
    { 9, { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1 }, CERT_KEY_RSA },
    { 7, { 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1 }, CERT_KEY_P256 }, /* or another */
    { 3, { 0x2b, 0x65, 0x70 }, CERT_KEY_ED25519 },
    { 0, { 0 }, CERT_KEY_OTHER }
};

/* RFC 5280 4.2.1 */
static const struct meaning extensions[] = {
    { 3, { 0x55, 0x1d, 15 }, EXT_USAGE },
    { 3, { 0x55, 0x1d, 17 }, EXT_NAMES },
    { 3, { 0x55, 0x1d, 19 }, EXT_BASIC },
    { 3, { 0x55, 0x1d, 37 }, EXT_PURPOSE },
    { 3, { 0x55, 0x1d, 30 }, EXT_LIMITS },		/* nameConstraints */
    { 3, { 0x55, 0x1d, 32 }, EXT_LIBRARY },	/* certificatePolicies */
    { 0, { 0 }, 0 }
};

static const struct meaning purposes[] = {
    { 8, { 0x2b, 6, 1, 5, 5, 7, 3, 1 }, 1 },	/* serverAuth */
    { 4, { 0x55, 0x1d, 37, 0 }, 1 },		/* anyExtendedKeyUsage */
    { 0, { 0 }, 0 }
};

/* What an OID stands for; that of the last row if it is none of them */
static unsigned int meaning_of(const struct meaning *table,
			       const struct der *oid)
{
    for (; table->len; table++)
	if (oid->len == table->len && !memcmp(oid->data, table->oid, oid->len))
	    break;
    return table->what;
}

static int read_rsa(struct cert *cert, struct der key)
{
    struct der sequence, modulus, exponent;
    uint8_t top;

    if (!der_take(&key, DER_SEQUENCE, &sequence) || key.len ||
	!der_take(&sequence, DER_INTEGER, &modulus) ||
	!der_take(&sequence, DER_INTEGER, &exponent) || sequence.len)
	return 0;
    while (modulus.len && !modulus.data[0]) {
	modulus.data++;
	modulus.len--;
    }
    if (!modulus.len || !exponent.len)
	return 0;
    cert->rsa_bits = (unsigned int)modulus.len * 8;
    for (top = modulus.data[0]; !(top & 0x80); top <<= 1)
	cert->rsa_bits--;
    cert->rsa_exponent_odd = exponent.data[exponent.len - 1] & 1 &&
	(exponent.len > 1 || exponent.data[0] > 1);
    return 1;
}

static int read_key(struct cert *cert, struct der *in)
{
    struct der info, algorithm, oid, curve, bits, key;
    unsigned int unused;

    if (!der_take(in, DER_SEQUENCE, &info) ||
	!der_take(&info, DER_SEQUENCE, &algorithm) ||
	!der_take(&algorithm, DER_OID, &oid) ||
	!der_take(&info, DER_BITS, &bits) || info.len ||
	!der_bits(&bits, &unused, &key) || unused)
	return 0;
    cert->key = (enum cert_key)meaning_of(key_kinds, &oid);
    if (cert->key == CERT_KEY_RSA)
	return read_rsa(cert, key);
    if (cert->key != CERT_KEY_P256)
	return 1;
    /* Curves that are written out have no name, and no use */
    cert->key = CERT_KEY_OTHER;
    if (der_take(&algorithm, DER_OID, &curve) && !algorithm.len)
	cert->key = (enum cert_key)meaning_of(curves, &curve);
    return 1;
}

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
	cert->for_servers |= (int)meaning_of(purposes, &oid);
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
   begins with a name; iPAddress is [7] */
static int read_limits(struct cert *cert, struct der value)
{
    struct der sequence, trees, tree, name;
    uint8_t tag;

    if (!der_take(&value, DER_SEQUENCE, &sequence) || value.len)
	return 0;
    while (sequence.len) {
	if (!der_next(&sequence, &tag, &trees))
	    return 0;
	while (trees.len) {
	    if (!der_take(&trees, DER_SEQUENCE, &tree) ||
		!der_next(&tree, &tag, &name))
		return 0;
	    if (tag == DER_CONTEXT(7))
		cert->limits_addresses = 1;
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
    switch (meaning_of(extensions, oid)) {
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
static int read_extensions(struct cert *cert, struct der within)
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

/* After the key: two ids that nobody uses, and the extensions */
static int read_end(struct cert *cert, struct der *tbs)
{
    struct der unique, within;

    if (!der_maybe(tbs, DER_CONTEXT(1), &unique) ||
	!der_maybe(tbs, DER_CONTEXT(2), &unique) ||
	!der_maybe(tbs, DER_WITHIN(3), &within) || tbs->len)
	return 0;
    if (!within.data)
	return 1;
    return cert->version == 3 && read_extensions(cert, within);
}

static int read_version(struct cert *cert, struct der *tbs)
{
    struct der within, number;

    cert->version = 1;
    if (!der_maybe(tbs, DER_WITHIN(0), &within))
	return 0;
    if (!within.data)
	return 1;
    if (!der_take(&within, DER_INTEGER, &number) || within.len ||
	!der_number(&number, &cert->version) || cert->version > 2)
	return 0;
    cert->version++;
    return 1;
}

int cert_read(struct cert *cert, const uint8_t *data, size_t len)
{
    struct der in = { data, len }, whole, tbs, number, inner, outer, oid, dates;
    struct der bits;

    memset(cert, 0, sizeof(*cert));
    if (!der_take(&in, DER_SEQUENCE, &whole) || in.len ||
	!der_take(&whole, DER_SEQUENCE, &tbs) ||
	!der_take_whole(&whole, DER_SEQUENCE, &outer) ||
	!der_take(&whole, DER_BITS, &bits) || whole.len)
	return 0;
    if (!read_version(cert, &tbs) || !der_take(&tbs, DER_INTEGER, &number) ||
	!der_take_whole(&tbs, DER_SEQUENCE, &inner) ||
	!der_same(&inner, &outer) ||
	!der_take(&inner, DER_SEQUENCE, &outer) ||
	!der_take(&outer, DER_OID, &oid))
	return 0;
    cert->signature = (enum cert_signature)meaning_of(signatures, &oid);
    return der_take_whole(&tbs, DER_SEQUENCE, &cert->issuer) &&
	der_take(&tbs, DER_SEQUENCE, &dates) &&
	cert_date_read(&dates, &cert->not_before) &&
	cert_date_read(&dates, &cert->not_after) && !dates.len &&
	der_take_whole(&tbs, DER_SEQUENCE, &cert->subject) &&
	read_key(cert, &tbs) && read_end(cert, &tbs);
}
