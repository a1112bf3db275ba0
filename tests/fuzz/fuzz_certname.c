/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_certname.c - any host, and any names of a certificate, to certname.c
 *
 * The host ends in a NUL; the names follow it. What is an address for a
 * resolver must never be matched by a dNSName, and a match has its reason.
 */
#include "certname.h"
#include "fuzz.h"

/* Is there a name of this kind? */
static int has_kind(const struct der *names, uint8_t kind)
{
    struct der rest = *names, list, name;
    uint8_t tag;

    if (!der_take(&rest, DER_SEQUENCE, &list))
	return 0;
    while (der_next(&list, &tag, &name))
	if (tag == kind)
	    return 1;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char digits[] = "0123456789.";
    const uint8_t *end = memchr(data, 0, size);
    struct cert_host host, again;
    char text[CERT_NAMES_SIZE];
    struct der names;
    uint8_t *copy;
    char *name;

    if (!size || !end)
	return 0;
    name = (char *)fuzz_copy(data, (size_t)(end - data) + 1);
    names.len = size - (size_t)(end - data) - 1;
    copy = fuzz_copy(end + 1, names.len);
    names.data = copy;
    cert_host_read(&host, name);
    if (host.kind == CERT_HOST_NAME) {
	cert_host_read(&again, host.name);
	require(again.kind == host.kind && !strcmp(again.name, host.name));
	require(strspn(host.name, digits) != strlen(host.name));
    }
    if (cert_names_match(&names, &host, 1)) {
	require(host.kind != CERT_HOST_BAD);
	require(has_kind(&names, host.kind == CERT_HOST_NAME ? 0x82 : 0x87));
	require(strcmp(cert_names_text(text, &names), "no subjectAltName"));
    }
    require(strlen(cert_names_text(text, &names)) < sizeof(text));
    free(copy);
    free(name);
    return 0;
}
