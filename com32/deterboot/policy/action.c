/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * action.c - from boss's answer to what is to be done
 */
#include <stdio.h>
#include <string.h>

#include "action.h"
#include "firmware.h"
#include "partition.h"
#include "printable.h"
#include "what.h"

#define BIOS_LAST_DISK	0xff
#define SYSID_MAX	255		/* a type has one byte */

void action_partition(struct action *action, unsigned int partition)
{
    action->partition = partition;
    action->sysid = 0;
    snprintf(action->command, sizeof(action->command), "%s hd%d %u",
	     firmware_words.disk_command, action->disk, partition);
}

/* Boot a partition, or the disk's own loader for partition 0 */
static void plan_disk(struct action *action, uint32_t disk, uint32_t partition)
{
    if (disk >= BIOS_FIRST_DISK)
	disk -= BIOS_FIRST_DISK;
    if (partition > PARTITION_MAX) {
	action->kind = ACTION_REFUSE;
	action->error = ERR_PARTITION;
	return;
    }

    action->kind = ACTION_RUN;
    action->disk = (int)disk;
    action_partition(action, partition);
    if (partition)
	snprintf(action->does, sizeof(action->does),
		 "booting partition %u of hd%u", (unsigned int)partition,
		 (unsigned int)disk);
    else
	snprintf(action->does, sizeof(action->does),
		 "booting hd%u through %s", (unsigned int)disk,
		 firmware_words.whole_disk);
}

static void plan_diskpart(struct action *action,
			  const struct bootinfo_what *what)
{
    if (what->disk > BIOS_LAST_DISK) {
	action->kind = ACTION_REFUSE;
	action->error = ERR_DISK;
	return;
    }
    plan_disk(action, what->disk, what->partition);
}

static void plan_sysid(struct action *action, const struct bootinfo_what *what)
{
    if (!what->sysid || what->sysid > SYSID_MAX) {
	action->kind = ACTION_REFUSE;
	action->error = ERR_SYSID;
	return;
    }
    action->kind = ACTION_RUN;
    action->disk = 0;
    action->sysid = what->sysid;
    snprintf(action->does, sizeof(action->does),
	     "booting the first partition of this type on hd0");
}

static void plan_mfs(struct action *action, const char *path)
{
    action->error = mfs_parse(&action->mfs, path);
    action->kind = action->error ? ACTION_REFUSE : ACTION_MFS;
}

/* Is there a program that boots it? */
static int has_suffix(const char *path, const char *suffix)
{
    size_t len = strlen(path), suffix_len = strlen(suffix);

    return len > suffix_len &&
	   !strcasecmp(path + len - suffix_len, suffix);
}

static void plan_multiboot(struct action *action,
			   const struct bootinfo_what *what)
{
    char ip[IPV4_TEXT_SIZE];

    action->kind = ACTION_REFUSE;
    if (!ipv4_is_host(what->tftp_ip)) {
	action->error = ERR_MB_SERVER;
	return;
    }
    if (!what->path[0]) {
	action->error = ERR_PATH_EMPTY;
	return;
    }
    if (has_control(what->path) || strchr(what->path, ' ')) {
	action->error = ERR_PATH_CHARACTER;
	return;
    }
    if (firmware_words.image_suffix &&
	!has_suffix(what->path, firmware_words.image_suffix)) {
	action->error = ERR_MB_FIRMWARE;
	return;
    }
    snprintf(action->file, sizeof(action->file), "%s::%s",
	     ipv4_format(ip, what->tftp_ip), what->path);
    snprintf(action->command, sizeof(action->command), "%s %s%s%s",
	     firmware_words.image_command, action->file,
	     what->cmdline[0] ? " " : "", what->cmdline);
    snprintf(action->does, sizeof(action->does), "booting %s",
	     firmware_words.image_kind);
    action->missing = ERR_NO_IMAGE;
    action->kind = ACTION_RUN;
}

/* The answer in the words of boss's own configuration */
static void say(struct action *action, const struct bootinfo_what *what)
{
    char text[WHAT_TEXT_SIZE];

    snprintf(action->says, sizeof(action->says), "%s%s%s%s",
	     what_format(text, what), what->cmdline[0] ? ", arguments \"" : "",
	     what->cmdline, what->cmdline[0] ? "\"" : "");
}

