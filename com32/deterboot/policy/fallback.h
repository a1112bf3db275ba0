/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fallback.h - what to do when boss cannot be had: the option fallback=
 */
#ifndef DETERBOOT_FALLBACK_H
#define DETERBOOT_FALLBACK_H

#include "bootinfo.h"
#include "sizes.h"

enum fallback_kind {
    FALLBACK_NONE,			/* ask for ever */
    FALLBACK_BOOT,			/* as if boss had said `what` */
    FALLBACK_PROMPT,			/* back to pxelinux */
};

struct fallback {
    enum fallback_kind kind;
    struct bootinfo_what what;		/* FALLBACK_BOOT; its path is in `path` */
    char path[NAME_SIZE];		/* of an MFS, longer than boss's may be;
					   or "" */
};

/**
 * Read the value of fallback=
 *
 *     local[:DISK[,PARTITION]]   reboot   prompt   mfs:PATH
 *
 * @v fallback	Receives the result
 * @v value	The value
 * @ret problem	NULL, or what is wrong with it
 */
const char *fallback_parse(struct fallback *fallback, const char *value);

#endif /* DETERBOOT_FALLBACK_H */
