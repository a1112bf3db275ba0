/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_bootinfo.c - the wire codec
 */
#include <errno.h>

#include "bootinfo.h"
#include "test.h"

/*
 * Golden packets, byte by byte as bootinfo-speaking servers send them. The
 * right-hand comments name the fields; layout of Emulab's bootwhat.h.
 */
#define HEADER_REPLY	"0100 0200 00000000 # version 1, REPLY, SUCCESS\n"
#define HEADER_ORDER	"0100 0400 00000000 # version 1, ORDER, SUCCESS\n"
#define HEADER_KEYED	"0100 0600 00000000 # version 1, KEYED_REQUEST\n"
#define NO_CMDLINE	" 00*248 # cmdline\n"

#define HTTP_MFS	"http://10.0.2.2:8080/mfs"
#define HTTP_MFS_HEX	"687474703a2f2f31302e302e322e323a383038302f6d6673"

static const struct golden {
    const char *name;
    const char *bytes;
    struct bootinfo_message msg;
} goldens[] = {
    { "request",
      "0100 0100 00000000 # version 1, REQUEST\n 00*512",
      { .version = 1, .opcode = BOOTINFO_REQUEST } },
    { "request of an old client",
      "0000 0100 00000000 # version 0, REQUEST\n 00*512",
      { .version = 0, .opcode = BOOTINFO_REQUEST } },
    { "info",
      "0100 0500 00000000 # version 1, INFO\n 00*512",
      { .version = 1, .opcode = BOOTINFO_INFO } },
    { "ack",
      "0100 0300 00000000 # version 1, ACK\n 00*512",
      { .version = 1, .opcode = BOOTINFO_ACK } },
    { "keyed request",
      HEADER_KEYED "6b6579 # key\n 00*509",
      { .version = 1, .opcode = BOOTINFO_KEYED_REQUEST, .key = "key" } },
    { "reply PART 1",
      HEADER_REPLY "0000 0100 # flags, PART\n 01000000 # partition\n 00*256"
      NO_CMDLINE,
      { .version = 1, .opcode = BOOTINFO_REPLY,
	.what = { .type = BOOTINFO_PART, .partition = 1 } } },
    { "reply PART with all bits",
      HEADER_REPLY "0300 0100 # CMDLINE|SECURE, PART\n 78563412 # partition\n"
      "00*256 6162 # cmdline\n 00*246",
      { .version = 1, .opcode = BOOTINFO_REPLY,
	.what = { .flags = BOOTINFO_FLAG_CMDLINE | BOOTINFO_FLAG_SECURE,
		  .type = BOOTINFO_PART, .partition = 0x12345678,
		  .cmdline = "ab" } } },
    { "reply SYSID 165",
      HEADER_REPLY "0000 0200 # flags, SYSID\n a5000000 # sysid\n 00*256"
      NO_CMDLINE,
      { .version = 1, .opcode = BOOTINFO_REPLY,
	.what = { .type = BOOTINFO_SYSID, .sysid = 165 } } },
    { "reply MB",
      HEADER_REPLY "0000 0300 # flags, MB\n 0a000202 # tftp_ip, network order\n"
      "2f6b # filename\n 00*254 2d73 # cmdline\n 00*246",
      { .version = 1, .opcode = BOOTINFO_REPLY,
	.what = { .type = BOOTINFO_MB, .path = "/k", .cmdline = "-s" } } },
    { "reply WAIT",
      HEADER_REPLY "0000 0400 # flags, WAIT\n 00*260" NO_CMDLINE,
      { .version = 1, .opcode = BOOTINFO_REPLY,
	.what = { .type = BOOTINFO_WAIT } } },
    { "order REBOOT",
      HEADER_ORDER "0000 0500 # flags, REBOOT\n 00*260" NO_CMDLINE,
      { .version = 1, .opcode = BOOTINFO_ORDER,
	.what = { .type = BOOTINFO_REBOOT } } },
    { "order AUTO",
      HEADER_ORDER "0000 0600 # flags, AUTO\n 00*260" NO_CMDLINE,
      { .version = 1, .opcode = BOOTINFO_ORDER,
	.what = { .type = BOOTINFO_AUTO } } },
    { "reply MFS with arguments",
      HEADER_REPLY "0000 0700 # flags, MFS\n" HTTP_MFS_HEX " # mfs\n 00*232\n"
      "00*4 # between mfs and cmdline\n"
      "6e6f6e63653d31 # cmdline nonce=1\n 00*241",
      { .version = 1, .opcode = BOOTINFO_REPLY,
	.what = { .type = BOOTINFO_MFS, .path = HTTP_MFS,
		  .cmdline = "nonce=1" } } },
    { "order RESTART",
      HEADER_ORDER "0000 0800 # flags, RESTART\n 00*260" NO_CMDLINE,
      { .version = 1, .opcode = BOOTINFO_ORDER,
	.what = { .type = BOOTINFO_RESTART } } },
    { "reply DISKPART 0x81 2",
      HEADER_REPLY "0000 0900 # flags, DISKPART\n 81000000 # disk\n"
      "02000000 # partition\n 00*252" NO_CMDLINE,
      { .version = 1, .opcode = BOOTINFO_REPLY,
	.what = { .type = BOOTINFO_DISKPART, .disk = 0x81, .partition = 2 } } },
    { "reply FAIL",
      "0100 0200 01000000 # version 1, REPLY, FAIL\n 00*512",
      { .version = 1, .opcode = BOOTINFO_REPLY, .status = BOOTINFO_FAIL } },
};

