/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * words.h - words of a command line, put together to lines again
 */
#ifndef DETERBOOT_WORDS_H
#define DETERBOOT_WORDS_H

#include <stddef.h>

#include "sizes.h"

/* The words of main(), taken one by one */
struct words {
    char *const *word;
    int count;
    int next;
};

/**
 * Append a word to a line, after a blank where needed
 *
 * @v line	The line
 * @v word	The word; need not end in a NUL
 * @v len	Its length in characters; nothing is appended if it is 0
 * @ret 0	Done
 * @ret -ENAMETOOLONG	It does not fit, and the line has a blank at its end
 */
int words_add(char line[COMMAND_SIZE], const char *word, size_t len);

/**
 * Append a word that is no template: each percent sign becomes two, for the
 * machine's maker may have put one into its name
 *
 * @v line	The line
 * @v word	The word
 * @ret 0	Done
 * @ret -ENAMETOOLONG	As words_add()
 */
int words_add_literal(char line[COMMAND_SIZE], const char *word);

/**
 * Append a value; one that starts with a quote goes on to the closing one
 *
 * @v line	The line
 * @v words	What follows the word with the value; those of it are taken
 * @v value	The value
 * @ret 0	Done
 * @ret -ENAMETOOLONG	As words_add()
 * @ret -EINVAL	There is no closing quote
 */
int words_add_value(char line[COMMAND_SIZE], struct words *words,
		    const char *value);

/**
 * Value of a word that begins with `option` (such as "boss="), or NULL
 */
const char *word_value(const char *word, const char *option);

/* What a word of SYSAPPEND tells of */
enum sysappend {
    SYSAPPEND_NONE,			/* it is none */
    SYSAPPEND_NETWORK,			/* ip=, BOOTIF= */
    SYSAPPEND_MACHINE,
};

/**
 * Is that a word that pxelinux has added?
 */
enum sysappend word_sysappend(const char *word);

#endif /* DETERBOOT_WORDS_H */
