/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pem.c - the certificates of a bundle
 */
#include <string.h>

#include "pem.h"

static const char begin_mark[] = "-----BEGIN ";
static const char end_mark[] = "-----END ";
static const char last_mark[] = "-----";
static const char *const labels[] = { "CERTIFICATE", "X509 CERTIFICATE" };

struct line {
    const char *text;
    size_t len;				/* without its end and blanks before it */
};

/* Bytes that base64 has turned out so far */
struct decoder {
    uint8_t *der;
    size_t size, len;
    uint32_t bits;
    unsigned int digits;		/* of the last four */
    unsigned int pads;			/* = */
};

void pem_begin(struct pem *pem, const char *text, size_t len)
{
    pem->text = text;
    pem->len = len;
    pem->at = 0;
    pem->line = 1;
}

/* The line that is next, which stays it */
static int peek(const struct pem *pem, struct line *line)
{
    size_t len = 0, left = pem->len - pem->at;

    if (!left)
	return 0;
    line->text = pem->text + pem->at;
    while (len < left && line->text[len] != '\n' && line->text[len] != '\r')
	len++;
    while (len && (line->text[len - 1] == ' ' || line->text[len - 1] == '\t'))
	len--;
    line->len = len;
    return 1;
}

/* Lines end in LF, CR LF or CR */
static void advance(struct pem *pem)
{
    while (pem->at < pem->len) {
	char c = pem->text[pem->at++];

	if (c == '\r' && pem->at < pem->len && pem->text[pem->at] == '\n')
	    pem->at++;
	if (c == '\n' || c == '\r')
	    break;
    }
    pem->line++;
}

/* Is it a mark, and of which label? */
static int is_mark(const struct line *line, const char *mark,
		   const char **label, size_t *label_len)
{
    const size_t before = strlen(mark), after = strlen(last_mark);

    if (line->len < before + after || memcmp(line->text, mark, before) ||
	memcmp(line->text + line->len - after, last_mark, after))
	return 0;
    *label = line->text + before;
    *label_len = line->len - before - after;
    return 1;
}

static int is_certificate(const char *label, size_t len)
{
    unsigned int i;

    for (i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
	if (len == strlen(labels[i]) && !memcmp(label, labels[i], len))
	    return 1;
    return 0;
}

static int digit(char c)
{
    if (c >= 'A' && c <= 'Z')
	return c - 'A';
    if (c >= 'a' && c <= 'z')
	return c - 'a' + 26;
    if (c >= '0' && c <= '9')
	return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* Add one character */
static enum pem_result add(struct decoder *in, char c)
{
    int value;

    if (c == ' ' || c == '\t')
	return PEM_CERTIFICATE;
    if (c == '=') {
	/* Only the last two of four */
	if (in->digits < 2 || in->digits + in->pads == 4)
	    return PEM_NOT_BASE64;
	in->pads++;
	return PEM_CERTIFICATE;
    }
    value = digit(c);
    if (value < 0 || in->pads)
	return PEM_NOT_BASE64;
    in->bits = in->bits << 6 | (uint32_t)value;
    in->digits = (in->digits + 1) % 4;
    if (in->digits)
	return PEM_CERTIFICATE;
    if (in->size - in->len < 3)
	return PEM_TOO_LONG;
    in->der[in->len++] = (uint8_t)(in->bits >> 16);
    in->der[in->len++] = (uint8_t)(in->bits >> 8);
    in->der[in->len++] = (uint8_t)in->bits;
    return PEM_CERTIFICATE;
}

/* The last bytes; the bits that are no byte have to be 0 */
static enum pem_result finish(struct decoder *in)
{
    unsigned int bytes, spare;

    if (!in->digits)
	return in->len ? PEM_CERTIFICATE : PEM_EMPTY;
    if (in->digits + in->pads != 4)
	return PEM_NOT_BASE64;
    bytes = in->digits - 1;
    spare = in->digits == 2 ? 4 : 2;
    if (in->bits & ((1u << spare) - 1))
	return PEM_NOT_BASE64;
    if (in->size - in->len < bytes)
	return PEM_TOO_LONG;
    in->bits >>= spare;
    while (bytes--)
	in->der[in->len++] = (uint8_t)(in->bits >> 8 * bytes);
    return PEM_CERTIFICATE;
}

/* From the line after BEGIN on */
static enum pem_result read_block(struct pem *pem, uint8_t *der, size_t size,
				  size_t *len)
{
    struct decoder in = { .der = der, .size = size };
    enum pem_result result;
    size_t label_len, i;
    const char *label;
    struct line line;

    for (; peek(pem, &line); advance(pem)) {
	if (is_mark(&line, end_mark, &label, &label_len)) {
	    if (!is_certificate(label, label_len))
		return PEM_NO_END;
	    result = finish(&in);
	    if (result == PEM_CERTIFICATE) {
		*len = in.len;
		advance(pem);
	    }
	    return result;
	}
	if (is_mark(&line, begin_mark, &label, &label_len))
	    return PEM_NO_END;
	for (i = 0; i < line.len; i++) {
	    result = add(&in, line.text[i]);
	    if (result != PEM_CERTIFICATE)
		return result;
	}
    }
    return PEM_NO_END;
}

enum pem_result pem_next(struct pem *pem, uint8_t *der, size_t size,
			 size_t *len)
{
    const char *label;
    struct line line;
    size_t label_len;

    *len = 0;
    while (peek(pem, &line)) {
	advance(pem);
	if (is_mark(&line, begin_mark, &label, &label_len) &&
	    is_certificate(label, label_len))
	    return read_block(pem, der, size, len);
    }
    return PEM_END;
}

const char *pem_result_text(enum pem_result result)
{
    switch (result) {
    case PEM_CERTIFICATE:
	return "a certificate";
    case PEM_END:
	return "no more certificates";
    case PEM_NOT_BASE64:
	return "not base64";
    case PEM_NO_END:
	return "a certificate without its END";
    case PEM_TOO_LONG:
	return "a certificate that is too long";
    default:
	return "a certificate without anything in it";
    }
}
