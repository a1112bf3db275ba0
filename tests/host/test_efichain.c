/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_efichain.c - what efichain.c32 reads: device paths, boot entries, PE
 * headers, its command line
 */
#include "args.h"
#include "bootvar.h"
#include "devpath.h"
#include "pe.h"
#include "test.h"

/* PciRoot(0x0)/Pci(device, function) */
#define PCI(function, device)						\
    2, 1, 12, 0, 0xd0, 0x41, 0x03, 0x0a, 0, 0, 0, 0, 1, 1, 6, 0,	\
    function, device
#define SATA(port)	3, 18, 10, 0, port, 0, 0xff, 0xff, 0, 0
#define END		0x7f, 0xff, 4, 0

/* HD(number, GPT): start 2048, 4096 sectors, signature `id` and 15 zeros */
#define HD(number, id, type)						\
    4, 1, 42, 0, number, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 16, 0, 0,	\
    0, 0, 0, 0, id, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, type

#define FILE_A		4, 4, 12, 0, '\\', 0, 'A', 0, 'b', 0, 0, 0

static const uint8_t disk[] = { PCI(0, 3), END };
static const uint8_t part[] = { PCI(0, 3), HD(2, 0x69, 2), END };

static void length_of_a_path(void **state)
{
    static const uint8_t zero_len[] = { 1, 1, 0, 0, END };
    static const uint8_t short_len[] = { 1, 1, 3, 0, END };
    static const uint8_t no_end[] = { PCI(0, 3) };
    static const uint8_t instance[] = { PCI(0, 3), 0x7f, 1, 4, 0, END };

    (void)state;
    check_int("disk", devpath_len(disk, sizeof(disk)), 18);
    check_int("cut", devpath_len(disk, sizeof(disk) - 1), 0);
    check_int("empty", devpath_len(disk, 0), 0);
    check_int("a node of no length", devpath_len(zero_len, sizeof(zero_len)),
	      0);
    check_int("a node within its header",
	      devpath_len(short_len, sizeof(short_len)), 0);
    check_int("no end", devpath_len(no_end, sizeof(no_end)), 0);
    check_int("several instances", devpath_len(instance, sizeof(instance)), 0);
}

static void partition_of_a_disk(void **state)
{
    static const uint8_t other[] = { PCI(0, 4), HD(2, 0x69, 2), END };
    static const uint8_t deeper[] = {
	PCI(0, 3), HD(2, 0x69, 2), FILE_A, END,
    };
    static const uint8_t no_hd[] = { PCI(0, 3), SATA(0), END };
    struct devpath_hd hd;
    size_t len = sizeof(part) - 4;

    (void)state;
    check_int("part", devpath_is_partition(&hd, disk, 18, part, len), 1);
    check_int("number", hd.number, 2);
    check_int("start", hd.start, 2048);
    check_int("sectors", hd.sectors, 4096);
    check_int("signature", hd.signature[0], 0x69);
    check_int("type", hd.signature_type, 2);
    check_int("disk", devpath_is_partition(&hd, disk, 18, disk, 18), 0);
    check_int("cut", devpath_is_partition(&hd, disk, 18, part, len - 1), 0);
    check_int("other", devpath_is_partition(&hd, disk, 18, other, len), 0);
    check_int("deeper", devpath_is_partition(&hd, disk, 18, deeper,
					     sizeof(deeper) - 4), 0);
    check_int("no HD", devpath_is_partition(&hd, disk, 18, no_hd,
					    sizeof(no_hd) - 4), 0);
    check_int("no disk", devpath_is_partition(&hd, disk, 0, part, len), 0);
}

static void same_partition(void **state)
{
    struct devpath_hd a = { .number = 1, .start = 8, .signature_type = 2 };
    struct devpath_hd b = a;

    (void)state;
    a.signature[15] = b.signature[15] = 7;
    b.number = 3;			/* sorted anew, the GUID counts */
    check_int("GPT", devpath_same_hd(&a, &b), 1);
    b.signature[15] = 8;
    check_int("another GUID", devpath_same_hd(&a, &b), 0);
    a.signature_type = b.signature_type = 1;
    check_int("MBR, another number", devpath_same_hd(&a, &b), 0);
    b.number = 1;
    check_int("MBR", devpath_same_hd(&a, &b), 1);
    b.start = 9;
    check_int("MBR, another start", devpath_same_hd(&a, &b), 0);
    b = a;
    b.signature_type = 2;
    check_int("another kind", devpath_same_hd(&a, &b), 0);
    a.signature_type = b.signature_type = 0;
    check_int("no signature", devpath_same_hd(&a, &b), 0);
}

