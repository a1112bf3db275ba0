/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_pem.c - pem.c: bundles as people write them, and hostile ones
 */
#include "pem.h"
#include "test.h"

#define BEGIN		"-----BEGIN CERTIFICATE-----\n"
#define END		"-----END CERTIFICATE-----\n"
#define ROOM		8		/* bytes for a certificate */

/* All certificates of a bundle, one behind the other, "|" after each; then what
   ended it and in which line */
static void check_bundle(const char *name, const char *text, size_t len,
			 const char *want, enum pem_result last,
			 unsigned int line)
{
    char *copy = exact_copy(text, len), got[256] = "";
    enum pem_result result;
    struct pem pem;
    size_t der_len;

    pem_begin(&pem, copy, len);
    for (;;) {
	uint8_t *der = malloc(ROOM);

	assert_non_null(der);
	result = pem_next(&pem, der, ROOM, &der_len);
	if (result == PEM_CERTIFICATE) {
	    assert_true(der_len <= ROOM);
	    strncat(got, (const char *)der, der_len);
	    strcat(got, "|");
	}
	free(der);
	if (result != PEM_CERTIFICATE)
	    break;
    }
    check_str(name, got, want);
    check_int(name, result, last);
    if (line)
	check_int(name, pem.line, line);
    if (result == PEM_END) {
	check_int(name, pem_next(&pem, NULL, 0, &der_len), PEM_END);
	check_int(name, pem.at, len);
    }
    free(copy);
}