/* A whole golden message; tftp_ip is network order, so no constant */
static struct bootinfo_message golden_message(const struct golden *golden)
{
    struct bootinfo_message msg = golden->msg;

    if (msg.what.type == BOOTINFO_MB)
	msg.what.tftp_ip = ip(10, 0, 2, 2);
    return msg;
}

/* All members; padding may differ, so no memcmp of the whole */
static void check_message(const char *row, const struct bootinfo_message *got,
			  const struct bootinfo_message *want)
{
    check_int(row, got->version, want->version);
    check_int(row, got->opcode, want->opcode);
    check_int(row, got->status, want->status);
    check_int(row, got->what.flags, want->what.flags);
    check_int(row, got->what.type, want->what.type);
    check_int(row, got->what.partition, want->what.partition);
    check_int(row, got->what.sysid, want->what.sysid);
    check_int(row, got->what.disk, want->what.disk);
    check_int(row, got->what.tftp_ip, want->what.tftp_ip);
    check_str(row, got->what.path, want->what.path);
    check_str(row, got->what.cmdline, want->what.cmdline);
    check_str(row, got->key, want->key);
}

static void golden_packets_decode(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(goldens); i++) {
	struct bootinfo_message want = golden_message(&goldens[i]), got;
	uint8_t packet[BOOTINFO_PACKET_SIZE], *copy;

	check_int(goldens[i].name, hex(packet, sizeof(packet),
				       goldens[i].bytes), sizeof(packet));
	memset(&got, 0xff, sizeof(got));
	copy = exact_copy(packet, sizeof(packet));
	check_int(goldens[i].name, bootinfo_decode(&got, copy, sizeof(packet)),
		  0);
	free(copy);
	check_message(goldens[i].name, &got, &want);
    }
}

static void golden_messages_encode(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(goldens); i++) {
	struct bootinfo_message msg = golden_message(&goldens[i]);
	uint8_t want[BOOTINFO_PACKET_SIZE], *got = malloc(sizeof(want));

	assert_non_null(got);
	memset(got, 0xff, sizeof(want));
	hex(want, sizeof(want), goldens[i].bytes);
	bootinfo_encode(got, &msg);
	check_mem(goldens[i].name, got, want, sizeof(want));
	free(got);
    }
}

