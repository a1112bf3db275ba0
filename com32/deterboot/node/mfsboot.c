/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * mfsboot.c - the files of a memory file system, and the command for it
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "mfsboot.h"
#include "net.h"
#include "screen.h"
#include "template.h"

/* Texts that the templates of the options are filled with */
struct texts {
    char node[IPV4_TEXT_SIZE];
    char boss[IPV4_TEXT_SIZE];
    char mac[HWADDR_TEXT_SIZE];
    char dashed_mac[HWADDR_TEXT_SIZE];
    char folder[NAME_SIZE];
    char kernel[NAME_SIZE];
    char initrds[COMMAND_SIZE];
    char args[COMMAND_SIZE];
    int looks;				/* for the files, before they are loaded */
    struct template_value value[12];
};

int command_tells(const char *command)
{
    return !strncmp(command, "linux.c32 ", 10) ||
	   !strncmp(command, "mboot.c32 ", 10);
}

enum error try_file(const char *name, enum error missing)
{
    FILE *f;

    errno = 0;
    f = fopen(name, "r");
    if (!f)
	return error_of_file(errno, missing);
    fclose(f);
    return ERR_NONE;
}

/* The TFTP server of a path; for a URL only whether its host has an address,
   because pxelinux would take the file from the wrong server otherwise */
static enum error find_server(uint32_t *server, const struct mfs *mfs,
			      uint32_t boss_ip)
{
    *server = boss_ip;
    if (mfs->form == MFS_BARE)
	return ERR_NONE;
    *server = mfs->ip;
    if (!mfs->ip &&
	(net_resolve(server, mfs->host) || !ipv4_is_host(*server))) {
	say_error(ERR_RESOLVE, mfs->host);
	return ERR_RESOLVE;
    }
    return ERR_NONE;
}

static void set_texts(struct texts *texts, const struct dhcp_lease *lease,
		      uint32_t boss_ip, const char *cmdline)
{
    const struct template_value value[] = {
	{ 'i', ipv4_format(texts->node, lease->ip) },
	{ 'b', ipv4_format(texts->boss, boss_ip) },
	{ 'm', hwaddr_format(texts->mac, lease, ':') },
	{ 'M', hwaddr_format(texts->dashed_mac, lease, '-') },
	{ 'h', lease->hostname },
	{ 'p', texts->folder },
	{ 'k', texts->kernel },
	{ 'r', texts->initrds },
	{ 'a', texts->args },
	{ 'c', cmdline },
	{ 0, NULL },
    };

    memcpy(texts->value, value, sizeof(value));
}

/* Fill in the template of a file name, and look for the file if need be */
static enum error find_file(char name[NAME_SIZE], const struct texts *texts,
			    const char *template, enum error missing)
{
    char file[NAME_SIZE];
    enum error error;

    name[0] = '\0';
    if (template_expand(file, sizeof(file), template, texts->value))
	return ERR_NAME_LONG;
    error = mfs_file_name(name, texts->folder, file);
    return error || !texts->looks ? error : try_file(name, missing);
}

/* One initrd; the default one has a second name */
static enum error find_initrd(char name[NAME_SIZE], const struct texts *texts,
			      const char *template,
			      const struct config *config)
{
    enum error error = find_file(name, texts, template, ERR_NO_INITRD);

    if (error == ERR_NO_INITRD && config->initrd_is_default) {
	say("no %s there, trying %s", config->initrd, DEFAULT_INITRD_GZ);
	error = find_file(name, texts, DEFAULT_INITRD_GZ, ERR_NO_INITRD);
    }
    if (error)
	say_error(error, name[0] ? name : template);
    return error;
}

static enum error find_initrds(struct texts *texts,
			       const struct config *config, int second)
{
    char name[NAME_SIZE], template[NAME_SIZE];
    const char *next = second ? DEFAULT_INITRD_GZ : config->initrd;
    size_t used = 0;

    while (*next) {
	size_t len = strcspn(next, ",");
	enum error error;

	memcpy(template, next, len);
	template[len] = '\0';
	next += next[len] ? len + 1 : len;
	error = find_initrd(name, texts, template, config);
	if (error)
	    return error;
	used += (size_t)snprintf(texts->initrds + used,
				 sizeof(texts->initrds) - used, "%s%s",
				 used ? "," : "", name);
	if (used >= sizeof(texts->initrds)) {
	    say_error(ERR_COMMAND_LONG, "initrd=");
	    return ERR_COMMAND_LONG;
	}
    }
    return ERR_NONE;
}

/* With run= only those files that its command names */
static enum error find_files(struct texts *texts, const struct config *config,
			     int second)
{
    enum error error;

    if (!config->run[0] || template_uses(config->run, 'k')) {
	error = find_file(texts->kernel, texts, config->kernel, ERR_NO_KERNEL);
	if (error) {
	    say_error(error, texts->kernel[0] ? texts->kernel :
		      config->kernel);
	    return error;
	}
    }
    if (!config->run[0] || template_uses(config->run, 'r'))
	return find_initrds(texts, config, second);
    return ERR_NONE;
}

static enum error write_command(char command[COMMAND_SIZE],
				struct texts *texts,
				const struct config *config,
				const char *cmdline)
{
    if (template_expand(texts->args, sizeof(texts->args), config->args,
			texts->value))
	return ERR_COMMAND_LONG;
    if (!config->run[0])
	return mfs_command(command, texts->kernel, texts->initrds, texts->args,
			   cmdline);
    return template_expand(command, COMMAND_SIZE, config->run, texts->value) ?
	   ERR_COMMAND_LONG : ERR_NONE;
}

enum error mfs_prepare(struct mfs_boot *boot, const struct mfs *mfs,
		       const struct config *config,
		       const struct dhcp_lease *lease, uint32_t boss_ip,
		       const char *cmdline)
{
    struct texts texts;
    uint32_t server;
    enum error error = find_server(&server, mfs, boss_ip);

    if (error)
	return error;
    memset(&texts, 0, sizeof(texts));
    texts.looks = config->run[0] && !command_tells(config->run);
    set_texts(&texts, lease, boss_ip, cmdline);
    error = mfs_folder_name(texts.folder, mfs, server);
    if (!error) {
	if (texts.looks)
	    say("looking for the files of the MFS");
	error = find_files(&texts, config, boot->second_initrd);
	if (error)
	    return error;
	error = write_command(boot->command, &texts, config, cmdline);
    }
    if (error)
	say_error(error, NULL);
    else if (texts.kernel[0])
	say("booting MFS: kernel %s%s%s", texts.kernel,
	    texts.initrds[0] ? ", initrd " : "", texts.initrds);
    return error;
}