static void bundles(void **state)
{
    static const struct {
	const char *name, *text, *want;
	enum pem_result last;
	unsigned int line;
    } rows[] = {
	{ "nothing", "", "", PEM_END, 1 },
	{ "no certificate", "hello\nworld\n", "", PEM_END, 3 },
	{ "one", BEGIN "QUJD\n" END, "ABC|", PEM_END, 4 },
	{ "a digit of zero", BEGIN "AUFB\n" END, "\1AA|", PEM_END, 4 },
	{ "two", BEGIN "QUJD\n" END BEGIN "REVG\n" END, "ABC|DEF|", PEM_END, 7 },
	{ "several lines", BEGIN "QUJD\nREVG\n" END, "ABCDEF|", PEM_END, 0 },
	{ "lines that end anywhere", BEGIN "QUJDR\nE\n\nVG\n" END, "ABCDEF|",
	  PEM_END, 0 },
	{ "blanks", BEGIN " QU\tJD  \n" END, "ABC|", PEM_END, 0 },
	{ "two bytes", BEGIN "QUI=\n" END, "AB|", PEM_END, 0 },
	{ "one byte", BEGIN "QQ==\n" END, "A|", PEM_END, 0 },
	{ "= in two lines", BEGIN "QQ=\n=\n" END, "A|", PEM_END, 0 },
	{ "all digits", BEGIN "fn9/fj9+\n" END, "~\x7f\x7f~?~|", PEM_END, 0 },
	{ "small, large", BEGIN "YXp6WmE5\n" END, "azzZa9|", PEM_END, 0 },
	{ "CR LF", "-----BEGIN CERTIFICATE-----\r\nQUJD\r\n"
	  "-----END CERTIFICATE-----\r\n", "ABC|", PEM_END, 4 },
	{ "CR", "-----BEGIN CERTIFICATE-----\rQUJD\r"
	  "-----END CERTIFICATE-----\r", "ABC|", PEM_END, 4 },
	{ "blanks behind marks", "-----BEGIN CERTIFICATE----- \t\nQUJD\n"
	  "-----END CERTIFICATE-----  \n", "ABC|", PEM_END, 0 },
	{ "no end of line", BEGIN "QUJD\n-----END CERTIFICATE-----", "ABC|",
	  PEM_END, 4 },
	{ "X509", "-----BEGIN X509 CERTIFICATE-----\nQUJD\n"
	  "-----END X509 CERTIFICATE-----\n", "ABC|", PEM_END, 0 },
	{ "junk", "# a comment\n\n" BEGIN "QUJD\n" END "subject=A\n"
	  "-----BEGIN\n-----\n----------\n-----BEGIN -----\n"
	  BEGIN "REVG\n" END "\x01\xff", "ABC|DEF|", PEM_END, 0 },
	{ "a key between", "-----BEGIN PRIVATE KEY-----\nQUJD\n"
	  "-----END PRIVATE KEY-----\n" BEGIN "REVG\n" END, "DEF|", PEM_END, 0 },
	{ "like one", "-----BEGIN CERTIFICATE REQUEST-----\nQUJD\n"
	  "-----END CERTIFICATE REQUEST-----\n"
	  "-----BEGIN TRUSTED CERTIFICATE-----\nQUJD\n"
	  "-----begin certificate-----\nQUJD\n"
	  " -----BEGIN CERTIFICATE-----\nQUJD\n"
	  "-----BEGIN CERTIFICATF-----\nQUJD\n"
	  "-----BEGIN CERTIFICATE----\nQUJD\n"
	  "----BEGIN CERTIFICATE-----\nQUJD\n", "", PEM_END, 0 },
	{ "not base64", BEGIN "QUJD\nQU*D\n" END, "", PEM_NOT_BASE64, 3 },
	{ "after a good one", BEGIN "QUJD\n" END "\n" BEGIN "QU!D\n" END, "ABC|",
	  PEM_NOT_BASE64, 6 },
	{ "a header", BEGIN "Proc-Type: 4,ENCRYPTED\n\nQUJD\n" END, "",
	  PEM_NOT_BASE64, 2 },
	{ "behind =", BEGIN "QQ==QUJD\n" END, "", PEM_NOT_BASE64, 2 },
	{ "between =", BEGIN "QQ=Q\n" END, "", PEM_NOT_BASE64, 2 },
	{ "= first", BEGIN "=QUJ\n" END, "", PEM_NOT_BASE64, 2 },
	{ "= after one", BEGIN "Q===\n" END, "", PEM_NOT_BASE64, 2 },
	{ "= too often", BEGIN "QQ===\n" END, "", PEM_NOT_BASE64, 2 },
	{ "= too often, after two", BEGIN "QUI==\n" END, "", PEM_NOT_BASE64, 2 },
	{ "= after four", BEGIN "QUJD=\n" END, "", PEM_NOT_BASE64, 2 },
	{ "one = too few", BEGIN "QQ=\n" END, "", PEM_NOT_BASE64, 3 },
	{ "no =", BEGIN "QQ\n" END, "", PEM_NOT_BASE64, 3 },
	{ "no =, after three", BEGIN "QUI\n" END, "", PEM_NOT_BASE64, 3 },
	{ "one digit", BEGIN "QUJDQ\n" END, "", PEM_NOT_BASE64, 3 },
	{ "bits left", BEGIN "QR==\n" END, "", PEM_NOT_BASE64, 3 },
	{ "the highest of them", BEGIN "QY==\n" END, "", PEM_NOT_BASE64, 3 },
	{ "bits left, after three", BEGIN "QUJ=\n" END, "", PEM_NOT_BASE64, 3 },
	{ "the higher of them", BEGIN "QUK=\n" END, "", PEM_NOT_BASE64, 3 },
	{ "a byte above", BEGIN "QU\xc3\xa4\n" END, "", PEM_NOT_BASE64, 2 },
	{ "no end", BEGIN "QUJD\n", "", PEM_NO_END, 3 },
	{ "only a beginning", "-----BEGIN CERTIFICATE-----", "", PEM_NO_END, 0 },
	{ "another's end", BEGIN "QUJD\n-----END PRIVATE KEY-----\n", "",
	  PEM_NO_END, 3 },
	{ "one within another", BEGIN "QUJD\n" BEGIN "REVG\n" END, "",
	  PEM_NO_END, 3 },
	{ "a key within", BEGIN "QUJD\n-----BEGIN PRIVATE KEY-----\n" END, "",
	  PEM_NO_END, 3 },
	{ "a cut end", BEGIN "QUJD\n-----END CERT", "", PEM_NOT_BASE64, 3 },
	{ "empty", BEGIN END, "", PEM_EMPTY, 2 },
	{ "only blanks", BEGIN " \n\n" END, "", PEM_EMPTY, 4 },
	{ "as long as there is room", BEGIN "QUJDREVGR0g=\n" END, "ABCDEFGH|",
	  PEM_END, 0 },
	{ "one byte longer", BEGIN "QUJDREVGR0hJ\n" END, "", PEM_TOO_LONG, 2 },
	{ "much longer", BEGIN "QUJDREVGR0hJQUJDREVGR0hJ\n" END, "",
	  PEM_TOO_LONG, 2 },
	{ "its last two bytes", BEGIN "QUJDREVG\n\nR0g=\n" END, "ABCDEFGH|",
	  PEM_END, 0 },
    };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++)
	check_bundle(rows[i].name, rows[i].text, strlen(rows[i].text),
		     rows[i].want, rows[i].last, rows[i].line);
}

