/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * options.c - the words after deterboot.c32 in pxelinux.cfg
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "optiontable.h"
#include "template.h"
#include "values.h"

#define OPTION_NAME_SIZE 41		/* as much of a word as is told (policy) */

static int complain(char *why, const char *option, const char *problem)
{
    snprintf(why, OPTION_ERROR_SIZE, "%s: %s", option, problem);
    return -EINVAL;
}

/* The same of a word that is no option of ours: the URL in it may have a
   password */
static int complain_of_word(char *why, const char *word, const char *problem)
{
    size_t len = strstr(word, "://") ? strcspn(word, "=:") : strlen(word);
    char name[OPTION_NAME_SIZE];

    snprintf(name, sizeof(name), "%.*s%s", (int)len, word,
	     word[len] == '=' ? "=" : "");
    return complain(why, name, problem);
}

/* One word, or several within quotes */
static int parse_word(struct parser *parser, char *why)
{
    const char *word = parser->words.word[parser->words.next++], *name;
    const char *problem = option_read(parser, word, &name);

    if (name)
	return problem ? complain(why, name, problem) : 0;
    if (word_sysappend(word) == SYSAPPEND_NONE)
	return complain_of_word(why, word, "no such option");
    return words_add_literal(parser->extra, word) ?
	   complain_of_word(why, word, "too long") : 0;
}

/* Mistakes that only show when all words are there */
static int check_all(const struct config *config, char *why)
{
    if (!template_valid(config->args, TEMPLATE_LETTERS))
	return complain(why, "args=, append= or --", VALUE_UNKNOWN_LETTER);
    if (!template_valid(config->run, TEMPLATE_RUN_LETTERS))
	return complain(why, "run=", VALUE_UNKNOWN_LETTER " k r a c");
    if (config->fallback.kind && !config->rounds)
	return complain(why, "fallback=", "rounds= is missing");
    if (config->rounds && !config->fallback.kind)
	return complain(why, "rounds=", "fallback= is missing");
    return 0;
}

int options_parse(struct config *config, int argc, char *const argv[],
		  char why[OPTION_ERROR_SIZE])
{
    struct parser parser = { .config = config, .words = { argv, argc, 1 } };
    int rc = 0;

    memset(config, 0, sizeof(*config));
    config->port = BOOTINFO_SERVER_PORT;
    config->report_port = DEFAULT_REPORT_PORT;
    strcpy(config->kernel, DEFAULT_KERNEL);
    strcpy(config->initrd, DEFAULT_INITRD);
    config->initrd_is_default = 1;
    strcpy(config->args, DEFAULT_ARGS);
    config->window_ms = DEFAULT_WINDOW_MS;
    config->idle_ms = DEFAULT_IDLE_MS;
    why[0] = '\0';

    while (!rc && parser.words.next < parser.words.count)
	rc = parse_word(&parser, why);
    if (rc)
	return rc;
    if (words_add(config->args, parser.extra, strlen(parser.extra)))
	return complain(why, "append=", "too long");
    return check_all(config, why);
}

int options_use(const struct config *config, char letter)
{
    return template_uses(config->kernel, letter) ||
	   template_uses(config->initrd, letter) ||
	   template_uses(config->args, letter) ||
	   template_uses(config->run, letter);
}
