/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * certname.c - does a certificate name this host?
 */
#include <string.h>

#include "certname.h"
#include "ipaddress.h"

#define GENERAL_DNS	DER_CONTEXT(2)	/* of GeneralName, RFC 5280 4.2.1.6 */
#define GENERAL_IP	DER_CONTEXT(7)
#define LABEL_MAX	63		/* characters, RFC 1035 2.3.4 */

static int small(int c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

static int is_digit(int c)
{
    return c >= '0' && c <= '9';
}

/* Length of the label that the text begins with, 0 if it is none (RFC 5890) */
static size_t label_len(const char *text, size_t len)
{
    size_t i;
    int c;

    for (i = 0; i < len && text[i] != '.'; i++) {
	c = small((unsigned char)text[i]);
	if (!is_digit(c) && !(c >= 'a' && c <= 'z') && c != '-')
	    return 0;
    }
    if (!i || i > LABEL_MAX || text[0] == '-' || text[i - 1] == '-')
	return 0;
    return i;
}

/* How many labels, 0 if it is not a name. A last dot is none of it. */
static unsigned int count_labels(const char *text, size_t len)
{
    unsigned int count = 0;
    size_t label;

    if (len > CERT_HOST_MAX)
	return 0;
    for (;;) {
	label = label_len(text, len);
	if (!label)
	    return 0;
	count++;
	if (label == len)
	    return count;
	text += label + 1;
	len -= label + 1;
    }
}

/* Would a resolver take it for an address? Its last label, which has a
   character, is a number then. */
static int ends_in_number(const char *text, size_t len)
{
    size_t last = len, i;

    while (last && text[last - 1] != '.')
	last--;
    if (len - last >= 2 && text[last] == '0' && small(text[last + 1]) == 'x')
	return 1;
    for (i = last; i < len; i++)
	if (!is_digit(text[i]))
	    return 0;
    return 1;
}

void cert_host_read(struct cert_host *host, const char *text)
{
    size_t len = 0, i;

    /* A host is not longer than this, and what is has to end somewhere */
    while (len <= CERT_HOST_MAX + 2 && text[len])
	len++;
    memset(host, 0, sizeof(*host));
    host->kind = CERT_HOST_BAD;
    if (ip_read_v4(host->address, text, len)) {
	host->kind = CERT_HOST_IPV4;
	return;
    }
    if (memchr(text, ':', len)) {
	if (len >= 2 && text[0] == '[' && text[len - 1] == ']') {
	    text++;
	    len -= 2;
	}
	if (ip_read_v6(host->address, text, len))
	    host->kind = CERT_HOST_IPV6;
	return;
    }
    if (len && text[len - 1] == '.')
	len--;
    if (!count_labels(text, len) || ends_in_number(text, len))
	return;
    for (i = 0; i < len; i++)
	host->name[i] = (char)small((unsigned char)text[i]);
    host->kind = CERT_HOST_NAME;
}

static int same_name(const char *a, const char *b, size_t len)
{
    while (len--)
	if (small((unsigned char)*a++) != small((unsigned char)*b++))
	    return 0;
    return 1;
}

/* A dNSName, which may begin with "*." */
static int dns_match(const struct der *name, const char *host, int wildcards)
{
    const char *text = (const char *)name->data;
    size_t len = name->len, host_len = strlen(host);

    if (wildcards && len > 2 && text[0] == '*' && text[1] == '.') {
	text += 2;
	len -= 2;
	if (count_labels(text, len) < 2)
	    return 0;			/* *.com is nobody's */
	while (host_len && *host != '.') {
	    host++;
	    host_len--;
	}
	if (!host_len)
	    return 0;
	host++;
	host_len--;
    }
    /* The host is a name: what is the same is one, too */
    return len == host_len && same_name(text, host, len);
}

int cert_names_match(const struct der *names, const struct cert_host *host,
		     int wildcards)
{
    const size_t address_len = host->kind == CERT_HOST_IPV4 ? 4 : 16;
    struct der rest = *names, list, name;
    int match = 0;
    uint8_t tag;

    if (host->kind == CERT_HOST_BAD || !names->data ||
	!der_take(&rest, DER_SEQUENCE, &list) || rest.len)
	return 0;
    while (list.len) {
	if (!der_next(&list, &tag, &name))
	    return 0;
	if (host->kind == CERT_HOST_NAME)
	    match |= tag == GENERAL_DNS &&
		dns_match(&name, host->name, wildcards);
	else
	    match |= tag == GENERAL_IP && name.len == address_len &&
		!memcmp(name.data, host->address, address_len);
    }
    return match;
}

/* Add printable characters; what is longer than CERT_NAME_TEXT_MAX is cut */
static size_t add(char *text, size_t used, const char *name, size_t len)
{
    size_t i;

    if (!len)
	text[used++] = '?';
    for (i = 0; i < len && i < CERT_NAME_TEXT_MAX; i++)
	text[used++] = name[i] > ' ' && name[i] <= '~' ? name[i] : '?';
    if (i < len)
	memcpy(text + used - 3, "...", 3);
    return used;
}

char *cert_names_text(char text[CERT_NAMES_SIZE], const struct der *names)
{
    struct der rest = *names, list, name;
    char address[IP_TEXT_SIZE];
    size_t used = 0, before;
    uint8_t tag;

    strcpy(text, "no subjectAltName");
    if (!names->data || !der_take(&rest, DER_SEQUENCE, &list))
	return text;
    strcpy(text, "neither a DNS name nor an address");
    while (der_next(&list, &tag, &name)) {
	if (tag == GENERAL_IP && ip_text(address, name.data, name.len)) {
	    name.data = (const uint8_t *)address;
	    name.len = strlen(address);
	} else if (tag != GENERAL_DNS) {
	    continue;
	}
	before = used;
	/* Room for ", " and a name, and for what says that there are more */
	if (used + 2 + CERT_NAME_TEXT_MAX + sizeof(", ...") > CERT_NAMES_SIZE) {
	    memcpy(text + used, ", ...", sizeof(", ..."));
	    return text;
	}
	if (before) {
	    memcpy(text + used, ", ", 2);
	    used += 2;
	}
	used = add(text, used, (const char *)name.data, name.len);
	text[used] = '\0';
    }
    return text;
}
