/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * answer.h - what the reference boss says to a node, as a person writes it
 *
 *	PART n, MFS path, ...		all that com32/deterboot/what.h has
 *	FAIL				a reply with status 1
 *	NONE				no answer at all
 *
 * Nothing here knows of files or sockets.
 */
#ifndef DETERBOOT_BOSS_ANSWER_H
#define DETERBOOT_BOSS_ANSWER_H

#include <stddef.h>

#include "bootinfo.h"

/* Room for any described answer: type, path and cmdline as \xNN, quotes, NUL */
#define BOSS_DESCRIPTION_SIZE	2048

enum boss_kind {
    BOSS_SUCCESS,			/* a reply that holds `what` */
    BOSS_FAIL,				/* a reply with status FAIL */
    BOSS_NONE,				/* silence */
};

struct boss_answer {
    enum boss_kind kind;
    struct bootinfo_what what;		/* BOSS_SUCCESS only */
};

/**
 * Parse one answer
 *
 * @v answer	Receives the answer
 * @v text	The text; need not end in a NUL, blanks around it are ignored
 * @v len	Its length in characters
 * @v why	Receives the reason of a failure, a constant string
 * @ret 0	Parsed
 * @ret -EINVAL	Not an answer; see *why
 */
int boss_answer_parse(struct boss_answer *answer, const char *text, size_t len,
		      const char **why);

/**
 * Describe an answer as the log shows it: MFS http://boss/mfs "nonce=1"
 *
 * Characters that are not printable ASCII appear as \xNN and the text is cut
 * where the buffer ends.
 *
 * @v answer	The answer
 * @v text	Receives the text, always with a NUL
 * @v size	Size of the buffer in bytes, at least 1
 */
void boss_answer_describe(const struct boss_answer *answer, char *text,
			  size_t size);

#endif /* DETERBOOT_BOSS_ANSWER_H */
