/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * boot.c - hand the machine over
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <syslinux/boot.h>

#include "boot.h"
#include "firmware.h"
#include "mfsboot.h"
#include "partition.h"
#include "platform.h"
#include "screen.h"

#define DISK_NAME_SIZE	64		/* "partition 255 of hd127" */

/* Run a command that tells by errno why it came back */
static enum error run_telling(const char *command)
{
    errno = 0;
    syslinux_run_command(command);
    return error_of_boot(errno);
}

/* Run one that does not */
static enum error run_silent(const char *command)
{
    syslinux_run_command(command);
    return ERR_RETURNED;
}

/*
 * Run a command; `what` names it when it comes back. The socket is open again
 * before that is told, so that an order which follows is heard; where it
 * cannot be opened the caller's caller sees to it.
 */
static void run(const char *command, const char *what,
		enum error (*runner)(const char *), struct net *net)
{
    enum error why;

    say("running: %s", command);
    net_close(net);
    why = runner(command);
    net_open(net);
    say_error(why, what);
}

/* Where to boot from, for the screen */
static char *disk_name(char name[DISK_NAME_SIZE], const struct action *action)
{
    if (action->sysid)
	snprintf(name, DISK_NAME_SIZE, "type %u on hd%d",
		 (unsigned int)action->sysid, action->disk);
    else if (action->partition)
	snprintf(name, DISK_NAME_SIZE, "partition %u of hd%d",
		 action->partition, action->disk);
    else
	snprintf(name, DISK_NAME_SIZE, "hd%d", action->disk);
    return name;
}

/* Find the partition, and see whether it can be booted */
static enum error find_partition(struct action *action)
{
    struct partition partition;
    struct disk disk;
    enum error error;

    if (platform_disk(&disk, action->disk))
	return ERR_NO_DISK;
    if (action->sysid) {
	error = partition_find_sysid(&partition, &disk, action->sysid);
	if (error)
	    return error;
	say("%s %u is partition %u of hd%d", partition.scheme == PARTITION_GPT ?
	    "in the GPT the match of type" : "the first of type",
	    (unsigned int)action->sysid, partition.number, action->disk);
	action_partition(action, partition.number);
    } else {
	error = partition_find(&partition, &disk, action->partition);
	if (error)
	    return error;
    }
    return firmware_words.has_boot_sectors ?
	   partition_check_boot(&disk, partition.start) : ERR_NONE;
}

/* Boot from a disk, once its partition is found */
static void boot_disk(struct action *action, const struct config *config,
		      struct net *net)
{
    char disk[DISK_NAME_SIZE], command[COMMAND_SIZE];
    enum error error = find_partition(action);

    if (error) {
	say_error(error, disk_name(disk, action));
	return;
    }
    action_disk_command(command, action, config->efi_loader,
			config->efi_strict);
    run(command, action->command, platform_run_disk, net);
}

void boot(struct action *action, const struct config *config,
	  const struct dhcp_lease *lease, uint32_t boss_ip,
	  const char *cmdline, struct net *net)
{
    char command[COMMAND_SIZE];
    enum error error;

    if (action->kind == ACTION_MFS) {
	if (!mfs_prepare(command, &action->mfs, config, lease, boss_ip,
			 cmdline))
	    run(command, action->mfs.path,
		config->run[0] ? run_silent : run_telling, net);
	return;
    }
    if (action->disk != ACTION_NO_DISK) {
	boot_disk(action, config, net);
	return;
    }
    if (action->file[0]) {
	error = try_file(action->file, action->missing);
	if (error) {
	    say_error(error, action->file);
	    return;
	}
    }
    if (action->file[0])
	run(action->command, action->file, run_telling, net);
    else
	run(action->command, action->command, run_silent, net);
}
