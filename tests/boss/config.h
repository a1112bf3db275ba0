/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * config.h - the reference boss's config: which node gets which answers
 *
 * A line is `NODE ANSWER [; ANSWER]...`. NODE is an IPv4 address, `key:STRING`
 * for nodes that ask with that key, or `default` for all others. ANSWERs are
 * those of answer.h; a `;` between blanks separates them. A node gets them one
 * after the other, the last one for ever. `#` at the start of a word begins a
 * comment; empty lines are ignored. No NODE may appear twice.
 *
 * Nothing here knows of files or sockets.
 */
#ifndef DETERBOOT_BOSS_CONFIG_H
#define DETERBOOT_BOSS_CONFIG_H

#include <stddef.h>
#include <stdint.h>

#include "answer.h"

enum boss_node {
    BOSS_NODE_IP,
    BOSS_NODE_KEY,
    BOSS_NODE_DEFAULT,
};

struct boss_rule {
    enum boss_node node;
    uint32_t ip;			/* network byte order */
    char key[BOOTINFO_KEY_MAX + 1];
    unsigned int line;			/* of the file, from 1 */
    struct boss_answer *answers;	/* at least one */
    size_t count;
};

struct boss_config {
    struct boss_rule *rules;
    size_t count;
};

/**
 * Told of each broken line
 *
 * @v context	As given to boss_config_parse
 * @v line	Line number, from 1
 * @v why	What is wrong with it
 */
typedef void (*boss_report_t)(void *context, unsigned int line,
			      const char *why);

/**
 * Parse a whole config
 *
 * @v config	Receives the config; empty on failure
 * @v text	The text; need not end in a NUL or a newline
 * @v len	Its length in bytes
 * @v report	Called once for each broken line
 * @v context	Handed to report
 * @ret 0	Parsed; free it with boss_config_free()
 * @ret -EINVAL	At least one line is broken
 * @ret -ENOMEM	Out of memory
 */
int boss_config_parse(struct boss_config *config, const char *text, size_t len,
		      boss_report_t report, void *context);

/**
 * Release what boss_config_parse() got, and empty the config
 */
void boss_config_free(struct boss_config *config);

/**
 * Find the rule for a node
 *
 * @v config	The config
 * @v ip	The node's address, network byte order
 * @v key	Its key, or NULL when it gave none (then the address counts)
 * @ret rule	The rule, that of `default` if there is none of its own, or
 *		NULL if there is neither
 */
const struct boss_rule *boss_config_find(const struct boss_config *config,
					 uint32_t ip, const char *key);

#endif /* DETERBOOT_BOSS_CONFIG_H */
