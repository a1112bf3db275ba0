/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * optiontable.h - each option, and what reads it
 */
#ifndef DETERBOOT_OPTIONTABLE_H
#define DETERBOOT_OPTIONTABLE_H

#include "options.h"
#include "words.h"

/* What is being read */
struct parser {
    struct config *config;
    struct words words;
    int args_given;			/* in place of the default ones */
    char extra[COMMAND_SIZE];		/* what goes behind them */
};

/**
 * Read a word, and those that follow it within quotes, if it is an option
 *
 * @v parser	What is being read
 * @v word	The word, which is taken already
 * @v name	Receives the name of the option, or NULL if it is none
 * @ret problem	NULL, or what is wrong with the value, a constant
 */
const char *option_read(struct parser *parser, const char *word,
			const char **name);

#endif /* DETERBOOT_OPTIONTABLE_H */
