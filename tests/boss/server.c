/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * server.c - the reference boss: one datagram in, at most one reply out
 */
#include <arpa/inet.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "server.h"

/* Offsets in a packet, in bytes (Emulab bootwhat.h) */
#define VERSION_OFFSET		0
#define OPCODE_OFFSET		2
#define STATUS_OFFSET		4
#define DATA_OFFSET		8
#define UNION_OFFSET		12	/* flags and type stand before it */
#define DISK_PARTITION_OFFSET	16	/* what.dp.partition, what.mb.filename */
#define CMDLINE_OFFSET		272

/* Stands in bytes that a real server does not write */
#define GARBAGE			0xa5

static void append(char *log, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void append(char *log, size_t size, const char *format, ...)
{
    size_t used = strlen(log);
    va_list args;

    va_start(args, format);
    vsnprintf(log + used, size - used, format, args);
    va_end(args);
}

static void append_key(char *log, size_t size, const char *key)
{
    append(log, size, ", key \"");
    for (; *key; key++) {
	unsigned char c = (unsigned char)*key;

	append(log, size, c >= ' ' && c < 0x7f ? "%c" : "\\x%02x", c);
    }
    append(log, size, "\"");
}

static unsigned int get_le16(const uint8_t *bytes)
{
    return bytes[0] | (unsigned int)bytes[1] << 8;
}

static void put_le16(uint8_t *bytes, unsigned int value)
{
    bytes[0] = value & 0xff;
    bytes[1] = value >> 8 & 0xff;
}

static const char *opcode_name(unsigned int opcode)
{
    static const char *const names[] = {
	[BOOTINFO_REQUEST] = "REQUEST",
	[BOOTINFO_REPLY] = "REPLY",
	[BOOTINFO_ACK] = "ACK",
	[BOOTINFO_ORDER] = "ORDER",
	[BOOTINFO_INFO] = "INFO",
	[BOOTINFO_KEYED_REQUEST] = "KEYED_REQUEST",
    };

    if (opcode < sizeof(names) / sizeof(names[0]) && names[opcode])
	return names[opcode];
    return "unknown opcode";
}

/* The node's entry under this rule, or that of the node silent for longest */
static struct boss_client *find_client(struct boss_server *server, uint32_t ip,
				       const struct boss_rule *rule)
{
    struct boss_client *oldest = &server->clients[0];
    size_t i;

    for (i = 0; i < BOSS_CLIENTS; i++) {
	struct boss_client *client = &server->clients[i];

	if (client->rule == rule && client->ip == ip)
	    return client;
	if (client->seen < oldest->seen)
	    oldest = client;
    }
    memset(oldest, 0, sizeof(*oldest));
    oldest->rule = rule;
    oldest->ip = ip;
    return oldest;
}

static const struct boss_answer *next_answer(struct boss_server *server,
					     uint32_t ip,
					     const struct boss_rule *rule,
					     bool is_boot)
{
    struct boss_client *client = find_client(server, ip, rule);
    const struct boss_answer *answer = &rule->answers[client->next];

    client->seen = ++server->requests;
    if (is_boot && client->next + 1 < rule->count)
	client->next++;
    return answer;
}

/* What a real server leaves alone holds whatever was there before */
static void add_garbage(uint8_t *packet, const struct bootinfo_message *msg)
{
    size_t used = UNION_OFFSET, cmdline = CMDLINE_OFFSET;

    switch (msg->status == BOOTINFO_SUCCESS ? msg->what.type : 0) {
    case 0:
	memset(packet + DATA_OFFSET, GARBAGE, BOOTINFO_DATA_SIZE);
	return;
    case BOOTINFO_PART:
    case BOOTINFO_SYSID:
	used = DISK_PARTITION_OFFSET;
	break;
    case BOOTINFO_DISKPART:
	used = DISK_PARTITION_OFFSET + sizeof(msg->what.partition);
	break;
    case BOOTINFO_MFS:
	used = UNION_OFFSET + strlen(msg->what.path) + 1;
	break;
    case BOOTINFO_MB:
	used = DISK_PARTITION_OFFSET + strlen(msg->what.path) + 1;
	break;
    }
    if (used < CMDLINE_OFFSET)
	memset(packet + used, GARBAGE, CMDLINE_OFFSET - used);
    cmdline += strlen(msg->what.cmdline) + 1;
    memset(packet + cmdline, GARBAGE, BOOTINFO_PACKET_SIZE - cmdline);
}

static void encode_reply(const struct boss_server *server, uint8_t *reply,
			 unsigned int version, const struct boss_answer *answer)
{
    struct bootinfo_message msg;

    memset(&msg, 0, sizeof(msg));
    msg.version = version;
    msg.opcode = BOOTINFO_REPLY;
    msg.status = BOOTINFO_FAIL;
    if (answer && answer->kind == BOSS_SUCCESS) {
	msg.status = BOOTINFO_SUCCESS;
	msg.what = answer->what;
    }
    bootinfo_encode(reply, &msg);
    if (server->garbage)
	add_garbage(reply, &msg);
}

void boss_server_config(struct boss_server *server,
			const struct boss_config *config)
{
    boss_config_free(&server->config);
    memset(server->clients, 0, sizeof(server->clients));
    server->config = *config;
}

bool boss_server_handle(struct boss_server *server, uint32_t ip,
			const uint8_t *packet, size_t len,
			uint8_t reply[BOOTINFO_PACKET_SIZE],
			char *log, size_t log_size)
{
    uint8_t request[BOOTINFO_PACKET_SIZE] = { 0 };
    const struct boss_answer *answer = NULL;
    char description[BOSS_DESCRIPTION_SIZE];
    const struct boss_rule *rule = NULL;
    struct in_addr addr = { .s_addr = ip };
    char address[INET_ADDRSTRLEN] = "";
    struct bootinfo_message msg;
    unsigned int version, opcode;

    log[0] = '\0';
    inet_ntop(AF_INET, &addr, address, sizeof(address));
    append(log, log_size, "%s ", address);
    if (len < DATA_OFFSET) {
	append(log, log_size, "%u bytes, no header -> ignored",
	       (unsigned int)len);
	return false;
    }

    version = get_le16(packet + VERSION_OFFSET);
    opcode = get_le16(packet + OPCODE_OFFSET);
    append(log, log_size, "%s", opcode_name(opcode));
    if (opcode != BOOTINFO_REQUEST && opcode != BOOTINFO_INFO &&
	opcode != BOOTINFO_KEYED_REQUEST) {
	append(log, log_size, " (%u), version %u, %u bytes -> ignored",
	       opcode, version, (unsigned int)len);
	return false;
    }
    append(log, log_size, " version %u", version);
    if (len != BOOTINFO_PACKET_SIZE)
	append(log, log_size, ", %u bytes", (unsigned int)len);

    /* Read it as leniently as a real server: any length, version and status */
    memcpy(request, packet, len < sizeof(request) ? len : sizeof(request));
    put_le16(request + VERSION_OFFSET, BOOTINFO_VERSION);
    memset(request + STATUS_OFFSET, 0, DATA_OFFSET - STATUS_OFFSET);
    if (bootinfo_decode(&msg, request, sizeof(request)) < 0) {
	append(log, log_size, ", no valid key");
    } else {
	bool keyed = opcode == BOOTINFO_KEYED_REQUEST;

	if (keyed)
	    append_key(log, log_size, msg.key);
	rule = boss_config_find(&server->config, ip, keyed ? msg.key : NULL);
	if (!rule)
	    append(log, log_size, ", unknown node");
    }

    if (rule)
	answer = next_answer(server, ip, rule, opcode != BOOTINFO_INFO);
    if (answer)
	boss_answer_describe(answer, description, sizeof(description));
    append(log, log_size, " -> %s", answer ? description : "FAIL");
    if (answer && answer->kind == BOSS_NONE)
	return false;
    encode_reply(server, reply, version, answer);
    return true;
}
