/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * command.c - what an operator may say at the prompt
 */
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "what.h"

/* Two numbers of "local", with a type before them */
#define LOCAL_SIZE	64

static const struct {
    const char *name;
    enum command_verb verb;
    const char *usage, *meaning;
} commands[] = {
    { "info", COMMAND_INFO, "", "show this node: network, boss, memory, disks" },
    { "ask", COMMAND_ASK, "", "ask boss now, and do what it says" },
    { "query", COMMAND_QUERY, "", "ask boss now, and only show what it says" },
    { "boot", COMMAND_BOOT, "WHAT", "do what boss could say, for example" },
    { "", COMMAND_NOTHING, "", "  boot PART 1          boot DISKPART 0x80 2" },
    { "", COMMAND_NOTHING, "", "  boot SYSID 165       boot MFS /mfs -- quiet" },
    { "", COMMAND_NOTHING, "", "  boot MB 10.0.0.1:/file -- args" },
    { "local", COMMAND_BOOT, "[DISK] [PART]",
      "boot this disk (0, 1...); partition 0 is the MBR" },
    { "reboot", COMMAND_REBOOT, "", "reset this node" },
    { "shell", COMMAND_SHELL, "", "go to the prompt of pxelinux" },
    { "continue", COMMAND_CONTINUE, "", "go on where Ctrl-C was pressed" },
    { "help", COMMAND_HELP, "", "this list" },
};

#define N_COMMANDS	(sizeof(commands) / sizeof(commands[0]))

char *command_help(char text[COMMAND_HELP_SIZE], unsigned int n)
{
    char usage[32];

    if (n >= N_COMMANDS)
	return NULL;
    snprintf(usage, sizeof(usage), "%s %s", commands[n].name,
	     commands[n].usage);
    snprintf(text, COMMAND_HELP_SIZE, "%-21s%s", usage, commands[n].meaning);
    return text;
}

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " \t");
}

/* "local" is a DISKPART with defaults */
static int parse_local(struct bootinfo_what *what, const char *text)
{
    char answer[LOCAL_SIZE];
    const char *why;
    size_t len = strcspn(text, " \t");
    const char *more = skip_blanks(text + len);

    if (len > 10 || strlen(more) > 20)
	return -1;
    snprintf(answer, sizeof(answer), "DISKPART %.*s %s",
	     len ? (int)len : 1, len ? text : "0", *more ? more : "0");
    return what_parse(what, answer, strlen(answer), &why);
}

/* What follows the name of a command */
static enum error parse_arguments(struct command *command, const char *name,
				  const char *text, const char **why)
{
    if (!strcmp(name, "boot"))
	return what_parse(&command->what, text, strlen(text), why) ?
	       ERR_ARGUMENT : ERR_NONE;
    if (!strcmp(name, "local")) {
	*why = "local takes a disk and a partition: local 0 1";
	return parse_local(&command->what, text) ? ERR_ARGUMENT : ERR_NONE;
    }
    *why = "this command stands alone";
    return *text ? ERR_ARGUMENT : ERR_NONE;
}

enum error command_parse(struct command *command, const char *text,
			 const char **why)
{
    size_t len, i;

    memset(command, 0, sizeof(*command));
    text = skip_blanks(text);
    len = strcspn(text, " \t");
    command->is_trifle = len < 2;
    if (!len)
	return ERR_NONE;
    if (len == 1 && *text == '?') {
	command->verb = COMMAND_HELP;
	return ERR_NONE;
    }
    for (i = 0; i < N_COMMANDS; i++) {
	const char *name = commands[i].name;

	if (strlen(name) != len || strncasecmp(text, name, len))
	    continue;
	command->verb = commands[i].verb;
	return parse_arguments(command, name, skip_blanks(text + len), why);
    }
    *why = text;
    return ERR_COMMAND;
}
