/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * lab.h - what the tests of the reference boss share
 */
#ifndef DETERBOOT_TEST_LAB_H
#define DETERBOOT_TEST_LAB_H

#include "config.h"
#include "test.h"

#define REPORT_SIZE	1000

/* A path of 256 characters */
#define P256	"pppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp" \
		"pppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp" \
		"pppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp" \
		"pppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp"

/* 223 characters */
#define C223	"ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc" \
		"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc" \
		"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc" \
		"cccccccccccccccccccccccccccccccc"

/**
 * Parse a config, on the heap in its exact size
 *
 * @v config	Receives the config
 * @v text	The config
 * @v report	Receives what the parser reports, as "line: why\n"
 * @ret rc	As boss_config_parse()
 */
int parse_config(struct boss_config *config, const char *text,
		 char report[REPORT_SIZE]);

/* Appends to the text in `context`; for boss_config_parse() */
void collect(void *context, unsigned int line, const char *why);

#endif /* DETERBOOT_TEST_LAB_H */
