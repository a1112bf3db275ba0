/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fake.h - what the parts of the world share
 */
#ifndef DETERBOOT_TEST_FAKE_H
#define DETERBOOT_TEST_FAKE_H

#include <sys/types.h>

#include "world.h"

/* The run is over; does not return */
void world_stop(enum ending ending) __attribute__((noreturn));

/* Room for one more thing that comes */
struct coming *world_coming(uint32_t at_ms);

/* Since the start of the run, in ms */
uint32_t world_now(void);

/* Let time pass, until then; what comes meanwhile has come then */
void world_wait_until(uint32_t at_ms);

/* Something takes time */
void world_spend(uint64_t us);

/* Let output go to the console, and what is due come */
void world_catch_up(void);

/* When something comes next, or FOREVER */
uint32_t world_next_coming(void);

/* Note a deed */
struct deed *world_note(enum deed_kind kind);

/* What the module is compiled to call for fopen() and write() */
FILE *world_fopen(const char *name, const char *mode);
ssize_t world_write(int fd, const void *data, size_t len);

#endif /* DETERBOOT_TEST_FAKE_H */
