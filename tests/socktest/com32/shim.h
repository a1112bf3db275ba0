/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * shim.h - COM32; linux/shim.h is its twin and has the comments
 */
#ifndef SOCKTEST_SHIM_H
#define SOCKTEST_SHIM_H

#include <stdbool.h>
#include <stdint.h>
#include <unistd.h>

uint64_t shim_clock_us(void);
void shim_start(void);
void shim_run(const char *command);
bool shim_key(void);

#define SHIM_SOCKETS	64
#define SHIM_TICK_MS	55

#endif /* SOCKTEST_SHIM_H */
