/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_cert.c - what a server sends as its chain, to certcheck.c
 *
 * The first byte chooses the host. Each certificate has its length before it,
 * two bytes. A chain that is good has to be so for reasons that can be found
 * in its bytes.
 */
#include "certcheck.h"
#include "fuzz.h"

#define CHAIN_MAX	(CERT_CHAIN_MAX + 3)

static const char *const hosts[] = {
    "a.test", "boss", "10.0.0.1", "2001:db8::1", "b.example.org", ""
};

static int contains(const struct der *in, const char *text, size_t len)
{
    size_t i;

    for (i = 0; i + len <= in->len; i++)
	if (!memcmp(in->data + i, text, len))
	    return 1;
    return 0;
}

/* What the server's certificate says, whatever the verdict is */
static void look_at(const struct der *in, const struct cert_report *report)
{
    struct cert cert;
    char text[CERT_DATE_SIZE];
    size_t i, len;

    len = strlen(report->names);
    require(len < CERT_NAMES_SIZE);
    for (i = 0; i < len; i++)
	require(report->names[i] >= ' ' && report->names[i] <= '~');
    if (!cert_read(&cert, in->data, in->len)) {
	require(report->verdict == CERT_MALFORMED);
	return;
    }
    require(report->verdict != CERT_NONE &&
	    (report->verdict != CERT_MALFORMED || report->which));
    require(strlen(cert_date_text(text, &report->not_after)) ==
	    CERT_DATE_SIZE - 1);
    require(!cert.names.data ||
	    (cert.names.data > in->data &&
	     cert.names.data + cert.names.len <= in->data + in->len));
}

static void check_good(const struct der *in, const struct cert_host *host,
		       const struct cert_date *now)
{
    static const uint8_t server_auth[] = { 0x2b, 6, 1, 5, 5, 7, 3, 1 };
    struct cert cert;

    require(cert_read(&cert, in->data, in->len));
    require(cert.version == 3 && !cert.has_unknown_critical);
    require(cert_date_compare(&cert.not_before, now) <= 0 &&
	    cert_date_compare(&cert.not_after, now) >= 0);
    require(host->kind != CERT_HOST_BAD);
    if (host->kind == CERT_HOST_IPV4)
	require(contains(&cert.names, "\x87\x04\x0a\0\0\1", 6));
    if (host->kind == CERT_HOST_IPV6)
	require(contains(&cert.names, "\x87\x10\x20\x01\x0d\xb8", 6));
    if (host->kind == CERT_HOST_NAME)
	require(memchr(cert.names.data, 0x82, cert.names.len));
    require(!cert.has_usage || cert.usage & CERT_USAGE_SIGN);
    require(!cert.has_purpose ||
	    contains(in, (const char *)server_auth, sizeof(server_auth)) ||
	    contains(in, "\x06\x04\x55\x1d\x25\x00", 6));
    require(cert.key != CERT_KEY_RSA || cert.rsa_bits >= CERT_RSA_MIN);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct cert_date now = { 2026, 11, 28, 15, 0, 0 };
    struct fuzz_input in = { data, size };
    struct der chain[CHAIN_MAX];
    struct cert_report report;
    struct cert_host host;
    unsigned int count = 0, i;
    size_t len;

    cert_host_read(&host, hosts[fuzz_take(&in) %
				(sizeof(hosts) / sizeof(hosts[0]))]);
    while (in.left > 2 && count < CHAIN_MAX) {
	len = (size_t)fuzz_take(&in) << 8;
	len |= fuzz_take(&in);
	if (len > in.left)
	    len = in.left;
	chain[count].data = fuzz_copy(in.data, len);
	chain[count++].len = len;
	in.data += len;
	in.left -= len;
    }
    require(cert_check(chain, count, &host, &now, 0, &report) == report.verdict);
    require(report.verdict < CERT_VERDICTS);
    require(report.which < (count ? count : 1));
    if (count)
	look_at(&chain[0], &report);
    else
	require(report.verdict == CERT_NONE);
    if (report.verdict == CERT_GOOD) {
	require(count <= CERT_CHAIN_MAX);
	check_good(&chain[0], &host, &now);
    }
    for (i = 0; i < count; i++)
	free((void *)(uintptr_t)chain[i].data);
    return 0;
}
