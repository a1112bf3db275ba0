/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_der.c - der.c: elements that are whole, and those that are not
 */
#include "der.h"
#include "test.h"

static void next(void **state)
{
    static const struct {
	const char *name, *bytes;
	int rc;
	uint8_t tag;
	size_t len, left;
    } rows[] = {
	{ "nothing", "", 0, 0, 0, 0 },
	{ "only a tag", "02", 0, 0, 0, 0 },
	{ "empty", "0500", 1, 5, 0, 0 },
	{ "one byte", "020107", 1, 2, 1, 0 },
	{ "with others behind it", "020107 0500", 1, 2, 1, 2 },
	{ "cut", "020207", 0, 0, 0, 0 },
	{ "127 bytes", "047f 00*127", 1, 4, 127, 0 },
	{ "128 bytes", "048180 00*128", 1, 4, 128, 0 },
	{ "127 bytes, in two bytes", "04817f 00*127", 0, 0, 0, 0 },
	{ "255 bytes", "0481ff 00*255", 1, 4, 255, 0 },
	{ "256 bytes", "04820100 00*256", 1, 4, 256, 0 },
	{ "255 bytes, in three bytes", "048200ff 00*255", 0, 0, 0, 0 },
	{ "128 bytes, one missing", "048180 00*127", 0, 0, 0, 0 },
	{ "a length that is cut", "0481", 0, 0, 0, 0 },
	{ "two bytes of length, one there", "048201", 0, 0, 0, 0 },
	{ "three bytes of length", "0483010000 00*65536", 1, 4, 65536, 0 },
	{ "four", "048401000000 00*300", 0, 0, 0, 0 },
	{ "nine, of which eight are 128", "0489 01 0000000000000080 00*128", 0,
	  0, 0, 0 },
	{ "until it ends", "0480 0000", 0, 0, 0, 0 },
	{ "a length that wraps around", "0484ffffffff 00", 0, 0, 0, 0 },
	{ "127 bytes of length", "04ff 00*130", 0, 0, 0, 0 },
	{ "a tag of several bytes", "1f0100", 0, 0, 0, 0 },
	{ "the same, constructed", "bf0100", 0, 0, 0, 0 },
    };
    static uint8_t bytes[66000];
    size_t i, len;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	struct der in, value, before;
	uint8_t tag = 0, *copy;

	len = hex(bytes, sizeof(bytes), rows[i].bytes);
	copy = exact_copy(bytes, len);
	before = in = (struct der){ copy, len };
	check_int(rows[i].name, der_next(&in, &tag, &value), rows[i].rc);
	if (rows[i].rc) {
	    check_int(rows[i].name, tag, rows[i].tag);
	    check_int(rows[i].name, value.len, rows[i].len);
	    check_int(rows[i].name, in.len, rows[i].left);
	    check_true(rows[i].name, value.data + value.len == in.data);
	    check_true(rows[i].name, in.data + in.len == copy + len);
	} else {
	    check_true(rows[i].name, in.data == before.data);
	    check_int(rows[i].name, in.len, before.len);
	}
	free(copy);
    }
}

static void take(void **state)
{
    static const uint8_t bytes[] = { 2, 1, 7, 4, 2, 1, 2 };
    struct der in = { bytes, sizeof(bytes) }, value;

    (void)state;
    check_int("another tag", der_take(&in, DER_OCTETS, &value), 0);
    check_int("another tag", in.len, sizeof(bytes));
    check_int("one that is not there", der_maybe(&in, DER_OCTETS, &value), 1);
    check_true("one that is not there", !value.data && !value.len);
    check_int("one that is not there", in.len, sizeof(bytes));
    check_int("this one", der_maybe(&in, DER_INTEGER, &value), 1);
    check_true("this one", value.data == bytes + 2);
    check_int("with its head", der_take_whole(&in, DER_OCTETS, &value), 1);
    check_true("with its head", value.data == bytes + 3);
    check_int("with its head", value.len, 4);
    check_int("with its head", in.len, 0);
    check_int("at the end", der_maybe(&in, DER_OCTETS, &value), 1);
    check_int("at the end", der_take(&in, DER_OCTETS, &value), 0);
    check_int("at the end", der_take_whole(&in, DER_OCTETS, &value), 0);
    in = (struct der){ bytes + 3, 3 };
    check_int("cut", der_maybe(&in, DER_OCTETS, &value), 0);
    check_int("cut", in.len, 3);
}

static void same(void **state)
{
    static const uint8_t bytes[] = { 1, 2, 1, 2, 1, 3 };
    const struct der a = { bytes, 2 }, b = { bytes + 2, 2 };
    const struct der c = { bytes + 4, 2 }, d = { bytes, 1 };

    (void)state;
    check_int("the same", der_same(&a, &b), 1);
    check_int("another byte", der_same(&a, &c), 0);
    check_int("longer", der_same(&a, &d), 0);
    check_int("shorter", der_same(&d, &a), 0);
}

static void number(void **state)
{
    static const struct {
	const char *bytes;
	int rc;
	unsigned int number;
    } rows[] = {
	{ "", 0, 0 },
	{ "00", 1, 0 },
	{ "02", 1, 2 },
	{ "7f", 1, 127 },
	{ "80", 0, 0 },
	{ "ff", 0, 0 },
	{ "0080", 1, 128 },
	{ "007f", 0, 0 },
	{ "0000", 0, 0 },
	{ "0100", 1, 256 },
	{ "7fff", 1, 32767 },
	{ "00ffff", 1, 65535 },
	{ "00ff", 1, 255 },
	{ "010000", 0, 0 },
	{ "00800000", 0, 0 },
    };
    uint8_t bytes[8];
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	size_t len = hex(bytes, sizeof(bytes), rows[i].bytes);
	uint8_t *copy = exact_copy(bytes, len);
	const struct der value = { copy, len };
	unsigned int got = 77;

	check_int(rows[i].bytes, der_number(&value, &got), rows[i].rc);
	check_int(rows[i].bytes, got, rows[i].rc ? rows[i].number : 77);
	free(copy);
    }
}

static void bits(void **state)
{
    static const struct {
	const char *bytes;
	int rc;
	unsigned int unused;
	size_t len;
    } rows[] = {
	{ "", 0, 0, 0 },
	{ "00", 1, 0, 0 },
	{ "01", 0, 0, 0 },
	{ "0080", 1, 0, 1 },
	{ "0780", 1, 7, 1 },
	{ "07c0", 0, 0, 0 },
	{ "0700", 1, 7, 1 },
	{ "0103", 0, 0, 0 },
	{ "0102", 1, 1, 1 },
	{ "0880", 0, 0, 0 },
	{ "05a0", 1, 5, 1 },
	{ "05ff00", 1, 5, 2 },
	{ "05ff01", 0, 0, 0 },
    };
    uint8_t bytes[8];
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	size_t len = hex(bytes, sizeof(bytes), rows[i].bytes);
	uint8_t *copy = exact_copy(bytes, len);
	const struct der value = { copy, len };
	unsigned int unused;
	struct der found;

	check_int(rows[i].bytes, der_bits(&value, &unused, &found),
		  rows[i].rc);
	if (rows[i].rc) {
	    check_int(rows[i].bytes, unused, rows[i].unused);
	    check_int(rows[i].bytes, found.len, rows[i].len);
	    check_true(rows[i].bytes, found.data == copy + 1);
	}
	free(copy);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(next),
	cmocka_unit_test(take),
	cmocka_unit_test(same),
	cmocka_unit_test(number),
	cmocka_unit_test(bits),
    };

    return cmocka_run_group_tests_name("der", tests, NULL, NULL);
}
