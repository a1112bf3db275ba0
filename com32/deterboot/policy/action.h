/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * action.h - from boss's answer to what is to be done
 */
#ifndef DETERBOOT_ACTION_H
#define DETERBOOT_ACTION_H

#include <stdint.h>

#include "bootinfo.h"
#include "errors.h"
#include "mfs.h"
#include "options.h"

enum action_kind {
    ACTION_RUN,				/* run `command` */
    ACTION_MFS,				/* boot `mfs`, once its files are found */
    ACTION_WAIT,			/* listen for an order */
    ACTION_ASK,				/* ask boss again */
    ACTION_REBOOT,			/* reset the machine */
    ACTION_RESTART,			/* DHCP, and then ask the new boss */
    ACTION_REFUSE,			/* cannot be done, see `error` */
};

#define ACTION_SAYS_SIZE	(NAME_SIZE + 16) /* type, path and arguments */
#define ACTION_DOES_SIZE	64
#define ACTION_FILE_SIZE	(BOOTINFO_PATH_SIZE + IPV4_TEXT_SIZE + 2) /* IP::PATH */
#define ACTION_NO_DISK		(-1)

struct action {
    enum action_kind kind;
    enum error error;			/* ACTION_REFUSE */
    struct mfs mfs;			/* ACTION_MFS */
    char command[COMMAND_SIZE];		/* ACTION_RUN */
    char file[ACTION_FILE_SIZE];	/* ACTION_RUN: must exist; "" = none */
    enum error missing;			/* and this is the error if not */
    int disk;				/* ACTION_RUN: boot from this one, counted
					   from 0; ACTION_NO_DISK = none */
    unsigned int partition;		/* its partition, 0 = through the MBR */
    uint32_t sysid;			/* or not 0: the first partition of this
					   type; action_partition() is next */
    char says[ACTION_SAYS_SIZE];	/* boss's answer: "PART 1" */
    char does[ACTION_DOES_SIZE];	/* "booting partition 1 of hd0", or "" */
};

/**
 * Work out what to do
 *
 * @v action	Receives the result; `says` is always set
 * @v what	boss's answer
 */
void action_plan(struct action *action, const struct bootinfo_what *what);

/**
 * Boot an MFS that the options name
 *
 * @v action	Receives the result; `says` is always set
 * @v path	Its path, up to NAME_SIZE - 1 characters
 */
void action_plan_mfs(struct action *action, const char *path);

/**
 * Whether it loads what boss named over something else than https
 *
 * @v action	The action
 * @v cmdline	Boss's own arguments, which name no files then
 * @v run	Command of the options instead of linux.c32, or ""
 * @ret path	That, or NULL
 */
const char *action_without_https(const struct action *action,
				 const char *cmdline, const char *run);

/**
 * Load the boot program of the boot ROM again, instead of a new lease
 *
 * @v action	Receives the result, an ACTION_RUN or ACTION_REFUSE
 * @v server	TFTP server, network byte order
 * @v file	Name of the boot program
 */
void action_reload(struct action *action, uint32_t server, const char *file);

/**
 * The partition that `sysid` asked for is found: set the command
 *
 * @v action	An ACTION_RUN with a disk
 * @v partition	Number of the partition
 */
void action_partition(struct action *action, unsigned int partition);

/**
 * The command for a disk, with what the options say of its loader
 *
 * @v command	Receives it
 * @v action	An ACTION_RUN with a disk and a partition
 * @v loader	Files that are tried in place of the firmware's, or ""
 * @v strict	Take no loader but the partition's own
 */
void action_disk_command(char command[COMMAND_SIZE],
			 const struct action *action, const char *loader,
			 int strict);

#endif /* DETERBOOT_ACTION_H */
