/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * world.c - the story of a node: what comes when, and what became of it
 */
#include <sanitizer/lsan_interface.h>
#include <stdarg.h>

#include "dhcp.h"
#include "fake.h"

#include <klibc/compiler.h>		/* deterboot_main() */

#define ARGS_MAX	16

struct world world;

static jmp_buf the_end;

void world_stop(enum ending ending)
{
    world.ending = ending;
    longjmp(the_end, 1);
}

void world_begin(void)
{
    memset(&world, 0, sizeof(world));
    world.clock_ms = 0xfffff000;	/* it wraps around soon */
    world.random = 1;
    world.boss_delay_ms = 2;
    world.dhcp_delay_ms = 20;
    world.ack_len = world_lease(world.ack, DHCP_ACK, NODE_IP, BOSS, NULL);
    world.dhcp_reply_len = world_lease(world.dhcp_reply, DHCP_ACK, NODE_IP,
				       BOSS, NULL);
    world_answer(BOOTINFO_WAIT, 0);
}

static uint8_t *add_option(uint8_t *p, uint8_t code, const void *value,
			   size_t len)
{
    *p++ = code;
    *p++ = (uint8_t)len;
    memcpy(p, value, len);
    return p + len;
}

size_t world_lease(uint8_t packet[PACKET_MAX], uint8_t type, uint32_t node_ip,
		   uint32_t next_server, const char *option66)
{
    static const uint8_t cookie[] = DHCP_COOKIE_BYTES;
    static const uint8_t hwaddr[] = { 0x52, 0x54, 0, 0x12, 0x34, 0x56 };
    const uint32_t server = BOSS, mask = ip(255, 255, 255, 0);
    uint8_t *p = packet + DHCP_OFF_OPTIONS;

    memset(packet, 0, PACKET_MAX);
    packet[DHCP_OFF_OP] = 2;		/* BOOTREPLY */
    packet[DHCP_OFF_HTYPE] = 1;
    packet[DHCP_OFF_HLEN] = sizeof(hwaddr);
    memcpy(packet + DHCP_OFF_YIADDR, &node_ip, 4);
    memcpy(packet + DHCP_OFF_SIADDR, &next_server, 4);
    memcpy(packet + DHCP_OFF_CHADDR, hwaddr, sizeof(hwaddr));
    strcpy((char *)packet + DHCP_OFF_FILE, "pxelinux.0");
    memcpy(packet + DHCP_OFF_COOKIE, cookie, sizeof(cookie));
    p = add_option(p, DHCP_OPTION_TYPE, &type, 1);
    p = add_option(p, 1, &mask, 4);
    p = add_option(p, 3, &server, 4);
    p = add_option(p, DHCP_OPTION_SERVER_ID, &server, 4);
    if (option66)
	p = add_option(p, 66, option66, strlen(option66));
    *p++ = DHCP_OPTION_END;
    return (size_t)(p - packet);
}

void world_answer(uint16_t type, uint32_t number)
{
    struct bootinfo_message *msg = &world.answer;

    memset(msg, 0, sizeof(*msg));
    msg->version = BOOTINFO_VERSION;
    msg->opcode = BOOTINFO_REPLY;
    msg->status = type ? BOOTINFO_SUCCESS : BOOTINFO_FAIL;
    msg->what.type = type;
    msg->what.partition = number;
}

struct coming *world_coming(uint32_t at_ms)
{
    struct coming *coming = &world.coming[world.comings++];

    assert_true(world.comings <= ARRAY_SIZE(world.coming));
    memset(coming, 0, sizeof(*coming));
    coming->at_ms = at_ms;
    return coming;
}

void world_keys(uint32_t at_ms, const char *keys)
{
    struct coming *coming = world_coming(at_ms);

    coming->len = strlen(keys);
    memcpy(coming->bytes, keys, coming->len);
}

struct coming *world_message(uint32_t at_ms, uint16_t opcode, uint16_t type,
			     uint32_t number)
{
    struct coming *coming = world_coming(at_ms);
    struct bootinfo_message msg = {
	.version = BOOTINFO_VERSION, .opcode = opcode,
	.status = type ? BOOTINFO_SUCCESS : BOOTINFO_FAIL,
	.what = { .type = type, .partition = number },
    };

    coming->fd = SOCKET_BOSS;
    coming->ip = BOSS;
    coming->port = opcode == BOOTINFO_ORDER ? BOOTINFO_ORDER_PORT :
		   BOOTINFO_SERVER_PORT;
    coming->len = BOOTINFO_PACKET_SIZE;
    bootinfo_encode(coming->bytes, &msg);
    return coming;
}

static void run(int argc, char *argv[])
{
    world.stack_base = __builtin_frame_address(0);
    __lsan_disable();			/* a reset frees nothing */
    if (!setjmp(the_end)) {
	deterboot_main(argc, argv);
	world.ending = ENDED_IN_SHELL;
    }
    __lsan_enable();
}

void world_run(uint32_t end_ms, ...)
{
    char *argv[ARGS_MAX] = { "deterboot.c32" }, args[ARGS_MAX][COMMAND_SIZE + 64];
    FILE *console = stdout;
    const char *word;
    va_list list;
    int argc = 1;

    va_start(list, end_ms);
    while ((word = va_arg(list, const char *))) {
	strcpy(args[argc], word);
	argv[argc] = args[argc];
	argc++;
    }
    va_end(list);

    world.end_ms = end_ms;
    fflush(stdout);
    stdout = open_memstream(&world.printed, &world.printed_len);
    run(argc, argv);
    fclose(stdout);
    stdout = console;
}

void world_end(void)
{
    free(world.printed);
    world.printed = NULL;
}

unsigned int world_printed(const char *text)
{
    unsigned int count = 0;
    const char *p = world.printed;

    while ((p = strstr(p, text))) {
	count++;
	p++;
    }
    return count;
}

uint32_t world_when(const char *text, unsigned int n)
{
    const char *p = world.printed;

    for (; (p = strstr(p, text)); p++)
	if (!n--)
	    return p - world.printed < STAMPS_MAX ?
		   world.stamp[p - world.printed] : FOREVER;
    return FOREVER;
}

unsigned int world_lines_between(uint32_t from_ms, uint32_t until_ms)
{
    unsigned int lines = 0;
    size_t i;

    for (i = 0; i < world.printed_len && i < STAMPS_MAX; i++)
	lines += world.printed[i] == '\n' && world.stamp[i] >= from_ms &&
		 world.stamp[i] < until_ms;
    return lines;
}

void world_expect(const char *text)
{
    if (!world_printed(text)) {
	fprintf(stderr, "%s\n", world.printed);
	fail_msg("not printed: %s", text);
    }
}

void world_expect_not(const char *text)
{
    if (world_printed(text)) {
	fprintf(stderr, "%s\n", world.printed);
	fail_msg("printed: %s", text);
    }
}

unsigned int world_deeds(enum deed_kind kind, uint32_t from_ms,
			 uint32_t until_ms)
{
    unsigned int i, count = 0;

    for (i = 0; i < world.deeds; i++)
	count += world.deed[i].kind == kind && world.deed[i].at_ms >= from_ms &&
		 world.deed[i].at_ms < until_ms;
    return count;
}

const struct deed *world_deed(enum deed_kind kind, unsigned int n)
{
    unsigned int i;

    for (i = 0; i < world.deeds; i++)
	if (world.deed[i].kind == kind && !n--)
	    return &world.deed[i];
    fprintf(stderr, "%s\n", world.printed);
    fail_msg("too few deeds of kind %d", kind);
    return NULL;
}
