/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_bootinfo.c - a datagram goes through the decoder, and round again
 *
 * What was decoded holds only values of the enums and printable strings; it
 * encodes to a packet that decodes to the same, and a second encoding gives the
 * same bytes.
 */
#include "action.h"
#include "bootinfo.h"
#include "fuzz.h"

static void require_printable(const char *text, size_t size)
{
    require(memchr(text, '\0', size));
    for (; *text; text++)
	require((unsigned char)*text >= ' ' && *text != 0x7f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t first[BOOTINFO_PACKET_SIZE], second[BOOTINFO_PACKET_SIZE];
    struct bootinfo_message msg, again;
    struct action action;

    if (bootinfo_decode(&msg, data, size))
	return 0;
    require(size == BOOTINFO_PACKET_SIZE);
    require(msg.version <= BOOTINFO_VERSION);
    require(msg.opcode >= BOOTINFO_REQUEST &&
	    msg.opcode <= BOOTINFO_KEYED_REQUEST);
    require(msg.status <= BOOTINFO_FAIL);
    require_printable(msg.what.path, sizeof(msg.what.path));
    require_printable(msg.what.cmdline, sizeof(msg.what.cmdline));
    require_printable(msg.key, sizeof(msg.key));

    bootinfo_encode(first, &msg);
    require(bootinfo_decode(&again, first, sizeof(first)) == 0);
    require(memcmp(&msg, &again, sizeof(msg)) == 0);
    bootinfo_encode(second, &again);
    require(memcmp(first, second, sizeof(first)) == 0);

    /* What is to be done about it never leaves its buffers */
    if (msg.status != BOOTINFO_SUCCESS ||
	(msg.opcode != BOOTINFO_REPLY && msg.opcode != BOOTINFO_ORDER))
	return 0;
    require(bootinfo_type_name(msg.what.type));
    action_plan(&action, &msg.what);
    require_printable(action.says, sizeof(action.says));
    require_printable(action.does, sizeof(action.does));
    require_printable(action.command, sizeof(action.command));
    require_printable(action.file, sizeof(action.file));
    require((action.kind == ACTION_REFUSE) == (action.error != ERR_NONE));
    /* Only a SYSID has no command yet: its partition is still to be found */
    require((action.kind == ACTION_RUN && !action.sysid) ==
	    (action.command[0] != '\0'));
    return 0;
}
