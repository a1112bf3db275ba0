/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_pem.c - any bundle, to pem.c
 *
 * The first byte is what has room for a certificate. A certificate is written
 * as base64 again, and has to be what stands in the bundle.
 */
#include "fuzz.h"
#include "pem.h"

/* Write base64, and look for it in the bundle, without its blanks */
static void check_base64(const struct pem *pem, const uint8_t *der, size_t len)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	"abcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t at = 0, i;

    for (i = 0; i < len * 8; i += 6) {
	uint32_t two = der[i / 8] << 8 | (i / 8 + 1 < len ? der[i / 8 + 1] : 0);
	char want = digits[two >> (10 - i % 8) & 63];

	while (at < pem->len && pem->text[at] != want)
	    at++;
	require(at++ < pem->len);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum pem_result result = PEM_CERTIFICATE;
    unsigned int count = 0, line = 1;
    char *copy;
    struct pem pem;

    if (!size)
	return 0;
    copy = (char *)fuzz_copy(data + 1, size - 1);
    pem_begin(&pem, copy, size - 1);
    while (result == PEM_CERTIFICATE) {
	const size_t room = data[0];
	uint8_t *der = malloc(room);
	size_t before = pem.at, len = 77;

	require(der || !room);
	result = pem_next(&pem, der, room, &len);
	require(pem.at >= before && pem.at <= pem.len);
	require(pem.line >= line && pem.line <= size + 1);
	line = pem.line;
	if (result == PEM_CERTIFICATE) {
	    require(len && len <= room);
	    require(pem.at - before > 27 + 25);		/* the marks */
	    check_base64(&pem, der, len);
	    count++;
	} else {
	    require(!len);
	}
	free(der);
    }
    require(count <= size / 52);
    require(pem_result_text(result));
    free(copy);
    return 0;
}
