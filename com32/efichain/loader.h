/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * loader.h - find the boot loader on a disk
 */
#ifndef EFICHAIN_LOADER_H
#define EFICHAIN_LOADER_H

#include "args.h"
#include "efidisk.h"

struct loader {
    struct efipart part;		/* where it is */
    char file[DEVPATH_FILE_MAX];
    void *options;			/* of its Boot####, to be given to free();
					   NULL = none */
    size_t options_len;			/* bytes */
};

/**
 * Find the loader that the command line means
 *
 * Says where it is, and what is wrong if there is none.
 *
 * @v loader	Receives it
 * @v args	A command line with a disk
 * @ret 0	Done
 * @ret -1	There is none; errno is ENODEV (no such disk), ENXIO (no such
 *		partition), ENOENT (no loader), ENOEXEC (it is none for this
 *		machine) or EIO
 */
int loader_find(struct loader *loader, const struct args *args);

#endif /* EFICHAIN_LOADER_H */
