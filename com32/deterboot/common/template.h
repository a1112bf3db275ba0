/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * template.h - texts of pxelinux.cfg with %-letters in them
 */
#ifndef DETERBOOT_TEMPLATE_H
#define DETERBOOT_TEMPLATE_H

#include <stddef.h>

/*
 * i node's address, m its MAC (52:54:...), M the same with dashes, h its host
 * name, b boss's address, p the folder of the MFS, %% a percent sign
 */
#define TEMPLATE_LETTERS	"imMhbp%"

/* Of run= besides: k kernel, r initrds, a arguments, c boss's arguments */
#define TEMPLATE_RUN_LETTERS	TEMPLATE_LETTERS "krac"

struct template_value {
    char letter;
    const char *text;			/* goes into the text as it is */
};

/**
 * Whether each % is followed by one of these letters
 */
int template_valid(const char *template, const char *letters);

/**
 * Whether a valid template has this %-letter
 */
int template_uses(const char *template, char letter);

/**
 * Put the values into a template
 *
 * A letter without a value is left out; what a value brings is not looked at
 * again.
 *
 * @v text	Receives the result
 * @v size	Room in bytes, its NUL included
 * @v template	A valid template
 * @v value	Values; the last one has the letter 0
 * @ret 0	Done
 * @ret -ENAMETOOLONG	It does not fit
 */
int template_expand(char *text, size_t size, const char *template,
		    const struct template_value *value);

#endif /* DETERBOOT_TEMPLATE_H */
