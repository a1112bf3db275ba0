/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * command.h - what an operator may say at the prompt
 */
#ifndef DETERBOOT_COMMAND_H
#define DETERBOOT_COMMAND_H

#include "bootinfo.h"
#include "errors.h"

#define COMMAND_HELP_SIZE	80

enum command_verb {
    COMMAND_NOTHING,			/* an empty line */
    COMMAND_HELP,
    COMMAND_INFO,			/* show this node */
    COMMAND_ASK,			/* ask boss, follow the answer */
    COMMAND_QUERY,			/* ask boss, show the answer */
    COMMAND_BOOT,			/* do `what`; of "local", too */
    COMMAND_REBOOT,
    COMMAND_SHELL,			/* back to pxelinux */
    COMMAND_CONTINUE,
};

struct command {
    enum command_verb verb;
    struct bootinfo_what what;		/* COMMAND_BOOT */
    int is_trifle;			/* so short that noise may make it up */
};

/**
 * Read a line
 *
 * @v command	Receives the command
 * @v text	The line
 * @v why	Receives what is wrong; points into `text` or to a constant
 * @ret error	ERR_NONE; ERR_COMMAND if there is no such command;
 *		ERR_ARGUMENT if what follows it is wrong
 */
enum error command_parse(struct command *command, const char *text,
			 const char **why);

/**
 * A line of the help
 *
 * @v text	Receives the line
 * @v n		Which one, from 0
 * @ret text	For use in an argument list; NULL behind the last line
 */
char *command_help(char text[COMMAND_HELP_SIZE], unsigned int n);

#endif /* DETERBOOT_COMMAND_H */