static void bytes_of_zero(void **state)
{
    static const char between[] = "\0\0" "\n" BEGIN "QUJD\n" END "\0";
    static const char within[] = BEGIN "QU\0JD\n" END;
    static const char in_mark[] = "-----BEGIN CERTIFICATE\0-----\nQUJD\n" END;

    (void)state;
    check_bundle("between", between, sizeof(between) - 1, "ABC|", PEM_END, 0);
    check_bundle("within", within, sizeof(within) - 1, "", PEM_NOT_BASE64, 2);
    check_bundle("in a mark", in_mark, sizeof(in_mark) - 1, "", PEM_END, 0);
}

/* The last bytes have no room: 6 are there, 7 and 8 are not */
static void no_room_at_the_end(void **state)
{
    static const char one[] = BEGIN "QUJDREVGRw==\n" END;
    static const char two[] = BEGIN "QUJDREVGR0g=\n" END;
    uint8_t der[8];
    struct pem pem;
    size_t len;

    (void)state;
    pem_begin(&pem, one, sizeof(one) - 1);
    check_int("one", pem_next(&pem, der, 6, &len), PEM_TOO_LONG);
    check_int("one", len, 0);
    pem_begin(&pem, one, sizeof(one) - 1);
    check_int("one", pem_next(&pem, der, 7, &len), PEM_CERTIFICATE);
    check_int("one", len, 7);
    pem_begin(&pem, two, sizeof(two) - 1);
    check_int("two", pem_next(&pem, der, 7, &len), PEM_TOO_LONG);
    pem_begin(&pem, two, sizeof(two) - 1);
    check_int("two", pem_next(&pem, der, 8, &len), PEM_CERTIFICATE);
}

static void five_hundred(void **state)
{
    static const char one[] = "# c\r\n-----BEGIN CERTIFICATE-----\r\nQUJD\r\n"
	"-----END CERTIFICATE-----\r\n";
    const size_t len = sizeof(one) - 1;
    char *bundle = malloc(500 * len);
    unsigned int count = 0;
    struct pem pem;
    uint8_t der[8];
    size_t got;

    (void)state;
    assert_non_null(bundle);
    for (count = 0; count < 500; count++)
	memcpy(bundle + count * len, one, len);
    pem_begin(&pem, bundle, 500 * len);
    for (count = 0;
	 pem_next(&pem, der, sizeof(der), &got) == PEM_CERTIFICATE; count++)
	check_int("length", got, 3);
    check_int("certificates", count, 500);
    check_int("lines", pem.line, 2001);
    free(bundle);
}

static void texts(void **state)
{
    enum pem_result a, b;

    (void)state;
    for (a = PEM_CERTIFICATE; a <= PEM_EMPTY; a++)
	for (b = PEM_CERTIFICATE; b < a; b++)
	    check_true("texts differ",
		       strcmp(pem_result_text(a), pem_result_text(b)));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(bundles),
	cmocka_unit_test(bytes_of_zero),
	cmocka_unit_test(no_room_at_the_end),
	cmocka_unit_test(five_hundred),
	cmocka_unit_test(texts),
    };

    return cmocka_run_group_tests_name("pem", tests, NULL, NULL);
}
