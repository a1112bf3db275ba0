/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_parttype.c - the table of SYSID in the manual page, and the names
 *
 * The GUIDs are written as the specifications print them.
 */
#include "partition.h"
#include "test.h"

static const struct {
    const char *guid;
    int sysid[5];			/* of the manual page, 0 = no more */
    const char *name;
} types[] = {
    { "516E7CB4-6ECF-11D6-8FF8-00022D09712B", { 165 }, "FreeBSD" },
    { "516E7CB6-6ECF-11D6-8FF8-00022D09712B", { 165 }, "FreeBSD UFS" },
    { "516E7CBA-6ECF-11D6-8FF8-00022D09712B", { 165 }, "FreeBSD ZFS" },
    { "516E7CB5-6ECF-11D6-8FF8-00022D09712B", { 0 }, "FreeBSD swap" },
    { "83BD6B9D-7F41-11DC-BE0B-001560B84F0F", { 0 }, "FreeBSD boot" },
    { "0FC63DAF-8483-4772-8E79-3D69D8477DE4", { 131 }, "Linux" },
    { "4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709", { 131 }, "Linux root" },
    { "BC13C2FF-59E6-4262-A352-B275FD6F7172", { 131 }, "Linux boot" },
    { "E6D6D379-F507-44C2-A23C-238F2A3DF928", { 142 }, "Linux LVM" },
    { "A19D880F-05FC-4D3B-A006-743F0F84911E", { 253 }, "Linux RAID" },
    { "0657FD6D-A4AB-43C4-84E5-0933C84B4F4F", { 0 }, "Linux swap" },
    { "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7", { 6, 7, 11, 12, 14 },
      "NTFS or data" },
    { "824CC7A0-36A8-11E3-890A-952519AD3F61", { 166 }, "OpenBSD" },
    { "49F48D5A-B10E-11DC-B99B-0019D1879648", { 169 }, "NetBSD" },
    { "C12A7328-F81F-11D2-BA4B-00A0C93EC93B", { 239 }, "EFI system" },
    { "21686148-6449-6E6F-744E-656564454649", { 0 }, "BIOS boot" },
};

static int of_type(size_t i, int sysid)
{
    size_t k;

    for (k = 0; k < ARRAY_SIZE(types[i].sysid); k++)
	if (types[i].sysid[k] == sysid)
	    return 1;
    return 0;
}

/* From text to the bytes on the disk (UEFI specification, Appendix A): the
   first three numbers are little endian, the others are not */
static void parse(uint8_t guid[GUID_SIZE], const char *text)
{
    unsigned int a, b, c, d[8], i;

    assert_int_equal(sscanf(text, "%8x-%4x-%4x-%2x%2x-%2x%2x%2x%2x%2x%2x",
			    &a, &b, &c, &d[0], &d[1], &d[2], &d[3], &d[4],
			    &d[5], &d[6], &d[7]), 11);
    for (i = 0; i < 4; i++)
	guid[i] = (uint8_t)(a >> 8 * i);
    for (i = 0; i < 2; i++) {
	guid[4 + i] = (uint8_t)(b >> 8 * i);
	guid[6 + i] = (uint8_t)(c >> 8 * i);
    }
    for (i = 0; i < 8; i++)
	guid[8 + i] = (uint8_t)d[i];
}

static void types_of_a_gpt(void **state)
{
    struct partition partition = { .scheme = PARTITION_GPT };
    char text[GUID_TEXT_SIZE];
    size_t i, byte;
    int sysid, known;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(types); i++) {
	const char *row = types[i].guid;

	parse(partition.guid, row);
	check_str(row, guid_format(text, partition.guid), row);
	check_str(row, partition_type_name(&partition), types[i].name);
	for (sysid = 1; sysid < 256; sysid++)
	    check_int(row, partition_matches(&partition, (uint8_t)sysid),
		      of_type(i, sysid));
	/* Each of its bytes counts. (The highest bit: no two types of the
	   table differ in that only) */
	for (byte = 0; byte < GUID_SIZE; byte++) {
	    partition.guid[byte] ^= 0x80;
	    check_true(row, !partition_type_name(&partition));
	    for (sysid = 1; sysid < 256; sysid++)
		check_true(row, !partition_matches(&partition,
						   (uint8_t)sysid));
	    partition.guid[byte] ^= 0x80;
	}
    }
    for (sysid = 0; sysid < 256; sysid++) {
	for (known = 0, i = 0; sysid && i < ARRAY_SIZE(types); i++)
	    known |= of_type(i, sysid);
	check_int("known", sysid_has_gpt((uint8_t)sysid), known);
    }
}

/* Types as fdisk calls them, more or less */
static void types_of_an_mbr(void **state)
{
    static const struct {
	uint8_t type;
	const char *name;
    } table[] = {
	{ 1, "FAT12" }, { 4, "FAT16" }, { 6, "FAT16" }, { 7, "NTFS or data" },
	{ 11, "FAT32" }, { 12, "FAT32 LBA" }, { 14, "FAT16 LBA" },
	{ 130, "Linux swap" }, { 131, "Linux" }, { 142, "Linux LVM" },
	{ 165, "FreeBSD" }, { 166, "OpenBSD" }, { 169, "NetBSD" },
	{ 191, "Solaris" }, { 239, "EFI system" }, { 253, "Linux RAID" },
    };
    struct partition partition = { .scheme = PARTITION_MBR };
    size_t i = 0;
    int type, sysid;

    (void)state;
    for (type = 1; type < 256; type++) {
	const char *name;

	partition.type = (uint8_t)type;
	name = partition_type_name(&partition);
	if (i < ARRAY_SIZE(table) && table[i].type == type)
	    check_str("name", name ? name : "none", table[i++].name);
	else
	    check_true("no name", !name);
	for (sysid = 1; sysid < 256; sysid++)
	    check_int("match", partition_matches(&partition, (uint8_t)sysid),
		      type == sysid);
    }
    assert_int_equal(i, ARRAY_SIZE(table));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(types_of_a_gpt),
	cmocka_unit_test(types_of_an_mbr),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
