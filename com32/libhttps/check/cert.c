/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * cert.c - what a certificate says
 */
#include <string.h>

#include "cert.h"
#include "certext.h"
#include "oid.h"

#define SHA2	CERT_SIGNED_SHA2
#define WEAK	CERT_SIGNED_WEAK

/* RFC 3279, RFC 4055, RFC 5758, RFC 8410. RSASSA-PSS, which TLS itself uses,
   is not among them: in a certificate its hash stands elsewhere, and hardly a
   CA uses it. */
static const struct oid_meaning signatures[] = {
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

static const struct oid_meaning curves[] = {
    { 8, { 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7 }, CERT_KEY_P256 },
    { 5, { 0x2b, 0x81, 0x04, 0, 0x22 }, CERT_KEY_P384 },
    { 0, { 0 }, CERT_KEY_OTHER }
};

static const struct oid_meaning key_kinds[] = {
    { 9, { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1 }, CERT_KEY_RSA },
    { 7, { 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1 },
	CERT_KEY_P256 },			/* or another curve */
    { 3, { 0x2b, 0x65, 0x70 }, CERT_KEY_ED25519 },
    { 0, { 0 }, CERT_KEY_OTHER }
};

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
    cert->key = (enum cert_key)oid_means(key_kinds, &oid);
    if (cert->key == CERT_KEY_RSA)
	return read_rsa(cert, key);
    if (cert->key != CERT_KEY_P256)
	return 1;
    /* Curves that are written out have no name, and no use */
    cert->key = CERT_KEY_OTHER;
    if (der_take(&algorithm, DER_OID, &curve) && !algorithm.len)
	cert->key = (enum cert_key)oid_means(curves, &curve);
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
    return cert->version == 3 && cert_read_extensions(cert, within);
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
    cert->signature = (enum cert_signature)oid_means(signatures, &oid);
    return der_take_whole(&tbs, DER_SEQUENCE, &cert->issuer) &&
	der_take(&tbs, DER_SEQUENCE, &dates) &&
	cert_date_read(&dates, &cert->not_before) &&
	cert_date_read(&dates, &cert->not_after) && !dates.len &&
	der_take_whole(&tbs, DER_SEQUENCE, &cert->subject) &&
	read_key(cert, &tbs) && read_end(cert, &tbs);
}
