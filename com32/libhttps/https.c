/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * https.c - run a command with what the site says about https
 *
 *	https.c32 [trust=FILE] [https-time=build] COMMAND...
 *
 * What libhttps.c32 looks for is found here as long as the command runs: a
 * module that knows nothing of it, such as linux.c32, loads from https then.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <syslinux/boot.h>
#include <syslinux/httpssettings.h>

#define COMMAND_MAX	2048		/* characters, as the loader's own */
#define TRUST		"trust="
#define TIME		"https-time="

/* Found by its name */
extern struct https_settings https_settings;
__attribute__((visibility("default"))) struct https_settings https_settings;

/* Whether it is a word for us; -1 if it is none that makes sense */
static int take(const char *word)
{
    if (!strncmp(word, TRUST, strlen(TRUST))) {
	word += strlen(TRUST);
	if (!*word || strlcpy(https_settings.trust, word,
			      sizeof(https_settings.trust)) >=
	    sizeof(https_settings.trust))
	    return -1;
	return 1;
    }
    if (!strncmp(word, TIME, strlen(TIME))) {
	https_settings.use_build_date = 1;
	return strcmp(word + strlen(TIME), "build") ? -1 : 1;
    }
    return 0;
}

static int usage(const char *why, const char *word)
{
    printf("https: %s%s\n"
	   "usage: https.c32 [trust=FILE] [https-time=build] COMMAND...\n",
	   why, word);
    errno = EINVAL;			/* for syslinux_run_command() */
    return 1;
}

int main(int argc, char *argv[])
{
    char command[COMMAND_MAX] = "";
    int i, taken;

    for (i = 1; i < argc && (taken = take(argv[i])); i++)
	if (taken < 0)
	    return usage("this makes no sense: ", argv[i]);
    if (i >= argc)
	return usage("there is no command", "");
    for (; i < argc; i++) {
	if (*command)
	    strlcat(command, " ", sizeof(command));
	if (strlcat(command, argv[i], sizeof(command)) >= sizeof(command))
	    return usage("the command is too long", "");
    }
    syslinux_run_command(command);
    return 1;
}
