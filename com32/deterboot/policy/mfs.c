/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * mfs.c - where a memory file system lies, and how to boot it
 */
#include <stdio.h>
#include <string.h>

#include "mfs.h"
#include "printable.h"

/* Schemes that pxelinux can load from (core/fs/pxe/pxe.c) */
static const char *const schemes[] = { "http", "https", "ftp", "tftp" };

#define N_SCHEMES (sizeof(schemes) / sizeof(schemes[0]))

/*
 * A blank or a control character ends a word of the command line, a comma ends
 * the name of an initrd, and control characters from 0x80 on are what linux.c32
 * would print as they are
 */
static int has_bad_character(const char *path)
{
    return has_control(path) || strpbrk(path, " ,");
}

static int is_known_scheme(const char *scheme, size_t len)
{
    size_t i;

    for (i = 0; i < N_SCHEMES; i++)
	if (strlen(schemes[i]) == len && !strncasecmp(schemes[i], scheme, len))
	    return 1;
    return 0;
}

static enum error set_host(struct mfs *mfs, const char *host, size_t len)
{
    if (ipv4_parse(&mfs->ip, host, len)) {
	mfs->ip = 0;
	if (!hostname_valid(host, len))
	    return ERR_PATH_HOST;
    } else if (!ipv4_is_host(mfs->ip)) {
	return ERR_PATH_HOST;
    }
    memcpy(mfs->host, host, len);
    mfs->host[len] = '\0';
    return ERR_NONE;
}

static int port_valid(const char *port, size_t len)
{
    unsigned int value = 0;
    size_t i;

    for (i = 0; i < len; i++) {
	if (port[i] < '0' || port[i] > '9' || i == 5)
	    return 0;
	value = value * 10 + (unsigned int)(port[i] - '0');
    }
    return len == 0 || (value > 0 && value <= 65535);
}

/* [USER[:PASSWORD]@]HOST[:PORT], read as core/fs/pxe/urlparse.c reads it */
static enum error set_authority(struct mfs *mfs, const char *text, size_t len)
{
    const char *colon;
    size_t host = len;

    while (host && text[host - 1] != '@')	/* the last one ends the user */
	host--;
    text += host;
    len -= host;
    colon = memchr(text, ':', len);
    if (colon) {
	size_t host_len = (size_t)(colon - text);

	if (!port_valid(colon + 1, len - host_len - 1))
	    return ERR_PATH_HOST;
	len = host_len;
    }
    return set_host(mfs, text, len);
}

/* Copy the path without the slashes at its end */
static void set_path(struct mfs *mfs, const char *path)
{
    size_t len = strlen(path);

    while (len && path[len - 1] == '/')
	len--;
    memcpy(mfs->path, path, len);
    mfs->path[len] = '\0';
}

static enum error parse_url(struct mfs *mfs, const char *url, const char *colon)
{
    const char *authority = colon + 3;
    enum error error;

    mfs->form = MFS_URL;
    if (!is_known_scheme(url, (size_t)(colon - url)))
	return ERR_PATH_SCHEME;
    if (strchr(url, '#'))		/* the rest would be cut off */
	return ERR_PATH_CHARACTER;
    error = set_authority(mfs, authority, strcspn(authority, "/?"));
    if (!error)
	set_path(mfs, url);
    return error;
}

static enum error parse_host(struct mfs *mfs, const char *path,
			     const char *colon)
{
    const char *rest = colon + 1;
    enum error error;

    mfs->form = MFS_HOST;
    if (*rest == ':')			/* HOST::PATH, as pxelinux writes it */
	rest++;
    error = set_host(mfs, path, (size_t)(colon - path));
    if (error)
	return error;
    if (!*rest)
	return ERR_PATH_EMPTY;
    set_path(mfs, rest);
    return ERR_NONE;
}

enum error mfs_parse(struct mfs *mfs, const char *path)
{
    const char *colon = path + strcspn(path, ":/");

    memset(mfs, 0, sizeof(*mfs));
    if (!path[0])
	return ERR_PATH_EMPTY;
    if (strlen(path) >= NAME_SIZE)
	return ERR_NAME_LONG;
    if (has_bad_character(path))
	return ERR_PATH_CHARACTER;
    if (!strncmp(colon, "://", 3))
	return parse_url(mfs, path, colon);
    if (*colon == ':')
	return parse_host(mfs, path, colon);
    mfs->form = MFS_BARE;
    set_path(mfs, path);
    return ERR_NONE;
}

enum error mfs_folder_name(char name[NAME_SIZE], const struct mfs *mfs,
			   uint32_t server)
{
    char ip[IPV4_TEXT_SIZE];
    int len;

    if (mfs->form == MFS_URL)
	len = snprintf(name, NAME_SIZE, "%s", mfs->path);
    else
	len = snprintf(name, NAME_SIZE, "%s::%s", ipv4_format(ip, server),
		       mfs->path);
    return len < NAME_SIZE ? ERR_NONE : ERR_NAME_LONG;
}

enum error mfs_file_name(char name[NAME_SIZE], const char *folder,
			 const char *file)
{
    int is_whole = strstr(file, "://") || strstr(file, "::");
    int len = snprintf(name, NAME_SIZE, "%s%s%s", is_whole ? "" : folder,
		       is_whole ? "" : "/", file);

    return len < NAME_SIZE ? ERR_NONE : ERR_NAME_LONG;
}

enum error mfs_command(char command[COMMAND_SIZE], const char *kernel,
		       const char *initrd, const char *args,
		       const char *cmdline)
{
    int len = snprintf(command, COMMAND_SIZE, "linux.c32 %s%s%s%s%s%s%s",
		       kernel, initrd[0] ? " initrd=" : "", initrd,
		       args[0] ? " " : "", args, cmdline[0] ? " " : "",
		       cmdline);

    return len <= COMMAND_MAX ? ERR_NONE : ERR_COMMAND_LONG;
}
