/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * stop.h - whether somebody wants to stop what takes long
 */
#ifndef DETERBOOT_STOP_H
#define DETERBOOT_STOP_H

#include <stdint.h>

/* Policy: so often that is asked, while there is nothing else to do */
#define STOP_POLL_MS	200

struct stop {
    int (*wanted)(void *context);	/* true if somebody does; may be called
					   at any rate */
    void *context;
};

/**
 * Do nothing for a time
 *
 * @v stop	Whom to ask meanwhile
 * @v ms	How long
 * @ret 0	It has passed
 * @ret -EINTR	It has not, somebody wants to stop
 */
int stop_pause(const struct stop *stop, uint32_t ms);

#endif /* DETERBOOT_STOP_H */
