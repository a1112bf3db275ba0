/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * config.c - the reference boss's config: which node gets which answers
 */
#include <arpa/inet.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config.h"

static const char key_prefix[] = "key:";

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Length of the line without its comment and the blanks (or CR) at its end */
static size_t line_length(const char *line, size_t len)
{
    size_t i;

    for (i = 0; i < len; i++) {
	if (line[i] == '#' && (i == 0 || is_blank(line[i - 1])))
	    len = i;
    }
    if (len && line[len - 1] == '\r')
	len--;
    while (len && is_blank(line[len - 1]))
	len--;
    return len;
}

static int parse_node(struct boss_rule *rule, const char *text, size_t len,
		      const char **why)
{
    const size_t prefix = sizeof(key_prefix) - 1;
    char address[INET_ADDRSTRLEN];
    struct in_addr ip;
    size_t i;

    if (len == strlen("default") && memcmp(text, "default", len) == 0) {
	rule->node = BOSS_NODE_DEFAULT;
	return 0;
    }
    if (len >= prefix && memcmp(text, key_prefix, prefix) == 0) {
	rule->node = BOSS_NODE_KEY;
	text += prefix;
	len -= prefix;
	if (len == 0 || len > BOOTINFO_KEY_MAX) {
	    *why = "a key has 1 to 129 characters";
	    return -EINVAL;
	}
	for (i = 0; i < len; i++) {
	    if ((unsigned char)text[i] <= ' ' || text[i] == 0x7f) {
		*why = "a control character in the key";
		return -EINVAL;
	    }
	}
	memcpy(rule->key, text, len);
	rule->key[len] = '\0';
	return 0;
    }
    rule->node = BOSS_NODE_IP;
    if (len < sizeof(address)) {
	memcpy(address, text, len);
	address[len] = '\0';
	if (memchr(text, '\0', len) == NULL &&
	    inet_pton(AF_INET, address, &ip) == 1) {
	    rule->ip = ip.s_addr;
	    return 0;
	}
    }
    *why = "the node is neither an IPv4 address nor key:STRING nor default";
    return -EINVAL;
}

/* Length of the text up to the next `;` that stands alone, or all of it */
static size_t answer_length(const char *text, size_t len)
{
    size_t i;

    for (i = 0; i < len; i++) {
	if (text[i] == ';' && (i == 0 || is_blank(text[i - 1])) &&
	    (i + 1 == len || is_blank(text[i + 1])))
	    return i;
    }
    return len;
}

static int parse_answers(struct boss_rule *rule, const char *text, size_t len,
			 const char **why)
{
    for (;;) {
	size_t part = answer_length(text, len);
	struct boss_answer *more;
	int rc;

	more = realloc(rule->answers, (rule->count + 1) * sizeof(*more));
	if (!more)
	    return -ENOMEM;
	rule->answers = more;
	rc = boss_answer_parse(&more[rule->count], text, part, why);
	if (rc)
	    return rc;
	rule->count++;
	if (part == len)
	    return 0;
	text += part + 1;
	len -= part + 1;
    }
}

static const struct boss_rule *same_node(const struct boss_config *config,
					 const struct boss_rule *rule)
{
    size_t i;

    for (i = 0; i < config->count; i++) {
	const struct boss_rule *old = &config->rules[i];

	if (old->node != rule->node)
	    continue;
	if (rule->node == BOSS_NODE_DEFAULT ||
	    (rule->node == BOSS_NODE_IP && old->ip == rule->ip) ||
	    (rule->node == BOSS_NODE_KEY && strcmp(old->key, rule->key) == 0))
	    return old;
    }
    return NULL;
}

static int add_rule(struct boss_config *config, const struct boss_rule *rule)
{
    struct boss_rule *more;

    more = realloc(config->rules, (config->count + 1) * sizeof(*more));
    if (!more)
	return -ENOMEM;
    config->rules = more;
    more[config->count++] = *rule;
    return 0;
}

/* One line that is neither empty nor a comment */
static int parse_line(struct boss_config *config, const char *text, size_t len,
		      unsigned int line, boss_report_t report, void *context)
{
    struct boss_rule rule = { .line = line };
    const struct boss_rule *old;
    const char *why = NULL;
    char twice[64];
    size_t word = 0;
    int rc;

    while (word < len && !is_blank(text[word]))
	word++;
    rc = parse_node(&rule, text, word, &why);
    if (rc == 0)
	rc = parse_answers(&rule, text + word, len - word, &why);
    if (rc == 0) {
	old = same_node(config, &rule);
	if (old) {
	    snprintf(twice, sizeof(twice),
		     "the node already has an answer in line %u", old->line);
	    why = twice;
	    rc = -EINVAL;
	}
    }
    if (rc == 0)
	rc = add_rule(config, &rule);
    if (rc)
	free(rule.answers);
    if (why)
	report(context, line, why);
    return rc;
}

int boss_config_parse(struct boss_config *config, const char *text, size_t len,
		      boss_report_t report, void *context)
{
    const char *end = text + len;
    unsigned int line = 0;
    int failed = 0;

    memset(config, 0, sizeof(*config));
    while (text < end) {
	const char *newline = memchr(text, '\n', (size_t)(end - text));
	const char *stop = newline ? newline : end;
	int rc = 0;

	line++;
	while (text < stop && is_blank(*text))
	    text++;
	len = line_length(text, (size_t)(stop - text));
	if (len)
	    rc = parse_line(config, text, len, line, report, context);
	if (rc)
	    failed = rc;
	if (rc == -ENOMEM)
	    break;
	text = newline ? newline + 1 : end;
    }
    if (failed)
	boss_config_free(config);
    return failed;
}

void boss_config_free(struct boss_config *config)
{
    size_t i;

    for (i = 0; i < config->count; i++)
	free(config->rules[i].answers);
    free(config->rules);
    memset(config, 0, sizeof(*config));
}

const struct boss_rule *boss_config_find(const struct boss_config *config,
					 uint32_t ip, const char *key)
{
    const struct boss_rule *fallback = NULL;
    size_t i;

    for (i = 0; i < config->count; i++) {
	const struct boss_rule *rule = &config->rules[i];

	if (rule->node == BOSS_NODE_DEFAULT)
	    fallback = rule;
	else if (rule->node == BOSS_NODE_KEY && key &&
		 strcmp(rule->key, key) == 0)
	    return rule;
	else if (rule->node == BOSS_NODE_IP && !key && rule->ip == ip)
	    return rule;
    }
    return fallback;
}