/* Patches to a golden packet and what the decoder must say to it */
static const struct corruption {
    const char *name;
    const char *golden;
    size_t offset;
    const char *bytes;
    int rc;
} corruptions[] = {
    { "version 2", "reply PART 1", 0, "0200", -EPROTONOSUPPORT },
    { "version 256 (big endian 1)", "reply PART 1", 0, "0001",
      -EPROTONOSUPPORT },
    { "version 0 is legal", "reply PART 1", 0, "0000", 0 },
    { "opcode 0", "reply PART 1", 2, "0000", -EOPNOTSUPP },
    { "opcode 7", "reply PART 1", 2, "0700", -EOPNOTSUPP },
    { "opcode in the high byte", "reply PART 1", 2, "0002", -EOPNOTSUPP },
    { "status 2", "reply PART 1", 4, "02000000", -EPROTO },
    { "status in the high byte", "reply PART 1", 4, "00000001", -EPROTO },
    { "type 0", "reply PART 1", 10, "0000", -EINVAL },
    { "type 10", "reply PART 1", 10, "0a00", -EINVAL },
    { "type in the high byte", "reply PART 1", 10, "0001", -EINVAL },
    { "type 10 in an order", "order AUTO", 10, "0a00", -EINVAL },
    { "type 10 after status FAIL: undefined", "reply FAIL", 10, "0a00", 0 },
    { "type 10 in a request: no type there", "request", 10, "0a00", 0 },
    { "newline in the path", "reply MFS with arguments", 20, "0a", -EILSEQ },
    { "escape in the path", "reply MFS with arguments", 20, "1b", -EILSEQ },
    { "DEL in the path", "reply MFS with arguments", 20, "7f", -EILSEQ },
    { "UTF-8 in the path", "reply MFS with arguments", 20, "c3a4", 0 },
    { "blank in the cmdline", "reply MFS with arguments", 272, "20", 0 },
    { "newline in the cmdline", "reply MFS with arguments", 272, "0a",
      -EILSEQ },
    { "newline in the cmdline of PART", "reply PART with all bits", 272, "0a",
      -EILSEQ },
    { "newline in the file name", "reply MB", 16, "0a", -EILSEQ },
    { "garbage behind the end of the path", "reply MFS with arguments", 37,
      "0a0b0c", 0 },
    { "garbage behind the end of the cmdline", "reply MFS with arguments", 280,
      "0a0b0c", 0 },
    { "garbage behind the partition", "reply PART 1", 16, "0aff0a", 0 },
    { "garbage in the cmdline of WAIT", "reply WAIT", 272, "0aff0a", 0 },
    { "newline in the key", "keyed request", 9, "0a", -EILSEQ },
    { "key of 129 characters", "keyed request", 8, "6b*129", 0 },
    { "key of 130 characters", "keyed request", 8, "6b*130", -EILSEQ },
    { "key without an end", "keyed request", 8, "6b*512", -EILSEQ },
};

static const struct golden *golden_named(const char *name)
{
    size_t i;

    for (i = 0; i < ARRAY_SIZE(goldens); i++) {
	if (strcmp(goldens[i].name, name) == 0)
	    return &goldens[i];
    }
    fail_msg("no golden packet %s", name);
    return NULL;
}

static void corrupt_packets_are_told_apart(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(corruptions); i++) {
	const struct corruption *row = &corruptions[i];
	uint8_t packet[BOOTINFO_PACKET_SIZE], patch[BOOTINFO_PACKET_SIZE];
	struct bootinfo_message msg;
	size_t len;

	hex(packet, sizeof(packet), golden_named(row->golden)->bytes);
	len = hex(patch, sizeof(patch), row->bytes);
	memcpy(packet + row->offset, patch, len);
	check_int(row->name, bootinfo_decode(&msg, packet, sizeof(packet)),
		  row->rc);
    }
}

static void every_other_length_is_refused(void **state)
{
    uint8_t packet[BOOTINFO_PACKET_SIZE + 100];
    struct bootinfo_message msg;
    size_t len;

    (void)state;
    hex(packet, sizeof(packet), golden_named("reply PART 1")->bytes);
    for (len = 0; len <= sizeof(packet); len++) {
	uint8_t *copy = exact_copy(packet, len);

	check_int("length", bootinfo_decode(&msg, copy, len),
		  len == BOOTINFO_PACKET_SIZE ? 0 : -EMSGSIZE);
	free(copy);
    }
}

/* Real servers fill a field to its last byte and leave no room for the NUL */
static void strings_that_fill_their_field(void **state)
{
    uint8_t packet[BOOTINFO_PACKET_SIZE], *copy;
    struct bootinfo_message msg;

    (void)state;
    hex(packet, sizeof(packet), HEADER_REPLY "0000 0700 # flags, MFS\n"
	"70*256 # path\n 0a*4 # unused\n 63*248 # cmdline\n");
    copy = exact_copy(packet, sizeof(packet));
    assert_int_equal(bootinfo_decode(&msg, copy, sizeof(packet)), 0);
    assert_int_equal(strlen(msg.what.path), BOOTINFO_PATH_SIZE);
    assert_int_equal(strlen(msg.what.cmdline), BOOTINFO_CMDLINE_SIZE);
    free(copy);

    hex(packet, sizeof(packet), HEADER_REPLY "0000 0300 # flags, MB\n"
	"0a000202 # tftp_ip\n 70*256 # filename\n 63*248 # cmdline\n");
    assert_int_equal(bootinfo_decode(&msg, packet, sizeof(packet)), 0);
    assert_int_equal(strlen(msg.what.path), BOOTINFO_PATH_SIZE);
    assert_int_equal(msg.what.path[0], 'p');
    assert_int_equal(strlen(msg.what.cmdline), BOOTINFO_CMDLINE_SIZE);
}

