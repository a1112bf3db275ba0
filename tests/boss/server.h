/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * server.h - the reference boss: one datagram in, at most one reply out
 *
 * Behaves as the real servers of bootinfo do: the node is looked up by its
 * address (KEYED_REQUEST: by its key), the length of a request is not checked,
 * its version is echoed, INFO is no boot and leaves the list of answers as it
 * is, a failure is a reply with status FAIL, and what is no
 * request gets no answer. No sockets here.
 */
#ifndef DETERBOOT_BOSS_SERVER_H
#define DETERBOOT_BOSS_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config.h"

/*
 * Nodes whose place in a list of answers is remembered. Site policy: more than
 * a test bed has; the node silent for longest is forgotten when it is full.
 */
#define BOSS_CLIENTS		1024

/* Room for any log line: address, opcode, a key of \xNN, an answer, NUL */
#define BOSS_LOG_SIZE		(BOSS_DESCRIPTION_SIZE + 640)

struct boss_client {
    const struct boss_rule *rule;	/* NULL: unused */
    uint32_t ip;			/* network byte order */
    size_t next;			/* answer it gets next */
    uint64_t seen;			/* when it last asked, in requests */
};

struct boss_server {
    struct boss_config config;
    bool garbage;			/* fill unused bytes of a reply */
    uint64_t requests;			/* answered so far */
    struct boss_client clients[BOSS_CLIENTS];
};

/**
 * Use a new config, free the old one and start all lists of answers again
 *
 * @v server	The server; all zero before the first call
 * @v config	The config; belongs to the server afterwards
 */
void boss_server_config(struct boss_server *server,
			const struct boss_config *config);

/**
 * Handle a datagram
 *
 * @v server	The server
 * @v ip	Source address, network byte order
 * @v packet	The datagram, any bytes
 * @v len	Its length in bytes
 * @v reply	Receives BOOTINFO_PACKET_SIZE bytes if there is a reply
 * @v log	Receives a line for the log, without a newline
 * @v log_size	Size of that buffer, at least BOSS_LOG_SIZE bytes
 * @ret replied	Whether the reply is to be sent
 */
bool boss_server_handle(struct boss_server *server, uint32_t ip,
			const uint8_t *packet, size_t len,
			uint8_t reply[BOOTINFO_PACKET_SIZE],
			char *log, size_t log_size);

#endif /* DETERBOOT_BOSS_SERVER_H */
