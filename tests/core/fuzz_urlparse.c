/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_urlparse.c - a URL, from a configuration, from boss or from a redirect
 *
 * All parts lie within the text that was taken apart, and what was escaped has
 * no character that a request cannot carry, and is what it was when unescaped.
 */
#include "fuzz.h"
#include "core/fs/pxe/url.h"

static void require_within(const char *part, const char *text, size_t size)
{
    if (part)
	require(part >= text && part + strlen(part) < text + size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    struct url_info url;
    char *escaped;
    size_t len;

    require(text);
    memcpy(text, data, size);
    text[size] = '\0';
    len = strlen(text);
    escaped = malloc(3 * len + 1);
    require(escaped);
    require(url_escape_unsafe(escaped, text, 3 * len + 1) == strlen(escaped));
    require(strcspn(escaped, "\r\n ") == strlen(escaped));
    free(escaped);

    parse_url(&url, text);
    require(url.type == URL_NORMAL || url.type == URL_OLD_TFTP ||
	    url.type == URL_SUFFIX);
    require((url.type == URL_SUFFIX) == !url.host);
    require_within(url.user, text, size + 1);
    require_within(url.passwd, text, size + 1);
    require_within(url.host, text, size + 1);
    require_within(url.path, text, size + 1);
    require(url.port <= URL_BAD_PORT);
    free(text);
    return 0;
}
