/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * words.c - words of a command line, put together to lines again
 */
#include <errno.h>
#include <string.h>

#include "words.h"

/* Words that SYSAPPEND adds (com32/include/syslinux/sysappend.h), those of the
   network first */
static const char *const sysappend_words[] = {
    "ip=", "BOOTIF=",
    "SYSUUID=", "CPU=", "SYSVENDOR=", "SYSPRODUCT=",
    "SYSVERSION=", "SYSSERIAL=", "SYSSKU=", "SYSFAMILY=", "MBVENDOR=",
    "MBPRODUCT=", "MBVERSION=", "MBSERIAL=", "MBASSET=", "BIOSVENDOR=",
    "BIOSVERSION=", "SYSFF=", "FSUUID=",
};

#define N_NETWORK 2			/* of those, the first ones */
#define N_SYSAPPEND (sizeof(sysappend_words) / sizeof(sysappend_words[0]))

int words_add(char line[COMMAND_SIZE], const char *word, size_t len)
{
    size_t used = strlen(line);

    if (!len)
	return 0;
    if (used && used < COMMAND_SIZE - 1)
	line[used++] = ' ';
    if (len > COMMAND_SIZE - 1 - used)
	return -ENAMETOOLONG;
    memcpy(line + used, word, len);
    line[used + len] = '\0';
    return 0;
}

int words_add_literal(char line[COMMAND_SIZE], const char *word)
{
    char literal[COMMAND_SIZE + 1];
    size_t used = 0;
    const char *p;

    for (p = word; *p && used < sizeof(literal) - 2; p++) {
	if (*p == '%')
	    literal[used++] = '%';
	literal[used++] = *p;
    }
    return *p ? -ENAMETOOLONG : words_add(line, literal, used);
}

int words_add_value(char line[COMMAND_SIZE], struct words *words,
		    const char *value)
{
    int quoted = value[0] == '"';
    int rc;

    if (quoted)
	value++;
    for (;;) {
	size_t len = strlen(value);
	int last = !quoted;

	if (quoted && len && value[len - 1] == '"') {
	    last = 1;
	    len--;
	}
	rc = words_add(line, value, len);
	if (rc || last)
	    return rc;
	if (words->next == words->count)
	    return -EINVAL;
	value = words->word[words->next++];
    }
}

const char *word_value(const char *word, const char *option)
{
    size_t len = strlen(option);

    return strncmp(word, option, len) ? NULL : word + len;
}

enum sysappend word_sysappend(const char *word)
{
    size_t i;

    for (i = 0; i < N_SYSAPPEND; i++)
	if (word_value(word, sysappend_words[i]))
	    return i < N_NETWORK ? SYSAPPEND_NETWORK : SYSAPPEND_MACHINE;
    return SYSAPPEND_NONE;
}
