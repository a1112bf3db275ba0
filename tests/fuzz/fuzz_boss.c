/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_boss.c - the reference boss: its config, and datagrams at it
 *
 * The config is all up to the first byte 0xff, then come datagrams, each after
 * a length byte. A config is either kept whole or reported; an answer in it
 * can be written down and read again; each datagram gets a line for the log
 * that is printable, and each reply is a good packet.
 */
#include "fuzz.h"
#include "server.h"

static void count(void *context, unsigned int line, const char *why)
{
    unsigned int *reports = context;

    require(line > 0 && why[0]);
    ++*reports;
}

/* The description is the answer in its own syntax, but for the quotes */
static void check_answer(const struct boss_answer *answer)
{
    char description[BOSS_DESCRIPTION_SIZE + 8], *quote;
    const char *c, *why;
    struct boss_answer again;

    for (c = answer->what.path; *c; c++)
	if ((unsigned char)*c >= 0x7f || *c == '"')
	    return;
    for (c = answer->what.cmdline; *c; c++)
	if ((unsigned char)*c >= 0x7f || *c == '"')
	    return;
    boss_answer_describe(answer, description, BOSS_DESCRIPTION_SIZE);
    quote = strchr(description, '"');
    if (quote) {
	memmove(quote + 3, quote + 1, strlen(quote));
	memcpy(quote, "-- ", 3);
	description[strlen(description) - 1] = '\0';
    }
    require(boss_answer_parse(&again, description, strlen(description),
			      &why) == 0);
    require(memcmp(&again, answer, sizeof(again)) == 0);
}

static void send_datagram(struct boss_server *server, const uint8_t *data,
			  size_t size)
{
    uint8_t *packet = malloc(size ? size : 1);
    uint8_t reply[BOOTINFO_PACKET_SIZE];
    struct bootinfo_message msg;
    char log[BOSS_LOG_SIZE];
    const char *c;

    require(packet);
    memcpy(packet, data, size);
    if (boss_server_handle(server, 0x0f02000a, packet, size, reply, log,
			   sizeof(log))) {
	require(memcmp(reply, packet, 2) == 0);
	reply[0] = BOOTINFO_VERSION;
	reply[1] = 0;
	require(bootinfo_decode(&msg, reply, sizeof(reply)) == 0);
	require(msg.opcode == BOOTINFO_REPLY);
    }
    require(strlen(log) < sizeof(log) - 1);
    for (c = log; *c; c++)
	require(*c >= ' ' && *c < 0x7f);
    free(packet);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct boss_server server;
    const uint8_t *end = memchr(data, 0xff, size);
    size_t len = end ? (size_t)(end - data) : size, i, j;
    struct boss_config config;
    unsigned int reports = 0;
    int rc;

    rc = boss_config_parse(&config, (const char *)data, len, count, &reports);
    require((rc != 0) == (reports != 0));
    require(rc == 0 || config.count == 0);
    for (i = 0; i < config.count; i++) {
	require(config.rules[i].count > 0);
	for (j = 0; j < config.rules[i].count; j++)
	    check_answer(&config.rules[i].answers[j]);
    }

    memset(&server, 0, sizeof(server));
    boss_server_config(&server, &config);
    server.garbage = size & 1;
    for (i = len + 1; i < size; i += data[i] + 1u) {
	size_t left = size - i - 1;

	send_datagram(&server, data + i + 1, data[i] < left ? data[i] : left);
    }
    boss_config_free(&server.config);
    return 0;
}
