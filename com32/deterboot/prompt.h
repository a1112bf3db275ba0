/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * prompt.h - what prompt.c and execute.c share
 */
#ifndef DETERBOOT_PROMPT_H
#define DETERBOOT_PROMPT_H

#include <stddef.h>
#include <stdint.h>

#include "command.h"
#include "deterboot.h"

/* What becomes of the prompt after a command */
enum prompt_next {
    NEXT_STAY,
    NEXT_CONTINUE,			/* the node goes on */
    NEXT_SHELL,				/* pxelinux does */
};

/**
 * A datagram came while the prompt is open
 *
 * What boss says is told, and kept until the prompt is left.
 *
 * @v node	The node
 * @v ip	Its source address, network byte order
 * @v port	Its source port, host byte order
 * @v packet	Its bytes
 * @v len	How many
 */
void prompt_hear(struct node *node, uint32_t ip, uint16_t port,
		 const void *packet, size_t len);

/**
 * Open the socket if it is closed, as it is after a boot that failed
 */
void open_again(struct node *node);

/**
 * Do what a command says
 */
enum prompt_next execute(struct node *node, const struct command *command);

#endif /* DETERBOOT_PROMPT_H */