/* In the order in which they are to be */
static void order_of_disks(void **state)
{
    static const struct {
	uint8_t path[40];
	size_t len;
    } rows[] = {
	{ { PCI(0, 3) }, 18 },
	{ { PCI(0, 3), SATA(0) }, 28 },
	{ { PCI(0, 3), SATA(1) }, 28 },
	{ { PCI(1, 3) }, 18 },
	{ { PCI(0, 4) }, 18 },
	{ { PCI(0, 0x10) }, 18 },
	{ { PCI(7, 0x1f), SATA(0) }, 28 },
    };
    size_t i, j;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++)
	for (j = 0; j < ARRAY_SIZE(rows); j++) {
	    int order = devpath_compare(rows[i].path, rows[i].len,
					rows[j].path, rows[j].len);

	    check_int("order", (order > 0) - (order < 0),
		      (i > j) - (i < j));
	}
}

/* USB is not looked for in the numbers of other nodes, or behind the end */
static void kinds_of_nodes(void **state)
{
    static const uint8_t usb[] = { PCI(5, 5), 3, 5, 6, 0, 1, 0 };
    static const uint8_t other[] = { PCI(5, 3), SATA(5) };

    (void)state;
    check_int("USB", devpath_has(usb, sizeof(usb), DEVPATH_MESSAGING,
				 DEVPATH_USB), 1);
    check_int("cut", devpath_has(usb, sizeof(usb) - 1, DEVPATH_MESSAGING,
				 DEVPATH_USB), 0);
    check_int("another type", devpath_has(usb, sizeof(usb), DEVPATH_MEDIA,
					  DEVPATH_USB), 0);
    check_int("SATA", devpath_has(other, sizeof(other), DEVPATH_MESSAGING,
				  DEVPATH_USB), 0);
    check_int("none", devpath_has(usb, 0, DEVPATH_MESSAGING, DEVPATH_USB), 0);
}

static void paths_as_text(void **state)
{
    static const uint8_t sata[] = { PCI(2, 0x1f), SATA(1) };
    static const uint8_t odd[] = { 3, 99, 5, 0, 1 };
    uint8_t many[400];
    char text[DEVPATH_TEXT_SIZE];
    size_t i;

    (void)state;
    assert_string_equal(devpath_format(text, sata, sizeof(sata)),
			"PciRoot(0x0)/Pci(0x1f,0x2)/Sata(0x1,0xffff,0x0)");
    assert_string_equal(devpath_format(text, odd, sizeof(odd)),
			"Path(3,99)");
    assert_string_equal(devpath_format(text, part, sizeof(part) - 4),
			"PciRoot(0x0)/Pci(0x3,0x0)/HD(2)");
    for (i = 0; i < sizeof(many); i += 5)
	memcpy(many + i, odd, 5);
    devpath_format(text, many, sizeof(many));
    check_int("cut", strlen(text), DEVPATH_TEXT_SIZE - 1);
}

#define OPTION(attributes, len)	attributes, 0, 0, 0, len, 0, 'd', 0, 0, 0

static void boot_entries(void **state)
{
    static const uint8_t good[] = {
	OPTION(1, 58), HD(2, 0x69, 2), FILE_A, END, 'o', 0,
    };
    static const uint8_t full[] = {
	OPTION(0, 76), PCI(0, 3), HD(2, 0x69, 2), FILE_A, END,
    };
    static const uint8_t no_file[] = { OPTION(1, 46), HD(2, 0x69, 2), END };
    static const uint8_t no_disk[] = { OPTION(1, 16), FILE_A, END };
    static const uint8_t too_long[] = {
	OPTION(1, 59), HD(2, 0x69, 2), FILE_A, END,
    };
    static const uint8_t no_nul[] = { 1, 0, 0, 0, 4, 0, 'd', 0, 'e', 0, 'f' };
    struct bootvar entry;
    size_t i;

    (void)state;
    check_int("good", bootvar_decode(&entry, good, sizeof(good)), 1);
    check_int("active", entry.active, 1);
    check_int("number", entry.hd.number, 2);
    assert_string_equal(entry.file, "\\Ab");
    check_int("options", entry.options_len, 2);
    check_int("options", entry.options[0], 'o');
    check_int("full", bootvar_decode(&entry, full, sizeof(full)), 1);
    check_int("inactive", entry.active, 0);
    assert_string_equal(entry.file, "\\Ab");
    check_int("no options", entry.options_len, 0);
    check_int("no file", bootvar_decode(&entry, no_file, sizeof(no_file)), 0);
    check_int("no disk", bootvar_decode(&entry, no_disk, sizeof(no_disk)), 0);
    check_int("too long", bootvar_decode(&entry, too_long, sizeof(too_long)),
	      0);
    check_int("no NUL", bootvar_decode(&entry, no_nul, sizeof(no_nul)), 0);
    for (i = 0; i < sizeof(good) - 2; i++)
	check_int("cut", bootvar_decode(&entry, good, i), 0);
}

