/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_urlresolve.c - a reference from a server, resolved against any URL
 *
 * The result fits, has no dots to resolve, and never becomes a file of the TFTP
 * server; a password goes to the host that it was meant for only.
 */
#include "fuzz.h"
#include "core/fs/pxe/url.h"

#define SIZE	64			/* small, so that it is reached */

/* The first NUL parts the path of the URL from the reference */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t len = strnlen((const char *)data, size), rest;
    char *url, *ref;
    struct url_info parts;
    int rc;

    if (len == size || len > SIZE - 18)
	return 0;
    rest = size - len - 1;
    url = malloc(SIZE);
    ref = malloc(rest + 1);
    require(url && ref);
    sprintf(url, "http://u:SECRET@h%s", data);
    memcpy(ref, data + len + 1, rest);
    ref[rest] = '\0';
    if (strstr(url + 8, "SECRET") != url + 9 || strchr(url + 17, '@') ||
	strstr(url + 17, "SECRET") || strstr(ref, "SECRET"))
	goto out;

    rc = url_resolve(url, SIZE, ref);
    require(memchr(url, '\0', SIZE));
    if (rc)
	goto out;
    if (url_type(url) == URL_NORMAL) {
	parse_url(&parts, url);
	require(!strcasecmp(parts.scheme, "http") || strchr(ref, ':'));
	require(parts.path[0] != '.' || (parts.path[1] != '/' &&
		(parts.path[1] != '.' || parts.path[2] != '/')));
	require(!parts.passwd || strcmp(parts.passwd, "SECRET") ||
		!strncasecmp(parts.host, "h", 1));
    } else {
	require(strchr(ref, ':'));
    }
out:
    free(url);
    free(ref);
    return 0;
}
