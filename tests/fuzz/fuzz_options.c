/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_options.c - a line of pxelinux.cfg, split at blanks as syslinux does
 *
 * Either a config whose strings all fit, or a reason. What was understood can
 * be written as a line that gives the same again.
 */
#include "fuzz.h"
#include "options.h"
#include "template.h"

#define WORDS_MAX	1024
#define LINE_SIZE	8192

static int split_and_parse(struct config *config, char *line, char *why)
{
    char *argv[WORDS_MAX + 1];
    int argc = 0;
    char *word;

    while (argc < WORDS_MAX && (word = strsep(&line, " ")))
	if (*word)
	    argv[argc++] = word;
    argv[argc] = NULL;
    memset(config, 0xff, sizeof(*config));
    memset(why, 0xff, OPTION_ERROR_SIZE);
    return options_parse(config, argc, argv, why);
}

/* Fill a template in, with texts that look like templates themselves */
static void expand(const char *template)
{
    static const struct template_value value[] = {
	{ 'i', "10.0.2.15" }, { 'h', "%h" }, { 'p', "http://10.0.2.2/%p" },
	{ 'k', "%" }, { 'c', "" }, { 0, NULL },
    };
    char large[2 * COMMAND_SIZE], small[16];
    int rc = template_expand(large, sizeof(large), template, value);

    require(rc != 0 || strlen(large) < sizeof(large));
    rc = template_expand(small, sizeof(small), template, value);
    require(rc != 0 || (strlen(small) < sizeof(small) &&
			strcmp(small, large) == 0));
    template_uses(template, 'h');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char line[LINE_SIZE], why[OPTION_ERROR_SIZE];
    struct config config, again;
    const char *args;
    int len;

    if (size > WORDS_MAX)
	return 0;
    len = snprintf(line, sizeof(line), "deterboot.c32 ");
    memcpy(line + len, data, size);
    line[(size_t)len + size] = '\0';

    if (split_and_parse(&config, line, why)) {
	require(memchr(why, '\0', OPTION_ERROR_SIZE) && why[0]);
	return 0;
    }
    require(why[0] == '\0');
    require(config.port != 0);
    require(memchr(config.boss, '\0', sizeof(config.boss)));
    require(config.kernel[0] && strlen(config.kernel) < NAME_SIZE);
    require(strlen(config.initrd) < NAME_SIZE);
    require(!config.initrd_is_default || config.initrd[0]);
    require(strlen(config.run) < COMMAND_SIZE);
    require(strlen(config.args) < COMMAND_SIZE);
    require(strlen(config.key) <= BOOTINFO_KEY_MAX);
    require(config.window_ms <= 600000 && config.window_ms % 100 == 0);
    require(config.idle_ms >= 1000 && config.idle_ms <= 65535000);
    expand(config.kernel);
    expand(config.initrd);
    expand(config.args);
    expand(config.run);
    options_use(&config, 'h');

    /* A word of SYSAPPEND's behind "--" is no template, elsewhere it is */
    args = strchr(config.args, '%') ? "" : config.args;
    len = snprintf(line, sizeof(line),
		   "x %s%s %s%s port=%u kernel=%s %s%s -- %s",
		   config.boss[0] ? "boss=" : "", config.boss,
		   config.key[0] ? "key=" : "", config.key,
		   (unsigned int)config.port, config.kernel,
		   config.initrd_is_default ? "" : "initrd=",
		   config.initrd_is_default ? "" :
		   config.initrd[0] ? config.initrd : "none", args);
    require(len > 0 && len < (int)sizeof(line));
    require(split_and_parse(&again, line, why) == 0);
    require(strcmp(config.boss, again.boss) == 0);
    require(config.port == again.port);
    require(strcmp(config.kernel, again.kernel) == 0);
    require(strcmp(config.initrd, again.initrd) == 0);
    require(config.initrd_is_default == again.initrd_is_default);
    require(strcmp(args, again.args) == 0);
    require(strcmp(config.key, again.key) == 0);
    return 0;
}