static void names_of_files(void **state)
{
    static const uint8_t pieces[] = {
	4, 4, 8, 0, 'E', 0, 0, 0, 4, 4, 10, 0, '\\', 0, 'x', 0, 0, 0,
    };
    static const uint8_t folder[] = {
	4, 4, 10, 0, 'E', 0, '\\', 0, 0, 0, 4, 4, 8, 0, 'x', 0, 0, 0,
    };
    static const uint8_t foreign[] = { 4, 4, 8, 0, 0xe4, 1, 0, 0 };
    uint8_t huge[4 + 2 * 300] = { 4, 4, 0x5c, 2 };
    uint8_t two[4 + 2 * (DEVPATH_FILE_MAX - 1) + 4] = {
	4, 4, (4 + 2 * (DEVPATH_FILE_MAX - 1)) & 0xff,
	(4 + 2 * (DEVPATH_FILE_MAX - 1)) >> 8,
    };
    char file[DEVPATH_FILE_MAX];
    size_t i;

    (void)state;
    check_int("pieces", devpath_file(file, pieces, sizeof(pieces)), 1);
    assert_string_equal(file, "E\\x");
    check_int("folder", devpath_file(file, folder, sizeof(folder)), 1);
    assert_string_equal(file, "E\\x");
    check_int("beyond ASCII", devpath_file(file, foreign, sizeof(foreign)), 0);
    for (i = 4; i < sizeof(huge); i += 2)
	huge[i] = 'a';
    check_int("huge", devpath_file(file, huge, sizeof(huge)), 0);
    for (i = 4; i < sizeof(two) - 4; i += 2)
	two[i] = 'a';
    memcpy(two + i, "\4\4\4", 4);		/* an empty piece behind it */
    check_int("longest", devpath_file(file, two, sizeof(two)), 1);
    check_int("longest", strlen(file), DEVPATH_FILE_MAX - 1);
    check_int("none", devpath_file(file, pieces, 0), 0);
    check_int("cut", devpath_file(file, pieces, sizeof(pieces) - 1), 0);
    check_int("no node", devpath_len("\x7f\xff\4", 4), 0);
}

static void order_of_entries(void **state)
{
    uint16_t order[4] = { 3, 1, 2 };
    char name[BOOTVAR_NAME_SIZE];

    (void)state;
    assert_string_equal(bootvar_name(name, 0x1a), "Boot001A");
    assert_string_equal(bootvar_name(name, 0xffff), "BootFFFF");
    check_int("moved", bootvar_put_first(order, 3, 2), 3);
    check_int("first", order[0], 2);
    check_int("second", order[1], 3);
    check_int("third", order[2], 1);
    check_int("as it was", bootvar_put_first(order, 3, 2), 0);
    check_int("new", bootvar_put_first(order, 3, 9), 4);
    check_int("first", order[0], 9);
    check_int("last", order[3], 1);
    check_int("alone", bootvar_put_first(order, 0, 5), 1);
}

/* A header at 0x40 with what matters, and rows that change two bytes of it */
static void headers_of_programs(void **state)
{
    static const struct {
	const char *name;
	size_t at;
	uint16_t value;
	enum pe_kind kind;
    } rows[] = {
	{ "good", 0, 0x5a4d, PE_GOOD },
	{ "no MZ", 0, 0x4d5a, PE_NONE },
	{ "header behind the end", 0x3c, 0x7000, PE_NONE },
	{ "header at the end", 0x3c, 0x00c0, PE_NONE },
	{ "no PE", 0x40, 0, PE_NONE },
	{ "ia32", 0x44, 0x014c, PE_OTHER_MACHINE },
	{ "aarch64", 0x44, 0xaa64, PE_OTHER_MACHINE },
	{ "32 bits", 0x58, 0x010b, PE_OTHER_MACHINE },
	{ "short", 0x54, 69, PE_NONE },
	{ "driver", 0x9c, 11, PE_NOT_APPLICATION },
	{ "Windows", 0x9c, 3, PE_NOT_APPLICATION },
    };
    uint8_t file[0xc0];
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	memset(file, 0, sizeof(file));
	memcpy(file, "MZ", 2);
	file[0x3c] = 0x40;
	memcpy(file + 0x40, "PE\0\0\x64\x86", 6);
	file[0x54] = 0xf0;
	memcpy(file + 0x58, "\x0b\x02", 2);
	file[0x9c] = 10;
	file[rows[i].at] = (uint8_t)rows[i].value;
	file[rows[i].at + 1] = (uint8_t)(rows[i].value >> 8);
	check_int(rows[i].name, pe_check(file, sizeof(file)), rows[i].kind);
    }
    for (i = 0; i < 0x58 + 70; i++)
	check_int("cut", pe_check(file, i), PE_NONE);
}

