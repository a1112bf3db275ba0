/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * optiontable.c - each option, and what reads it
 */
#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "optiontable.h"
#include "values.h"

/* An option. What reads its value returns NULL, or what is wrong with it. */
struct option {
    const char *name;			/* ends in "=" if it has a value */
    const char *(*read)(struct parser *parser, const struct option *option,
			const char *value);
    uint32_t max;			/* how large or long the value may be */
    const char *help;			/* what is wrong if it is no such one */
    size_t field;			/* of read_number(), read_flag() and
					   read_word(): offset in struct
					   config */
    const char *word;			/* of read_word() */
};

static const char *read_number(struct parser *parser,
			       const struct option *option, const char *value)
{
    uint32_t *field = (void *)((char *)parser->config + option->field);

    return value_number(field, value, option->max) ? option->help : NULL;
}

static const char *read_flag(struct parser *parser, const struct option *option,
			     const char *value)
{
    int *field = (void *)((char *)parser->config + option->field);

    (void)value;
    *field = 1;
    return NULL;
}

/* A flag with a value, of which there is but one */
static const char *read_word(struct parser *parser, const struct option *option,
			     const char *value)
{
    return strcmp(value, option->word) ? option->help :
	   read_flag(parser, option, value);
}

static const char *read_window(struct parser *parser,
			       const struct option *option, const char *value)
{
    uint32_t tenths;

    if (value_tenths(&tenths, value, option->max))
	return option->help;
    parser->config->window_ms = tenths * 100;
    return NULL;
}

static const char *read_idle(struct parser *parser, const struct option *option,
			     const char *value)
{
    uint32_t seconds;

    if (value_number(&seconds, value, option->max))
	return option->help;
    parser->config->idle_ms = seconds * 1000;
    return NULL;
}

static const char *read_boss(struct parser *parser, const struct option *option,
			     const char *value)
{
    struct config *config = parser->config;
    size_t len = strcspn(value, ":");
    uint32_t ip;

    if (ipv4_parse(&ip, value, len) ? !hostname_valid(value, len) :
	!ipv4_is_host(ip))
	return option->help;
    memcpy(config->boss, value, len);
    config->boss[len] = '\0';
    return value_port(&config->port, value + len);
}

/* No name: to look one up could take longer than a report may */
static const char *read_report(struct parser *parser,
			       const struct option *option, const char *value)
{
    struct config *config = parser->config;
    size_t len = strcspn(value, ":");

    config->report = 1;
    if (ipv4_parse(&config->report_ip, value, len) ||
	!ipv4_is_host(config->report_ip))
	return option->help;
    return value_port(&config->report_port, value + len);
}

static const char *read_kernel(struct parser *parser,
			       const struct option *option, const char *value)
{
    const char *problem = value_file(value);

    (void)option;
    if (!problem)
	strcpy(parser->config->kernel, value);
    return problem;
}

/* A list of files; "none" stands for an empty one */
static const char *read_initrd(struct parser *parser,
			       const struct option *option, const char *value)
{
    struct config *config = parser->config;
    const char *problem = value_files(value);

    (void)option;
    config->initrd_is_default = 0;
    if (!problem)
	strcpy(config->initrd, strcmp(value, "none") ? value : "");
    return problem;
}

static const char *read_key(struct parser *parser, const struct option *option,
			    const char *value)
{
    if (!value[0])
	return "empty";
    if (strlen(value) > option->max)
	return option->help;
    strcpy(parser->config->key, value);
    return NULL;
}

static const char *read_fallback(struct parser *parser,
				 const struct option *option, const char *value)
{
    (void)option;
    return fallback_parse(&parser->config->fallback, value);
}

/* Files on a disk, as in efichain.c32's file= */
static const char *read_loader(struct parser *parser,
			       const struct option *option, const char *value)
{
    if (strlen(value) > option->max)
	return "too long";
    if (!*value || *value == ',' || strstr(value, ",,") ||
	value[strlen(value) - 1] == ',')
	return option->help;
    strcpy(parser->config->efi_loader, value);
    return NULL;
}

