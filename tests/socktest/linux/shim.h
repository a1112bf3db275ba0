/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * shim.h - what Linux does not have and COM32 has; com32/shim.h is its twin
 */
#ifndef SOCKTEST_SHIM_H
#define SOCKTEST_SHIM_H

#include <stdbool.h>
#include <stdint.h>
#include <unistd.h>

static inline int closesocket(int s)
{
    return close(s);
}

/* A clock that is finer than what is measured, and only runs forward */
uint64_t shim_clock_us(void);

/* As little as a module has: room for SHIM_SOCKETS sockets */
void shim_start(void);

/* Run a command: of the shell, or of pxelinux, where commas become blanks */
void shim_run(const char *command);

/* Take a key, if one was pressed; never waits */
bool shim_key(void);

/* At most so many sockets can be open at once */
#define SHIM_SOCKETS	64

/* How much of a wait may be the clock's fault, milliseconds */
#define SHIM_TICK_MS	1

#endif /* SOCKTEST_SHIM_H */