#define WORDS	7

static void command_lines(void **state)
{
    static const struct {
	const char *word[WORDS];
	int disk;
	unsigned int partition;
	const char *files;
	int strict;
	const char *program, *line;	/* line NULL = none */
    } rows[] = {
	{ { "hd0", "2" }, 0, 2, NULL, 0, NULL, NULL },
	{ { "hd127" }, 127, 0, NULL, 0, NULL, NULL },
	{ { "hd1", "0", "strict", "file=/a" }, 1, 0, "/a", 1, NULL, NULL },
	{ { "hd0", "file=a", "file=" }, 0, 0, "a", 0, NULL, "file=" },
	{ { "hd0", "2", "a", "strict" }, 0, 2, NULL, 0, NULL, "a strict" },
	{ { "hd0", "--", "2" }, 0, 0, NULL, 0, NULL, "2" },
	{ { "hd0", "0001" }, 0, 0, NULL, 0, NULL, "0001" },
	{ { "hd0", "256" }, 0, 0, NULL, 0, NULL, "256" },
	{ { "file=\\a.efi", "x" }, 0, 0, "\\a.efi", 0, NULL, "x" },
	{ { "file=" }, -1, 0, NULL, 0, "file=", NULL },
	{ { "hd128", "1" }, -1, 0, NULL, 0, "hd128", "1" },
	{ { "hdx.efi" }, -1, 0, NULL, 0, "hdx.efi", NULL },
	{ { "http://a/b.efi", "--", "c" }, -1, 0, NULL, 0, "http://a/b.efi",
	  "c" },
    };
    struct args args;
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(rows); i++) {
	char *argv[WORDS + 1] = { (char *)(uintptr_t)"efichain.c32" };
	int argc = 1;

	while (rows[i].word[argc - 1]) {
	    argv[argc] = (char *)(uintptr_t)rows[i].word[argc - 1];
	    argc++;
	}
	assert_null(args_parse(&args, argc, argv));
	check_int(argv[1], args.disk, rows[i].disk);
	check_int(argv[1], args.partition, rows[i].partition);
	check_int(argv[1], args.strict, rows[i].strict);
	check_int(argv[1], args.has_line, rows[i].line != NULL);
	assert_string_equal(args.line, rows[i].line ? rows[i].line : "");
	assert_string_equal(args.files ? args.files : "",
			    rows[i].files ? rows[i].files : "");
	assert_string_equal(args.program ? args.program : "",
			    rows[i].program ? rows[i].program : "");
    }
}

static void long_command_lines(void **state)
{
    char word[ARGS_LINE_SIZE], first[] = "efichain.c32", name[] = "hd0";
    char *argv[] = { first, name, word, NULL };
    struct args args;

    (void)state;
    memset(word, 'a', sizeof(word));
    word[ARGS_LINE_SIZE - 2] = '\0';
    assert_null(args_parse(&args, 3, argv));
    word[ARGS_LINE_SIZE - 2] = 'a';
    word[ARGS_LINE_SIZE - 1] = '\0';
    assert_non_null(args_parse(&args, 3, argv));
    assert_non_null(args_parse(&args, 1, argv));
}

static void lists_of_files(void **state)
{
    const char *list = "a/b.efi,\\c,/d";
    char name[10];

    (void)state;
    check_int("first", args_take_file(name, sizeof(name), &list), 1);
    assert_string_equal(name, "\\a\\b.efi");
    check_int("second", args_take_file(name, sizeof(name), &list), 1);
    assert_string_equal(name, "\\c");
    check_int("third", args_take_file(name, sizeof(name), &list), 1);
    assert_string_equal(name, "\\d");
    assert_null(list);
    list = ",a";
    check_int("empty", args_take_file(name, sizeof(name), &list), 0);
    list = "123456789";
    check_int("long", args_take_file(name, sizeof(name), &list), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(length_of_a_path),
	cmocka_unit_test(partition_of_a_disk),
	cmocka_unit_test(same_partition),
	cmocka_unit_test(order_of_disks),
	cmocka_unit_test(kinds_of_nodes),
	cmocka_unit_test(paths_as_text),
	cmocka_unit_test(boot_entries),
	cmocka_unit_test(names_of_files),
	cmocka_unit_test(order_of_entries),
	cmocka_unit_test(headers_of_programs),
	cmocka_unit_test(command_lines),
	cmocka_unit_test(long_command_lines),
	cmocka_unit_test(lists_of_files),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
