/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_http.c - what HTTP servers answer: headers, redirects, the rest of a file
 *
 * Nothing is left behind, no other protocol is spoken in silence, and no file is
 * longer than it was said to be.
 */
#include "fuzz.h"
#include "fake_net.h"

#define SERVERS		6

/* RS (0x1e) parts what one server says from what the next says */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static struct fake_server server[SERVERS];
    static char data[8192];
    uint8_t *copy = fuzz_copy(bytes, size);
    const char *p = (const char *)copy, *end = p + size;
    struct file file;
    size_t n;
    int rc;

    if (!size)
	goto out;
    for (n = 0; n < SERVERS && p < end; n++) {
	const char *rs = memchr(p, 0x1e, end - p);

	server[n] = (struct fake_server) {
	    .reply = p != rs ? p : NULL, .len = (rs ? rs : end) - p,
	    .piece = 1 + size % 97, .end = rs ? ERR_RST : ERR_OK,
	};
	p = rs ? rs + 1 : end;
    }
    http_bake_cookies();
    fake_net(server, n);
    rc = fake_open(&file, "http://u:w@h/d/f?q", O_RDONLY);
    if (!rc) {
	uint64_t length = file.inode->size;

	require(length);
	rc = fake_read(&file, data, sizeof(data));
	require(rc < 0 || length == (uint64_t)-1 || (uint64_t)rc <= length);
    }
    fake_close(&file);
    require(!fake_tftp_opens || strstr(fake_screen, "Redirected to "));
    while (n--)
	require(server[n].connected == server[n].closed);
out:
    free(copy);
    return 0;
}
