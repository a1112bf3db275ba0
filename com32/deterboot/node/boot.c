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

/* Weak, as in net.c: those of another build are missing there */
extern __typeof__(syslinux_failed_file) syslinux_failed_file __weak;
extern __typeof__(syslinux_set_failed_file) syslinux_set_failed_file __weak;

/*
 * Run a command; returns errno when it has come back. The socket is open again
 * before that is told, so that an order which follows is heard; where it
 * cannot be opened the caller's caller sees to it.
 */
static int run(const char *command, struct net *net)
{
    int why;

    say("running: %s", command);
    net_close(net);
    syslinux_set_failed_file(NULL);
    errno = 0;
    syslinux_run_command(command);
    why = errno;
    net_open(net);
    return why;
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
    say("running: %s", command);
    net_close(net);
    error = platform_run_disk(command);
    net_open(net);
    say_error(error, action->command);
}

/* Is that the first file of a command, the kernel? Options precede it */
static int is_kernel(const char *file, const char *command)
{
    const char *word = command;
    size_t len;

    do {
	word += strcspn(word, " ");
	word += strspn(word, " ");
    } while (*word == '-');
    len = strcspn(word, " ");
    return strlen(file) == len && !strncmp(file, word, len);
}

/* Run the command of an MFS; tells which of its files failed, or NULL */
static enum error run_mfs(const struct mfs_boot *mfs, const char **file,
			  struct net *net)
{
    int why = run(mfs->command, net);

    *file = NULL;
    if (!command_tells(mfs->command))
	return ERR_RETURNED;
    *file = syslinux_failed_file();
    if (!*file)
	return error_of_boot(why);
    return error_of_load(why, is_kernel(*file, mfs->command) ? ERR_NO_KERNEL :
			 ERR_NO_INITRD);
}

/* Boot an MFS; the default initrd has a second name */
static void boot_mfs(const struct action *action, const struct config *config,
		     const struct dhcp_lease *lease, uint32_t boss_ip,
		     const char *cmdline, struct net *net)
{
    struct mfs_boot mfs = { .second_initrd = 0 };
    const char *file;
    enum error error;

    for (;;) {
	if (mfs_prepare(&mfs, &action->mfs, config, lease, boss_ip, cmdline))
	    return;
	error = run_mfs(&mfs, &file, net);
	if (error != ERR_NO_INITRD || !config->initrd_is_default ||
	    mfs.second_initrd)
	    break;
	say("no %s there, trying %s", config->initrd, DEFAULT_INITRD_GZ);
	mfs.second_initrd = 1;
    }
    say_error(error, file ? file : action->mfs.path);
}

/* Run a command that has one file, or none */
static void boot_file(const struct action *action, struct net *net)
{
    const char *file = action->file;
    enum error error = ERR_NONE;
    int why;

    if (file[0] && !command_tells(action->command))
	error = try_file(file, action->missing);
    if (!error) {
	why = run(action->command, net);
	if (!file[0])
	    error = ERR_RETURNED;
	else if (command_tells(action->command) && syslinux_failed_file())
	    error = error_of_load(why, action->missing);
	else
	    error = firmware_words.image_suffix ? error_of_program(why) :
		    error_of_boot(why);
    }
    say_error(error, file[0] ? file : action->command);
}

void boot(struct action *action, const struct config *config,
	  const struct dhcp_lease *lease, uint32_t boss_ip,
	  const char *cmdline, struct net *net)
{
    const char *plain = action_without_https(action, cmdline, config->run);

    if (config->require_https && plain)
	say_error(ERR_REQUIRE, plain);
    else if (action->kind == ACTION_MFS)
	boot_mfs(action, config, lease, boss_ip, cmdline, net);
    else if (action->disk != ACTION_NO_DISK)
	boot_disk(action, config, net);
    else
	boot_file(action, net);
}
