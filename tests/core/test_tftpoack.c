/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_tftpoack.c - core/fs/pxe/tftpoack.c: an OACK, as servers write it, and
 * as nobody should
 */
#include "test.h"
#include "core/fs/pxe/tftpoack.h"

#define UNKNOWN	TFTP_SIZE_UNKNOWN

/* A string without its last NUL, which the compiler adds */
#define OACK(s)	s, sizeof(s) - 1

static const struct {
    const char *name, *options;
    size_t length;
    bool good;
    uint64_t size;
    uint16_t blksize, window;
} table[] = {
    { "nothing", OACK(""), true, UNKNOWN, 512, 1 },
    { "dnsmasq", OACK("blksize\0001408\0tsize\00095514\0"), true, 95514, 1408,
      1 },
    { "windows", OACK("tsize\0001\0blksize\0001408\0windowsize\00016\0"), true,
      1, 1408, 16 },
    { "capitals", OACK("TSize\00099\0BLKSIZE\000512\0"), true, 99, 512, 1 },
    { "fewer windows", OACK("windowsize\0001\0"), true, UNKNOWN, 512, 1 },
    { "smallest block", OACK("blksize\00064\0"), true, UNKNOWN, 64, 1 },
    { "no file", OACK("tsize\0000\0"), true, 0, 512, 1 },
    { "leading zeros", OACK("tsize\00000000000000000001000\0"), true, 1000, 512,
      1 },

    { "last NUL missing", OACK("blksize\0001408\0tsize\0001000"), true, 1000,
      1408, 1 },
    { "padded", OACK("tsize\0001000\0\0"), true, 1000, 512, 1 },
    { "padded more", OACK("blksize\0001024\0\0\0\0\0\0"), true, UNKNOWN, 1024,
      1 },
    { "only padding", OACK("\0\0"), true, UNKNOWN, 512, 1 },
    { "behind padding", OACK("tsize\0001\0\0tsize\0002\0"), true, 1, 512, 1 },
    { "name cut off", OACK("tsize\0001000\0blks"), true, 1000, 512, 1 },
    { "value cut off", OACK("tsize\0001000\0blksize\0"), true, 1000, 512, 1 },

    { "value of nothing", OACK("tsize\0\0"), .good = false },
    { "no number", OACK("tsize\0one\0"), .good = false },
    { "negative", OACK("tsize\000-1\0"), .good = false },
    { "hexadecimal", OACK("tsize\0000x10\0"), .good = false },
    { "not asked for", OACK("timeout\0001\0"), .good = false },
    { "multicast", OACK("multicast\000239.1.1.1,1758,1\0"), .good = false },
    { "block of nothing", OACK("blksize\0000\0"), .good = false },
    { "block too small", OACK("blksize\00063\0"), .good = false },
    { "block too large", OACK("blksize\0001409\0"), .good = false },
    { "block wraps", OACK("blksize\00066944\0"), .good = false },
    { "block wraps twice", OACK("blksize\0004294968704\0"), .good = false },
    { "no window", OACK("windowsize\0000\0"), .good = false },
    { "window too large", OACK("windowsize\00017\0"), .good = false },
    { "window wraps", OACK("windowsize\00065552\0"), .good = false },

    { "almost 4 GB", OACK("tsize\0004294967294\0"), true, 4294967294, 512, 1 },
    { "4 GB", OACK("tsize\0004294967296\0"), true, UNKNOWN, 512, 1 },
    { "wraps in 64 bits", OACK("tsize\00018446744073709551617\0"), true,
      UNKNOWN, 512, 1 },
    { "absurd", OACK("tsize\00099999999999999999999999999999999999999999\0"),
      true, UNKNOWN, 512, 1 },
};

static void test_table(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(table); i++) {
	const char *row = table[i].name;
	char *copy = exact_copy(table[i].options, table[i].length);
	struct tftp_oack oack;

	check_int(row, tftp_read_oack(&oack, copy, table[i].length, 1408, 16),
		  table[i].good);
	free(copy);
	if (!table[i].good)
	    continue;
	check_int(row, oack.size, table[i].size);
	check_int(row, oack.blksize, table[i].blksize);
	check_int(row, oack.window, table[i].window);
    }
}

/* Who asks for no windows gets none */
static void test_windows_not_asked_for(void **state)
{
    struct tftp_oack oack;

    (void)state;
    assert_false(tftp_read_oack(&oack, OACK("windowsize\0001\0"), 1408, 1));
    assert_true(tftp_read_oack(&oack, OACK("windowsize\0002\0"), 1408, 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_table),
	cmocka_unit_test(test_windows_not_asked_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