void action_plan(struct action *action, const struct bootinfo_what *what)
{
    memset(action, 0, sizeof(*action));
    action->disk = ACTION_NO_DISK;
    say(action, what);

    switch (what->type) {
    case BOOTINFO_PART:
	plan_disk(action, 0, what->partition);
	break;
    case BOOTINFO_DISKPART:
	plan_diskpart(action, what);
	break;
    case BOOTINFO_MFS:
	plan_mfs(action, what->path);
	break;
    case BOOTINFO_MB:
	plan_multiboot(action, what);
	break;
    case BOOTINFO_WAIT:
	action->kind = ACTION_WAIT;
	break;
    case BOOTINFO_AUTO:
	action->kind = ACTION_ASK;
	break;
    case BOOTINFO_REBOOT:
	action->kind = ACTION_REBOOT;
	break;
    case BOOTINFO_SYSID:
	plan_sysid(action, what);
	break;
    case BOOTINFO_RESTART:
	action->kind = ACTION_RESTART;
	snprintf(action->does, sizeof(action->does),
		 "starting over with DHCP");
	break;
    default:
	action->kind = ACTION_REFUSE;
	action->error = ERR_TYPE;
	break;
    }
}

void action_plan_mfs(struct action *action, const char *path)
{
    memset(action, 0, sizeof(*action));
    action->disk = ACTION_NO_DISK;
    snprintf(action->says, sizeof(action->says), "%s %s",
	     bootinfo_type_name(BOOTINFO_MFS), path);
    plan_mfs(action, path);
}

/* Where a command line is split: isspace() of com32/include/ctype.h */
static int parts_words(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The word with which linux.c32, or the mboot.c32 of run=, would load another
   file, or NULL */
static const char *names_file(const char *cmdline, const char *run)
{
    static const char *const begins[] = { "initrd", "dtb", "blob.", "---" };
    const size_t count = sizeof(begins) / sizeof(begins[0]) -
	!!strncmp(run, "mboot.c32", 9);	/* "---" is mboot.c32's only */
    const char *word = cmdline;
    size_t i;

    while (*word) {
	for (i = 0; i < count; i++)
	    if (!strncmp(word, begins[i], strlen(begins[i])))
		return word;
	while (*word && !parts_words(*word))
	    word++;
	while (parts_words(*word))
	    word++;
    }
    return NULL;
}

const char *action_without_https(const struct action *action,
				 const char *cmdline, const char *run)
{
    static const char https[] = "https://";

    if (action->kind == ACTION_MFS)
	return action->mfs.form != MFS_URL ||
	       strncasecmp(action->mfs.path, https, sizeof(https) - 1) ?
	       action->mfs.path : names_file(cmdline, run);
    /* An image comes over TFTP; the boot program is not boss's */
    return action->kind == ACTION_RUN && action->missing == ERR_NO_IMAGE ?
	   action->file : NULL;
}

void action_reload(struct action *action, uint32_t server, const char *file)
{
    char ip[IPV4_TEXT_SIZE];

    memset(action, 0, sizeof(*action));
    action->disk = ACTION_NO_DISK;
    action->kind = ACTION_REFUSE;
    action->error = ERR_NO_NBP;
    if (!server || !file[0])
	return;
    snprintf(action->file, sizeof(action->file), "%s::%s",
	     ipv4_format(ip, server), file);
    action->missing = ERR_NO_NBP;
    snprintf(action->command, sizeof(action->command), "%s %s",
	     firmware_words.reload_command, action->file);
    action->kind = ACTION_RUN;
}

void action_disk_command(char command[COMMAND_SIZE],
			 const struct action *action, const char *loader,
			 int strict)
{
    int takes = !firmware_words.has_boot_sectors;

    snprintf(command, COMMAND_SIZE, "%.63s%s%s%s", action->command,
	     takes && loader[0] ? " file=" : "", takes ? loader : "",
	     takes && strict ? " strict" : "");
}
