/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_devpath.c - devpath.c: what the nodes of each bus are called and how they
 * are counted; a node that is too short for its numbers has none
 */
#include "devpath.h"
#include "test.h"

/* A path in memory of its exact size: nobody reads behind it */
static uint8_t *path_of(const char *hex_text, size_t *len)
{
    uint8_t bytes[64];

    *len = hex(bytes, sizeof(bytes), hex_text);
    return (uint8_t *)exact_copy((const char *)bytes, *len);
}

static void nodes_as_text(void **state)
{
    static const struct {
	const char *path, *text;
    } rows[] = {
	{ "0101 0600 0203", "Pci(0x3,0x2)" },
	{ "0101 0500 02", "Pci(0x0,0x0)" },
	{ "0101 0d00 0203 ffffffffffffff", "Pci(0x3,0x2)" },
	{ "0201 0c00 d041030a 02000000", "PciRoot(0x2)" },
	{ "0201 0c00 d041080a 02000000", "PciRoot(0x2)" },
	{ "0201 0b00 d041030a 020000", "Path(2,1)" },
	{ "0201 0c00 d041040a 02000000", "Path(2,1)" },
	{ "0301 0800 01020300", "Path(3,1)" },
	{ "0302 0800 04010502", "Scsi(0x104,0x205)" },
	{ "0302 0700 040105", "Scsi(0x0,0x0)" },
	{ "0305 0600 0201", "USB(0x2,0x1)" },
	{ "0305 0500 02", "USB(0x0,0x0)" },
	{ "0305 0a00 0201 ffffffff", "USB(0x2,0x1)" },
	{ "0312 0a00 010002000304", "Sata(0x1,0x2,0x403)" },
	{ "0312 0900 0100020003", "Sata(0x0,0x0,0x0)" },
	{ "0317 0800 07010000", "NVMe(0x107)" },
	{ "0317 0700 070100", "NVMe(0x0)" },
	{ "0401 0800 01000000", "Path(4,1)" },
	{ "0101 0600 0203 0305 0600 0201", "Pci(0x3,0x2)/USB(0x2,0x1)" },
    };
    char text[DEVPATH_TEXT_SIZE];
    size_t i, len;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	uint8_t *path = path_of(rows[i].path, &len);

	check_str(rows[i].path, devpath_format(text, path, len), rows[i].text);
	free(path);
    }
}

/* Two paths, the first of which comes first: by their numbers where the bytes
   would say otherwise, and by the bytes where there is no number */
static void order_of_nodes(void **state)
{
    static const struct {
	const char *name, *first, *second;
    } rows[] = {
	{ "type", "0205 0400", "0301 0400" },
	{ "subtype", "0301 0400", "0302 0400" },
	{ "PCI device", "0101 0600 0502", "0101 0600 0103" },
	{ "root", "0201 0c00 d041030a 02000000", "0201 0c00 d041030a 00010000" },
	{ "ATAPI channel", "0301 0800 00010000", "0301 0800 01000000" },
	{ "ATAPI unit", "0301 0800 00000200", "0301 0800 00000001" },
	{ "SCSI target", "0302 0800 02000000", "0302 0800 00010000" },
	{ "SCSI unit", "0302 0800 00000200", "0302 0800 00000001" },
	{ "SATA port", "0312 0a00 020000000000", "0312 0a00 000100000000" },
	{ "SATA unit", "0312 0a00 000000000200", "0312 0a00 000000000001" },
	{ "NVMe", "0317 0800 02000000", "0317 0800 00010000" },
	{ "short", "0317 0700 000100", "0317 0700 020000" },
	{ "length", "0363 0500 01", "0363 0600 0100" },
    };
    size_t i, first_len, second_len;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	uint8_t *first = path_of(rows[i].first, &first_len);
	uint8_t *second = path_of(rows[i].second, &second_len);

	check_true(rows[i].name, devpath_compare(first, first_len, second,
						 second_len) < 0);
	check_true(rows[i].name, devpath_compare(second, second_len, first,
						 first_len) > 0);
	check_int(rows[i].name, devpath_compare(first, first_len, first,
						first_len), 0);
	free(first);
	free(second);
    }
}

static void names_of_nodes(void **state)
{
    static const struct {
	const char *path, *file;
    } rows[] = {
	{ "0404 0a00 5c0041000000", "\\A" },
	{ "0404 0600 4100", "A" },
	{ "0404 0700 4100 42", "A" },		/* half a letter */
	{ "0404 0600 4100 0404 0600 4200", "A\\B" },
	{ "0404 0600 4101", NULL },
	{ "0401 0600 4100", NULL },		/* of no file */
	{ "0304 0600 4100", NULL },
	{ "0404 0400", NULL },
    };
    char file[DEVPATH_FILE_MAX];
    size_t i, len;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	uint8_t *path = path_of(rows[i].path, &len);

	check_int(rows[i].path, devpath_file(file, path, len), !!rows[i].file);
	if (rows[i].file)
	    check_str(rows[i].path, file, rows[i].file);
	free(path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(nodes_as_text),
	cmocka_unit_test(order_of_nodes),
	cmocka_unit_test(names_of_nodes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