static const char *read_trust(struct parser *parser,
			      const struct option *option, const char *value)
{
    if (!*value || strlen(value) > option->max)
	return option->help;
    strcpy(parser->config->trust, value);
    return NULL;
}

/* Append the words of a value to a line */
static const char *add_value(struct parser *parser, char *line,
			     const char *value)
{
    int rc = words_add_value(line, &parser->words, value);

    return !rc ? NULL : rc == -EINVAL ? "no closing quote" : "too long";
}

static const char *read_run(struct parser *parser, const struct option *option,
			    const char *value)
{
    (void)option;
    parser->config->run[0] = '\0';
    return add_value(parser, parser->config->run, value);
}

static const char *read_append(struct parser *parser,
			       const struct option *option, const char *value)
{
    (void)option;
    return add_value(parser, parser->extra, value);
}

/* In place of the default arguments, once */
static const char *read_args(struct parser *parser,
			     const struct option *option, const char *value)
{
    if (parser->args_given)
	return option->help;
    parser->args_given = 1;
    parser->config->args[0] = '\0';
    return add_value(parser, parser->config->args, value);
}

/* All words that follow are arguments. An ip= among them may well be a template
   of the site's, but not what the machine's maker says. */
static const char *read_rest(struct parser *parser,
			     const struct option *option, const char *value)
{
    struct words *words = &parser->words;
    const char *problem = read_args(parser, option, value);
    char *args = parser->config->args;

    while (!problem && words->next < words->count) {
	const char *word = words->word[words->next++];
	int rc = word_sysappend(word) == SYSAPPEND_MACHINE ?
		 words_add_literal(args, word) :
		 words_add(args, word, strlen(word));

	problem = rc ? "too long" : NULL;
    }
    return problem;
}

#define FIELD(name)	.field = offsetof(struct config, name)
#define A_PORT		"not a number from 1 to 65535"
#define TWICE		"the arguments are given twice"

/* The manual has them, too (tests/options.py) */
static const struct option options[] = {
    { "boss=", read_boss,
      .help = "neither the address nor the name of a host" },
    { "port=", read_number, 65535, A_PORT, FIELD(port) },
    { "kernel=", read_kernel, .help = NULL },
    { "initrd=", read_initrd, .help = NULL },
    { "run=", read_run, .help = NULL },
    { "args=", read_args, .help = TWICE },
    { "append=", read_append, .help = NULL },
    { "key=", read_key, BOOTINFO_KEY_MAX,
      .help = "longer than 129 characters" },
    { "key-option=", read_number, 254, "not a number from 1 to 254",
      FIELD(key_option) },
    { "edgeboot", read_flag, FIELD(edgeboot) },
    { "fallback=", read_fallback, .help = NULL },
    { "rounds=", read_number, 65535, A_PORT, FIELD(rounds) },
    { "window=", read_window, 6000, .help = "not a number from 0 to 600" },
    { "idle=", read_idle, 65535, .help = A_PORT },
    { "report", read_flag, FIELD(report) },
    { "report=", read_report, .help = "not the address of a host" },
    { "efi-loader=", read_loader, LOADER_SIZE - 1, .help = "a name is empty" },
    { "efi-strict", read_flag, FIELD(efi_strict) },
    { "efi-bootorder=", read_word, .help = "not network",
      FIELD(efi_bootorder), .word = "network" },
    { "require=", read_word, .help = "not https", FIELD(require_https),
      .word = "https" },
    { "trust=", read_trust, TRUST_SIZE - 1, .help = "not the name of a file" },
    { "https-time=", read_word, .help = "not build", FIELD(https_build),
      .word = "build" },
    { "--", read_rest, .help = TWICE },
};

const char *option_read(struct parser *parser, const char *word,
			const char **name)
{
    size_t i;

    for (i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
	const struct option *option = &options[i];
	const char *value = word_value(word, option->name);

	/* A flag is the whole word */
	if (!value || (*value && !strchr(option->name, '=')))
	    continue;
	*name = option->name;
	return option->read(parser, option, value);
    }
    *name = NULL;
    return NULL;
}