static void encoder_cuts_at_the_end_of_the_field(void **state)
{
    uint8_t packet[BOOTINFO_PACKET_SIZE], want[BOOTINFO_PACKET_SIZE];
    struct bootinfo_message msg;

    (void)state;
    memset(&msg, 0, sizeof(msg));
    msg.version = 1;
    msg.opcode = BOOTINFO_REPLY;
    msg.what.type = BOOTINFO_MFS;
    memset(msg.what.path, 'p', BOOTINFO_PATH_SIZE);
    memset(msg.what.cmdline, 'c', BOOTINFO_CMDLINE_SIZE);
    bootinfo_encode(packet, &msg);
    hex(want, sizeof(want), HEADER_REPLY "0000 0700 # flags, MFS\n"
	"70*256 # path\n 00*4 # unused\n 63*248 # cmdline\n");
    assert_memory_equal(packet, want, sizeof(want));
}

/* A secret of the caller must not leak into bytes that no field uses */
static void encoder_writes_only_what_the_opcode_has(void **state)
{
    uint8_t packet[BOOTINFO_PACKET_SIZE], want[BOOTINFO_PACKET_SIZE];
    struct bootinfo_message msg;

    (void)state;
    memset(&msg, 'x', sizeof(msg));
    msg.key[BOOTINFO_KEY_MAX] = '\0';
    msg.version = 1;
    msg.opcode = BOOTINFO_REQUEST;
    msg.status = BOOTINFO_SUCCESS;
    bootinfo_encode(packet, &msg);
    hex(want, sizeof(want), golden_named("request")->bytes);
    assert_memory_equal(packet, want, sizeof(want));

    msg.opcode = BOOTINFO_REPLY;
    msg.status = BOOTINFO_FAIL;
    bootinfo_encode(packet, &msg);
    hex(want, sizeof(want), golden_named("reply FAIL")->bytes);
    assert_memory_equal(packet, want, sizeof(want));
}

/* What does not belong to a type is not sent */
static void nothing_else_is_sent(void **state)
{
    static const uint16_t types[] = {
	BOOTINFO_WAIT, BOOTINFO_REBOOT, BOOTINFO_AUTO, BOOTINFO_RESTART,
    };
    struct bootinfo_message msg = {
	.version = 1, .opcode = BOOTINFO_REPLY,
	.what = { .partition = 7, .sysid = 8, .disk = 9, .tftp_ip = 10,
		  .path = "/p", .cmdline = "c" },
    };
    uint8_t packet[BOOTINFO_PACKET_SIZE], zeros[BOOTINFO_PACKET_SIZE] = { 0 };
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(types); i++) {
	msg.what.type = types[i];
	bootinfo_encode(packet, &msg);
	check_mem(bootinfo_type_name(types[i]), packet + 12, zeros,
		  sizeof(packet) - 12);
    }
}

static void type_names(void **state)
{
    static const char *const names[] = {
	[BOOTINFO_PART] = "PART", [BOOTINFO_SYSID] = "SYSID",
	[BOOTINFO_MB] = "MB", [BOOTINFO_WAIT] = "WAIT",
	[BOOTINFO_REBOOT] = "REBOOT", [BOOTINFO_AUTO] = "AUTO",
	[BOOTINFO_MFS] = "MFS", [BOOTINFO_RESTART] = "RESTART",
	[BOOTINFO_DISKPART] = "DISKPART",
    };
    unsigned int type;

    (void)state;
    for (type = 1; type < ARRAY_SIZE(names); type++)
	check_str(names[type], bootinfo_type_name(type), names[type]);
    for (type = ARRAY_SIZE(names); type <= UINT16_MAX; type++)
	assert_null(bootinfo_type_name(type));
    assert_null(bootinfo_type_name(0));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
	cmocka_unit_test(golden_packets_decode),
	cmocka_unit_test(golden_messages_encode),
	cmocka_unit_test(corrupt_packets_are_told_apart),
	cmocka_unit_test(every_other_length_is_refused),
	cmocka_unit_test(strings_that_fill_their_field),
	cmocka_unit_test(encoder_cuts_at_the_end_of_the_field),
	cmocka_unit_test(encoder_writes_only_what_the_opcode_has),
	cmocka_unit_test(type_names),
	cmocka_unit_test(nothing_else_is_sent),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
